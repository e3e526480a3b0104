// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "leyden/operators/coupling_board.hpp"

namespace leyden {

/// Bounds on the derivatives of <S_z>(t) for any state of two coupled spins: entry j-1 bounds
/// |d^j <S_z> / d(gt)^j|, j = 1 … 4, at a cost that does not depend on their sizes.
///
/// Heisenberg's equations make of S_z a polynomial in the six spin components, term by term; no
/// component of S is longer than S, none of J than J. docs/theory/coupling.
std::array<double, 4> derivative_bounds(const CoupledSpins& spins);

}  // namespace leyden
