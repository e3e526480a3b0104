// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "leyden/operators/coupling_board.hpp"

namespace leyden {

/// One Chebyshev order, X = H/R and α = 2/R, in the active instruction set and with the same bits
/// in each:
///     out = 2 X here - before,    or    out = X here    where `before` has no elements.
/// Per element
///     (α 4x m) m' here + ((left here[m'-1] + right here[m'+1]) + (raise up + lower down)) - before
/// `out` is neither of the other two; images are read and written.
void raise_order(const CouplingBoard& board, const SplitVector& here, const SplitVector& before,
                 const SplitVector& out);

/// Sums over the whole space, eight lanes each.
struct CouplingMoments {
  double norm = 0.0;    ///< |ψ|²
  double mean = 0.0;    ///< <S_z>
  double square = 0.0;  ///< <S_z²>, what S_z leads out of the kept states not included
  double flow = 0.0;    ///< d<S_z>/d(gt) = <4 x J_x S_y>
};
CouplingMoments measure(const CouplingBoard& board, const SplitVector& psi);

}  // namespace leyden
