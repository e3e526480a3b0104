// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/coupled_spins.hpp"

namespace leyden {
namespace {

bool is_free_spin(const Ladder& ladder) {
  return ladder ==
         Ladder::spins(ladder.top(), 0.0, ladder.excitations(0)).detuned(ladder.detuning());
}

}  // namespace

std::optional<CoupledSpins> coupled_spins(const Block& block, const Protocol& protocol,
                                          const Label& start) {
  if (block.size() != 2 || !is_free_spin(block[0]) || !is_free_spin(block[1])) return std::nullopt;
  double exchange = 0.0;
  double pair = 0.0;
  for (const Term& term : protocol.terms) {
    if (term.root_divisor != 1) return std::nullopt;
    const Shift shift = upwards(term.shift);
    if (shift == Shift{+1, -1}) {
      exchange += term.coefficient;
    } else if (shift == Shift{+1, +1}) {
      pair += term.coefficient;
    } else if (term.coefficient != 0.0) {
      return std::nullopt;
    }
  }
  const auto at_an_end = [&](std::size_t i) { return start[i] == 0 || start[i] == block[i].top(); };
  if (exchange != pair || exchange == 0.0 || !at_an_end(0) || !at_an_end(1)) return std::nullopt;
  CoupledSpins spins;
  spins.cells = block[0].top();
  spins.chargers = block[1].top();
  spins.excited = block[0].excitations(0);
  spins.coupling = exchange;
  spins.cell_frequency = block[0].frequency() / protocol.coupling;
  spins.charger_frequency = block[1].frequency() / protocol.coupling;
  spins.cells_up = spins.cells > 0 && start[0] == spins.cells;
  spins.chargers_up = spins.chargers > 0 && start[1] == spins.chargers;
  return spins;
}

}  // namespace leyden
