// SPDX-License-Identifier: Apache-2.0
#include "leyden/numerics/sums.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "leyden/numerics/rounding.hpp"

namespace leyden {
namespace {

std::vector<double> random_terms(std::size_t n, std::uint64_t seed) {
  std::mt19937_64 engine(seed);
  std::vector<double> terms(n);
  for (double& term : terms) {
    const double mantissa = static_cast<double>(static_cast<std::int64_t>(engine())) * 0x1p-63;
    term = std::ldexp(mantissa, static_cast<int>(engine() % 20));
  }
  return terms;
}

double sum_of(const std::vector<double>& terms) {
  return lane_sum(static_cast<Count>(terms.size()),
                  [&](Count i) { return terms.at(static_cast<std::size_t>(i)); });
}

TEST(LaneSum, TakesEveryTermOnce) {
  for (Count n = 0; n <= 40; ++n) {
    std::vector<int> taken(static_cast<std::size_t>(n), 0);
    const double sum = lane_sum(n, [&](Count i) {
      ++taken.at(static_cast<std::size_t>(i));
      return static_cast<double>(i + 1);
    });
    EXPECT_EQ(sum, static_cast<double>(n * (n + 1) / 2));
    for (const int times : taken) EXPECT_EQ(times, 1);
  }
}

TEST(LaneSum, AddsInTheDocumentedOrder) {
  for (const std::size_t n : {3u, 8u, 13u, 1001u}) {
    const std::vector<double> terms = random_terms(n, n);
    double lane[8] = {};
    for (std::size_t i = 0; i < n; ++i) lane[i % 8] += terms[i];
    const double expected =
        ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
    EXPECT_EQ(sum_of(terms), expected);
  }
}

TEST(LaneSum, ErrorStaysBelowItsBound) {
  for (const std::size_t n : {1u, 9u, 100u, 20000u}) {
    const std::vector<double> terms = random_terms(n, 77 + n);
    long double exact = 0.0L;
    long double absolute = 0.0L;
    for (const double term : terms) {
      exact += term;
      absolute += std::abs(term);
    }
    const double bound =
        (static_cast<double>(n) / 8 + 9) * unit_roundoff * static_cast<double>(absolute);
    EXPECT_LE(std::abs(static_cast<double>(sum_of(terms) - exact)), bound);
  }
}

TEST(Rounding, RoundedUpIsLargerByAFewHundredRoundingsAndNoMore) {
  EXPECT_EQ(unit_roundoff, std::ldexp(1.0, -53));
  EXPECT_EQ(roundoff<long double>, std::ldexp(1.0, -64));
  EXPECT_EQ(rounded_up(1.0), 1.0 + std::ldexp(1.0, -43));
  EXPECT_EQ(rounded_up(0.0), 0.0);
  EXPECT_EQ(1.0 + unit_roundoff, 1.0);
  EXPECT_GT(1.0 + 2 * unit_roundoff, 1.0);
}

}  // namespace
}  // namespace leyden
