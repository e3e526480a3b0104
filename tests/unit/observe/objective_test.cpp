// SPDX-License-Identifier: Apache-2.0
#include "leyden/observe/objective.hpp"

#include <gtest/gtest.h>

#include "leyden/numerics/rounding.hpp"

namespace leyden {
namespace {

constexpr double u = unit_roundoff;

// Numbers with few bits, so that nothing but the stated roundings is left.
constexpr Sample exact{4.0, -3.0, 0.0, 0.5, 0.0};
constexpr Sample blurred{4.0, 3.0, 0x1p-40, -0.5, 0x1p-44};

TEST(Objective, EnergyIsTheSampleItself) {
  EXPECT_EQ(value_of(Objective::energy, blurred).value, 3.0);
  EXPECT_EQ(value_of(Objective::energy, blurred).error, 0x1p-40);
  EXPECT_EQ(ascent_of(Objective::energy, blurred).value, -0.5);
  EXPECT_EQ(ascent_of(Objective::energy, blurred).error, 0x1p-44);
}

TEST(Objective, PowerIsEnergyOverTimeWithOneRounding) {
  EXPECT_EQ(value_of(Objective::power, exact).value, -0.75);
  EXPECT_EQ(value_of(Objective::power, exact).error, 0.75 * u);
  EXPECT_EQ(value_of(Objective::power, blurred).value, 0.75);
  EXPECT_EQ(value_of(Objective::power, blurred).error, 0x1p-42 + 0.75 * u);
}

TEST(Objective, AscentOfThePowerIsSlopeLessPowerWithTwoRoundingsOfEach) {
  EXPECT_EQ(ascent_of(Objective::power, exact).value, 1.25);
  EXPECT_EQ(ascent_of(Objective::power, exact).error, 2 * u * (0.75 + 0.5));
  EXPECT_EQ(ascent_of(Objective::power, blurred).value, -1.25);
  EXPECT_EQ(ascent_of(Objective::power, blurred).error, 0x1p-44 + 0x1p-42 + 2 * u * (0.75 + 0.5));
}

}  // namespace
}  // namespace leyden
