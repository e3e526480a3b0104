// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "leyden/operators/state.hpp"

namespace leyden {

/// `derivative_bounds` of a chain with zero diagonal in closed form, docs/theory/bounds.
/// `couplings` i = 0 … n-2 join the sites i and i+1, the battery level climbs by `stride` from site
/// to site. In double-double, because neighbouring couplings cancel in every commutator.
std::array<double, 4> chain_derivative_bounds(const PaddedVector<DoubleDouble>& couplings,
                                              Count stride);

}  // namespace leyden
