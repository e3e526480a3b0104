// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

#include "leyden/base/errors.hpp"
#include "leyden/numerics/rounding.hpp"

namespace leyden {

/// What the distance δ of a computed state from the true one makes of its expectation values,
/// docs/theory/chebyshev, Section 7.

/// From the normalised state the distance is larger by less than 1 / (1 - δ).
inline double normalised_distance(double delta) {
  return delta < 0.5 ? delta / (1.0 - delta) : 1.0;
}

/// (C.10): what an observable with `range` may be off, its variance in the computed state given.
inline double expectation_blur(double delta, double variance, double range) {
  return rounded_up(2 * delta * std::sqrt(variance) + range * delta * delta);
}

/// And the probabilities of any measurement, added up.
inline double probability_blur(double delta) {
  return delta * (2 + delta);
}

/// Throws InternalError where |ψ|² - 1 = `excess` is more than δ and the sum of it allow for.
inline void require_unit_norm(double excess, double delta, double summation) {
  if (std::abs(excess) <= 2.1 * delta + delta * delta + 4 * summation) return;
  throw InternalError("a state left the unit sphere by more than its error bound");
}

}  // namespace leyden
