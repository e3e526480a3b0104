// SPDX-License-Identifier: Apache-2.0
#include "leyden/model/charging.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "leyden/base/floating_point.hpp"
#include "leyden/base/overloaded.hpp"
#include "leyden/model/multiplets.hpp"
#include "leyden/model/photon_statistics.hpp"

namespace leyden {
namespace {

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
      case Charger::drive:
        break;
    }
    return Ladder::spins(spins, charging.crosstalk, (charging.chargers - spins) / 2);
  };
  // Two photons of half the frequency make one excitation.
  const Ladder ladder = bare().detuned(charging.detuning);
  return charging.photons == 2 ? ladder.halved() : ladder;
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
    if (charging.charger == Charger::drive) {
      // Seen from the frame of the field, one circular part of it stands and the other turns twice.
      const DoubleDouble frequency =
          (DoubleDouble(1.0) + DoubleDouble(charging.detuning)) / DoubleDouble(charging.coupling);
      const DoubleDouble turning = DoubleDouble(-2.0) * frequency;
      protocol_.terms.push_back({1.0, {+1}, divisor});
      if (gamma != 0.0) protocol_.terms.push_back({gamma, {+1}, divisor, turning});
      return;
    }
    protocol_.terms.push_back({1.0, {+1, -static_cast<int>(charging.photons)}, divisor});
    if (gamma != 0.0) protocol_.terms.push_back({gamma, {+1, +1}, divisor});
  }

  std::size_t block(Count cell_spins, Count charger_spins) {
    const Count excited = (charging_.cells - cell_spins) / 2;
    // S_x² + S_y² is diagonal and makes half of the crosstalk's c.
    const double own = charging_.charger == Charger::lmg ? -0.5 : 0.0;
    const Ladder cells = Ladder::spins(cell_spins, charging_.battery_crosstalk + own, excited);
    const bool driven = charging_.charger == Charger::drive;
    Block wanted{driven ? cells.detuned(-charging_.detuning).co_rotating() : cells};
    if (!lacks_charger(charging_.charger)) {
      wanted.push_back(charger_ladder(charging_, charger_spins, fock_cutoff_));
    }
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
      case Charger::drive:
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
  for (const auto& [photons, weight] : fock_weights(start)) {
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
