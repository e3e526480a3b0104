// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>

namespace leyden {

/// Unit roundoff of double precision, 2^-53: a correctly rounded operation errs by at most this,
/// relative to its result.
inline constexpr double unit_roundoff = 0x1p-53;

/// The same for long double, which setting up matrix elements and Bessel series relies on.
inline constexpr double extended_roundoff = 0x1p-64;
static_assert(std::numeric_limits<long double>::digits >= 64,
              "Leyden needs a long double of at least 64 bits");

/// A bound computed with a few hundred roundings, made safe against them.
inline constexpr double rounded_up(double bound) {
  return bound * (1.0 + 1024 * unit_roundoff);
}

}  // namespace leyden
