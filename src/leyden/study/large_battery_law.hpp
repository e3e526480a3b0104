// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "leyden/study/scaling.hpp"

namespace leyden {

/// Smallest and largest number of cells that the law is stated for.
inline constexpr Count smallest_law = 100;
inline constexpr Count largest_law = 1'000'000'000'000'000;

/// P_max, η and β of M = N cells and charger spins, γ = 0, by the law of large batteries: logistic
/// growth out of a quantum fluctuation,              docs/theory/advantage, (A.13) and (A.16)
///     E(t) = L f(L / (cosh(2 L gt)/2)) - 1/2,  f(y) = 1 - y e^y E1(y),  L = M + 1.
/// Errors are estimates, not bounds: 1/(2 M T) of P_max, 1/(M T) of β, 1/(M L) of gt, T = L gt.
/// Exact values from 10^2 to 10^7 cells lie within them, nearer than the full estimate by 1 to 60
/// %. Throws InvalidInput outside of smallest_law … largest_law.
ScalingPoint large_battery_law(Count cells);

}  // namespace leyden
