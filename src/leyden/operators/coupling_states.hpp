// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "leyden/operators/coupling_board.hpp"

namespace leyden {

/// Probabilities of 0 … M excited cells in a state on a coupling board, not normalised.
struct CellProbabilities {
  std::vector<double> values;
  double error = 0.0;  ///< bounds Σ |value - true value| for a state of length 1
};

/// From the states |m> of S_x to those of S_z by the three-term recurrence of Wigner's d(π/2), one
/// level k after the other; how far its columns are from eigenvectors is found from their
/// residuals. Cost: cells times the number of states.
CellProbabilities cell_probabilities(const CouplingBoard& board, const SplitVector& psi);

/// d²<S_z>/d(gt)² = <-4x ω_C J_y S_y - 16 x² J_x² S_z + 4x ω_B J_x S_x>, not normalised. An
/// estimate.
double curvature(const CouplingBoard& board, const SplitVector& psi);

}  // namespace leyden
