// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "leyden/base/types.hpp"
#include "leyden/model/protocol.hpp"
#include "leyden/model/start.hpp"

namespace leyden {

/// What charges the battery.
enum class Charger {
  spins,   ///< N charger spins (paper Eqs. 1-4)
  cavity,  ///< one mode with N photons, Tavis-Cummings or Dicke (paper Eq. A3)
  limit    ///< the N -> infinity limit of the charger spins (paper Eqs. 5, 6)
};

/// A battery of M cells and its charger, as the paper parametrises it. For cavity and limit every g
/// below is g~ = sqrt(N) g.
struct Charging {
  Count cells = 1;                 ///< M >= 0
  Count chargers = 1;              ///< N >= 0: charger spins, or initial photons; unused by limit
                                   ///< and by starts that name their photons
  double anisotropy = 0.0;         ///< γ, 0 to 1
  double coupling = 0.1;           ///< g/ω0 > 0
  double detuning = 0.0;           ///< (ω_C - ω0)/ω0
  double crosstalk = 0.0;          ///< g1/g among charger spins (paper Eq. 14)
  double battery_crosstalk = 0.0;  ///< g2/g among cells
  Charger charger = Charger::spins;
  Start start = IdealStart{};
};

/// Throws InvalidInput naming the first parameter that is outside its range, or that does not fit
/// the charger or the start.
void validate(const Charging& charging);

/// How a start treats the copies of a battery's total spin below the largest.
enum class Copies {
  merged,   ///< those that evolve alike are one: exact for E(t) and for populations
  resolved  ///< each by itself: the battery's state is coherent between total spins
};

/// Ladders, terms and start of a valid `charging`.
///
/// `fock_cutoff` is the highest Fock level kept when the excitations of a cavity (or of the limit)
/// are unbounded, that is for γ != 0; everything else needs no cutoff and ignores it.
Protocol make_protocol(const Charging& charging, Count fock_cutoff = 0,
                       Copies copies = Copies::merged);

/// Highest Fock state of the start; for the limit, excitations that it has given away.
Count highest_photon(const Charging& charging);

/// True when the start names its photons itself, so that N means nothing.
bool sets_photons(const Start& start);

/// True when the charger has infinitely many reachable levels, so that a cutoff is needed.
bool needs_cutoff(const Charging& charging);

}  // namespace leyden
