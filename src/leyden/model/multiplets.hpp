// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "leyden/base/types.hpp"

namespace leyden {

/// A state of a spin ensemble that matters to the dynamics: total spin J = spins/2 and level
/// (excitations above the bottom of that multiplet).
struct MultipletWeight {
  Count spins = 0;
  Count level = 0;
  double probability = 0.0;
};

/// `count` of `n` spins excited with probability `population` each, independently, the other
/// n - count up: the probabilities of all (J, level), merged over multiplicities
/// d_J = C(n, n/2-J) - C(n, n/2-J-1).
///
/// Polynomial in n, no 2^n. The thermal spins are summed into multiplets j by their multiplicities,
/// then coupled to the fully-up spin (n-count)/2 by the squared Clebsch-Gordan coefficients
/// <j m, J2 J2 | J M>², both by ratios of positive rationals, so every digit is good. The coherence
/// between different J is dropped: J is conserved and traced out with the charger, so no battery
/// quantity sees it.
/// Source: Varshalovich, Moskalev, Khersonskii, Quantum Theory of Angular Momentum, 8.5.1.
std::vector<MultipletWeight> thermal_multiplets(Count n, Count count, double population);

}  // namespace leyden
