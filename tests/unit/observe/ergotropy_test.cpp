// SPDX-License-Identifier: Apache-2.0
#include "leyden/observe/ergotropy.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace leyden {
namespace {

Spectrum of(Count cells, std::vector<double> values) {
  Spectrum spectrum;
  spectrum.cells = cells;
  spectrum.multiplets = {{0, cells}};
  spectrum.dimension = static_cast<double>(cells + 1);
  spectrum.values = {std::move(values)};
  spectrum.error = 1e-15;
  spectrum.factor_error = 5e-16;
  return spectrum;
}

TEST(Ergotropy, LevelsOfTheFullSpaceHoldAsManyStatesAsThereAreWaysToExciteThem) {
  // One state below, then three, then three: the fourth and fifth values differ in level.
  const Reachable full = reachable_energy(of(3, {0.4, 0.3, 0.2, 0.1}));
  EXPECT_NEAR(full.least.value, 0.3 + 0.2 + 0.1, 1e-15);
  EXPECT_NEAR(full.most.value, 3 - 0.6, 1e-15);
  Spectrum seven = of(3, {0.3, 0.2, 0.15, 0.15, 0.1, 0.06, 0.04});
  EXPECT_NEAR(reachable_energy(seven).least.value, 0.5 + 2 * 0.2, 1e-15);
}

TEST(Ergotropy, WithinTheDickeStatesEveryLevelHoldsOne) {
  const Reachable collective = reachable_energy_within_spin(of(3, {0.4, 0.3, 0.2, 0.1}));
  EXPECT_NEAR(collective.least.value, 0.3 + 2 * 0.2 + 3 * 0.1, 1e-15);
  EXPECT_NEAR(collective.most.value, 3 * 0.4 + 2 * 0.3 + 0.2, 1e-15);
}

TEST(Ergotropy, EachTotalSpinIsFilledFromItsOwnLowestLevel) {
  Spectrum mixed = of(4, {0.3, 0.2});
  mixed.multiplets.push_back({1, 3});
  mixed.values.push_back({0.4, 0.1});
  EXPECT_NEAR(reachable_energy_within_spin(mixed).least.value, 0.2 + 0.4 + 2 * 0.1, 1e-15);
  // All together: 0.4 below, the rest among the four states of the next level.
  EXPECT_NEAR(reachable_energy(mixed).least.value, 0.6, 1e-15);
}

TEST(Ergotropy, OfAPureStateLocksNothing) {
  EXPECT_EQ(reachable_energy(of(5, {1.0})).least.value, 0.0);
  EXPECT_EQ(reachable_energy(of(5, {1.0})).most.value, 5.0);
}

TEST(Ergotropy, OfNoCellsIsZero) {
  const Reachable none = reachable_energy(of(0, {1.0}));
  EXPECT_EQ(none.least.value, 0.0);
  EXPECT_EQ(none.most.value, 0.0);
}

TEST(Ergotropy, AMillionCellsFitIntoTheTwoLowestLevels) {
  Spectrum flat = of(1'000'000, std::vector<double>(1'000'001, 1.0 / 1'000'001));
  const Reachable full = reachable_energy(flat);
  EXPECT_NEAR(full.least.value, 1.0 - 1.0 / 1'000'001, full.least.error);
}

TEST(Ergotropy, TheRadiusGrowsWithTheSpectrumsAndTheHighestLevel) {
  Spectrum spectrum = of(3, {0.4, 0.3, 0.2, 0.1});
  spectrum.error = 1e-6;
  EXPECT_NEAR(reachable_energy(spectrum).least.error, 1e-6, 1e-9);
  EXPECT_NEAR(reachable_energy_within_spin(spectrum).least.error, 3e-6, 1e-9);
}

TEST(Spectrum, EntropyPurityAndNegativityOfEqualWeights) {
  const Spectrum flat = of(3, {0.25, 0.25, 0.25, 0.25});
  EXPECT_NEAR(entropy(flat).value, std::log(4.0), 1e-15);
  EXPECT_NEAR(purity(flat).value, 0.25, 1e-16);
  EXPECT_NEAR(linear_entropy(flat).value, 0.75, 1e-16);
  EXPECT_NEAR(negativity(flat).value, 1.5, 1e-15);
}

/// Moves weight between eigenvalues by as much as the radius of the spectrum allows.
TEST(Spectrum, WhatTheSpectrumMayHideTheRadiiHold) {
  for (const double moved : {1e-3, 1e-7, 1e-12}) {
    for (const std::vector<double>& values :
         {std::vector<double>{1.0, 0.0, 0.0}, {0.5, 0.5, 0.0}, {0.6, 0.3, 0.1}}) {
      Spectrum computed = of(2, values);
      computed.error = moved;
      std::vector<double> others = values;
      others[0] -= moved / 2;
      others[2] += moved / 2;
      computed.factor_error = 0.0;
      for (std::size_t i = 0; i < 3; ++i) {
        computed.factor_error =
            std::hypot(computed.factor_error, std::sqrt(values[i]) - std::sqrt(others[i]));
      }
      const Spectrum truth = of(2, others);
      const auto holds = [](const Estimate& a, const Estimate& b) {
        return std::abs(a.value - b.value) <= a.error;
      };
      EXPECT_TRUE(holds(entropy(computed), entropy(truth)));
      EXPECT_TRUE(holds(purity(computed), purity(truth)));
      EXPECT_TRUE(holds(negativity(computed), negativity(truth)));
      EXPECT_TRUE(holds(reachable_energy(computed).least, reachable_energy(truth).least));
      EXPECT_TRUE(holds(reachable_energy_within_spin(computed).most,
                        reachable_energy_within_spin(truth).most));
    }
  }
}

}  // namespace
}  // namespace leyden
