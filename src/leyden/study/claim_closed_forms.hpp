// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "leyden/base/types.hpp"
#include "leyden/numerics/rounding.hpp"
#include "leyden/observe/advantage.hpp"

namespace leyden {

/// The closed forms of the paper, as it prints them. Energies in ω0, times gt, γ = 0.

/// They consist of a few dozen operations on numbers of order one, with sines of arguments up to a
/// few thousand, and are good to this part of their scale times 1 + gt.
inline constexpr double formula_roundoff = 4096 * unit_roundoff;

/// One cell and one charger spin: sin²(gt).                                 below paper Eq. (12)
double single_cell_energy(double time);

/// Two cells, two charger spins of which one is down with probability p0.   paper Eq. (17)
double one_thermal_charger_energy(double p0, double time);

/// Two cells and N >= 2 charger spins: |c4|², |c2|² + |c3|², |c1|², the probabilities of 0, 1 and 2
/// excited cells.                                                           paper Eq. (A5)
std::array<double, 3> two_cell_populations(Count chargers, double time);

/// Their largest energy, 16N(N-1)/(3N-2)², and the form with ξ² = 2(3N-2),
/// 16(ξ⁴+2ξ²-8)/(9ξ⁴).                                                      paper Eq. (A7)
Estimate two_cell_largest_energy(Count chargers);
Estimate two_cell_largest_energy_in_xi(Count chargers);

/// When it is reached first, π/ξ.                                           below paper Eq. (A7)
Estimate two_cell_peak_time(Count chargers);

}  // namespace leyden
