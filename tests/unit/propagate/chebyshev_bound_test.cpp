// SPDX-License-Identifier: Apache-2.0
// The two constants in the rounding bound of the Chebyshev recurrence, computed.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <vector>

#include "leyden/numerics/bessel.hpp"

namespace leyden {
namespace {

constexpr double pi = 3.14159265358979323846;
using Complex = std::complex<double>;

/// (-i)^j c_j: coefficients of exp(-iτx) in T_j.
std::vector<Complex> coefficients(double tau) {
  std::vector<Complex> result;
  Complex phase = 1.0;
  for (const double c : chebyshev_series(tau).coefficients) {
    result.push_back(phase * c);
    phase *= Complex(0.0, -1.0);
  }
  return result;
}

/// A polynomial of degree d is at most 1/cos(d h/2) times its largest value on angles h apart.
double between_the_points(std::size_t degree, int points) {
  return 1.0 / std::cos(static_cast<double>(degree) * pi / (2.0 * points));
}

/// Σ_i sup_x |Σ_{j>i} 2 (-i)^j J_j(τ) U_{j-i-1}(x)|. The inner sums obey Clenshaw's recurrence
/// S_{i-1} = c_i + 2x S_i - S_{i+1}.
double error_growth(double tau) {
  const std::vector<Complex> c = coefficients(tau);
  const int points = 1500;
  std::vector<double> largest(c.size(), 0.0);
  for (int p = 0; p <= points; ++p) {
    const double x = std::cos(pi * p / points);
    Complex above = 0.0;  // S_{i+1}
    Complex here = 0.0;   // S_i, from i = K on
    for (std::size_t i = c.size() - 1; i > 0; --i) {
      const Complex below = c[i] + 2 * x * here - above;
      above = here;
      here = below;
      largest[i - 1] = std::max(largest[i - 1], std::abs(here));
    }
  }
  double sum = 0.0;
  for (const double value : largest) sum += value;
  return sum * between_the_points(c.size(), points);
}

double largest_partial_sum(double tau) {
  const std::vector<Complex> c = coefficients(tau);
  const int points = 1500;
  double largest = 0.0;
  for (int p = 0; p <= points; ++p) {
    const double angle = pi * p / points;
    Complex sum = 0.0;
    for (std::size_t j = 0; j < c.size(); ++j) {
      sum += c[j] * std::cos(static_cast<double>(j) * angle);
      largest = std::max(largest, std::abs(sum));
    }
  }
  return largest * between_the_points(c.size(), points);
}

/// Steps up to the longest one, dense where partial sums overshoot most.
std::vector<double> steps() {
  std::vector<double> result{1e-6, 0.01, 0.1};
  for (double tau = 0.5; tau < 20; tau += 0.5) result.push_back(tau);
  for (double tau = 20; tau <= 128; tau += 6) result.push_back(tau);
  return result;
}

TEST(ChebyshevBound, ErrorsOfTheRecurrenceGrowToAtMostThreeTimesTheStep) {
  for (const double tau : steps()) EXPECT_LE(error_growth(tau), 3.0 * tau) << "tau = " << tau;
}

TEST(ChebyshevBound, TheConstantThreeIsNotFarTooLarge) {
  double worst = 0.0;
  for (const double tau : steps()) worst = std::max(worst, error_growth(tau) / tau);
  EXPECT_GT(worst, 2.0);
}

TEST(ChebyshevBound, PartialSumsStayBelowOneAndSixTenths) {
  for (const double tau : steps()) EXPECT_LT(largest_partial_sum(tau), 1.6) << "tau = " << tau;
}

TEST(ChebyshevBound, TheInnerSumsAreThoseOfTheDefinition) {
  // Clenshaw's recurrence against the sum itself, for one step and one order.
  const double tau = 7.85, angle = 0.9;
  const std::vector<Complex> c = coefficients(tau);
  const std::size_t order = 3;
  Complex direct = 0.0;
  for (std::size_t j = order + 1; j < c.size(); ++j) {
    direct += c[j] * std::sin(static_cast<double>(j - order) * angle) / std::sin(angle);
  }
  Complex above = 0.0, here = 0.0;
  for (std::size_t i = c.size() - 1; i > order; --i) {
    const Complex below = c[i] + 2 * std::cos(angle) * here - above;
    above = here;
    here = below;
  }
  EXPECT_LT(std::abs(here - direct), 1e-13);
}

/// S(s) = Σ_{i >= 0} |J_i(s)|.
double absolute_sum(double s) {
  const auto c = chebyshev_series(s).coefficients;
  double sum = std::abs(c[0]);
  for (std::size_t j = 1; j < c.size(); ++j) sum += std::abs(c[j]) / 2;
  return sum;
}

TEST(ChebyshevBound, ErrorsCarriedBeyondACutGrowToAtMostFiveTimesTheStep) {
  // ∫_0^τ S(s) ds by the trapezoidal rule; S wiggles with a period near π.
  const double h = 1.0 / 64;
  double integral = 0.0;
  double left = absolute_sum(0.0);
  for (double tau = h; tau <= 128.0; tau += h) {
    const double right = absolute_sum(tau);
    EXPECT_LE(right, 1.0 + 1.06 * std::sqrt(tau)) << "(C.6) at " << tau;
    integral += h * (left + right) / 2;
    left = right;
    EXPECT_LE(integral, (tau < 39.8 ? 3.0 : 5.0) * tau) << "tau = " << tau;
  }
  EXPECT_GT(integral, 4.98 * 128) << "and hardly less at the longest step";
}

}  // namespace
}  // namespace leyden
