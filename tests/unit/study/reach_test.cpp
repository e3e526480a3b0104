// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/reach.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "leyden/base/errors.hpp"

namespace leyden {
namespace {

ChargeRequest request(Count cells, Count chargers, double anisotropy = 0.0) {
  ChargeRequest result;
  result.charging.cells = cells;
  result.charging.chargers = chargers;
  result.charging.anisotropy = anisotropy;
  return result;
}

/// Against height sin²(frequency t).
void expect_squared_sine(const ChargeRequest& request, double frequency) {
  const ChargeResult result = charge(request);
  for (const double fraction : {1e-6, 0.01, 0.5, 0.9, 0.999999, 1.0}) {
    const Passage passage = reach(request, result, fraction);
    const double truth = std::asin(std::sqrt(fraction)) / frequency;
    EXPECT_LE(std::abs(passage.time - truth), passage.time_error + 4e-16) << fraction;
    EXPECT_LT(passage.time_error, fraction == 1.0 ? 1e-6 : 2e-11) << fraction;
    EXPECT_EQ(passage.gap > 0.0, fraction == 1.0);
    EXPECT_EQ(passage.rising, fraction < 1.0);
  }
}

TEST(Reach, OfOneCellIsTheInverseOfASquaredSine) {
  expect_squared_sine(request(1, 1), 1.0);
  expect_squared_sine(request(1, 9), 3.0);
}

TEST(Reach, OfTwoCellsAndTwoChargersIsThatOfASpinOfOne) {
  // Equal couplings 2 along three states: E = 2 sin²(√2 t).
  expect_squared_sine(request(2, 2), std::sqrt(2.0));
}

TEST(Reach, OfOneCellAndInfinitelyManyChargersIsTheSame) {
  ChargeRequest limit = request(1, 0);
  limit.charging.charger = Charger::limit;
  expect_squared_sine(limit, 1.0);
}

TEST(Reach, IsTheFirstOnADenseGridByFullDiagonalisation) {
  for (const double anisotropy : {0.0, 0.3, 0.6, 1.0}) {
    const ChargeRequest asked = request(5, 4, anisotropy);
    const ChargeResult result = charge(asked);
    const auto spectral = evolve(make_protocol(asked.charging), Propagator::spectral);
    for (const double fraction : {0.02, 0.4, 0.7, 0.95, 0.9999}) {
      const Passage passage = reach(asked, result, fraction);
      const double level = fraction * result.peaks.energy.value;
      const double begin = passage.time - passage.time_error;
      for (int i = 0; i <= 3000; ++i) {
        const double time = begin * i / 3000;
        ASSERT_LT(spectral->evaluate(time).energy, level + 1e-12) << anisotropy << " " << time;
      }
      EXPECT_GT(spectral->evaluate(passage.time + passage.time_error).energy, level - 1e-12);
      EXPECT_LT(passage.time_error, 1e-10);
      EXPECT_EQ(passage.gap, 0.0);
    }
  }
}

TEST(Reach, TakesTheArithmeticAndTheCutoffOfTheResult) {
  ChargeRequest precise = request(4, 4, 0.5);
  const Passage coarse = reach(precise, charge(precise), 0.5);
  precise.tolerance = 1e-14;
  const ChargeResult result = charge(precise);
  ASSERT_EQ(result.method.arithmetic, Arithmetic::double_double);
  const Passage fine = reach(precise, result, 0.5);
  EXPECT_LT(fine.time_error, coarse.time_error / 2);
  EXPECT_LE(std::abs(fine.time - coarse.time), fine.time_error + coarse.time_error);

  ChargeRequest cavity = request(3, 3, 1.0);
  cavity.charging.charger = Charger::cavity;
  cavity.window = 1.0;
  ChargeResult cut = charge(cavity);
  const Passage high = reach(cavity, cut, 0.8);
  *cut.method.fock_cutoff += 40;
  const Passage higher = reach(cavity, cut, 0.8);
  EXPECT_LE(std::abs(high.time - higher.time), high.time_error + higher.time_error);
  EXPECT_LT(high.time_error, 1e-10);
  *cut.method.fock_cutoff = 14;
  const Passage low = reach(cavity, cut, 0.8);
  EXPECT_GT(low.time_error, 10 * high.time_error) << "what leaks is in the radii";
  EXPECT_LE(std::abs(low.time - high.time), low.time_error + high.time_error);
}

TEST(Reach, OfNothingIsAtOnce) {
  for (const ChargeRequest& empty : {request(0, 3), request(3, 0), request(0, 0, 1.0)}) {
    const Passage passage = reach(empty, charge(empty), 0.5);
    EXPECT_EQ(passage.time, 0.0);
    EXPECT_EQ(passage.time_error, 0.0);
    EXPECT_EQ(passage.gap, 0.0);
  }
}

TEST(Reach, FractionsAreAboveZeroAndAtMostOne) {
  EXPECT_EQ(parse_fraction("0.9"), 0.9);
  EXPECT_EQ(parse_fraction("1"), 1.0);
  for (const char* text : {"0", "-0.1", "1.0000001", "1.5", "nan", "inf", "", " 0.5", "half"}) {
    EXPECT_THROW(parse_fraction(text), InvalidInput) << text;
  }
  const ChargeRequest one = request(1, 1);
  EXPECT_THROW(reach(one, charge(one), 0.0), InvalidInput);
  EXPECT_THROW(reach(one, charge(one), NAN), InvalidInput);
}

}  // namespace
}  // namespace leyden
