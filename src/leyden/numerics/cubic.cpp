// SPDX-License-Identifier: Apache-2.0
#include "leyden/numerics/cubic.hpp"

#include <algorithm>
#include <cmath>

namespace leyden {

Cubic Cubic::hermite(double width, double value0, double slope0, double value1, double slope1) {
  const double secant = (value1 - value0) / width;
  return {value0, slope0, (3 * secant - 2 * slope0 - slope1) / width,
          (slope0 + slope1 - 2 * secant) / (width * width)};
}

Maximum maximum(const Cubic& cubic, double low, double high) {
  Maximum best{low, cubic(low)};
  const auto consider = [&](double s) {
    if (s > low && s <= high && cubic(s) > best.value) best = {s, cubic(s)};
  };
  consider(high);
  // c1 + 2 c2 s + 3 c3 s² = 0, by the form that does not cancel.
  const double discriminant = cubic.c2 * cubic.c2 - 3 * cubic.c3 * cubic.c1;
  if (discriminant < 0.0) return best;
  const double q = -(cubic.c2 + std::copysign(std::sqrt(discriminant), cubic.c2));
  if (cubic.c3 != 0.0) consider(q / (3 * cubic.c3));
  if (q != 0.0) consider(cubic.c1 / q);
  return best;
}

double upper_bound(const Cubic& cubic, double width, double fourth, double low, double high) {
  // For s <= width/2: s² (width - s)² <= width² s² - (3/2) width s³, with equality at both ends of
  // the half; the other half mirrors it. So on each half the bound is a cubic itself.
  const double square = fourth / 24 * width * width;
  const double cube = -1.5 * fourth / 24 * width;
  const double middle = width / 2;
  double bound = -INFINITY;
  if (low <= middle) {
    const Cubic left{cubic.c0, cubic.c1, cubic.c2 + square, cubic.c3 + cube};
    bound = maximum(left, low, std::min(high, middle)).value;
  }
  if (high > middle) {
    const double slope1 = cubic.c1 + width * (2 * cubic.c2 + 3 * width * cubic.c3);
    const Cubic right{cubic(width), -slope1, cubic.c2 + 3 * cubic.c3 * width + square,
                      -cubic.c3 + cube};
    const double nearest = width - high;
    bound = std::max(bound, maximum(right, nearest, width - std::max(low, middle)).value);
  }
  return bound;
}

}  // namespace leyden
