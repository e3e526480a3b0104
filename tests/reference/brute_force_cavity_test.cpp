// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "brute_force.hpp"
#include "closed_form.hpp"

namespace reference {
namespace {

TEST(BruteForceCavity, ACavityChargesOneCellWithASineSquared) {
  const Cavity model{1, 4};
  for (const int photons : {1, 3}) {
    expect_energy(charge(model, ideal(model, photons), sample_times), [&](long double t) {
      return sin_squared(std::sqrt(static_cast<long double>(photons)) * t);
    });
  }
}

// Paper Eq. (A4): levels 0, 1, 2 joined by 2 and sqrt(2).
TEST(BruteForceCavity, TwoPhotonsStoreAtMostSixteenNinthsInTwoCells) {
  const Cavity model{2, 3};
  const long double xi = std::sqrt(6.0L);
  const Mixture start = ideal(model, 2);
  expect_energy(charge(model, start, sample_times), [&](long double t) {
    return 16.0L / 9 * std::pow(std::sin(xi * t / 2), 4) + 2.0L / 3 * sin_squared(xi * t);
  });
  const Point peak = charge(model, start, {std::numbers::pi / std::sqrt(6.0)}).front();
  EXPECT_TRUE(std::abs(peak.energy - 16.0L / 9) < oracle_tolerance) << peak.energy;
}

TEST(BruteForceCavity, FromAnEmptyCavityOnlyThePairTermCharges) {
  const Cavity model{1, 1, 0.6, 0.05, 0.25};
  const long double pair_energy = (2 + 0.25L) / static_cast<long double>(model.coupling);
  expect_energy(charge(model, ideal(model, 0), sample_times),
                rabi(static_cast<long double>(model.anisotropy), pair_energy));
}

TEST(BruteForceCavity, CrosstalkOfTheCellsDetunesOnePhoton) {
  const Cavity model{2, 1, 0, 0.1, 0, 0.75};
  expect_energy(charge(model, ideal(model, 1), sample_times), rabi(std::sqrt(2.0L), 1.5L));
}

}  // namespace
}  // namespace reference
