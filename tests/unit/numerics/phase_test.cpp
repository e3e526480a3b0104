// SPDX-License-Identifier: Apache-2.0
#include "leyden/numerics/phase.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "leyden/numerics/rounding.hpp"
#include "support/dice.hpp"

namespace leyden {
namespace {

/// The angle in extended precision; good where it is of order one.
long double extended(DoubleDouble angle) {
  return static_cast<long double>(angle.high()) + static_cast<long double>(angle.low());
}

void expect_phase(const Phase& phase, long double cos, long double sin) {
  EXPECT_LE(std::abs(static_cast<double>(phase.cos - cos)), phase_rounding * unit_roundoff);
  EXPECT_LE(std::abs(static_cast<double>(phase.sin - sin)), phase_rounding * unit_roundoff);
}

TEST(Phase, OfNoAngleIsOne) {
  EXPECT_EQ(phase(0.0).cos, 1.0);
  EXPECT_EQ(phase(0.0).sin, 0.0);
}

TEST(Phase, StatesTheRoundingOfTheTheory) {
  EXPECT_EQ(phase_rounding, 2.0) << "(W.12)";
}

TEST(Phase, HasItsRoundingAllAroundTheCircle) {
  for (int i = -4000; i <= 4000; ++i) {
    const DoubleDouble angle = DoubleDouble::sum(i * 0.003, 1e-18 * i);
    expect_phase(phase(angle), std::cos(extended(angle)), std::sin(extended(angle)));
  }
}

TEST(Phase, ReadsTheLowPartOfTheAngle) {
  // sin(x + y) = sin x + y cos x: a low part of half an ulp moves the result by up to one.
  const double x = 0.7853981;
  const DoubleDouble angle = DoubleDouble::sum(x, 0x1p-55);
  expect_phase(phase(angle), std::cos(extended(angle)), std::sin(extended(angle)));
  const DoubleDouble far = DoubleDouble::sum(1e12, 0.00004);
  EXPECT_GT(std::abs(phase(far).sin - phase(1e12).sin), 1e-6);
}

TEST(Phase, LosesLittleMoreThanTheLastRounding) {
  // Without the low part of the angle times the cosine a sine would be off by a quarter of u more,
  // without the rounding of 1 - x²/2 a cosine by half of one.
  Dice dice(4);
  double sine = 0.0;
  double cosine = 0.0;
  for (int i = 0; i < 300'000; ++i) {
    const double x = dice.uniform(-0.785398, 0.785398);
    const DoubleDouble angle =
        DoubleDouble::sum(x, std::ldexp(dice.uniform(-0.5, 0.5), std::ilogb(x) - 52));
    const Phase computed = phase(angle);
    const long double sin = std::sin(extended(angle));
    const long double cos = std::cos(extended(angle));
    sine = std::max(sine, static_cast<double>(std::abs((computed.sin - sin) / sin)));
    cosine = std::max(cosine, static_cast<double>(std::abs(computed.cos - cos)));
  }
  EXPECT_LT(sine, 1.18 * unit_roundoff);
  EXPECT_LT(cosine, 0.85 * unit_roundoff);
}

TEST(Phase, OfWholeTurnsOfAnyNumberIsThatOfTheRest) {
  // 2π in double-double; its last digits move 2^40 turns by 2^-64.
  const DoubleDouble turn = DoubleDouble::sum(0x1.921fb54442d18p+2, 0x1.1a62633145c07p-52);
  Dice dice(3);
  for (int i = 0; i < 200; ++i) {
    const double turns = static_cast<double>(dice.whole(-(Count{1} << 40), Count{1} << 40));
    const double rest = dice.uniform(-3.0, 3.0);
    const Phase far = phase(turn * DoubleDouble(turns) + DoubleDouble(rest));
    EXPECT_NEAR(far.cos, std::cos(rest), 1e-15);
    EXPECT_NEAR(far.sin, std::sin(rest), 1e-15);
  }
}

}  // namespace
}  // namespace leyden
