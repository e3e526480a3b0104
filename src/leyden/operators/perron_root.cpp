// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/perron_root.hpp"

#include <algorithm>
#include <cmath>

#include "leyden/base/memory.hpp"
#include "leyden/numerics/rounding.hpp"
#include "leyden/operators/bounds.hpp"
#include "leyden/operators/largest_eigenvector.hpp"
#include "leyden/operators/vector_pair.hpp"

namespace leyden {
namespace {

using Vector = PaddedVector<double>;

constexpr int most_steps = 5000;
constexpr int most_rounds = 4;

/// By which share μ is above λ, and by how much more when that was not enough.
constexpr double least_distance = 0x1p-45;
constexpr double farther = 32.0;
constexpr double largest_distance = 1e-2;

/// How well (μ - H) y = 1 is solved, component by component; anything below 1 will do.
constexpr double residual_allowed = 0x1p-3;

double largest_component(const Vector& x) {
  double largest = 0.0;
  for (Count i = 0; i < x.size(); ++i) largest = std::max(largest, std::abs(x[i]));
  return largest;
}

/// Solves (μ - H) y = 1: along the eigenvector of λ at once, across it by conjugate gradients.
class Resolvent {
 public:
  Resolvent(const Hamiltonian<double>& matrix, const Eigenpair& top, double mu)
      : matrix_(matrix),
        top_(top),
        mu_(mu),
        y_(matrix.dimension()),
        residual_(matrix.dimension()),
        direction_(matrix.dimension()) {}

  /// As close as rounding allows.
  const Vector& solve() {
    for (int round = 0; round < most_rounds; ++round) {
      y_.apply(matrix_);
      for (Count i = 0; i < residual_.size(); ++i) {
        residual_[i] = 1.0 - (mu_ * y_.x[i] - y_.image[i]);
      }
      if (largest_component(residual_) <= residual_allowed) break;
      const double along = inner(top_.vector, residual_);
      add_scaled(along / (mu_ - top_.value), top_.vector, y_.x);
      add_scaled(-along, top_.vector, residual_);
      solve_across();
    }
    return y_.x;
  }

 private:
  void solve_across() {
    const double enough = residual_allowed / 8;
    direction_.x = residual_;
    double square = inner(residual_, residual_);
    for (int step = 0; step < most_steps && largest_component(residual_) > enough; ++step) {
      add_scaled(-inner(top_.vector, direction_.x), top_.vector, direction_.x);
      direction_.apply(matrix_);
      const double curvature =
          mu_ * inner(direction_.x, direction_.x) - inner(direction_.x, direction_.image);
      if (!(curvature > 0.0)) return;
      const double length = square / curvature;
      add_scaled(length, direction_.x, y_.x);
      add_scaled(-length * mu_, direction_.x, residual_);
      add_scaled(length, direction_.image, residual_);
      add_scaled(-inner(top_.vector, residual_), top_.vector, residual_);
      const double before = square;
      square = inner(residual_, residual_);
      set_scaled(square / before, direction_.x, direction_.x);
      add_scaled(1.0, residual_, direction_.x);
    }
  }

  const Hamiltonian<double>& matrix_;
  const Eigenpair& top_;
  double mu_;
  VectorPair y_;
  Vector residual_;
  VectorPair direction_;
};

/// For every y > 0, Rayleigh, Collatz and Wielandt:  y·Hy / y·y  <=  λ  <=  max_i (Hy)_i / y_i.
/// Says nothing where a component of y is not positive.
Enclosure enclose(const Hamiltonian<double>& matrix, const Vector& y) {
  const Count n = y.size();
  Vector image(n);
  matrix.apply(1.0, y, 0.0, image);
  double high = 0.0;
  for (Count i = 0; i < n; ++i) {
    const double ratio = image[i] / y[i];
    if (!(y[i] > 0.0 && ratio < INFINITY)) return {0.0, INFINITY};
    high = std::max(high, ratio);
  }
  const auto wide_inner = [&](const Vector& a) {
    return lane_sum(n, [&](Count i) {
      return static_cast<long double>(a[i]) * static_cast<long double>(y[i]);
    });
  };
  const auto quotient = static_cast<double>(wide_inner(image) / wide_inner(y));
  // All that is added is positive: elements, products and sums of a row err by 16 roundings.
  constexpr double of_rows = 20 * unit_roundoff;
  const double of_sums = roundoff<long double> * (static_cast<double>(n) / 4 + 32);
  return {quotient * (1 - of_rows - of_sums), high * (1 + of_rows)};
}

}  // namespace

Enclosure perron_root(const Hamiltonian<double>& matrix) {
  constexpr double vectors = 7.0;
  require_memory(vectors * sizeof(double) * static_cast<double>(matrix.dimension()),
                 "the largest eigenvalue of the coupling");
  // Where (μ - H) y = 1 and μ > λ, y is positive everywhere and Hy = μ y - 1 below μ y.
  const Eigenpair top = largest_eigenvector(matrix);
  Enclosure best{0.0, spectral_interval(matrix).radius};
  for (double distance = least_distance; distance < largest_distance; distance *= farther) {
    Resolvent resolvent(matrix, top, top.value * (1 + distance));
    const Enclosure now = enclose(matrix, resolvent.solve());
    best = {std::max(best.low, now.low), std::min(best.high, now.high)};
    if (best.high <= top.value * (1 + 2 * distance)) break;
  }
  return best;
}

}  // namespace leyden
