// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "leyden/observe/spectrum.hpp"

namespace leyden {

/// Energies of the states that unitary operations can make of a battery state, in ω0 above the
/// empty battery, docs/theory/observables, Section 3.
struct Reachable {
  Estimate least;  ///< of the passive state
  Estimate most;   ///< of the state with the order reversed
};

/// Over all unitary operations on the 2^M states: eigenvalues in descending order against the
/// levels k with their C(M, k) states each.
/// Source: Allahverdyan, Balian, Nieuwenhuizen, Europhys. Lett. 67, 565 (2004).
Reachable reachable_energy(const Spectrum& spectrum);

/// Over those that keep every total spin: within each, eigenvalues against its 2S + 1 levels.
/// `spectrum` is that of `Coherences::within_spin`. For a symmetric battery: within the M + 1 Dicke
/// states.
Reachable reachable_energy_within_spin(const Spectrum& spectrum);

}  // namespace leyden
