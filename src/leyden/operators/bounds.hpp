// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "leyden/operators/hamiltonian.hpp"

namespace leyden {

/// An interval that holds the whole spectrum.
struct SpectralInterval {
  double center = 0.0;
  double radius = 0.0;
};

/// Gershgorin's interval of H/g, rounded outwards. After subtracting the center every absolute row
/// sum of H is at most the radius, so the radius bounds ‖ |H| ‖ too.
SpectralInterval spectral_interval(const SparseRows& hamiltonian);

/// Bounds on the derivatives of <k>(t), for any state of the space: entry j-1 bounds
/// |d^j <k> / d(gt)^j| = |<ad_H^j k>|, j = 1 … 4.
///
/// Each is the largest absolute row sum (Gershgorin) of the nested commutator, built row by row
/// from the paths of j steps:
///     (ad_H^j k)_{s0,sj} = Σ_paths H_{s0 s1} … H_{s(j-1) sj} Σ_i (-1)^i C(j,i) k(s_{j-i})
/// For a chain with zero diagonal entry 1 is L2 = 2 max|h²_{k+1} - h²_k| exactly.
/// Cost: dimension times the number of paths, 3^4 on a chain, 5^4 on a checkerboard.
std::array<double, 4> derivative_bounds(const SparseRows& hamiltonian);

/// The same bounds, found without regard to `hamiltonian.diagonal_error()`, enlarged by what that
/// may change.
void allow_for_diagonal_error(const SparseRows& hamiltonian, std::array<double, 4>& bounds);

/// Upper bound on <k>(t) - k0 for all t from a start in the single state `start`, by conservation
/// of
/// <(H - d0)²>, d0 the start's diagonal element. With V = H - diagonal,
///     ‖(D - d0) ψ‖ <= ‖(H - d0) ψ(0)‖ + ‖V‖ =: B,   so   <k> - k0 <= B² max_i (k_i - k0)/(d_i -
///     d0)²
/// over the states i above k0. Infinite where some d_i equals d0; small when the levels are far
/// apart, where a bound from the number of cells alone says nothing.
double energy_ceiling(const SparseRows& hamiltonian, Count start);

}  // namespace leyden
