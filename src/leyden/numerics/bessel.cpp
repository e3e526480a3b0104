// SPDX-License-Identifier: Apache-2.0
#include "leyden/numerics/bessel.hpp"

#include <cmath>
#include <cstddef>

#include "leyden/numerics/rounding.hpp"

namespace leyden {
namespace {

/// J_0(τ) … J_last(τ) in extended precision.
std::vector<long double> bessel_sequence(double tau, std::size_t last) {
  std::vector<long double> values(last + 1, 0.0L);
  if (tau == 0.0) {
    values[0] = 1.0L;
    return values;
  }
  // Downwards from far above, where J is as good as zero; the error of the arbitrary start falls
  // with every step. J_0 + 2 J_2 + 2 J_4 + … = 1 fixes the scale.
  const std::size_t begin = last + 40;
  constexpr long double tiny = 1e-4000L < 1e-300L && 1e-4000L > 0.0L ? 1e-2000L : 1e-250L;
  constexpr long double huge = 1.0L / tiny;
  long double above = 0.0L;
  long double here = tiny;
  long double sum = 0.0L;
  for (std::size_t j = begin; j > 0; --j) {
    if (j <= last) values[j] = here;
    if (j % 2 == 0) sum += 2.0L * here;
    const long double below = 2.0L * static_cast<long double>(j) / tau * here - above;
    above = here;
    here = below;
    if (std::fabs(here) > huge) {
      above *= tiny;
      here *= tiny;
      sum *= tiny;
      for (long double& value : values) value *= tiny;
    }
  }
  values[0] = here;
  sum += here;
  for (long double& value : values) value /= sum;
  return values;
}

}  // namespace

ChebyshevSeries chebyshev_series(double tau) {
  const auto last = static_cast<std::size_t>(tau + 14.0 * std::cbrt(tau) + 30.0);
  const std::vector<long double> bessel = bessel_sequence(tau, last);
  constexpr double negligible = unit_roundoff / 8;

  ChebyshevSeries series;
  const auto rest_after = [&](std::size_t order) {
    const auto next = static_cast<double>(order) + 2.0;
    const double q = tau / (next + std::sqrt(next * next - tau * tau));
    return rounded_up(2.0 * std::fabs(static_cast<double>(bessel[order + 1])) / (1.0 - q));
  };
  std::size_t order = last - 1;
  while (order > 0 && static_cast<double>(order) + 1.0 > tau &&
         rest_after(order - 1) < negligible) {
    --order;
  }
  series.truncation = rest_after(order);
  double sum = 0.0;
  for (std::size_t j = 0; j <= order; ++j) {
    series.coefficients.push_back(static_cast<double>(j == 0 ? bessel[j] : 2.0L * bessel[j]));
    sum += std::fabs(series.coefficients.back());
  }
  // One rounding to double each, and an extended recurrence whose own error is far below it.
  series.rounding = 2.0 * unit_roundoff * sum;
  return series;
}

}  // namespace leyden
