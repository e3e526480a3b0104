// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <stdexcept>

#include "brute_force.hpp"
#include "closed_form.hpp"

namespace reference {
namespace {

/// Centred difference of eighth order. The step is a power of two, so all times are exact; the
/// fastest Bohr frequency of the models below is near 70, which leaves (70/4096)^8 70/630 = 8e-16.
template <typename Model>
void expect_slope(const Model& model, const Mixture& start) {
  const double step = 1.0 / 4096;
  const std::array<long double, 4> weights{4.0L / 5, -1.0L / 5, 4.0L / 105, -1.0L / 280};
  for (const double t : {0.75, 2.5}) {
    std::vector<double> times;
    for (int j = -4; j <= 4; ++j) {
      times.push_back(t + j * step);
    }
    const std::vector<Point> curve = charge(model, start, times);
    long double difference = 0;
    for (std::size_t j = 1; j <= 4; ++j) {
      difference += weights[j - 1] * (curve[4 + j].energy - curve[4 - j].energy);
    }
    difference /= step;
    EXPECT_TRUE(std::abs(curve[4].slope) > 1e-3L) << "a zero slope would prove nothing";
    EXPECT_TRUE(std::abs(curve[4].slope - difference) < 1e-14L) << curve[4].slope - difference;
  }
}

TEST(BruteForceContract, TheSlopeIsTheDerivativeOfTheEnergy) {
  const Spins spins{3, 2, 0.4, 0.1, 0.1, 0.3, 0.2};
  expect_slope(spins, ideal(spins));
  expect_slope(spins, battery_mixture(spins, {0.4, 0.1, 0.2, 0.3}));
  expect_slope(spins, charger_mixture(spins, {0.5, 0.2, 0.3}));
  const Cavity cavity{2, 5, 0.4, 0.1, 0.1, 0.2};
  expect_slope(cavity, ideal(cavity, 2));
  const Drive drive{3, 0.4, 0.1, 0.1, 0.2, 0.75};
  expect_slope(drive, dicke(drive, 0));
  expect_slope(drive, battery_mixture(drive, {0.4, 0.1, 0.2, 0.3}));
}

TEST(BruteForceContract, StartsAreMixturesOfUnitWeight) {
  const Spins model{3, 3};
  for (const Mixture& start :
       {ideal(model), dicke(model, 1, 2), charger_mixture(model, {0.25, 0.25, 0.25, 0.25}),
        battery_mixture(model, {0.25, 0.25, 0.25, 0.25}), thermal_charger(model, 0.3, 3)}) {
    long double total = 0;
    for (const Member& member : start) {
      long double norm = 0;
      for (const auto& amplitude : member.state) {
        norm += std::norm(amplitude);
      }
      EXPECT_TRUE(std::abs(norm - 1) < oracle_tolerance);
      total += member.weight;
    }
    EXPECT_TRUE(std::abs(total - 1) < oracle_tolerance);
  }
}

TEST(BruteForceContract, RefusesWhatItCannotAnswer) {
  const Spins model{2, 2};
  EXPECT_THROW(ideal(Spins{0, 2}), std::invalid_argument);
  EXPECT_THROW(dicke(model, 3, 0), std::invalid_argument);
  EXPECT_THROW(battery_mixture(model, {1, 0}), std::invalid_argument);
  EXPECT_THROW(thermal_charger(model, 1.5, 1), std::invalid_argument);
  EXPECT_THROW(ideal(Cavity{1, 2}, 3), std::invalid_argument);
  EXPECT_THROW(charge(model, ideal(model), {1.0, 0.5}), std::invalid_argument);
  EXPECT_THROW(charge(model, ideal(Spins{2, 3}), {1.0}), std::invalid_argument);
}

}  // namespace
}  // namespace reference
