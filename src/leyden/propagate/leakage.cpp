// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/leakage.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "leyden/numerics/rounding.hpp"

namespace leyden {

void Leakage::begin(double tau) {
  re_.clear();
  im_.clear();
  if (tau == tau_) return;
  tau_ = tau;
  // J_j(τ(1+x)/2) is a superposition of exp(i (τ/2) x y), |y| <= 1: a polynomial of degree D in x
  // up to the rest of the Chebyshev series of argument τ/2. On 2D Chebyshev nodes a polynomial of
  // that degree is at most sqrt(2) times its largest sample (Ehlich and Zeller 1964).
  const ChebyshevSeries<double> half = chebyshev_series(tau / 2);
  const std::size_t nodes = 2 * half.coefficients.size();
  interpolation_ = 2 * half.truncation;
  series_.clear();
  for (std::size_t i = 0; i < nodes; ++i) {
    const double angle =
        std::numbers::pi * (static_cast<double>(i) + 0.5) / static_cast<double>(nodes);
    series_.push_back(chebyshev_series(tau / 2 * (1.0 + std::cos(angle))));
  }
}

template <class Real>
void Leakage::record(const State<Real>& vector, bool real) {
  for (const Count i : cut_.edge) {
    re_.push_back(static_cast<double>(vector.re[i]));
    im_.push_back(real ? 0.0 : static_cast<double>(vector.im[i]));
  }
}

double Leakage::supremum(bool rotated) const {
  const std::size_t width = cut_.edge.size();
  const std::size_t orders = re_.size() / width;
  std::vector<double> norms(orders);
  double sum = 0.0;
  double largest = 0.0;
  for (std::size_t j = 0; j < orders; ++j) {
    double squares = 0.0;
    for (std::size_t e = j * width; e < (j + 1) * width; ++e) {
      squares += re_[e] * re_[e] + im_[e] * im_[e];
    }
    norms[j] = std::sqrt(squares);
    sum += norms[j];
    largest = std::max(largest, norms[j]);
  }
  double highest = 0.0;
  double blur = 0.0;
  for (const ChebyshevSeries<double>& series : series_) {
    const std::size_t terms = std::min(orders, series.coefficients.size());
    double squares = 0.0;
    for (std::size_t e = 0; e < width; ++e) {
      double re = 0.0;
      double im = 0.0;
      for (std::size_t j = 0; j < terms; ++j) {
        const double c = series.coefficients[j];
        const double a = c * re_[j * width + e];
        const double b = c * im_[j * width + e];
        // (-i)^j (a + i b)
        const std::size_t phase = rotated ? 0 : j % 4;
        re += phase == 0 ? a : phase == 1 ? b : phase == 2 ? -a : -b;
        im += phase == 0 ? b : phase == 1 ? -a : phase == 2 ? -b : a;
      }
      squares += re * re + im * im;
    }
    double magnitude = 0.0;
    for (std::size_t j = 0; j < terms; ++j)
      magnitude += std::abs(series.coefficients[j]) * norms[j];
    blur = std::max(blur, (static_cast<double>(terms) + 4.0) * unit_roundoff * magnitude +
                              (series.truncation + series.rounding) * largest);
    highest = std::max(highest, std::sqrt(squares));
  }
  const double missed = interpolation_ * sum;
  const double edge = std::numbers::sqrt2 * (highest + blur + missed) + missed;
  return rounded_up(cut_.coupling * edge);
}

template void Leakage::record(const State<double>&, bool);
template void Leakage::record(const State<DoubleDouble>&, bool);

}  // namespace leyden
