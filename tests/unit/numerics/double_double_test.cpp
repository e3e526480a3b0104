// SPDX-License-Identifier: Apache-2.0
#include "leyden/numerics/double_double.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>

#include "leyden/numerics/rounding.hpp"
#include "support/dice.hpp"

namespace leyden {
namespace {

__extension__ typedef __float128 Quad;  // 113 bits, by the compiler: shares no code

Quad quad(DoubleDouble x) {
  return Quad(x.high()) + Quad(x.low());
}

/// Part by part, so that it rounds after a cancellation.
Quad quad_sum(DoubleDouble x, DoubleDouble y) {
  return (Quad(x.high()) + y.high()) + (Quad(x.low()) + y.low());
}

double magnitude(Quad x) {
  return static_cast<double>(x < 0 ? -x : x);
}

/// Signs, exponents and bits of all kinds, with both parts in use.
DoubleDouble random_value(Dice& dice) {
  const auto part = [&](double exponent) {
    return std::ldexp(dice.uniform(1.0, 2.0) * (dice.chance(0.5) ? 1 : -1),
                      static_cast<int>(exponent));
  };
  const double exponent = std::floor(dice.uniform(-40, 40));
  const double gap = dice.chance(0.2) ? std::floor(dice.uniform(54, 110)) : 54;
  const double low = dice.chance(0.1) ? 0.0 : part(exponent - gap);
  return DoubleDouble::sum(part(exponent), low);
}

/// `most` in units of 2^-106, docs/theory/chebyshev, Section 9.
void expect_close(DoubleDouble value, Quad truth, double most, const char* what) {
  // The reference itself rounds at 2^-113.
  EXPECT_LE(magnitude(quad(value) - truth), (most * 0x1p-106 + 0x1p-111) * magnitude(truth))
      << what;
  EXPECT_EQ(value.high() + value.low(), value.high()) << what << ": parts overlap";
}

TEST(DoubleDouble, EveryOperationErrsByLessThanItsBound) {
  Dice dice(99);
  for (int i = 0; i < 200'000; ++i) {
    const DoubleDouble x = random_value(dice);
    const DoubleDouble y = random_value(dice);
    expect_close(x + y, quad_sum(x, y), 3, "sum");
    expect_close(x - y, quad_sum(x, -y), 3, "difference");
    expect_close(x * y, quad(x) * quad(y), 7, "product");
    expect_close(x / y, quad(x) / quad(y), 15, "quotient");
    expect_close(sqrt(fabs(x)) * sqrt(fabs(x)), quad(fabs(x)), 7 + 2 * 25.0 / 8, "root, squared");
  }
  EXPECT_LT(15 * 0x1p-106, roundoff<DoubleDouble>);
}

TEST(DoubleDouble, SumsThatCancelKeepEveryDigit) {
  Dice dice(3);
  for (int i = 0; i < 20'000; ++i) {
    const DoubleDouble x = random_value(dice);
    const DoubleDouble nearly = x * DoubleDouble::sum(1.0, dice.uniform(-1, 1) * 0x1p-60);
    expect_close(x - nearly, quad_sum(x, -nearly), 3, "cancelling difference");
    EXPECT_EQ(x - x, DoubleDouble(0.0));
    // Where the high parts cancel, the sum of the low ones needs two parts itself.
    const double low = x.low() * dice.uniform(0x1p-12, 1.0);
    const DoubleDouble other = DoubleDouble::sum(-x.high(), low);
    expect_close(x + other, quad_sum(x, other), 3, "sum of the low parts");
  }
}

TEST(DoubleDouble, ProductsAndSumsOfDoublesAreExact) {
  Dice dice(8);
  for (int i = 0; i < 100'000; ++i) {
    const double a = random_value(dice).high();
    const double b = random_value(dice).high();
    EXPECT_EQ(magnitude(quad(DoubleDouble::product(a, b)) - Quad(a) * Quad(b)), 0.0);
    if (std::abs(std::ilogb(a) - std::ilogb(b)) < 55) {
      EXPECT_EQ(magnitude(quad(DoubleDouble::sum(a, b)) - (Quad(a) + Quad(b))), 0.0);
    }
  }
}

TEST(DoubleDouble, RootsSquareBack) {
  Dice dice(21);
  for (int i = 0; i < 100'000; ++i) {
    const DoubleDouble x = fabs(random_value(dice));
    const DoubleDouble root = sqrt(x);
    // sqrt errs by ε relatively when its square errs by 2 ε.
    EXPECT_LE(magnitude(quad(root) * quad(root) - quad(x)),
              2.01 * roundoff<DoubleDouble> * magnitude(quad(x)));
  }
  EXPECT_EQ(sqrt(DoubleDouble(0.0)), DoubleDouble(0.0));
  EXPECT_EQ(sqrt(DoubleDouble(144.0)), DoubleDouble(12.0));
  EXPECT_TRUE(std::isnan(sqrt(DoubleDouble(-1.0)).high()));
}

TEST(DoubleDouble, AssignsWhatItsOperationsReturn) {
  Dice dice(5);
  const DoubleDouble x = random_value(dice);
  const DoubleDouble y = random_value(dice);
  DoubleDouble value = x;
  EXPECT_EQ(value += y, x + y);
  EXPECT_EQ(value, x + y);
  value = x;
  EXPECT_EQ(value -= y, x - y);
  EXPECT_EQ(value, x - y);
  value = x;
  EXPECT_EQ(value *= y, x * y);
  EXPECT_EQ(value, x * y);
  value = x;
  EXPECT_EQ(value /= y, x / y);
  EXPECT_EQ(value, x / y);
}

TEST(DoubleDouble, ComparesAndScalesExactly) {
  const DoubleDouble one = 1.0;
  const DoubleDouble more = DoubleDouble::sum(1.0, 0x1p-90);
  EXPECT_TRUE(one < more);
  EXPECT_FALSE(more < one);
  EXPECT_FALSE(one < one);
  EXPECT_FALSE(more < more);
  EXPECT_FALSE(one == more);
  const DoubleDouble barely_two = DoubleDouble::sum(2.0, -0x1p-60);
  EXPECT_TRUE(more < barely_two);
  EXPECT_FALSE(barely_two < more) << "its low part does not matter";
  EXPECT_FALSE(barely_two == DoubleDouble::sum(3.0, -0x1p-60));
  EXPECT_EQ(scaled(more, -4.0), DoubleDouble::sum(-4.0, -0x1p-88));
  EXPECT_EQ(scaled(more, 0.0), DoubleDouble(0.0));
  EXPECT_EQ(scaled(3.0, -4.0), -12.0);
  EXPECT_EQ(DoubleDouble(), DoubleDouble(0.0));
  EXPECT_EQ(scaled(barely_two, 0.5), DoubleDouble::sum(1.0, -0x1p-61));
  EXPECT_EQ(fabs(-more), more);
  EXPECT_EQ(fabs(barely_two), barely_two);
  EXPECT_FALSE(std::signbit(fabs(DoubleDouble(0.0)).high()));
  EXPECT_EQ(static_cast<double>(more), 1.0);
  EXPECT_EQ(DoubleDouble(std::int64_t{1} << 53).high(), 0x1p53);
}

}  // namespace
}  // namespace leyden
