// SPDX-License-Identifier: Apache-2.0
#include "leyden/observe/observables.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "leyden/model/charging.hpp"
#include "support/dice.hpp"

namespace leyden {
namespace {

/// The same state with every sector moved by `distance` in a random direction, and said to be.
JointState moved(JointState state, double distance, Dice& dice) {
  for (Amplitudes& sector : state.sectors) {
    std::vector<std::complex<double>> direction;
    double square = 0.0;
    for (std::size_t i = 0; i < sector.values.size(); ++i) {
      direction.emplace_back(dice.uniform(-1, 1), dice.uniform(-1, 1));
      square += std::norm(direction.back());
    }
    for (std::size_t i = 0; i < sector.values.size(); ++i) {
      sector.values[i] += distance / std::sqrt(square) * direction[i];
    }
    sector.error += distance;
  }
  return state;
}

std::vector<Charging> protocols() {
  std::vector<Charging> result(6);
  for (Charging& c : result) {
    c.cells = 4;
    c.chargers = 3;
  }
  result[1].anisotropy = 0.6;
  result[1].coupling = 0.4;
  result[2].start = BatteryMixture{{0.2, 0.4, 0.3, 0.1, 0.0}};
  result[2].anisotropy = 0.3;
  result[2].battery_crosstalk = 0.7;
  result[3].charger = Charger::cavity;
  result[3].start = LightStart{Light::coherent, 0.8};
  result[4].charger = Charger::lmg;
  result[4].anisotropy = 0.9;
  result[4].coupling = 0.4;
  result[5].start = ChargerMixture{{0.5, 0.0, 0.2, 0.3}};
  result[5].crosstalk = 1.1;
  return result;
}

/// What a radius of the state is worth: an exact state, and one that is off by as much as it says.
TEST(Observables, OfAStateThatIsOffByItsRadiusHoldTheTruthInTheirs) {
  Dice dice(2026);
  for (const Charging& charging : protocols()) {
    JointEvolution evolution(make_protocol(charging, 0, Copies::resolved));
    const Energies initial = energies(evolution.at(0.0));
    const JointState exact = evolution.at(0.9);
    for (const double distance : {1e-2, 1e-4, 1e-7}) {
      Snapshot truth(exact, initial);
      Snapshot blurred(moved(exact, distance, dice), initial);
      for (const Observable& o : observables()) {
        const Count parameter = o.has_parameter ? 2 : 0;
        const auto value = o.of(truth, parameter);
        const auto estimate = o.of(blurred, parameter);
        if (!value || !estimate) continue;
        const double off = std::abs(estimate->value - value->value);
        EXPECT_TRUE(off <= estimate->error + value->error)
            << o.name << " is off by " << off << ", radius " << estimate->error << ", distance "
            << distance;
        // Not by being useless: no more than the square root of the distance, and a wide factor.
        EXPECT_TRUE(estimate->error <= 1e3 * std::sqrt(distance) * (1 + std::abs(value->value)))
            << o.name << ": radius " << estimate->error << " at a distance of " << distance;
      }
    }
  }
}

TEST(Observables, HaveNamesOfTheirOwnAndAreExplained) {
  std::vector<std::string_view> names;
  for (const Observable& o : observables()) {
    for (const std::string_view known : names) EXPECT_NE(o.name, known);
    names.push_back(o.name);
    EXPECT_FALSE(o.help.empty()) << o.name;
  }
}

}  // namespace
}  // namespace leyden
