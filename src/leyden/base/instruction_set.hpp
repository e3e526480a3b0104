// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <string>
#include <string_view>
#include <vector>

namespace leyden {

/// Vector instructions that kernels were compiled for, lowest first. One binary holds all that suit
/// its architecture and takes the best one of the machine it runs on.
///
/// Results do not depend on it: every kernel does the same roundings in the same order on each.
enum class InstructionSet {
  scalar,    ///< one number at a time, as portable C++
  baseline,  ///< what every x86-64 has
  neon,      ///< every 64-bit ARM
  avx2,      ///< x86-64 with 256 bits
  avx512     ///< x86-64 with 512 bits
};

/// "scalar", "baseline", "neon", "avx2", "avx512".
std::string_view name(InstructionSet level);

/// Those that this build holds and this machine has, lowest first; never empty.
std::vector<InstructionSet> instruction_sets();

namespace detail {
/// The level that kernels run with; negative until one is asked for.
inline std::atomic<int> active_level{-1};
InstructionSet choose_instruction_set();
}  // namespace detail

/// The one that kernels run with.
inline InstructionSet active_instruction_set() {
  const int level = detail::active_level.load(std::memory_order_relaxed);
  return level >= 0 ? static_cast<InstructionSet>(level) : detail::choose_instruction_set();
}

/// Makes kernels run with `level` from now on, in the whole process. To be called while none runs.
/// Throws InvalidInput for a level that this build or this machine lacks.
void pin_instruction_set(InstructionSet level);

/// The level of that name.
/// Throws InvalidInput, with the names of `instruction_sets`, when it is none of them.
InstructionSet parse_instruction_set(const std::string& text);

}  // namespace leyden
