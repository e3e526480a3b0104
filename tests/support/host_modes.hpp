// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cfenv>
#include <cstdint>
#include <functional>
#include <vector>

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

namespace leyden {

/// A floating-point environment as a host program may have set it.
struct HostModes {
  const char* name;
  void (*set)();
};

inline const std::vector<HostModes>& host_modes() {
  static const std::vector<HostModes> modes {
    {"rounding upwards", [] { std::fesetround(FE_UPWARD); }},
        {"rounding downwards", [] { std::fesetround(FE_DOWNWARD); }},
        {"rounding towards zero", [] { std::fesetround(FE_TOWARDZERO); }},
#if defined(__x86_64__)
        {"flush to zero, denormals are zero", [] { _mm_setcsr(_mm_getcsr() | 0x8040u); }},
        {"x87 in double precision", [] {
           std::uint16_t control = 0;
           asm volatile("fnstcw %0" : "=m"(control));
           control = static_cast<std::uint16_t>((control & ~0x0300u) | 0x0200u);
           asm volatile("fldcw %0" : : "m"(control));
         }},
#elif defined(__aarch64__)
        {"flush to zero", [] {
           std::uint64_t control = 0;
           asm volatile("mrs %0, fpcr" : "=r"(control));
           asm volatile("msr fpcr, %0" : : "r"(control | (1u << 24)));
         }},
#endif
  };
  return modes;
}

/// Every control bit and exception flag of the calling thread.
inline std::vector<std::uint64_t> floating_point_state() {
  std::vector<std::uint64_t> state{static_cast<std::uint64_t>(std::fegetround()),
                                   static_cast<std::uint64_t>(std::fetestexcept(FE_ALL_EXCEPT))};
#if defined(__x86_64__)
  std::uint16_t control = 0;
  asm volatile("fnstcw %0" : "=m"(control));
  state.push_back(control);
  state.push_back(_mm_getcsr());
#elif defined(__aarch64__)
  std::uint64_t control = 0;
  asm volatile("mrs %0, fpcr" : "=r"(control));
  state.push_back(control);
#endif
  return state;
}

/// Runs `work` as the host would call it; the test's own environment comes back afterwards.
/// True when the host finds its modes and flags as it left them.
inline bool leaves_the_modes_alone(const HostModes& host, const std::function<void()>& work) {
  std::fenv_t tests_own;
  std::fegetenv(&tests_own);
  std::feclearexcept(FE_ALL_EXCEPT);
  std::feraiseexcept(FE_DIVBYZERO);
  host.set();
  const auto before = floating_point_state();
  work();
  const auto after = floating_point_state();
  std::fesetenv(&tests_own);
  return before == after;
}

}  // namespace leyden
