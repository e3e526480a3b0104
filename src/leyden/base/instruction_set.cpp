// SPDX-License-Identifier: Apache-2.0
#include "leyden/base/instruction_set.hpp"

#include <fmt/format.h>
#include <hwy/targets.h>

#include <algorithm>

#include "leyden/base/errors.hpp"
#include "leyden/base/text.hpp"

namespace leyden {
namespace {

/// Highway's bit of a level; lower bits are better ones.
std::int64_t target_of(InstructionSet level) {
  switch (level) {
    case InstructionSet::avx512:
      return HWY_AVX3;
    case InstructionSet::avx2:
      return HWY_AVX2;
    case InstructionSet::neon:
      return HWY_NEON;
    case InstructionSet::baseline:
      return HWY_ARCH_X86 ? HWY_SCALAR | HWY_EMU128 : 0;
    case InstructionSet::scalar:
      break;
  }
  return HWY_ARCH_X86 ? 0 : HWY_SCALAR | HWY_EMU128;
}

/// What the machine has; asked before anything is pinned, because pinning hides the rest.
std::int64_t targets_of_the_machine() {
  static const std::int64_t targets = hwy::SupportedTargets() & HWY_TARGETS;
  return targets;
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
  std::vector<InstructionSet> levels;
  for (const InstructionSet level :
       {InstructionSet::scalar, InstructionSet::baseline, InstructionSet::neon,
        InstructionSet::avx2, InstructionSet::avx512}) {
    if ((target_of(level) & targets_of_the_machine()) != 0) levels.push_back(level);
  }
  return levels;
}

InstructionSet active_instruction_set() {
  targets_of_the_machine();
  const std::int64_t allowed = hwy::SupportedTargets();
  const std::vector<InstructionSet> levels = instruction_sets();
  const auto best = std::find_if(levels.rbegin(), levels.rend(), [allowed](InstructionSet level) {
    return (target_of(level) & allowed) != 0;
  });
  return best != levels.rend() ? *best : levels.front();
}

void pin_instruction_set(InstructionSet level) {
  const std::vector<InstructionSet> levels = instruction_sets();
  if (std::find(levels.begin(), levels.end(), level) == levels.end()) refuse(name(level));
  std::int64_t better = 0;
  for (const InstructionSet other : levels) {
    if (other > level) better |= target_of(other);
  }
  hwy::DisableTargets(better);
  // Chosen now rather than by the first kernel, which may be one of several threads.
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

InstructionSet parse_instruction_set(const std::string& text) {
  for (const InstructionSet level : instruction_sets()) {
    if (name(level) == text) return level;
  }
  refuse(text);
}

}  // namespace leyden
