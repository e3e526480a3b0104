// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <vector>

namespace plain {

/// J_0(τ), 2 J_1(τ), 2 J_2(τ), … to where the rest is below 1e-16, by downward recurrence.
inline std::vector<double> chebyshev_coefficients(double tau) {
  const auto order = static_cast<std::size_t>(tau + 20.0 * std::cbrt(tau) + 40.0);
  std::vector<double> j(order + 2, 0.0);
  j[order] = 1e-300;
  double sum = 0.0;
  for (std::size_t n = order; n > 0; --n) {
    j[n - 1] = 2.0 * static_cast<double>(n) / tau * j[n] - j[n + 1];
    if (std::abs(j[n - 1]) > 1e250) {
      for (std::size_t m = n - 1; m <= order; ++m) j[m] *= 1e-250;
      sum *= 1e-250;
    }
    if ((n - 1) % 2 == 0) sum += n == 1 ? j[0] : 2.0 * j[n - 1];
  }
  for (double& value : j) value *= 2.0 / sum;
  j[0] /= 2.0;
  while (j.size() > 2 && std::abs(j.back()) < 1e-17) j.pop_back();
  return j;
}

}  // namespace plain
