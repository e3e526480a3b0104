// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "system.hpp"

namespace honesty {

/// A bound on E(t) over all times. In each sector, with H = Σ λ_j |j><j| and A_ij =
/// <0|i><i|k|j><j|0>, E(t) = 2 Σ_{i<j} A_ij (cos (λ_i - λ_j) t - 1) <= 4 Σ_{i<j} max(0, -A_ij);
/// never more than the highest k within reach. In double precision, rounded outwards. A mode that
/// has been cut off only gets the highest k: the cut would enter the spectrum.
double highest_energy(const System& system);

}  // namespace honesty
