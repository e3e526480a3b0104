// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "leyden/model/charging.hpp"
#include "leyden/study/parameters.hpp"
#include "reference/brute_force.hpp"
#include "support/dice.hpp"

namespace leyden {

inline std::vector<double> distribution(Dice& dice, int size) {
  std::vector<double> p;
  double sum = 0.0;
  for (int i = 0; i < size; ++i) {
    p.push_back(dice.chance(0.3) ? 0.0 : dice.uniform(0.0, 1.0));
    sum += p.back();
  }
  if (sum == 0.0) p[0] = sum = 1.0;
  for (double& value : p) value /= sum;
  return p;
}

/// The same protocol for the engine and for the reference.
struct Case {
  Charging charging;
  reference::Spins spins{};
  reference::Mixture mixture;
};

/// Of `most` spins at most.
inline Case random_case(Dice& dice, Count most = 10) {
  Case result;
  Charging& c = result.charging;
  const auto total = static_cast<int>(dice.whole(2, most));
  const auto cells = static_cast<int>(dice.whole(1, total - 1));
  const int chargers = total - cells;
  c.cells = cells;
  c.chargers = chargers;
  c.anisotropy = dice.chance(0.35) ? 0.0 : dice.chance(0.2) ? 1.0 : dice.uniform(0.0, 1.0);
  c.coupling = dice.uniform(0.05, 1.0);
  if (dice.chance(0.4)) c.detuning = dice.uniform(-0.5, 0.5);
  if (dice.chance(0.4)) c.crosstalk = dice.uniform(-3.0, 3.0);
  if (dice.chance(0.4)) c.battery_crosstalk = dice.uniform(-3.0, 3.0);
  result.spins = {cells,      chargers,    c.anisotropy,       c.coupling,
                  c.detuning, c.crosstalk, c.battery_crosstalk};
  switch (dice.whole(0, 4)) {
    case 0:
      result.mixture = reference::ideal(result.spins);
      break;
    case 1: {
      const auto k = static_cast<int>(dice.whole(0, cells));
      const auto n = static_cast<int>(dice.whole(0, chargers));
      c.start = DickeStart{k, n};
      result.mixture = reference::dicke(result.spins, k, n);
      break;
    }
    case 2: {
      const auto p = distribution(dice, chargers + 1);
      c.start = ChargerMixture{p};
      result.mixture = reference::charger_mixture(result.spins, p);
      break;
    }
    case 3: {
      const auto p = distribution(dice, cells + 1);
      c.start = BatteryMixture{p};
      result.mixture = reference::battery_mixture(result.spins, p);
      break;
    }
    default: {
      const auto count = static_cast<int>(dice.whole(0, std::min(chargers, 4)));
      const double p = dice.uniform(0.0, 1.0);
      c.start = ThermalCharger{p, count};
      result.mixture = reference::thermal_charger(result.spins, p, count);
    }
  }
  return result;
}

inline std::string describe(const Charging& c) {
  return fmt::format("M={} N={} gamma={} g={} detuning={} g1={} g2={} start={}", c.cells,
                     c.chargers, c.anisotropy, c.coupling, c.detuning, c.crosstalk,
                     c.battery_crosstalk, to_text(c.start));
}

/// Cells in a classical field.
struct DrivenCase {
  Charging charging;
  reference::Drive drive;
  reference::Mixture mixture;
};

inline DrivenCase random_driven_case(Dice& dice) {
  DrivenCase result{{}, {}, {}};
  Charging& c = result.charging;
  c.charger = Charger::drive;
  c.chargers = 0;
  c.cells = dice.whole(1, 5);
  c.anisotropy = dice.chance(0.1) ? 0.0 : dice.chance(0.2) ? 1.0 : dice.uniform(0.0, 1.0);
  c.coupling = dice.uniform(0.05, 2.0);
  if (dice.chance(0.6)) c.detuning = dice.uniform(-0.6, 0.6);
  if (dice.chance(0.6)) c.battery_crosstalk = dice.uniform(-1.5, 1.5);
  const auto cells = static_cast<int>(c.cells);
  result.drive = {cells, c.anisotropy, c.coupling, c.detuning, c.battery_crosstalk};
  if (dice.chance(0.3)) {
    c.coupling_scale = CouplingScale::sqrt_cells;
    result.drive.scale = 1.0 / std::sqrt(static_cast<double>(cells));
  }
  if (dice.chance(0.25)) {
    const auto p = distribution(dice, cells + 1);
    c.start = BatteryMixture{p};
    result.mixture = reference::battery_mixture(result.drive, p);
  } else {
    const Count excited = dice.chance(0.5) ? 0 : dice.whole(0, c.cells);
    c.start = DickeStart{excited, 0};
    result.mixture = reference::dicke(result.drive, static_cast<int>(excited));
  }
  return result;
}

}  // namespace leyden
