// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <concepts>

namespace leyden {

/// The unevaluated sum of two doubles, |low| <= ulp(high)/2: about 32 digits.
///
/// Every operation errs by at most 2^-102 relative to its result, as long as no intermediate leaves
/// the range 1e-290 … 1e300; smaller ones err by 1e-306 at most. The bounds hold in
/// round-to-nearest and need neither a fused multiply-add nor extended precision, so the bits are
/// the same everywhere. Source: Joldes, Muller, Popescu, ACM TOMS 44, 15 (2017): algorithms 6 (sum,
/// 3u²), 10 (product, 7u²), 17 (quotient, 15u²); Lefèvre, Louvet, Muller, Picot, Rideau, ACM TOMS
/// 49, 9 (2023) (root).
class DoubleDouble {
 public:
  constexpr DoubleDouble() = default;
  constexpr DoubleDouble(double value) : high_(value) {}  // NOLINT: exact, hence implicit
  /// Exact up to 2^53.
  template <std::integral Integer>
  constexpr explicit DoubleDouble(Integer value) : high_(static_cast<double>(value)) {}

  constexpr double high() const { return high_; }
  constexpr double low() const { return low_; }
  constexpr explicit operator double() const { return high_; }

  /// a + b, exactly.
  static constexpr DoubleDouble sum(double a, double b) {
    const double s = a + b;
    const double b_part = s - a;
    return {s, (a - (s - b_part)) + (b - b_part)};
  }

  /// a · b, exactly.
  static constexpr DoubleDouble product(double a, double b) {
    const double p = a * b;
    const DoubleDouble x = split(a);
    const DoubleDouble y = split(b);
    return {p, ((x.high_ * y.high_ - p) + x.high_ * y.low_ + x.low_ * y.high_) + x.low_ * y.low_};
  }

  constexpr DoubleDouble operator-() const { return {-high_, -low_}; }

  friend constexpr DoubleDouble operator+(DoubleDouble x, DoubleDouble y) {
    const DoubleDouble highs = sum(x.high_, y.high_);
    const DoubleDouble lows = sum(x.low_, y.low_);
    const DoubleDouble partial = ordered_sum(highs.high_, highs.low_ + lows.high_);
    return ordered_sum(partial.high_, lows.low_ + partial.low_);
  }
  friend constexpr DoubleDouble operator-(DoubleDouble x, DoubleDouble y) { return x + -y; }

  friend constexpr DoubleDouble operator*(DoubleDouble x, DoubleDouble y) {
    const DoubleDouble highs = product(x.high_, y.high_);
    return ordered_sum(highs.high_, highs.low_ + (x.high_ * y.low_ + x.low_ * y.high_));
  }

  friend constexpr DoubleDouble operator/(DoubleDouble x, DoubleDouble y) {
    const double quotient = x.high_ / y.high_;
    const DoubleDouble back = times(y, quotient);
    const double rest = (x.high_ - back.high_) + (x.low_ - back.low_);
    return ordered_sum(quotient, rest / y.high_);
  }

  constexpr DoubleDouble& operator+=(DoubleDouble y) { return *this = *this + y; }
  constexpr DoubleDouble& operator-=(DoubleDouble y) { return *this = *this - y; }
  constexpr DoubleDouble& operator*=(DoubleDouble y) { return *this = *this * y; }
  constexpr DoubleDouble& operator/=(DoubleDouble y) { return *this = *this / y; }

  friend constexpr bool operator==(DoubleDouble x, DoubleDouble y) {
    return x.high_ == y.high_ && x.low_ == y.low_;
  }
  friend constexpr bool operator<(DoubleDouble x, DoubleDouble y) {
    return x.high_ < y.high_ || (x.high_ == y.high_ && x.low_ < y.low_);
  }

  friend DoubleDouble sqrt(DoubleDouble x) {
    if (!(x.high_ > 0.0)) return std::sqrt(x.high_);
    const double root = std::sqrt(x.high_);
    const DoubleDouble square = product(root, root);
    const double rest = (x.high_ - square.high_) - square.low_ + x.low_;
    return ordered_sum(root, rest / (2 * root));
  }
  friend constexpr DoubleDouble fabs(DoubleDouble x) { return x.high_ < 0.0 ? -x : x; }

  /// x times ±1, 0 or a power of two, exactly.
  friend constexpr DoubleDouble scaled(DoubleDouble x, double power_of_two) {
    return {x.high_ * power_of_two, x.low_ * power_of_two};
  }

 private:
  /// x · y for the quotient, to 2u² (algorithm 7).
  static constexpr DoubleDouble times(DoubleDouble x, double y) {
    const DoubleDouble highs = product(x.high_, y);
    const DoubleDouble partial = ordered_sum(highs.high_, x.low_ * y);
    return ordered_sum(partial.high_, partial.low_ + highs.low_);
  }

  constexpr DoubleDouble(double high, double low) : high_(high), low_(low) {}

  /// a + b, exactly, for |a| >= |b| or a = 0.
  static constexpr DoubleDouble ordered_sum(double a, double b) {
    const double s = a + b;
    return {s, b - (s - a)};
  }

  /// Two halves of 26 bits (Veltkamp).
  static constexpr DoubleDouble split(double a) {
    const double scaled_up = a * 134217729.0;  // 2^27 + 1
    const double high = scaled_up - (scaled_up - a);
    return {high, a - high};
  }

  double high_ = 0.0;
  double low_ = 0.0;
};

/// x times ±1, 0 or a power of two.
constexpr double scaled(double x, double power_of_two) {
  return x * power_of_two;
}

}  // namespace leyden
