// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>

#include "leyden/numerics/double_double.hpp"

namespace leyden {

/// Unit roundoff u of an arithmetic: the result of one operation errs by at most this, relatively.
template <class Real>
inline constexpr double roundoff = 0.0;
template <>
inline constexpr double roundoff<double> = 0x1p-53;
template <>
inline constexpr double roundoff<long double> = 0x1p-64;
template <>
inline constexpr double roundoff<DoubleDouble> = 0x1p-102;
static_assert(std::numeric_limits<long double>::digits >= 64,
              "Leyden needs a long double of at least 64 bits");

/// That of double precision, in which bounds and results are expressed.
inline constexpr double unit_roundoff = roundoff<double>;

/// The arithmetic in which elements and coefficients of a calculation in `Real` are prepared.
template <class Real>
struct PreparationOf {
  using Type = Real;
};
template <>
struct PreparationOf<double> {
  using Type = long double;
};
template <class Real>
using Preparation = typename PreparationOf<Real>::Type;

/// A bound computed with a few hundred roundings, made safe against them.
inline constexpr double rounded_up(double bound) {
  return bound * (1.0 + 1024 * unit_roundoff);
}

}  // namespace leyden
