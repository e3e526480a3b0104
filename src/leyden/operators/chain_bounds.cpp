// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/chain_bounds.hpp"

#include <algorithm>
#include <cmath>

#include "leyden/numerics/rounding.hpp"

namespace leyden {

std::array<double, 4> chain_derivative_bounds(const PaddedVector<DoubleDouble>& couplings,
                                              Count stride) {
  // With g(i) the couplings, zero beyond the ends, the nested commutators are
  //   ad    (i,i+1)  stride g(i)
  //   ad²   (i,i)    d(i) = 2 stride (g(i-1)² - g(i)²)
  //   ad³   (i,i+1)  g(i) e(i),                    e(i) = d(i+1) - d(i)
  //   ad⁴   (i,i)    2 (g(i-1)² e(i-1) - g(i)² e(i))
  //         (i,i+2)  g(i) g(i+1) (e(i+1) - e(i))
  const Count n = couplings.size();
  const auto coupling = [&](Count i) {
    return i < 0 || i + 1 >= n ? DoubleDouble(0.0) : couplings[i];
  };
  const auto size = [](DoubleDouble x) { return std::abs(x.high()); };
  const DoubleDouble twice = 2.0 * static_cast<double>(stride);
  struct Site {
    DoubleDouble g, square, d, e;
  };
  const auto site = [&](Count i, DoubleDouble square_before) {
    Site s;
    s.g = coupling(i);
    s.square = s.g * s.g;
    s.d = twice * (square_before - s.square);
    return s;
  };
  std::array<double, 4> bounds{};
  double widest = 0.0;
  // Sites i-2, i-1, i, i+1, i+2; e(i) becomes known with site i+1.
  Site before2, before, here = site(0, 0.0), next = site(1, here.square);
  here.e = next.d - here.d;
  for (Count i = 0; i < n; ++i) {
    Site after = site(i + 2, next.square);
    next.e = after.d - next.d;
    const double up = size(here.g), down = size(before.g);
    widest = std::max({widest, up, down});
    bounds[0] = std::max(bounds[0], static_cast<double>(stride) * (up + down));
    bounds[1] = std::max(bounds[1], size(here.d));
    bounds[2] = std::max(bounds[2], size(here.g * here.e) + size(before.g * before.e));
    const double middle = 2 * size(before.square * before.e - here.square * here.e);
    const double upwards = i + 2 < n ? up * size(next.g) * size(next.e - here.e) : 0.0;
    const double downwards = i >= 2 ? down * size(before2.g) * size(before.e - before2.e) : 0.0;
    bounds[3] = std::max(bounds[3], middle + upwards + downwards);
    before2 = before;
    before = here;
    here = next;
    next = after;
  }
  // What cancellation leaves of the roundings in double-double.
  double magnitude = static_cast<double>(stride);
  for (std::size_t j = 0; j < bounds.size(); ++j) {
    magnitude *= 4 * widest;
    bounds[j] = rounded_up(bounds[j] + 0x1p-95 * magnitude);
  }
  return bounds;
}

}  // namespace leyden
