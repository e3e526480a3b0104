// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "leyden/observe/energies.hpp"
#include "leyden/propagate/joint_evolution.hpp"

namespace leyden {

/// Least time in which H can turn the start as far as it has been turned, arccos |<ψ(0)|ψ(t)>| / ΔH
/// [1/g]; never more than gt. `initial` are the energies at gt = 0. Nothing for an eigenstate.
/// Source: Mandelstam, Tamm, J. Phys. USSR 9, 249 (1945).
std::optional<Estimate> mandelstam_tamm_time(const JointState& state, const Energies& initial);

/// Least time to an orthogonal state, π / (2 (<H> - E_0)) [1/g]. E_0 is replaced by Gershgorin's
/// bound from below, so the time is a bound, and often a weak one. Nothing for a ladder that was
/// cut, whose lowest energy is not known.
/// Source: Margolus, Levitin, Physica D 120, 188 (1998).
std::optional<Estimate> margolus_levitin_time(const JointState& state, const Energies& initial);

}  // namespace leyden
