// SPDX-License-Identifier: Apache-2.0
#include "leyden/base/instruction_set.hpp"

#include <fmt/format.h>
#include <hwy/detect_targets.h>

#include <algorithm>

#if HWY_ARCH_ARM_A64 && defined(__linux__)
#include <sys/auxv.h>
#endif

#include "leyden/base/errors.hpp"
#include "leyden/base/text.hpp"

namespace leyden {
namespace {

/// What the whole program was compiled for.
constexpr InstructionSet lowest_level() {
#if HWY_STATIC_TARGET == HWY_AVX3
  return InstructionSet::avx512;
#elif HWY_STATIC_TARGET == HWY_AVX2
  return InstructionSet::avx2;
#elif HWY_STATIC_TARGET == HWY_NEON
  return InstructionSet::neon;
#elif HWY_ARCH_X86
  return InstructionSet::baseline;
#else
  return InstructionSet::scalar;
#endif
}

/// Whether kernels were compiled for a level above the lowest, and this machine and its system have
/// all that their instructions need.
bool has(InstructionSet level) {
#if HWY_ARCH_X86
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                    __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
  if (level == InstructionSet::avx2) return (HWY_TARGETS & HWY_AVX2) != 0 && avx2;
  if (level == InstructionSet::avx512) {
    return (HWY_TARGETS & HWY_AVX3) != 0 && avx2 && __builtin_cpu_supports("avx512f") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512bw");
  }
#elif HWY_ARCH_ARM_A64 && defined(__linux__)
  constexpr unsigned long aes = 1ul << 3;  // HWCAP_AES, which this level of Highway's asks for
  if (level == InstructionSet::neon) {
    return (HWY_TARGETS & HWY_NEON) != 0 && (getauxval(AT_HWCAP) & aes) != 0;
  }
#endif
  return false;
}

std::vector<std::string_view> names_of_all() {
  std::vector<std::string_view> names;
  for (const InstructionSet level : instruction_sets()) names.push_back(name(level));
  return names;
}

[[noreturn]] void refuse(std::string_view level) {
  throw InvalidInput(fmt::format("isa = '{}'", level),
                     fmt::format("{} on this machine", joined(names_of_all(), ", ")), "choose one");
}

}  // namespace

std::string_view name(InstructionSet level) {
  switch (level) {
    case InstructionSet::avx512:
      return "avx512";
    case InstructionSet::avx2:
      return "avx2";
    case InstructionSet::neon:
      return "neon";
    case InstructionSet::baseline:
      return "baseline";
    case InstructionSet::scalar:
      break;
  }
  return "scalar";
}

std::vector<InstructionSet> instruction_sets() {
  std::vector<InstructionSet> levels{lowest_level()};
  for (const InstructionSet level :
       {InstructionSet::neon, InstructionSet::avx2, InstructionSet::avx512}) {
    if (level > lowest_level() && has(level)) levels.push_back(level);
  }
  return levels;
}

InstructionSet detail::choose_instruction_set() {
  // Several threads may find the same best one at once; a level pinned meanwhile is kept.
  int level = -1;
  const int best = static_cast<int>(instruction_sets().back());
  active_level.compare_exchange_strong(level, best, std::memory_order_relaxed);
  return static_cast<InstructionSet>(active_level.load(std::memory_order_relaxed));
}

void pin_instruction_set(InstructionSet level) {
  const std::vector<InstructionSet> levels = instruction_sets();
  if (std::find(levels.begin(), levels.end(), level) == levels.end()) refuse(name(level));
  detail::active_level.store(static_cast<int>(level), std::memory_order_relaxed);
}

InstructionSet parse_instruction_set(const std::string& text) {
  for (const InstructionSet level : instruction_sets()) {
    if (name(level) == text) return level;
  }
  refuse(text);
}

}  // namespace leyden
