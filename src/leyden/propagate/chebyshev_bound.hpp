// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Constants of the error bound of a Chebyshev step, docs/theory/chebyshev.
namespace leyden::chebyshev_bound {

/// Longest step RΔ. The rounding bound of the recurrence below was derived for steps up to this.
inline constexpr double longest_step = 128.0;

/// Σ_i sup_x |Σ_{j>i} 2 (-i)^j J_j(τ) U_{j-i-1}(x)| <= 3 τ for τ <= 128: how a local error of the
/// recurrence at each order i reaches the sum (docs/theory/chebyshev, computed and tested there).
inline constexpr double error_growth = 3.0;

/// The same, Σ_i ∫ |J_{i-1}|, when the errors are carried on by the evolution of an uncut ladder.
inline constexpr double error_growth_beyond_a_cut = 5.0;

/// Relative errors of matrix elements, of 2/R and of times, together; large energies that cancel
/// come on top, `diagonal_error`.
inline constexpr double coefficient_rounding = 8.0;

/// Accumulating one term: partial sums stay below 1.6.
inline constexpr double accumulation_rounding = 3.0;

/// Most steps that a request may need.
inline constexpr double most_steps = 1e9;

}  // namespace leyden::chebyshev_bound
