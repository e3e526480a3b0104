// SPDX-License-Identifier: Apache-2.0
#pragma once

// To be included after <hwy/highway.h>, by files that are compiled once for each level of vector
// instructions.

#include "leyden/base/instruction_set.hpp"

namespace leyden {

/// Highway's own choice at run time needs its library, whose start alone takes milliseconds: more
/// than a whole charging run. From its headers come the levels, from here the choice.
template <class Function>
struct KernelLevels {
  Function lowest = nullptr;  ///< what every machine of the architecture has
  Function neon = nullptr;
  Function avx2 = nullptr;
  Function avx512 = nullptr;

  /// The kernel of the active level.
  Function operator()() const {
    switch (active_instruction_set()) {
      case InstructionSet::avx512:
        return avx512 != nullptr ? avx512 : lowest;
      case InstructionSet::avx2:
        return avx2 != nullptr ? avx2 : lowest;
      case InstructionSet::neon:
        return neon != nullptr ? neon : lowest;
      default:
        return lowest;
    }
  }
};

}  // namespace leyden

#if HWY_TARGETS & HWY_NEON
#define LEYDEN_NEON_KERNEL(name) &N_NEON::name
#else
#define LEYDEN_NEON_KERNEL(name) nullptr
#endif
#if HWY_TARGETS & HWY_AVX2
#define LEYDEN_AVX2_KERNEL(name) &N_AVX2::name
#else
#define LEYDEN_AVX2_KERNEL(name) nullptr
#endif
#if HWY_TARGETS & HWY_AVX3
#define LEYDEN_AVX512_KERNEL(name) &N_AVX3::name
#else
#define LEYDEN_AVX512_KERNEL(name) nullptr
#endif

/// The kernel `name` of every level; within namespace leyden, once.
#define LEYDEN_KERNEL_LEVELS(name)                                                       \
  constexpr ::leyden::KernelLevels<decltype(&HWY_STATIC_DISPATCH(name))> name##_levels { \
    &HWY_STATIC_DISPATCH(name), LEYDEN_NEON_KERNEL(name), LEYDEN_AVX2_KERNEL(name),      \
        LEYDEN_AVX512_KERNEL(name)                                                       \
  }
