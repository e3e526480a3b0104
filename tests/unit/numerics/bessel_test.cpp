// SPDX-License-Identifier: Apache-2.0
#include "leyden/numerics/bessel.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <vector>

#include "leyden/numerics/rounding.hpp"

namespace leyden {
namespace {

constexpr long double pi = 3.14159265358979323846264338327950288L;
constexpr double steps[] = {0.0, 1e-300, 1e-8, 0.3, 1.0, 7.85, 31.4, 64.0, 128.0, 1000.0};

/// J_order(τ) as the mean of cos(order θ - τ sin θ) over equidistant angles: exact up to aliases
/// J_{points - order}, which are negligible when `points` is large.
long double bessel_by_quadrature(int order, long double tau) {
  const int points = 2 * (order + static_cast<int>(tau) + 100);
  long double sum = 0.0L;
  for (int i = 0; i < points; ++i) {
    const long double angle =
        2 * pi * static_cast<long double>(i) / static_cast<long double>(points);
    sum += std::cos(static_cast<long double>(order) * angle - tau * std::sin(angle));
  }
  return sum / static_cast<long double>(points);
}

/// Absolute error of the quadrature: each cosine is good to the rounding of its argument.
long double quadrature_error(long double tau) {
  return 1e-18L * (1.0L + tau);
}

TEST(Bessel, CoefficientsAgreeWithQuadratureWithinTheStatedRounding) {
  for (const double tau : {0.0, 1e-8, 0.3, 1.0, 7.85, 31.4, 64.0, 128.0}) {
    const ChebyshevSeries series = chebyshev_series(tau);
    long double off = 0.0L;
    for (std::size_t j = 0; j < series.coefficients.size(); ++j) {
      const long double expected =
          (j == 0 ? 1.0L : 2.0L) * bessel_by_quadrature(static_cast<int>(j), tau);
      const long double difference = std::abs(series.coefficients[j] - expected);
      off += difference;
      EXPECT_LE(difference, 2 * unit_roundoff * std::abs(expected) + 2 * quadrature_error(tau))
          << "tau = " << tau << ", order " << j;
    }
    const auto terms = static_cast<long double>(series.coefficients.size());
    EXPECT_LE(off, series.rounding + 2 * terms * quadrature_error(tau)) << "tau = " << tau;
  }
}

TEST(Bessel, LowOrdersAgreeWithTheStandardLibrary) {
  for (const double tau : {1e-8, 0.3, 7.85, 64.0, 128.0}) {
    const ChebyshevSeries series = chebyshev_series(tau);
    const std::size_t orders = std::min<std::size_t>(series.coefficients.size(), 4);
    for (std::size_t j = 0; j < orders; ++j) {
      const double factor = j == 0 ? 1.0 : 2.0;
      // The library is good to about 1e-15 absolutely.
      EXPECT_NEAR(series.coefficients[j], factor * std::cyl_bessel_j(static_cast<double>(j), tau),
                  4e-15);
    }
  }
}

TEST(Bessel, SumIsTheExponentialWithinTheStatedBounds) {
  for (const double tau : steps) {
    const ChebyshevSeries series = chebyshev_series(tau);
    for (int i = 0; i <= 200; ++i) {
      const long double angle = pi * static_cast<long double>(i) / 200;
      std::complex<long double> sum = 0.0L;
      std::complex<long double> phase = 1.0L;
      for (std::size_t j = 0; j < series.coefficients.size(); ++j) {
        sum += phase * static_cast<long double>(series.coefficients[j]) *
               std::cos(static_cast<long double>(j) * angle);
        phase *= std::complex<long double>(0.0L, -1.0L);
      }
      const long double exact = -static_cast<long double>(tau) * std::cos(angle);
      const auto off = std::abs(sum - std::complex<long double>(std::cos(exact), std::sin(exact)));
      // The check itself is rounded to 64 bits.
      const long double own = 1e-18L * (10.0L + tau);
      EXPECT_LE(off, series.truncation + series.rounding + own) << "tau = " << tau;
    }
  }
}

TEST(Bessel, TruncationBoundsTheTailAndIsNegligibleBesideRounding) {
  for (const double tau : {1e-8, 0.3, 1.0, 7.85, 31.4, 64.0, 128.0}) {
    const ChebyshevSeries series = chebyshev_series(tau);
    long double tail = 0.0L;
    const std::size_t cut = series.coefficients.size();
    for (std::size_t j = cut; j < cut + 40; ++j) {
      tail += 2 * std::abs(std::cyl_bessel_j(static_cast<long double>(j),
                                             static_cast<long double>(tau)));
    }
    EXPECT_GT(tail, 0.0L);
    EXPECT_LE(tail, 1.0000001L * series.truncation) << "tau = " << tau;
    EXPECT_GE(2 * tail, series.truncation) << "a bound that is far too large, tau = " << tau;
    EXPECT_LT(series.truncation, unit_roundoff / 4);
  }
}

TEST(Bessel, SeriesIsNoLongerThanItNeedsToBe) {
  for (const double tau : {0.3, 7.85, 64.0, 128.0}) {
    const ChebyshevSeries series = chebyshev_series(tau);
    // Without its last term the rest would not be negligible.
    EXPECT_GT(std::abs(series.coefficients.back()), unit_roundoff / 16) << "tau = " << tau;
  }
}

/// (C.2) for a series that ends with J_order, given J_{order+1}.
double rest_after(std::size_t order, double next, double tau) {
  const double n = static_cast<double>(order) + 2;
  return 2 * std::abs(next) / (1 - tau / (n + std::sqrt(n * n - tau * tau)));
}

TEST(Bessel, OrderIsTheSmallestWhoseRestIsBelowAnEighthOfTheRoundoff) {
  for (const double tau : {0.3, 1.0, 7.85, 31.4, 64.0, 128.0, 1000.0}) {
    const ChebyshevSeries series = chebyshev_series(tau);
    const std::size_t order = series.coefficients.size() - 1;
    EXPECT_LT(series.truncation, unit_roundoff / 8) << "tau = " << tau;
    const double last = series.coefficients.back() / 2;
    EXPECT_GE(rest_after(order - 1, last, tau), unit_roundoff / 8) << "tau = " << tau;
    const double next = std::cyl_bessel_j(static_cast<double>(order + 1), tau);
    EXPECT_NEAR(series.truncation, rest_after(order, next, tau), 1e-6 * series.truncation);
  }
}

TEST(Bessel, SeriesEndsWhereTheRestIsAsSmallAsAskedFor) {
  for (const double tau : {0.3, 7.85, 31.4, 128.0}) {
    const ChebyshevSeries all = chebyshev_series(tau);
    for (const double negligible : {1e-3, 1e-8, 1e-12, 1e-15}) {
      const ChebyshevSeries series = chebyshev_series(tau, negligible);
      const std::size_t order = series.coefficients.size() - 1;
      ASSERT_LT(order + 1, all.coefficients.size());
      for (std::size_t j = 0; j <= order; ++j) {
        EXPECT_EQ(series.coefficients[j], all.coefficients[j]);
      }
      // The next coefficient is known, so that the rest can be told to the last bit.
      const double next = all.coefficients[order + 1] / 2;
      EXPECT_EQ(series.truncation, rounded_up(rest_after(order, next, tau))) << "tau = " << tau;
      EXPECT_LT(series.truncation, negligible);
      EXPECT_GE(rest_after(order - 1, series.coefficients[order] / 2, tau), negligible);
    }
  }
}

TEST(Bessel, RoundingIsTwoRoundoffsOfTheSumOfCoefficients) {
  for (const double tau : {0.0, 0.3, 7.85, 128.0}) {
    const ChebyshevSeries series = chebyshev_series(tau);
    double sum = 0.0;
    for (const double c : series.coefficients) sum += std::abs(c);
    EXPECT_NEAR(series.rounding, 2 * unit_roundoff * sum, 1e-14 * series.rounding);
  }
}

TEST(Bessel, NoTimeIsTheIdentityExactly) {
  const ChebyshevSeries series = chebyshev_series(0.0);
  EXPECT_EQ(series.coefficients, std::vector<double>{1.0});
  EXPECT_EQ(series.truncation, 0.0);
  EXPECT_GT(series.rounding, 0.0);
}

TEST(Bessel, SquaresObeyTheSumRuleUpToTheLargestStep) {
  // J_0² + 2 Σ J_j² = 1.
  for (const double tau : {0.3, 128.0, 1e4, 1e6}) {
    const ChebyshevSeries series = chebyshev_series(tau);
    long double sum = 0.0L;
    for (std::size_t j = 0; j < series.coefficients.size(); ++j) {
      const long double c = series.coefficients[j];
      sum += j == 0 ? c * c : c * c / 2;
    }
    EXPECT_NEAR(static_cast<double>(sum), 1.0, 4e-16) << "tau = " << tau;
  }
}

TEST(Bessel, DoubleDoubleCoefficientsMatchMultiprecisionValues) {
  struct Known {
    double tau;
    std::size_t order;
    double high;
    double low;
  };
  // c_j(τ), τ the nearest double, by mpmath with 60 digits, rounded to a sum of two doubles.
  constexpr Known known[] = {
      {0.5, 0, 0x1.e07f1d54c3f34p-1, 0x1.a2893ccbca2dbp-55},
      {0.5, 1, 0x1.f02a71f4870d7p-2, -0x1.df59bdcbb59c3p-56},
      {0.5, 7, 0x1.9cdcafcf57246p-26, 0x1.f3289a7054752p-81},
      {7, 0, 0x1.3347faf45b2a3p-2, 0x1.9c6d7d9a86236p-56},
      {7, 2, -0x1.34a6b73ae1a2bp-1, 0x1.58080f0b760e4p-56},
      {7, 30, 0x1.ea6e455148c27p-54, 0x1.08bee1f8df496p-109},
      {39.88, 0, 0x1.6f68b0e2239e0p-6, -0x1.448b7f294642bp-60},
      {39.88, 1, 0x1.fe77f890872e6p-3, 0x1.0919f8b9334c3p-57},
      {39.88, 30, -0x1.cfdb907acfb7dp-3, -0x1.3b0493932dc77p-62},
      {128, 0, 0x1.81ef2b020b4a8p-10, 0x1.c2b3de84d900dp-64},
      {128, 7, -0x1.1ce29d967fadcp-3, -0x1.2121da5f7568dp-58},
      {128, 100, 0x1.d721170222dd3p-4, 0x1.d3afd77a9d9bcp-60},
      {128, 180, 0x1.f1850602b108bp-49, -0x1.9419d4be16569p-109},
  };
  for (const Known& value : known) {
    const auto series = chebyshev_series(DoubleDouble(value.tau));
    const DoubleDouble error =
        series.coefficients.at(value.order) - DoubleDouble::sum(value.high, value.low);
    EXPECT_LE(std::abs(error.high()), 0.1 * series.rounding) << value.tau << ", " << value.order;
    EXPECT_LT(series.truncation, 1e-31);
    EXPECT_LT(series.rounding, 1e-27);
  }
}

TEST(Bessel, TinyTimesAreLinear) {
  for (const double tau : {1e-21, 1e-100, 5e-324}) {
    const auto narrow = chebyshev_series(tau);
    const auto wide = chebyshev_series(DoubleDouble(tau));
    EXPECT_EQ(narrow.coefficients, (std::vector<double>{1.0, tau}));
    EXPECT_EQ(wide.coefficients.at(1), DoubleDouble(tau));
    EXPECT_LE(wide.truncation, 1e-41);
  }
}

TEST(Bessel, SmallTimesInDoubleDoubleSurviveTheRescaling) {
  // The recurrence climbs by 2j/τ at each of some hundred orders, far beyond the range of a double.
  for (const double tau : {1e-19, 1e-15, 1e-10, 1e-6, 1e-3}) {
    const auto series = chebyshev_series(DoubleDouble(tau));
    const DoubleDouble t = tau;
    const DoubleDouble square = t * t;
    // J_0 = 1 - τ²/4 + τ⁴/64 - …, 2 J_1 = τ - τ³/8 + τ⁵/192 - …
    const DoubleDouble zeroth = DoubleDouble(1.0) - square * DoubleDouble(0.25) +
                                square * square / DoubleDouble(64.0) -
                                square * square * square / DoubleDouble(2304.0);
    const DoubleDouble first = t - t * square / DoubleDouble(8.0) +
                               t * square * square / DoubleDouble(192.0) -
                               t * square * square * square / DoubleDouble(9216.0);
    const double rest = std::pow(tau, 8) / 1e5;
    EXPECT_LE(std::abs((series.coefficients.at(0) - zeroth).high()), series.rounding + rest) << tau;
    EXPECT_LE(std::abs((series.coefficients.at(1) - first).high()), tau * (series.rounding + rest))
        << tau;
  }
}

}  // namespace
}  // namespace leyden
