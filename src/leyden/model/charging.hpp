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
  limit,   ///< the N -> infinity limit of the charger spins (paper Eqs. 5, 6)
  lmg,     ///< no charger: the cells among themselves, Lipkin-Meshkov-Glick after a quench
  drive    ///< a classical field: the cavity with infinitely many photons
};

/// How the coupling of the charger to each cell depends on the number of cells.
enum class CouplingScale {
  fixed,      ///< g whatever M
  sqrt_cells  ///< g/sqrt(M), so that the spectrum grows like M
};

/// A battery of M cells and its charger, as the paper parametrises it. For cavity and limit every g
/// below is g~ = sqrt(N) g; two-photon coupling is H1 = g (b² S_+ + h.c.) with ω_C = ω0/2 at
/// detuning 0; the battery of `lmg` charges itself by
///     H1 = -(g/4) Σ_{k≠l} [(1+γ) σx σx + (1-γ) σy σy] = -g [(1+γ) S_x² + (1-γ) S_y²] + const,
/// ferromagnetic, so that a strong one throws the cells out of their lowest state; `drive` is
///     H1(t) = g [(e^{-iωt} + γ e^{iωt}) S_+ + h.c.],   ω = ω0 (1 + detuning),
/// a field of circular polarisation for γ = 0 and 2 g cos(ωt) (S_+ + S_-) for γ = 1.
struct Charging {
  Count cells = 1;                 ///< M >= 0
  Count chargers = 1;              ///< N >= 0: charger spins, or initial photons; unused by limit
                                   ///< and by starts that name their photons
  double anisotropy = 0.0;         ///< γ, 0 to 1
  double coupling = 0.1;           ///< g/ω0 > 0
  double detuning = 0.0;           ///< (ω_C - ω0)/ω0, of the charger or of the drive
  double crosstalk = 0.0;          ///< g1/g among charger spins (paper Eq. 14)
  double battery_crosstalk = 0.0;  ///< g2/g among cells
  Charger charger = Charger::spins;
  CouplingScale coupling_scale = CouplingScale::fixed;
  Count photons = 1;  ///< that a cell takes from the cavity at once: 1, or 2 at ω_C = ω0/2
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

/// True when there is no charger but the field or the coupling among the cells.
bool lacks_charger(Charger charger);

/// True when N means something: neither without end nor without charger, nor named by the start.
bool counts_chargers(const Charging& charging);

/// True when the charger has infinitely many reachable levels, so that a cutoff is needed.
bool needs_cutoff(const Charging& charging);

}  // namespace leyden
