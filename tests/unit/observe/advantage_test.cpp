// SPDX-License-Identifier: Apache-2.0
#include "leyden/observe/advantage.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "leyden/numerics/rounding.hpp"

namespace leyden {
namespace {

TEST(ParallelPower, IsTheLargestSquaredSineOverItsArgument) {
  const auto power = [](double x) { return std::sin(x) * std::sin(x) / x; };
  EXPECT_NEAR(power(parallel_power_time), parallel_power, 2e-16);
  for (double x = 1e-3; x < 20.0; x += 1e-3) EXPECT_LE(power(x), parallel_power + 2e-16);
}

TEST(CollectiveAdvantage, ComparesWithCellsChargedOneByOne) {
  EXPECT_NEAR(collective_advantage({parallel_power, 0.0}, 1).value, 1.0, 1e-15);
  EXPECT_NEAR(collective_advantage({10 * parallel_power, 0.0}, 4).value, 2.5, 1e-15);
  EXPECT_EQ(collective_advantage({0.0, 0.0}, 3).value, 0.0);
}

TEST(CollectiveAdvantage, ErrorScalesWithThePowers) {
  const Estimate advantage = collective_advantage({8 * parallel_power, 4e-3 * parallel_power}, 4);
  EXPECT_GE(advantage.error, 1e-3);
  EXPECT_LE(advantage.error, 1.0001e-3);
  EXPECT_EQ(advantage.error, rounded_up(4e-3 * parallel_power / (4 * parallel_power)) +
                                 4 * unit_roundoff * advantage.value);
  const Estimate exact = collective_advantage({1.0, 0.0}, 3);
  EXPECT_EQ(exact.error, 4 * unit_roundoff * exact.value) << "the division is rounded";
}

TEST(CollectiveAdvantage, NoCellsHaveNone) {
  const Estimate advantage = collective_advantage({0.0, 0.0}, 0);
  EXPECT_EQ(advantage.value, 0.0);
  EXPECT_EQ(advantage.error, 0.0);
}

TEST(LocalExponent, OfAPowerLawIsItsExponent) {
  for (const Count cells : {2, 3, 10, 1000, 1'000'000}) {
    for (const double beta : {-0.5, 0.0, 0.5, 0.9, 2.0}) {
      const auto at = [&](Count m) {
        return Estimate{std::pow(static_cast<double>(m), beta), 0.0};
      };
      const Estimate exponent = local_exponent(cells, at(cells - 1), at(cells + 1));
      EXPECT_NEAR(exponent.value, beta,
                  exponent.error + 1e-14 + 3e-16 * static_cast<double>(cells));
    }
  }
}

TEST(LocalExponent, ErrorHoldsForEveryValueWithinTheRadii) {
  for (const double relative : {1e-12, 1e-3, 0.3, 0.9}) {
    const Estimate below{2.0, 2.0 * relative}, above{3.0, 1.5 * relative};
    const Estimate exponent = local_exponent(5, below, above);
    double farthest = 0.0;
    for (const double a : {-1.0, 0.0, 1.0}) {
      for (const double b : {-1.0, 0.0, 1.0}) {
        const double truth =
            std::log((above.value + a * above.error) / (below.value + b * below.error)) /
            std::log(6.0 / 4.0);
        farthest = std::max(farthest, std::abs(truth - exponent.value));
      }
    }
    EXPECT_LE(farthest, exponent.error);
    EXPECT_LE(exponent.error, 2.6 * farthest);
  }
}

TEST(LocalExponent, ErrorOfExactAdvantagesIsTheirRounding) {
  const double step = std::log(8.0 / 6.0);
  const Estimate exponent = local_exponent(7, {2.0, 0.0}, {0.5, 0.0});
  const double expected =
      rounded_up(4 * unit_roundoff / step) + 4 * unit_roundoff * std::abs(exponent.value);
  EXPECT_NEAR(exponent.value, -std::log(4.0) / step, 1e-15 * std::abs(exponent.value));
  EXPECT_NEAR(exponent.error, expected, 1e-12 * expected);
}

TEST(LocalExponent, IsUnknownWhenAnAdvantageIs) {
  EXPECT_TRUE(std::isinf(local_exponent(5, {2.0, 2.0}, {3.0, 0.0}).error));
  EXPECT_TRUE(std::isinf(local_exponent(5, {2.0, 0.0}, {3.0, 4.0}).error));
}

}  // namespace
}  // namespace leyden
