// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "leyden/observe/estimate.hpp"
#include "leyden/propagate/joint_evolution.hpp"

namespace leyden {

/// What the parts of the Hamiltonian are worth in a state, docs/theory/observables, Section 2.
/// Energies in ω0; the battery's and the charger's count from their lowest levels (a charger
/// without one: from the level at which it was cut).
struct Energies {
  Estimate battery;  ///< ω0 <k>
  Estimate charger;  ///< ω_C <n>
  /// <H1>: all terms; without a charger, all that couples cells; of a field, as it stands at the
  /// time
  Estimate interaction;
  Estimate battery_crosstalk;     ///< <(g2/2) Σ (σx σx + σy σy)> of the cells
  Estimate charger_crosstalk;     ///< the same with g1, of the charger spins
  Estimate battery_variance;      ///< of ω0 k [ω0²]
  Estimate charger_variance;      ///< of ω_C n [ω0²]
  Estimate interaction_variance;  ///< of H1 [ω0²]
  Estimate total;                 ///< <H>, counted from the energy of the start's first state
  Estimate total_variance;        ///< of H [ω0²]
  double lowest = 0.0;            ///< no state that the start can reach lies below, counted alike
  Estimate power;                 ///< d(ω0 <k>)/d(gt) [ω0]
  /// Σ_k (dp_k/d(gt))² / p_k, p_k the probability of k excited cells: Fisher information in energy
  /// space (Julià-Farré et al., Phys. Rev. Research 2, 023113).
  Estimate fisher_information;
};

/// On a ladder that was cut, radii of charger and interaction take the states beyond as if their
/// energies were those of the last level kept: estimates, not proofs.
Energies energies(const JointState& state);

}  // namespace leyden
