// SPDX-License-Identifier: Apache-2.0
#include "leyden/numerics/bessel.hpp"

#include <cmath>
#include <cstddef>

#include "leyden/base/types.hpp"
#include "leyden/numerics/rounding.hpp"

namespace leyden {
namespace {

/// How the series of one arithmetic is computed.
template <class Real>
struct Rules;

template <>
struct Rules<double> {
  static constexpr double orders = 14.0;         ///< kept beyond τ, in units of cbrt(τ)
  static constexpr std::size_t run_up = 40;      ///< orders above the last from which to come down
  static constexpr long double tiny = 1e-2000L;  ///< where the recurrence begins
  /// One rounding to double each, and an extended recurrence whose own error is far below it.
  static constexpr double coefficient_rounding = 2.0;
};

template <>
struct Rules<DoubleDouble> {
  static constexpr double orders = 22.0;
  static constexpr std::size_t run_up = 80;
  static constexpr double tiny = 0x1p-800;
  /// The recurrence rounds like everything else; some tens of roundings reach a coefficient.
  static constexpr double coefficient_rounding = 128.0;
};

/// J_0(τ) … J_last(τ), τ > 0.
template <class Real>
std::vector<Preparation<Real>> bessel_sequence(Real tau, std::size_t last) {
  using Wide = Preparation<Real>;
  using std::fabs;
  std::vector<Wide> values(last + 1, Wide(0.0));
  // Downwards from far above, where J is as good as zero; the error of the arbitrary start falls
  // with every step. J_0 + 2 J_2 + 2 J_4 + … = 1 fixes the scale.
  constexpr Wide tiny = Rules<Real>::tiny;
  constexpr Wide huge = Wide(1.0) / tiny;
  Wide above = 0.0;
  Wide here = tiny;
  Wide sum = 0.0;
  for (std::size_t j = last + Rules<Real>::run_up; j > 0; --j) {
    if (j <= last) values[j] = here;
    if (j % 2 == 0) sum += Wide(2.0) * here;
    const Wide below = Wide(2.0) * Wide(static_cast<Count>(j)) / Wide(tau) * here - above;
    above = here;
    here = below;
    if (huge < fabs(here)) {
      above *= tiny;
      here *= tiny;
      sum *= tiny;
      for (Wide& value : values) value *= tiny;
    }
  }
  values[0] = here;
  sum += here;
  for (Wide& value : values) value /= sum;
  return values;
}

}  // namespace

template <class Real>
ChebyshevSeries<Real> chebyshev_series(Real tau, double negligible) {
  ChebyshevSeries<Real> series;
  const auto argument = static_cast<double>(tau);
  if (argument < 1e-20) {
    // 1 - J_0 <= τ²/4, τ - 2 J_1 <= τ³/8, and the rest is at most τ²/4.
    series.coefficients.push_back(1.0);
    if (argument != 0.0) series.coefficients.push_back(tau);
    series.truncation = argument * argument;
    series.rounding = Rules<Real>::coefficient_rounding * roundoff<Real>;
    return series;
  }
  const auto last =
      static_cast<std::size_t>(argument + Rules<Real>::orders * std::cbrt(argument) + 30.0);
  const auto bessel = bessel_sequence<Real>(tau, last);

  const auto rest_after = [&](std::size_t order) {
    const auto next = static_cast<double>(order) + 2.0;
    const double q = argument / (next + std::sqrt(next * next - argument * argument));
    return rounded_up(2.0 * std::fabs(static_cast<double>(bessel[order + 1])) / (1.0 - q));
  };
  std::size_t order = last - 1;
  while (order > 0 && static_cast<double>(order) + 1.0 > argument &&
         rest_after(order - 1) < negligible) {
    --order;
  }
  series.truncation = rest_after(order);
  double sum = 0.0;
  for (std::size_t j = 0; j <= order; ++j) {
    series.coefficients.push_back(
        static_cast<Real>(j == 0 ? bessel[j] : Preparation<Real>(2.0) * bessel[j]));
    sum += std::fabs(static_cast<double>(series.coefficients.back()));
  }
  series.rounding = Rules<Real>::coefficient_rounding * roundoff<Real> * sum;
  return series;
}

template ChebyshevSeries<double> chebyshev_series(double tau, double negligible);
template ChebyshevSeries<DoubleDouble> chebyshev_series(DoubleDouble tau, double negligible);

}  // namespace leyden
