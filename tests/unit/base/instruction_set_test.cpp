// SPDX-License-Identifier: Apache-2.0
#include "leyden/base/instruction_set.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "leyden/base/errors.hpp"

namespace leyden {
namespace {

/// Leaves the best level behind, as a program finds it.
class InstructionSets : public testing::Test {
 protected:
  void TearDown() override { pin_instruction_set(instruction_sets().back()); }
};

TEST_F(InstructionSets, TheBestOneIsTakenUnlessAnotherIsPinned) {
  EXPECT_EQ(active_instruction_set(), instruction_sets().back());
}

TEST_F(InstructionSets, ThereIsALowestLevelThatEveryMachineOfTheArchitectureHas) {
  const auto levels = instruction_sets();
  ASSERT_FALSE(levels.empty());
  EXPECT_TRUE(std::is_sorted(levels.begin(), levels.end()));
#if defined(__x86_64__) && !defined(__AVX2__)
  EXPECT_EQ(name(levels.front()), "baseline");
#endif
}

TEST_F(InstructionSets, EachCanBePinnedInAnyOrder) {
  const auto levels = instruction_sets();
  for (const InstructionSet level : levels) {
    pin_instruction_set(level);
    EXPECT_EQ(active_instruction_set(), level);
    EXPECT_EQ(instruction_sets(), levels) << "pinning hides what the machine has";
  }
  pin_instruction_set(levels.front());
  EXPECT_EQ(active_instruction_set(), levels.front());
  pin_instruction_set(levels.back());
  EXPECT_EQ(active_instruction_set(), levels.back());
}

TEST_F(InstructionSets, ANameIsReadBack) {
  for (const InstructionSet level : instruction_sets()) {
    EXPECT_EQ(parse_instruction_set(std::string(name(level))), level);
  }
}

TEST_F(InstructionSets, AnUnknownNameIsRefusedWithThoseThatThereAre) {
  try {
    parse_instruction_set("sse9");
    FAIL();
  } catch (const InvalidInput& refusal) {
    const std::string text = refusal.what();
    EXPECT_NE(text.find("isa = 'sse9'"), std::string::npos) << text;
    for (const InstructionSet level : instruction_sets()) {
      EXPECT_NE(text.find(name(level)), std::string::npos) << text;
    }
  }
}

TEST_F(InstructionSets, ALevelOfAnotherMachineIsRefusedAndNothingChanges) {
  const auto levels = instruction_sets();
  for (const InstructionSet level :
       {InstructionSet::scalar, InstructionSet::baseline, InstructionSet::neon,
        InstructionSet::avx2, InstructionSet::avx512}) {
    if (std::find(levels.begin(), levels.end(), level) != levels.end()) continue;
    EXPECT_THROW(pin_instruction_set(level), InvalidInput) << name(level);
    EXPECT_THROW(parse_instruction_set(std::string(name(level))), InvalidInput) << name(level);
  }
  EXPECT_EQ(active_instruction_set(), levels.back());
}

}  // namespace
}  // namespace leyden
