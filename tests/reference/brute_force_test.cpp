// SPDX-License-Identifier: Apache-2.0
#include "brute_force.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "closed_form.hpp"

namespace reference {
namespace {

double largest_energy(const Spins& model, const Mixture& start) {
  std::vector<double> times;
  for (int i = 0; i <= 2000; ++i) {
    times.push_back(2 * std::numbers::pi * i / 2000);
  }
  long double best = 0;
  for (const Point& point : charge(model, start, times)) {
    best = std::max(best, point.energy);
  }
  return static_cast<double>(best);
}

TEST(BruteForce, OneCellOrOneChargerSpinGivesASineSquared) {
  for (const auto& [cells, chargers] : {std::array{1, 1}, {1, 2}, {1, 5}, {2, 1}, {5, 1}}) {
    const Spins model{cells, chargers};
    const long double rate = std::sqrt(static_cast<long double>(std::max(cells, chargers)));
    expect_energy(charge(model, ideal(model), sample_times),
                  [&](long double t) { return sin_squared(rate * t); });
  }
}

// Paper Eqs. (A5), (A6): E = 2|c1|^2 + |c2|^2 + |c3|^2 and c2 = c3.
TEST(BruteForce, TwoCellsFollowTheClosedFormOfAppendixA) {
  for (const int chargers : {1, 2, 3, 7}) {
    const Spins model{2, chargers};
    const long double xi2 = 2 * (3.0L * chargers - 2);
    const long double xi = std::sqrt(xi2);
    expect_energy(charge(model, ideal(model), sample_times), [&](long double t) {
      const long double c1_squared =
          8 * (xi2 + 4) * (xi2 - 2) / (9 * xi2 * xi2) * std::pow(std::sin(xi * t / 2), 4);
      const long double c2_squared = (xi2 + 4) / (6 * xi2) * sin_squared(xi * t);
      return 2 * c1_squared + 2 * c2_squared;
    });
  }
}

// Paper Eq. (A7), at gt = pi/xi rounded to a double: the peak is flat, so 1e-16 in t does not show.
TEST(BruteForce, TwoCellsPeakAtTheEnergyOfEqA7) {
  for (const int chargers : {2, 4, 8}) {
    const Spins model{2, chargers};
    const long double n = chargers;
    const double peak = std::numbers::pi / std::sqrt(2 * (3.0 * chargers - 2));
    const Point point = charge(model, ideal(model), {peak}).front();
    const long double expected = 16 * n * (n - 1) / ((3 * n - 2) * (3 * n - 2));
    EXPECT_TRUE(std::abs(point.energy - expected) < oracle_tolerance) << point.energy;
  }
}

// Paper Eq. (17). Half of |10> is the singlet that the cells cannot see.
TEST(BruteForce, OneThermalChargerSpinFollowsEq17) {
  const Spins model{2, 2};
  const double excited = 0.7;
  const long double p0 = 1 - static_cast<long double>(excited);
  const long double root2 = std::sqrt(2.0L);
  expect_energy(charge(model, thermal_charger(model, excited, 1), sample_times),
                [&](long double t) {
                  return 2 * sin_squared(root2 * t) -
                         p0 * (2 * sin_squared(root2 * t) - sin_squared(2 * t) / 2);
                });
}

// |11> charges with sin^2(sqrt2 gt), |10> and |01> with half of it, |00> not: p^2 + p(1-p) = p.
TEST(BruteForce, TwoThermalChargerSpinsChargeOneCellByTheirPopulation) {
  const Spins model{1, 2};
  const double excited = 0.7;
  expect_energy(charge(model, thermal_charger(model, excited, 2), sample_times),
                [&](long double t) { return excited * sin_squared(std::sqrt(2.0L) * t); });
}

TEST(BruteForce, AnExcitedCellIsHalfDarkWhenThereAreTwoCells) {
  const Spins model{2, 1};
  expect_energy(charge(model, battery_mixture(model, {0, 0.25, 0.75}), sample_times),
                [](long double t) { return sin_squared(std::sqrt(2.0L) * t) / 2; });
}

TEST(BruteForce, OneCellWithOneChargerSpinDoesNotFeelTheAnisotropy) {
  for (const double anisotropy : {0.0, 0.3, 1.0}) {
    const Spins model{1, 1, anisotropy, 0.05};
    expect_energy(charge(model, ideal(model), sample_times),
                  [](long double t) { return sin_squared(t); });
  }
}

TEST(BruteForce, FromBothSpinsDownOnlyThePairTermCharges) {
  const Spins model{1, 1, 0.6, 0.05, 0.25};
  const long double pair_energy = (2 + 0.25L) / static_cast<long double>(model.coupling);
  expect_energy(charge(model, dicke(model, 0, 0), sample_times),
                rabi(static_cast<long double>(model.anisotropy), pair_energy));
}

TEST(BruteForce, DetuningGivesRabiOscillations) {
  const Spins model{1, 1, 0, 0.125, -0.25};
  expect_energy(charge(model, ideal(model), sample_times), rabi(1, -2));
}

// |n=1> of two charger spins costs g1[2 J(J+1) - N] = 2 g1 by paper Eq. (15), |n=2> nothing; the
// cells alike.
TEST(BruteForce, CrosstalkShiftsTheSymmetricStateOfTwoSpinsByTwiceItsStrength) {
  const Spins chargers{1, 2, 0, 0.1, 0, 0.75};
  expect_energy(charge(chargers, ideal(chargers), sample_times), rabi(std::sqrt(2.0L), 1.5L));
  const Spins cells{2, 1, 0, 0.1, 0, 0, 0.75};
  expect_energy(charge(cells, ideal(cells), sample_times), rabi(std::sqrt(2.0L), 1.5L));
}

TEST(BruteForce, CellsAndChargerSpinsMayBeExchangedWhenIsotropic) {
  const Spins model{2, 4};
  const Spins mirror{4, 2};
  const std::vector<Point> expected = charge(mirror, ideal(mirror), sample_times);
  expect_energy(charge(model, ideal(model), sample_times), [&](long double t) {
    const auto at = std::find(sample_times.begin(), sample_times.end(), static_cast<double>(t));
    return expected[static_cast<std::size_t>(at - sample_times.begin())].energy;
  });
}

// On a grid of 2000 times, so only the digits that the paper prints can be compared.
TEST(BruteForce, ReproducesTheStoredEnergiesOfFigs6And7) {
  const double third_digit = 0.005;
  const Spins model{2, 4};
  const double best = largest_energy(model, ideal(model));
  EXPECT_NEAR(best, 1.92, third_digit);
  Spins weak = model;
  weak.crosstalk = 0.1;
  EXPECT_NEAR(largest_energy(weak, ideal(weak)), 1.91, third_digit);
  Spins strong = model;
  strong.crosstalk = 1;
  EXPECT_NEAR(largest_energy(strong, ideal(strong)), 0.85, third_digit);

  // "About 84 % and 70 %": a unit of the last digit.
  const double percent = 0.01;
  const Mixture chargers = charger_mixture(model, {0.6, 0.1, 0.1, 0.1, 0.1});
  EXPECT_NEAR(largest_energy(model, chargers) / best, 0.84, percent);
  const Mixture battery = battery_mixture(model, {0.6, 0.2, 0.2});
  EXPECT_NEAR(largest_energy(model, battery) / best, 0.70, percent);
}

}  // namespace
}  // namespace reference
