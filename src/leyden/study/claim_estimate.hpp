// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <limits>

#include "leyden/numerics/rounding.hpp"
#include "leyden/observe/advantage.hpp"

namespace leyden {

/// Arithmetic with estimates: the radius of a result holds the worst case over the radii of its
/// operands, plus the rounding of the operation itself. A radius that reaches zero in a divisor or
/// under a logarithm gives nan ± inf, never a wrong interval.

inline Estimate exactly(double value) {
  return {value, 0.0};
}

inline Estimate unknown_estimate() {
  return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()};
}

inline Estimate operator+(const Estimate& a, const Estimate& b) {
  const double value = a.value + b.value;
  return {value, rounded_up(a.error + b.error) + unit_roundoff * std::abs(value)};
}

inline Estimate operator-(const Estimate& a) {
  return {-a.value, a.error};
}

inline Estimate operator-(const Estimate& a, const Estimate& b) {
  return a + (-b);
}

inline Estimate operator*(const Estimate& a, const Estimate& b) {
  const double value = a.value * b.value;
  const double radius =
      std::abs(a.value) * b.error + std::abs(b.value) * a.error + a.error * b.error;
  return {value, rounded_up(radius) + unit_roundoff * std::abs(value)};
}

inline Estimate operator/(const Estimate& a, const Estimate& b) {
  const double least = std::abs(b.value) - b.error;
  if (!(least > 0.0)) return unknown_estimate();
  const double value = a.value / b.value;
  return {value, rounded_up((a.error + std::abs(value) * b.error) / least) +
                     unit_roundoff * std::abs(value)};
}

inline Estimate logarithm(const Estimate& a) {
  const double least = a.value - a.error;
  if (!(least > 0.0)) return unknown_estimate();
  const double value = std::log(a.value);
  return {value, rounded_up(a.error / least) + 4 * unit_roundoff * std::abs(value)};
}

inline Estimate square_root(const Estimate& a) {
  const double least = a.value - a.error;
  if (!(least > 0.0)) return unknown_estimate();
  const double value = std::sqrt(a.value);
  return {value, rounded_up(a.error / (2.0 * std::sqrt(least))) + unit_roundoff * value};
}

inline Estimate magnitude(const Estimate& a) {
  return {std::abs(a.value), a.error};
}

/// The larger of two: its interval holds the larger of any two values taken from theirs.
inline Estimate larger(const Estimate& a, const Estimate& b) {
  if (std::isnan(a.value) || std::isnan(b.value)) return unknown_estimate();
  return {std::fmax(a.value, b.value), std::fmax(a.error, b.error)};
}

}  // namespace leyden
