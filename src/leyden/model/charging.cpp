// SPDX-License-Identifier: Apache-2.0
#include "leyden/model/charging.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "leyden/base/errors.hpp"
#include "leyden/base/floating_point.hpp"
#include "leyden/model/multiplets.hpp"
#include "leyden/model/photon_statistics.hpp"

namespace leyden {
namespace {

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;  // clang 14 does not deduce it

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

std::vector<FockWeight> light_of(const LightStart& start) {
  switch (start.light) {
    case Light::coherent:
      return coherent_light(start.mean_photons);
    case Light::thermal:
      return thermal_light(start.mean_photons);
    case Light::squeezed:
      return squeezed_light(start.mean_photons);
  }
  throw InternalError("an unknown kind of light");
}

/// Excitations that the start may hand over to the cells, at most.
Count largest_gift(const Charging& charging) {
  const auto* dicke = std::get_if<DickeStart>(&charging.start);
  const Count excited = dicke != nullptr ? dicke->cells : std::min<Count>(charging.cells, 1);
  return highest_photon(charging) + charging.photons * excited;
}

Ladder charger_ladder(const Charging& charging, Count spins, Count fock_cutoff) {
  const auto bare = [&] {
    switch (charging.charger) {
      case Charger::cavity:
        return Ladder::cavity(needs_cutoff(charging) ? fock_cutoff : largest_gift(charging));
      case Charger::limit:
        return Ladder::large_charger(needs_cutoff(charging) ? fock_cutoff : charging.cells);
      case Charger::spins:
      case Charger::lmg:
        break;
    }
    return Ladder::spins(spins, charging.crosstalk, (charging.chargers - spins) / 2);
  };
  // Two photons of half the frequency make one excitation.
  const double detuning = charging.photons == 2 ? (charging.detuning - 1.0) / 2 : charging.detuning;
  return bare().detuned(detuning);
}

/// Builds blocks as starts ask for them, each (S, J) once.
class ProtocolBuilder {
 public:
  ProtocolBuilder(const Charging& charging, Count fock_cutoff)
      : charging_(charging), fock_cutoff_(fock_cutoff) {
    protocol_.coupling = charging.coupling;
    const double gamma = charging.anisotropy;
    if (charging.charger == Charger::lmg) {
      protocol_.terms.push_back({-gamma / 2, {+2}});
      return;
    }
    const bool scaled = charging.coupling_scale == CouplingScale::sqrt_cells;
    const Count divisor = scaled ? std::max<Count>(charging.cells, 1) : 1;
    protocol_.terms.push_back({1.0, {+1, -static_cast<int>(charging.photons)}, divisor});
    if (gamma != 0.0) protocol_.terms.push_back({gamma, {+1, +1}, divisor});
  }

  std::size_t block(Count cell_spins, Count charger_spins) {
    const Count excited = (charging_.cells - cell_spins) / 2;
    // S_x² + S_y² is diagonal and makes half of the crosstalk's c.
    const bool lmg = charging_.charger == Charger::lmg;
    const double crosstalk = charging_.battery_crosstalk + (lmg ? -0.5 : 0.0);
    Block wanted{Ladder::spins(cell_spins, crosstalk, excited)};
    if (!lmg) wanted.push_back(charger_ladder(charging_, charger_spins, fock_cutoff_));
    const auto found = std::find(protocol_.blocks.begin(), protocol_.blocks.end(), wanted);
    const auto index = static_cast<std::size_t>(found - protocol_.blocks.begin());
    if (found == protocol_.blocks.end()) protocol_.blocks.push_back(wanted);
    return index;
  }

  std::size_t symmetric_block() { return block(charging_.cells, charging_.chargers); }

  /// The level of a full charger.
  Count full() const {
    switch (charging_.charger) {
      case Charger::limit:
        return needs_cutoff(charging_) ? fock_cutoff_ : charging_.cells;
      case Charger::lmg:
        return 0;
      case Charger::cavity:
      case Charger::spins:
        break;
    }
    return charging_.chargers;
  }

  void add(double probability, std::vector<Component> components) {
    if (probability > 0.0) protocol_.start.push_back({probability, std::move(components)});
  }

  void add_state(double probability, std::size_t block, Count cell_level, Count charger_level) {
    add(probability, {{1.0, block, {cell_level, charger_level}}});
  }

  Protocol take() { return std::move(protocol_); }

 private:
  const Charging& charging_;
  Count fock_cutoff_;
  Protocol protocol_;
};

/// Cell `k` alone excited: S = M/2, and of S = M/2 - 1 the copies whose lowest states are
///     |copy> = (Σ_{j <= copy} |e_j> - (copy + 1) |e_{copy+1}>) / sqrt((copy + 1)(copy + 2)).
std::vector<Component> one_excited_cell(ProtocolBuilder& builder, const Charging& charging,
                                        Count k) {
  const auto cells = static_cast<double>(charging.cells);
  std::vector<Component> components{
      {std::sqrt(1.0 / cells), builder.symmetric_block(), {1, builder.full()}}};
  for (Count copy = std::max<Count>(k - 1, 0); copy + 1 < charging.cells; ++copy) {
    const auto before = static_cast<double>(copy + 1);
    const double norm = std::sqrt(before) * std::sqrt(before + 1.0);
    components.push_back({(k == copy + 1 ? -before : 1.0) / norm,
                          builder.block(charging.cells - 2, charging.chargers),
                          {0, builder.full()},
                          static_cast<std::size_t>(copy)});
  }
  return components;
}

/// A mixture of Fock states, or one branch that superposes them.
void add_light(ProtocolBuilder& builder, const LightStart& start) {
  const std::size_t block = builder.symmetric_block();
  std::vector<Component> components;
  for (const auto& [photons, weight] : light_of(start)) {
    if (start.light == Light::thermal) {
      builder.add_state(weight, block, 0, photons);
    } else {
      components.push_back({weight, block, {0, photons}});
    }
  }
  if (!components.empty()) builder.add(1.0, std::move(components));
}

void add_battery_mixture(ProtocolBuilder& builder, const Charging& charging,
                         const std::vector<double>& p, Copies copies) {
  const double sum = std::accumulate(p.begin(), p.end(), 0.0);
  builder.add_state(p[0] / sum, builder.symmetric_block(), 0, builder.full());
  if (charging.cells == 0) return;
  if (copies == Copies::resolved) {
    for (std::size_t k = 1; k < p.size(); ++k) {
      builder.add(p[k] / sum, one_excited_cell(builder, charging, static_cast<Count>(k) - 1));
    }
    return;
  }
  // Which cell is excited makes no difference to a collective charger, so the cells are added up.
  // The excited cell is a coherent superposition of two total spins, S = M/2 and S = M/2 - 1.
  const double one_excited = std::accumulate(p.begin() + 1, p.end(), 0.0) / sum;
  const auto cells = static_cast<double>(charging.cells);
  std::vector<Component> components{
      {std::sqrt(1.0 / cells), builder.symmetric_block(), {1, builder.full()}}};
  if (charging.cells > 1) {
    components.push_back({std::sqrt((cells - 1.0) / cells),
                          builder.block(charging.cells - 2, charging.chargers),
                          {0, builder.full()}});
  }
  builder.add(one_excited, std::move(components));
}

}  // namespace

Count highest_photon(const Charging& charging) {
  if (charging.charger == Charger::limit || charging.charger == Charger::lmg) return 0;
  if (const auto* dicke = std::get_if<DickeStart>(&charging.start)) return dicke->chargers;
  if (const auto* light = std::get_if<LightStart>(&charging.start)) {
    return light_of(*light).back().photons;
  }
  return charging.chargers;
}

bool sets_photons(const Start& start) {
  return std::holds_alternative<LightStart>(start);
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
  validate_coupling(charging);
  require_modest_energies(charging);
  validate_start(charging);
}

Protocol make_protocol(const Charging& charging, Count fock_cutoff, Copies copies) {
  const FloatingPointScope default_environment;
  validate(charging);
  ProtocolBuilder builder(charging, fock_cutoff);
  std::visit(
      Overloaded{[&](const IdealStart&) {
                   builder.add_state(1.0, builder.symmetric_block(), 0, builder.full());
                 },
                 [&](const DickeStart& start) {
                   builder.add_state(1.0, builder.symmetric_block(), start.cells, start.chargers);
                 },
                 [&](const ChargerMixture& start) {
                   const auto& p = start.probabilities;
                   const double sum = std::accumulate(p.begin(), p.end(), 0.0);
                   const std::size_t block = builder.symmetric_block();
                   builder.add_state(p[0] / sum, block, 0, builder.full());
                   for (std::size_t l = 1; l < p.size(); ++l) {
                     builder.add_state(p[l] / sum, block, 0, static_cast<Count>(l) - 1);
                   }
                 },
                 [&](const BatteryMixture& start) {
                   add_battery_mixture(builder, charging, start.probabilities, copies);
                 },
                 [&](const ThermalCharger& start) {
                   const Count count = start.count.value_or(charging.chargers);
                   for (const MultipletWeight& state :
                        thermal_multiplets(charging.chargers, count, start.excited_population)) {
                     builder.add_state(state.probability,
                                       builder.block(charging.cells, state.spins), 0, state.level);
                   }
                 },
                 [&](const LightStart& start) { add_light(builder, start); }},
      charging.start);
  return builder.take();
}

}  // namespace leyden
