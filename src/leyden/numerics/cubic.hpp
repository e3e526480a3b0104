// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace leyden {

/// A cubic polynomial c0 + c1 s + c2 s² + c3 s³.
struct Cubic {
  double c0 = 0.0;
  double c1 = 0.0;
  double c2 = 0.0;
  double c3 = 0.0;

  double operator()(double s) const { return c0 + s * (c1 + s * (c2 + s * c3)); }

  /// The cubic that agrees with a function in value and slope at both ends of [0, width]. A
  /// function f with |f''''| <= L differs from it by at most L s² (width - s)² / 24.
  static Cubic hermite(double width, double value0, double slope0, double value1, double slope1);
};

/// Where a function is largest, and how large.
struct Maximum {
  double at = 0.0;
  double value = 0.0;
};

/// Largest value of a cubic on [low, high].
Maximum maximum(const Cubic& cubic, double low, double high);

/// Upper bound on [low, high], 0 <= low <= high <= width, of every function with |f''''| <= fourth
/// that agrees with `cubic` in value and slope at 0 and at `width`. Exact at both ends.
double upper_bound(const Cubic& cubic, double width, double fourth, double low, double high);

}  // namespace leyden
