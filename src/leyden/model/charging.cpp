// SPDX-License-Identifier: Apache-2.0
#include "leyden/model/charging.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "leyden/base/errors.hpp"
#include "leyden/base/overloaded.hpp"
#include "leyden/model/photon_statistics.hpp"

namespace leyden {
namespace {

void require_count(Count value, const char* name) {
  if (value >= 0 && value < largest_count) return;
  throw InvalidInput(fmt::format("{} = {}", name, value),
                     fmt::format("an integer from 0 to {}", largest_count - 1), "take fewer spins");
}

void require(bool allowed, const char* name, double value, const char* range) {
  if (allowed) return;
  throw InvalidInput(fmt::format("{} = {}", name, value), range, "choose a value in that range");
}

/// Energies in units of g whose fourth powers, which bound how fast E bends, still fit a double.
constexpr double largest_energy = 1e75;

void require_modest_energy(double energy, const std::string& came, const char* remedy) {
  if (energy <= largest_energy) return;
  throw InvalidInput(fmt::format("{}: an energy of {:.3g} g", came, energy),
                     fmt::format("up to {:.0e} g", largest_energy), remedy);
}

/// Levels times the energy of each. With one coupling constant at resonance only g is left.
void require_modest_energies(const Charging& charging) {
  const auto cells = static_cast<double>(charging.cells);
  const auto chargers = static_cast<double>(charging.chargers);
  const double g = charging.coupling;
  if (charging.anisotropy != 0.0) {
    require_modest_energy(2.0 * (cells + chargers) / g,
                          fmt::format("coupling = {} with anisotropy = {}", g, charging.anisotropy),
                          "take a stronger coupling or no anisotropy");
  }
  require_modest_energy((cells + chargers) * std::abs(charging.detuning) / g,
                        fmt::format("detuning = {} with coupling = {}", charging.detuning, g),
                        "take a smaller detuning or a stronger coupling");
  require_modest_energy(chargers * chargers * std::abs(charging.crosstalk),
                        fmt::format("crosstalk = {}", charging.crosstalk), "take a weaker one");
  require_modest_energy(cells * cells * std::abs(charging.battery_crosstalk),
                        fmt::format("battery-crosstalk = {}", charging.battery_crosstalk),
                        "take a weaker one");
}

void require_level(Count value, Count most, const char* what) {
  if (value >= 0 && value <= most) return;
  throw InvalidInput(fmt::format("start with {} excited {}", value, what),
                     fmt::format("0 to {}", most), "excite no more than there are");
}

void require_distribution(const std::vector<double>& p, Count size, const char* what,
                          const char* groups) {
  const auto came = [&] { return fmt::format("{} with {} probabilities", what, p.size()); };
  if (static_cast<Count>(p.size()) != size + 1) {
    throw InvalidInput(
        came(), fmt::format("{} of them, p0 and one for each of the {} {}", size + 1, size, groups),
        "list them all, zeros included");
  }
  for (const double value : p) {
    if (std::isfinite(value) && value >= 0.0 && value <= 1.0) continue;
    throw InvalidInput(fmt::format("{} with probability {}", what, value), "0 to 1",
                       "give probabilities");
  }
  const double sum = std::accumulate(p.begin(), p.end(), 0.0);
  if (std::abs(sum - 1.0) > 1e-9) {
    throw InvalidInput(fmt::format("{} with probabilities that sum to {}", what, sum),
                       "a sum of 1 (to 1e-9)", "normalise them");
  }
}

void require_charger_spins(const Charging& charging, const char* what) {
  if (charging.charger == Charger::spins) return;
  throw InvalidInput(fmt::format("{} for a charger that is no spin ensemble", what),
                     "charger spins", "use --charger spins or drop it");
}

void validate_coupling(const Charging& charging) {
  if (charging.photons != 1 && charging.photons != 2) {
    throw InvalidInput(fmt::format("photons = {}", charging.photons), "1 or 2", "choose one");
  }
  if (charging.photons == 2 && charging.charger != Charger::cavity) {
    throw InvalidInput("photons = 2 for a charger that is no cavity", "a cavity",
                       "use --charger cavity or drop it");
  }
  if (charging.photons == 2 && charging.anisotropy != 0.0) {
    throw InvalidInput(fmt::format("photons = 2 with anisotropy = {}", charging.anisotropy),
                       "anisotropy 0: pairs of photons made along with excitations have no lowest "
                       "energy at strong coupling",
                       "drop one of the two");
  }
  if (charging.charger != Charger::lmg) return;
  const auto refuse = [](const char* came) {
    throw InvalidInput(fmt::format("{} with charger lmg", came), "none: there is no charger",
                       "drop it");
  };
  if (charging.detuning != 0.0) refuse("detuning");
  if (charging.coupling_scale != CouplingScale::fixed) refuse("coupling-scale");
}

/// Each Fock state is a chain or an evolution of its own.
constexpr double most_mean_photons = 2000.0;

void validate_light(const Charging& charging, const LightStart& start) {
  if (charging.charger != Charger::cavity) {
    throw InvalidInput("start with light for a charger that is no cavity", "a cavity",
                       "use --charger cavity or another start");
  }
  require(start.mean_photons >= 0.0 && start.mean_photons <= most_mean_photons,
          "mean number of photons", start.mean_photons, "0 to 2000");
}

void validate_start(const Charging& charging) {
  const Count cells = charging.cells;
  const Count chargers = charging.chargers;
  std::visit(Overloaded{[](const IdealStart&) {},
                        [&](const DickeStart& start) {
                          require_level(start.cells, cells, "cells");
                          switch (charging.charger) {
                            case Charger::spins:
                              require_level(start.chargers, chargers, "charger spins");
                              break;
                            case Charger::cavity:
                              require_level(start.chargers, largest_count - 1 - cells, "photons");
                              break;
                            case Charger::lmg:
                            case Charger::drive:
                              require_level(start.chargers, 0, "charger spins");
                              break;
                            case Charger::limit:
                              require_charger_spins(charging, "start dicke:k,n");
                          }
                        },
                        [&](const ChargerMixture& start) {
                          require_charger_spins(charging, "start charger-mixture");
                          require_distribution(start.probabilities, chargers, "charger-mixture",
                                               "charger spins");
                        },
                        [&](const BatteryMixture& start) {
                          require_distribution(start.probabilities, cells, "battery-mixture",
                                               "cells");
                        },
                        [&](const ThermalCharger& start) {
                          require_charger_spins(charging, "start thermal-charger");
                          const double p = start.excited_population;
                          require(p >= 0.0 && p <= 1.0, "thermal-charger population", p, "0 to 1");
                          if (start.count)
                            require_level(*start.count, chargers, "thermal charger spins");
                        },
                        [&](const LightStart& start) { validate_light(charging, start); }},
             charging.start);
}

}  // namespace

Count highest_photon(const Charging& charging) {
  if (charging.charger == Charger::limit || lacks_charger(charging.charger)) return 0;
  if (const auto* dicke = std::get_if<DickeStart>(&charging.start)) return dicke->chargers;
  if (const auto* light = std::get_if<LightStart>(&charging.start)) {
    return fock_weights(*light).back().photons;
  }
  return charging.chargers;
}

bool sets_photons(const Start& start) {
  return std::holds_alternative<LightStart>(start);
}

bool lacks_charger(Charger charger) {
  return charger == Charger::lmg || charger == Charger::drive;
}

bool counts_chargers(const Charging& charging) {
  const bool has_number = charging.charger == Charger::spins || charging.charger == Charger::cavity;
  return has_number && !sets_photons(charging.start);
}

bool needs_cutoff(const Charging& charging) {
  const bool endless = charging.charger == Charger::cavity || charging.charger == Charger::limit;
  return endless && charging.anisotropy != 0.0 && charging.cells > 0;
}

void validate(const Charging& charging) {
  require_count(charging.cells, "cells");
  require_count(charging.chargers, "chargers");
  const auto [gamma, g] = std::pair{charging.anisotropy, charging.coupling};
  require(gamma >= 0.0 && gamma <= 1.0, "anisotropy", gamma, "0 to 1");
  require(std::isfinite(g) && g > 0.0, "coupling", g, "a finite number above 0");
  require(std::isfinite(charging.detuning), "detuning", charging.detuning, "a finite number");
  require(std::isfinite(charging.crosstalk), "crosstalk", charging.crosstalk, "a finite number");
  require(std::isfinite(charging.battery_crosstalk), "battery-crosstalk",
          charging.battery_crosstalk, "a finite number");
  if (charging.crosstalk != 0.0) require_charger_spins(charging, "charger crosstalk");
  const bool field = charging.charger == Charger::drive;
  require(!field || g <= 1e150, "coupling", g, "above 0 and at most 1e150 in a classical field");
  validate_coupling(charging);
  require_modest_energies(charging);
  validate_start(charging);
}

}  // namespace leyden
