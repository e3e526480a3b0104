// SPDX-License-Identifier: Apache-2.0
#include "leyden/numerics/cubic.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <vector>

namespace leyden {
namespace {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  double uniform(double low, double high) {
    return low + (high - low) * static_cast<double>(engine_() >> 11) * 0x1p-53;
  }

 private:
  std::mt19937_64 engine_;
};

double slope(const Cubic& c, double s) {
  return c.c1 + s * (2 * c.c2 + 3 * s * c.c3);
}

template <class Function>
double largest_on_grid(const Function& f, double low, double high, int points) {
  double best = -INFINITY;
  for (int i = 0; i <= points; ++i) {
    best = std::max(best, f(low + (high - low) * static_cast<double>(i) / points));
  }
  return best;
}

TEST(Cubic, IsEvaluatedTermByTerm) {
  const Cubic cubic{2, -3, 5, 7};
  EXPECT_EQ(cubic(0.0), 2.0);
  EXPECT_EQ(cubic(1.0), 11.0);
  EXPECT_EQ(cubic(-2.0), 2.0 + 6.0 + 20.0 - 56.0);
}

TEST(Cubic, HermiteTakesValueAndSlopeAtBothEnds) {
  Dice dice(1);
  for (int i = 0; i < 200; ++i) {
    const double width = std::pow(10.0, dice.uniform(-3, 2));
    const double v0 = dice.uniform(-1, 1), v1 = dice.uniform(-1, 1);
    const double s0 = dice.uniform(-1, 1) / width, s1 = dice.uniform(-1, 1) / width;
    const Cubic cubic = Cubic::hermite(width, v0, s0, v1, s1);
    EXPECT_EQ(cubic(0.0), v0);
    EXPECT_EQ(slope(cubic, 0.0), s0);
    EXPECT_NEAR(cubic(width), v1, 1e-14);
    EXPECT_NEAR(slope(cubic, width) * width, s1 * width, 1e-14);
  }
}

TEST(Cubic, HermiteReproducesACubic) {
  const Cubic cubic{0.3, -1.2, 0.7, 2.1};
  const Cubic again =
      Cubic::hermite(1.5, cubic(0.0), slope(cubic, 0.0), cubic(1.5), slope(cubic, 1.5));
  EXPECT_NEAR(again.c2, cubic.c2, 1e-14);
  EXPECT_NEAR(again.c3, cubic.c3, 1e-14);
}

TEST(Cubic, MaximumIsNeverBelowADenseGridAndIsAttained) {
  Dice dice(2);
  for (int i = 0; i < 2000; ++i) {
    Cubic cubic{dice.uniform(-1, 1), dice.uniform(-1, 1), dice.uniform(-1, 1), dice.uniform(-1, 1)};
    // Values stay below 85, so 1e-13 covers their rounding. Lower degrees, and leading terms that
    // nearly vanish.
    if (i % 5 == 1) cubic.c3 = 0.0;
    if (i % 5 == 2) cubic.c3 *= 1e-13;
    if (i % 7 == 3) cubic.c2 = 0.0;
    if (i % 11 == 4) cubic.c1 = 0.0;
    const double low = dice.uniform(0, 1);
    const double high = low + dice.uniform(0, 3);
    const Maximum found = maximum(cubic, low, high);
    EXPECT_GE(found.at, low);
    EXPECT_LE(found.at, high);
    EXPECT_EQ(found.value, cubic(found.at));
    EXPECT_GE(found.value, largest_on_grid(cubic, low, high, 400) - 1e-13);
  }
}

TEST(Cubic, MaximumOfAConstantAndOfAnEmptyIntervalIsAtTheLowEnd) {
  const Maximum flat = maximum(Cubic{4, 0, 0, 0}, 1.0, 2.0);
  EXPECT_EQ(flat.at, 1.0);
  EXPECT_EQ(flat.value, 4.0);
  const Maximum point = maximum(Cubic{0, 1, 1, 1}, 2.0, 2.0);
  EXPECT_EQ(point.at, 2.0);
  EXPECT_EQ(point.value, 14.0);
}

TEST(Cubic, MaximumIsKnownInClosedForm) {
  const Maximum wave = maximum(Cubic{0, 3, 0, -1}, 0.0, 1.7);  // 3 s - s³, largest at s = 1
  EXPECT_NEAR(wave.at, 1.0, 1e-15);
  EXPECT_NEAR(wave.value, 2.0, 1e-15);
  const Maximum parabola = maximum(Cubic{0, 2, -1, 0}, 0.0, 5.0);
  EXPECT_NEAR(parabola.at, 1.0, 1e-15);
  EXPECT_EQ(maximum(Cubic{0, 2, -1, 0}, 0.0, 0.5).at, 0.5);
  EXPECT_EQ(maximum(Cubic{0, 2, -1, 0}, 1.5, 5.0).at, 1.5);
}

/// A function whose value, slope and largest |fourth derivative| are known.
struct Known {
  std::function<double(double)> value;
  std::function<double(double)> slope;
  double fourth;
};

void expect_bound_holds(const Known& f, double width, double low, double high) {
  const Cubic cubic = Cubic::hermite(width, f.value(0), f.slope(0), f.value(width), f.slope(width));
  const double bound = upper_bound(cubic, width, f.fourth, low, high);
  const double largest = largest_on_grid(f.value, low, high, 300);
  // Rounding of the cubic's coefficients, on values of order one.
  EXPECT_GE(bound, largest - 1e-13) << width << " " << low << " " << high;
  // The cubic that replaces s² (w-s)² exceeds its maximum w⁴/16 by 5.4 %.
  const double slack = f.fourth * std::pow(width, 4) / 384;
  EXPECT_LE(bound, maximum(cubic, low, high).value + 1.06 * slack + 1e-13) << width;
}

TEST(Cubic, UpperBoundHoldsForFunctionsWithAKnownFourthDerivative) {
  Dice dice(3);
  for (int i = 0; i < 600; ++i) {
    const double width = dice.uniform(0.05, 3.0);
    double low = dice.uniform(0, width), high = dice.uniform(0, width);
    if (low > high) std::swap(low, high);
    if (i % 4 == 0) low = 0.0;
    if (i % 6 == 0) high = width;
    const double phase = dice.uniform(0, 7);
    expect_bound_holds({[=](double s) { return std::sin(s + phase); },
                        [=](double s) { return std::cos(s + phase); }, 1.0},
                       width, low, high);
    const double rate = dice.uniform(-1, 1);
    const double growth = std::pow(rate, 4) * std::max(1.0, std::exp(rate * width));
    expect_bound_holds({[=](double s) { return std::exp(rate * s); },
                        [=](double s) { return rate * std::exp(rate * s); }, growth},
                       width, low, high);
    const double c4 = dice.uniform(-0.2, 0.2), c2 = dice.uniform(-1, 1), c1 = dice.uniform(-1, 1);
    expect_bound_holds(
        {[=](double s) { return s * (c1 + s * (c2 + s * s * c4)); },
         [=](double s) { return c1 + s * (2 * c2 + s * s * 4 * c4); }, 24 * std::abs(c4)},
        width, low, high);
  }
}

TEST(Cubic, UpperBoundIsExactAtBothEnds) {
  Dice dice(4);
  for (int i = 0; i < 100; ++i) {
    const double width = dice.uniform(0.1, 2.0);
    const Cubic cubic{dice.uniform(-1, 1), dice.uniform(-1, 1), dice.uniform(-1, 1),
                      dice.uniform(-1, 1)};
    EXPECT_NEAR(upper_bound(cubic, width, 5.0, 0.0, 0.0), cubic(0.0), 1e-15);
    EXPECT_NEAR(upper_bound(cubic, width, 5.0, width, width), cubic(width), 2e-14);
  }
}

TEST(Cubic, UpperBoundIsTightForTheQuarticThatIsFarthestFromItsCubic) {
  // f = s² (w-s)² has value and slope zero at both ends, f'''' = 24, and reaches w⁴/16.
  for (const double width : {0.5, 2.0}) {
    const double largest = std::pow(width, 4) / 16;
    EXPECT_NEAR(upper_bound(Cubic{}, width, 24.0, width / 2, width / 2), largest, 1e-15 * largest);
    EXPECT_GE(upper_bound(Cubic{}, width, 24.0, 0.0, width), largest);
    EXPECT_LE(upper_bound(Cubic{}, width, 24.0, 0.0, width), 1.06 * largest);
    EXPECT_NEAR(upper_bound(Cubic{}, width, 24.0, 0.9 * width, width),
                upper_bound(Cubic{}, width, 24.0, 0.0, 0.1 * width), 1e-14);
  }
}

TEST(Cubic, UpperBoundGrowsWithTheInterval) {
  Dice dice(5);
  for (int i = 0; i < 200; ++i) {
    const Cubic cubic{dice.uniform(-1, 1), dice.uniform(-1, 1), dice.uniform(-1, 1),
                      dice.uniform(-1, 1)};
    double ends[] = {dice.uniform(0, 1), dice.uniform(0, 1), dice.uniform(0, 1),
                     dice.uniform(0, 1)};
    std::sort(std::begin(ends), std::end(ends));
    EXPECT_LE(upper_bound(cubic, 1.0, 3.0, ends[1], ends[2]),
              upper_bound(cubic, 1.0, 3.0, ends[0], ends[3]) + 1e-15);
  }
}

}  // namespace
}  // namespace leyden
