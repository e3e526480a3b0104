// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "leyden/numerics/double_double.hpp"
#include "leyden/numerics/rounding.hpp"

namespace leyden {

/// Coefficients of the Chebyshev expansion of exp(-iτx) on [-1, 1],
///     exp(-iτx) = J_0(τ) + 2 Σ_{j>0} (-i)^j J_j(τ) T_j(x),
/// cut where the rest is small enough.
template <class Real>
struct ChebyshevSeries {
  std::vector<Real> coefficients;  ///< J_0, 2 J_1, 2 J_2, …, 2 J_K
  double truncation = 0.0;         ///< bound on the rest, for every x in [-1, 1]
  double rounding = 0.0;           ///< bound on Σ |error of a coefficient|
};

/// Coefficients for 0 <= τ <= 1e6, by downward recurrence (Miller) in extended precision for
/// double, in double-double for itself; cut where the rest is below `negligible`, by default an
/// eighth of the rounding of `Real`.
///
/// The rest after K obeys  2 Σ_{j>K} |J_j(τ)| <= 2 J_{K+1}(τ) / (1 - q),
/// q = τ / (K+2 + sqrt((K+2)² - τ²)), for K + 2 > τ: from there on J_{j+1}/J_j <= q.
template <class Real>
ChebyshevSeries<Real> chebyshev_series(Real tau, double negligible = roundoff<Real> / 8);

extern template ChebyshevSeries<double> chebyshev_series(double tau, double negligible);
extern template ChebyshevSeries<DoubleDouble> chebyshev_series(DoubleDouble tau, double negligible);

}  // namespace leyden
