// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "leyden/base/types.hpp"

namespace leyden {

/// H/g on a checkerboard by its factors, rounded to double: four edges per state,
///     (k,n) -> (k+1,n±1)  with a_k times exchange b_{n-1} or pair b_n,
/// and the diagonal d(k,n) = cell_diagonal[k] + charger_diagonal[n].
struct CheckerboardFactors {
  std::vector<double> cell;              ///< a_k, k = 0 … M, zero at the top
  std::vector<double> charger;           ///< b_n, n = 0 … N, zero at the top
  std::vector<double> cell_diagonal;     ///< one entry per k
  std::vector<double> charger_diagonal;  ///< one entry per n
  double exchange = 0.0;
  double pair = 0.0;
  int parity = 0;  ///< of k + n
};

/// Bounds as those of `derivative_bounds`, by carrying the stencils of the nested commutators of
/// three rows at a time,                                docs/theory/bounds, (B.16)
///     f_Δ <- (d(s) - d(s+Δ)) f_Δ(s) + Σ_σ [h_σ(s) f_{Δ-σ}(s+σ) - f_{Δ-σ}(s) h_σ(s+Δ-σ)],
/// instead of walking all paths of every state: fifty times faster.
/// `rounding` receives what of each bound is allowance for rounding.
std::array<double, 4> checkerboard_derivative_bounds(const CheckerboardFactors& factors,
                                                     std::array<double, 4>& rounding);

}  // namespace leyden
