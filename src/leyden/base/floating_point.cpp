// SPDX-License-Identifier: Apache-2.0
#include "leyden/base/floating_point.hpp"

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

namespace leyden {
namespace {

using ControlRegisters = FloatingPointScope::ControlRegisters;

// FE_DFL_ENV clears flush-to-zero and sets the x87 precision with current C libraries, but no
// standard asks for it and older ones do not.
#if defined(__x86_64__)

constexpr ControlRegisters defaults{0x1f80, 0x037f};

ControlRegisters read_registers() {
  ControlRegisters registers;
  registers.vector = _mm_getcsr();
  asm volatile("fnstcw %0" : "=m"(registers.x87));
  return registers;
}

void write_registers(const ControlRegisters& registers) {
  _mm_setcsr(static_cast<unsigned>(registers.vector));
  asm volatile("fldcw %0" : : "m"(registers.x87));
}

#elif defined(__aarch64__)

constexpr ControlRegisters defaults{};

ControlRegisters read_registers() {
  ControlRegisters registers;
  asm volatile("mrs %0, fpcr" : "=r"(registers.vector));
  return registers;
}

void write_registers(const ControlRegisters& registers) {
  asm volatile("msr fpcr, %0" : : "r"(registers.vector));
}

#else

constexpr ControlRegisters defaults{};

ControlRegisters read_registers() {
  return {};
}

void write_registers(const ControlRegisters&) {}

#endif

}  // namespace

FloatingPointScope::FloatingPointScope() noexcept : callers_registers_(read_registers()) {
  std::fegetenv(&callers_environment_);
  std::fesetenv(FE_DFL_ENV);
  write_registers(defaults);
}

FloatingPointScope::~FloatingPointScope() {
  std::fesetenv(&callers_environment_);
  write_registers(callers_registers_);
}

}  // namespace leyden
