// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace leyden {

/// Unit roundoff of double precision, 2^-53: a correctly rounded operation errs by at most this,
/// relative to its result.
inline constexpr double unit_roundoff = 0x1p-53;

/// A bound computed with a few hundred roundings, made safe against them.
inline constexpr double rounded_up(double bound) {
  return bound * (1.0 + 1024 * unit_roundoff);
}

}  // namespace leyden
