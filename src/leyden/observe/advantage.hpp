// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "leyden/base/types.hpp"
#include "leyden/observe/estimate.hpp"

namespace leyden {

/// Largest average power of the parallel scheme per cell [g ω0]: max sin²(x)/x, reached where
/// tan x = 2x. Independent of the anisotropy.        paper Eqs. (9, 12)
inline constexpr double parallel_power = 0.72461135377670848;
inline constexpr double parallel_power_time = 1.1655611852072113;

/// Collective advantage η = P_max / (M p_max) over M cells charged one by one, p_max of one cell
/// and one charger spin [1].                         paper Eq. (10)
/// `power` in g ω0. No cells store nothing and have no advantage: 0.
Estimate collective_advantage(const Estimate& power, Count cells);

/// Local exponent β(M) = d ln η / d ln M = ln[η(M+1)/η(M-1)] / ln[(M+1)/(M-1)] [1], M >= 2 and both
/// η > 0.                                            paper Eq. (11), local slope
Estimate local_exponent(Count cells, const Estimate& below, const Estimate& above);

}  // namespace leyden
