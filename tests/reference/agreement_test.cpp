// SPDX-License-Identifier: Apache-2.0
// The engine against brute force in the full product space, on random protocols.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "leyden/propagate/evolution.hpp"
#include "reference/random_case.hpp"

namespace leyden {
namespace {

/// What the issue of trust is: E and dE/dt within this of a long double simulation.
constexpr double agreement = 1e-11;

void expect_agreement(const Sample& ours, const reference::Point& truth, const std::string& what) {
  const auto energy = static_cast<double>(truth.energy);
  const auto slope = static_cast<double>(truth.slope);
  EXPECT_TRUE(std::abs(ours.energy - energy) <= agreement) << what << ": " << ours.energy - energy;
  EXPECT_TRUE(std::abs(ours.slope - slope) <= 10 * agreement) << what << ": " << ours.slope - slope;
  EXPECT_TRUE(std::abs(ours.energy - energy) <= ours.energy_error + 1e-15)
      << what << ": off by " << ours.energy - energy << ", radius " << ours.energy_error;
  EXPECT_TRUE(std::abs(ours.slope - slope) <= ours.slope_error + 1e-14)
      << what << ": off by " << ours.slope - slope << ", radius " << ours.slope_error;
}

TEST(Oracle, TwoHundredRandomProtocolsAgreeWithBruteForceWithinTheirRadii) {
  Dice dice(20240914);
  for (int i = 0; i < 200; ++i) {
    const Case random = random_case(dice);
    std::vector<double> times{0.0};
    for (int j = 0; j < 4; ++j) times.push_back(dice.uniform(0.0, 6.0));
    std::sort(times.begin(), times.end());
    const auto truth = reference::charge(random.spins, random.mixture, times);
    const auto evolution = evolve(make_protocol(random.charging));
    for (std::size_t j = 0; j < times.size(); ++j) {
      expect_agreement(evolution->evaluate(times[j]), truth[j],
                       describe(random.charging) + fmt::format(" gt={}", times[j]));
    }
  }
}

TEST(Oracle, BothPropagatorsAgreeWithBruteForce) {
  Dice dice(7);
  for (int i = 0; i < 25; ++i) {
    const Case random = random_case(dice);
    const std::vector<double> times{0.7, 2.9};
    const auto truth = reference::charge(random.spins, random.mixture, times);
    const auto evolution = evolve(make_protocol(random.charging), Propagator::spectral);
    for (std::size_t j = 0; j < times.size(); ++j) {
      expect_agreement(evolution->evaluate(times[j]), truth[j], describe(random.charging));
    }
  }
}

TEST(Oracle, CellsInAClassicalFieldAgreeWithBruteForceByBothRoutes) {
  Dice dice(411);
  for (int i = 0; i < 40; ++i) {
    const DrivenCase random = random_driven_case(dice);
    const std::vector<double> times{0.0, 0.3, dice.uniform(0.5, 2.9)};
    const auto truth = reference::charge(random.drive, random.mixture, times);
    for (const Propagator route : {Propagator::automatic, Propagator::spectral}) {
      const auto evolution = evolve(make_protocol(random.charging), route);
      for (std::size_t j = 0; j < times.size(); ++j) {
        expect_agreement(evolution->advance(times[j]), truth[j],
                         describe(random.charging) + fmt::format(" gt={}", times[j]));
      }
    }
  }
}

TEST(Oracle, CavitiesAgreeWithBruteForceAtTheSameFockCutoff) {
  Dice dice(11);
  for (int i = 0; i < 20; ++i) {
    Charging c;
    const auto cells = static_cast<int>(dice.whole(1, 4));
    const auto photons = static_cast<int>(dice.whole(0, 4));
    const int cutoff = photons + cells + 6;
    c.charger = Charger::cavity;
    c.cells = cells;
    c.chargers = photons;
    c.anisotropy = dice.uniform(0.01, 1.0);
    c.coupling = dice.uniform(0.1, 1.0);
    c.detuning = dice.uniform(-0.3, 0.3);
    c.battery_crosstalk = dice.chance(0.5) ? dice.uniform(-1.0, 1.0) : 0.0;
    const reference::Cavity cavity{cells,      cutoff,     c.anisotropy,
                                   c.coupling, c.detuning, c.battery_crosstalk};
    const std::vector<double> times{0.4, 1.7, 3.3};
    const auto truth = reference::charge(cavity, reference::ideal(cavity, photons), times);
    const auto evolution = evolve(make_protocol(c, cutoff));
    for (std::size_t j = 0; j < times.size(); ++j) {
      expect_agreement(evolution->evaluate(times[j]), truth[j], describe(c));
    }
  }
}

TEST(Oracle, ATavisCummingsCavityNeedsNoCutoff) {
  Charging c;
  c.charger = Charger::cavity;
  c.cells = 3;
  c.chargers = 5;
  const reference::Cavity cavity{3, 5, 0.0, c.coupling, 0.0, 0.0};
  const auto truth = reference::charge(cavity, reference::ideal(cavity, 5), {0.3, 1.1, 4.0});
  const auto evolution = evolve(make_protocol(c));
  std::size_t j = 0;
  for (const double time : {0.3, 1.1, 4.0}) {
    expect_agreement(evolution->evaluate(time), truth[j++], describe(c));
  }
}

}  // namespace
}  // namespace leyden
