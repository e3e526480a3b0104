// SPDX-License-Identifier: Apache-2.0
#include "leyden/numerics/lanes_recurrence.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "leyden/numerics/rounding.hpp"
#include "support/dice.hpp"
#include "support/instruction_sets.hpp"

namespace leyden {
namespace {

/// Random factors and scales of `count` sites.
struct Sites {
  Sites(std::uint64_t seed, Count count) {
    Dice dice(seed);
    for (Count i = 0; i < count; ++i) {
      const DoubleDouble factor =
          DoubleDouble::sum(dice.uniform(0.1, 1), dice.uniform(-1e-17, 1e-17));
      high.push_back(factor.high());
      low.push_back(factor.low());
      scale.push_back(dice.uniform(0.5, 2));
    }
  }
  DoubleDouble factor(std::size_t i) const { return DoubleDouble::sum(high[i], low[i]); }
  Count count() const { return static_cast<Count>(high.size()); }
  RecurrenceSites upwards() const { return {high.data(), low.data(), scale.data(), +1, count()}; }
  RecurrenceSites downwards() const {
    return {&high.back(), &low.back(), &scale.back(), -1, count()};
  }
  std::vector<double> high, low, scale;
};

std::vector<DoubleDouble> values(Count count) {
  std::vector<DoubleDouble> result;
  for (Count j = 0; j < count; ++j) {
    result.push_back(DoubleDouble::sum(0.3 + 0.11 * static_cast<double>(j), 1e-18));
  }
  return result;
}

TEST(LanesRecurrence, CountsOneRiseOfTheTwoBesideAZero) {
  // p(k+1) = p(k) - p(k-1): 1, 1, 0, -1, -1, 0, 1, of either sign.
  for (const double sign : {1.0, -1.0}) {
    RecurrenceLanes lanes(std::vector<DoubleDouble>(3, 1.0));
    for (double& here : lanes.here_high) here = sign;
    const std::vector<double> one(6, 1.0), none(6, 0.0);
    advance({one.data(), none.data(), one.data(), 1, 6}, lanes);
    for (std::size_t j = 0; j < 3; ++j) {
      EXPECT_EQ(lanes.here(j).high(), sign);
      EXPECT_EQ(lanes.rises[j], 4.0);
    }
  }
}

TEST(LanesRecurrence, FollowsThePlainRecurrenceInDoubleDouble) {
  for (const bool up : {true, false}) {
    const Sites sites(5, 60);
    RecurrenceLanes lanes(values(19));
    advance(up ? sites.upwards() : sites.downwards(), lanes);
    for (std::size_t j = 0; j < 19; ++j) {
      DoubleDouble before = 0.0;
      DoubleDouble here = 1.0;
      double squares = 0.0;
      double rises = 0.0;
      double size = 0.0;
      for (std::size_t i = 0; i < 60; ++i) {
        const std::size_t at = up ? i : 59 - i;
        squares += std::pow(sites.scale[at] * here.high(), 2);
        const DoubleDouble next = lanes.value(j) * sites.factor(at) * here - before;
        if (next.high() * here.high() > 0) rises += 1.0;
        before = here;
        here = next;
        size = std::max(size, std::abs(here.high()));
      }
      // Roundings of 60 steps, each carried on by a solution no larger than the largest term.
      const double most = 0x1p-100 * 60 * 60 * size;
      EXPECT_LE(std::abs((lanes.here(j) - here).high()), most) << j;
      EXPECT_LE(std::abs((lanes.before(j) - before).high()), most) << j;
      EXPECT_NEAR(lanes.squares(j).high(), squares, 1e-14 * squares);
      EXPECT_EQ(lanes.rises[j], rises);
    }
  }
}

TEST(LanesRecurrence, DoesNotDependOnHowSitesAreSplit) {
  const Sites sites(6, 40);
  RecurrenceLanes whole(values(7));
  RecurrenceLanes parts(values(7));
  advance(sites.upwards(), whole);
  RecurrenceSites first = sites.upwards();
  RecurrenceSites second = sites.upwards();
  first.count = 13;
  second.count = 27;
  second.factor_high += 13;
  second.factor_low += 13;
  second.scale += 13;
  advance(first, parts);
  advance(second, parts);
  for (std::size_t j = 0; j < 7; ++j) {
    EXPECT_EQ(whole.here(j), parts.here(j));
    EXPECT_EQ(whole.before(j), parts.before(j));
    EXPECT_EQ(whole.rises[j], parts.rises[j]);
  }
}

TEST(LanesRecurrence, WritesWeightedRowsInAscendingOrderWhicheverWayItWalks) {
  for (const bool up : {true, false}) {
    const Sites sites(7, 10);
    RecurrenceLanes lanes(values(3));
    std::vector<double> weight(lanes.size(), 0.0);
    for (std::size_t j = 0; j < 3; ++j) weight[j] = 1.0 + static_cast<double>(j);
    std::vector<double> rows(10 * lanes.size(), NAN);
    advance(up ? sites.upwards() : sites.downwards(), lanes, weight.data(), rows.data());
    for (std::size_t j = 0; j < 3; ++j) {
      DoubleDouble before = 0.0;
      DoubleDouble here = 1.0;
      for (std::size_t i = 0; i < 10; ++i) {
        const std::size_t at = up ? i : 9 - i;
        EXPECT_NEAR(rows[at * lanes.size() + j], weight[j] * sites.scale[at] * here.high(), 1e-13);
        const DoubleDouble next = lanes.value(j) * sites.factor(at) * here - before;
        before = here;
        here = next;
      }
    }
    EXPECT_EQ(rows[3], 0.0) << "lanes without a value have no weight";
  }
}

TEST(LevelSums, AreThoseOfExtendedPrecisionHoweverManySites) {
  constexpr std::size_t lanes = 32;
  constexpr Count calls = 2000;
  Dice dice(8);
  LevelSums sums(lanes);
  std::vector<long double> exact(lanes * lanes, 0.0L);
  std::vector<double> diagonal(lanes, 0.0);
  Count level = -5;
  for (Count call = 0; call < calls; ++call) {
    const Count count = dice.whole(1, LevelSums::most_sites);
    // Every other row belongs to somebody else.
    std::vector<double> rows(static_cast<std::size_t>(2 * count) * lanes);
    for (double& x : rows) x = dice.uniform(-1, 1);
    sums.add(rows.data(), 2 * lanes, count, static_cast<double>(level), 3.0);
    for (Count i = 0; i < count; ++i, level += 3) {
      const double* x = rows.data() + static_cast<std::size_t>(2 * i) * lanes;
      for (std::size_t a = 0; a < lanes; ++a) {
        diagonal[a] += std::abs(static_cast<double>(level)) * x[a] * x[a];
        for (std::size_t b = 0; b < lanes; ++b) {
          exact[a * lanes + b] += static_cast<long double>(level) * x[a] * x[b];
        }
      }
    }
  }
  for (std::size_t a = 0; a < lanes; ++a) {
    for (std::size_t b = 0; b < lanes; ++b) {
      const double most =
          level_sums_rounding * unit_roundoff * std::sqrt(diagonal[a] * diagonal[b]);
      EXPECT_LE(std::abs(static_cast<double>(sums(a, b) - exact[a * lanes + b])), most);
    }
  }
}

TEST(LanesKernels, HaveTheSameBitsInEveryInstructionSet) {
  const Sites sites(9, 30);
  std::vector<std::vector<double>> results;
  in_every_instruction_set([&](InstructionSet) {
    RecurrenceLanes lanes(values(21));
    const std::vector<double> weight(lanes.size(), 0.7);
    std::vector<double> result(30 * lanes.size());
    advance(sites.upwards(), lanes, weight.data(), result.data());
    std::vector<double> sums(30);
    sum_lanes(result.data(), lanes.size(), lanes.size(), 30, sums.data());
    LevelSums level_sums(lanes.size());
    level_sums.add(result.data(), static_cast<std::ptrdiff_t>(lanes.size()), 30, -3.0, 1.0);
    for (std::size_t i = 0; i < 21; ++i) {
      for (std::size_t j = 0; j < 21; ++j) sums.push_back(level_sums(i, j));
    }
    for (const auto* field : {&sums, &lanes.here_high, &lanes.here_low, &lanes.before_low,
                              &lanes.squares_high, &lanes.squares_low, &lanes.rises}) {
      result.insert(result.end(), field->begin(), field->end());
    }
    results.push_back(result);
  });
  for (const auto& result : results) EXPECT_EQ(result, results.front());
}

TEST(LevelSums, StateARoundingThatHoldsEveryOperation) {
  // One product with the level, one with the other amplitude, the additions of one call, and the
  // sum of both halves at the end; more is not wanted either.
  const auto additions = static_cast<double>(LevelSums::most_sites) - 1;
  EXPECT_GE(level_sums_rounding, additions + 3);
  EXPECT_LE(level_sums_rounding, additions + 10);
}

TEST(SumLanes, AddsUpEveryRow) {
  constexpr std::size_t lanes = 48;
  std::vector<double> rows(2 * 5 * lanes);
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = static_cast<double>(i % 97) - 40.0;
  std::vector<double> sums(5);
  sum_lanes(rows.data(), 2 * lanes, lanes, 5, sums.data());
  for (std::size_t row = 0; row < 5; ++row) {
    double expected = 0.0;
    for (std::size_t j = 0; j < lanes; ++j) expected += rows[2 * row * lanes + j];
    EXPECT_EQ(sums[row], expected) << "whole numbers add up exactly";
  }
}

}  // namespace
}  // namespace leyden
