// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "leyden/operators/hamiltonian.hpp"

namespace leyden {

/// Largest absolute row sums of ad_H^j k, j = 1 … 4, on a checkerboard: what `derivative_bounds`
/// finds from paths, in some hundred vector operations for each state instead of 5^4 paths.
/// Each row sum is enlarged by a bound on its rounding.
std::array<double, 4> nested_commutator_sums(const SparseRows& hamiltonian,
                                             const Checkerboard& board);

}  // namespace leyden
