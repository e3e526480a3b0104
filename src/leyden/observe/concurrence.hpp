// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "leyden/observe/battery_state.hpp"
#include "leyden/observe/estimate.hpp"

namespace leyden {

/// Wootters' concurrence of two cells [1], from `state_of_cells` of two, all coherences kept:
/// max(0, s1 - s2 - s3), s the singular values of Xᵀ (σ_y ⊗ σ_y) X on the three symmetric states.
/// Source: Wootters, Phys. Rev. Lett. 80, 2245 (1998).
Estimate concurrence(const BatteryState& two_cells);

}  // namespace leyden
