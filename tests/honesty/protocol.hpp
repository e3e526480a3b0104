// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace honesty {

enum class Charger { spins, cavity, limit };

/// A state at t = 0. Which members count depends on the kind.
struct Start {
  enum class Kind { ideal, dicke, charger_mixture, battery_mixture, thermal_charger };
  Kind kind = Kind::ideal;
  int cells = 0;                      ///< dicke: excited cells
  int chargers = 0;                   ///< dicke: excited charger spins or photons
  std::vector<double> probabilities;  ///< of the mixtures; taken relative to their sum
  double population = 1;              ///< thermal charger: of the upper level
  int count = 0;                      ///< thermal charger: how many spins
};

/// One charging protocol, in the parameters of the command line.
struct Protocol {
  Charger charger = Charger::spins;
  int cells = 1;
  int chargers = 1;
  double anisotropy = 0;
  double coupling = 0.1;  ///< g/ω0; g~/ω0 for cavity and limit
  double detuning = 0;
  double crosstalk = 0;
  double battery_crosstalk = 0;
  Start start;
};

/// True when the mode has no highest level, so that the oracle has to cut it off.
inline bool needs_cutoff(const Protocol& protocol) {
  return protocol.charger != Charger::spins && protocol.anisotropy != 0 && protocol.cells > 0;
}

}  // namespace honesty
