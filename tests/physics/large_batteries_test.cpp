// SPDX-License-Identifier: Apache-2.0
// What is known of large batteries, M = N and isotropic coupling.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "leyden/study/charge.hpp"

namespace leyden {
namespace {

Estimate advantage(Count cells) {
  ChargeRequest request;
  request.charging.cells = cells;
  request.charging.chargers = cells;
  return charge_power(request).advantage;
}

/// Logistic growth out of an exponentially distributed quantum fluctuation,
///     E(t)/M = ∫ e^{-x} x u / (M + x u) dx,  u = sinh²(M gt),
/// by the trapezoidal rule in ln x, which is exponentially accurate for this integrand.
double logistic_energy(double cells, double time) {
  const double u = std::pow(std::sinh(cells * time), 2);
  const double step = 0.05;
  double sum = 0.0;
  for (double y = -40.0; y < 5.0; y += step) {
    const double x = std::exp(y);
    sum += std::exp(-x) * x * x * u / (cells + x * u);
  }
  return cells * sum * step;
}

double logistic_power(double cells) {
  double low = 0.5 * std::log(cells) / cells;
  double high = 2.0 * std::log(cells) / cells;
  const auto power = [cells](double t) { return logistic_energy(cells, t) / t; };
  for (int i = 0; i < 80; ++i) {
    const double a = low + (high - low) / 3;
    const double b = high - (high - low) / 3;
    (power(a) < power(b) ? low : high) = power(a) < power(b) ? a : b;
  }
  return power(low);
}

TEST(LargeBatteries, TheExponentApproachesOneOnlyLogarithmically) {
  const Count cells = 10'000;
  const Estimate beta = local_exponent(cells, advantage(cells - 1), advantage(cells + 1));
  EXPECT_NEAR(beta.value, 0.929, 5e-4);
  EXPECT_LT(beta.error, 1e-5);
}

TEST(LargeBatteries, TheLogisticLawIsTooLowByAboutOneInM) {
  const struct {
    Count cells;
    double deficit;
  } rows[] = {{1'000, 1.28e-3}, {10'000, 1.32e-4}};
  for (const auto& row : rows) {
    const auto cells = static_cast<double>(row.cells);
    const double exact = advantage(row.cells).value * cells * parallel_power;
    EXPECT_NEAR(1.0 - logistic_power(cells) / exact, row.deficit, 0.005 * row.deficit);
  }
}

}  // namespace
}  // namespace leyden
