// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/perron_root.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "leyden/base/memory.hpp"
#include "leyden/numerics/rounding.hpp"
#include "leyden/numerics/sums.hpp"
#include "leyden/operators/bounds.hpp"

namespace leyden {
namespace {

using Vector = PaddedVector<double>;

constexpr int most_steps = 20'000;
constexpr int steps_between_restarts = 16;

/// |Hx - λx| of a climb that has arrived, relative to λ: λ is then off by the square of it.
constexpr double arrived = 1e-10;

/// By which share μ is above λ, and by how much more when that was not enough.
constexpr double least_distance = 0x1p-45;
constexpr double farther = 32.0;
constexpr double largest_distance = 1e-2;

/// How well (μ - H) y = 1 is solved, component by component; anything below 1 will do.
constexpr double residual_allowed = 0x1p-3;

double inner(const Vector& a, const Vector& b) {
  return lane_sum(a.size(), [&](Count i) { return a[i] * b[i]; });
}

/// y += factor x
void add(Vector& y, double factor, const Vector& x) {
  for (Count i = 0; i < y.size(); ++i) y[i] += factor * x[i];
}

void scale(Vector& x, double factor) {
  for (Count i = 0; i < x.size(); ++i) x[i] *= factor;
}

/// A vector and what the matrix makes of it.
struct Pair {
  Vector x;
  Vector image;

  explicit Pair(Count size) : x(size), image(size) {}
  void apply(const Hamiltonian<double>& matrix) { matrix.apply(1.0, x, 0.0, image); }
  void add(double factor, const Pair& other) {
    leyden::add(x, factor, other.x);
    leyden::add(image, factor, other.image);
  }
  void scale(double factor) {
    leyden::scale(x, factor);
    leyden::scale(image, factor);
  }
};

/// Climbs the Rayleigh quotient x·Hx / x·x to its top: each step goes to the highest point of the
/// space spanned by x, the gradient and the last step (Knyazev, SIAM J. Sci. Comput. 23, 517).
class Climb {
 public:
  explicit Climb(const Hamiltonian<double>& matrix)
      : matrix_(matrix),
        here_(matrix.dimension()),
        gradient_(matrix.dimension()),
        last_(matrix.dimension()) {
    // Near the middle of a board |H| has its largest rows, and the eigenvector about the width of
    // a binomial distribution.
    Vector& x = here_.x;
    std::fill(x.data(), x.data() + x.size(), 1.0);
    here_.apply(matrix_);
    const double largest = *std::max_element(here_.image.data(), here_.image.data() + x.size());
    const double power = std::sqrt(largest);
    for (Count i = 0; i < x.size(); ++i) x[i] = std::pow(here_.image[i] / largest, power);
    restart();
  }

  /// Makes good for the roundings of the steps so far.
  void restart() {
    leyden::scale(here_.x, 1 / std::sqrt(inner(here_.x, here_.x)));
    here_.apply(matrix_);
  }

  const Vector& top() const { return here_.x; }
  double height() const { return inner(here_.x, here_.image); }

  /// Returns the length of the gradient from which it went on.
  double step() {
    gradient_.x = here_.image;
    leyden::add(gradient_.x, -height(), here_.x);
    leyden::add(gradient_.x, -inner(here_.x, gradient_.x), here_.x);
    const double slope = std::sqrt(inner(gradient_.x, gradient_.x));
    if (slope == 0.0) return slope;
    leyden::scale(gradient_.x, 1 / slope);
    gradient_.apply(matrix_);
    const bool remembers = make_orthogonal(last_);
    const std::array<const Pair*, 3> basis{&here_, &gradient_, &last_};
    const int size = remembers ? 3 : 2;
    Eigen::Matrix3d projected = Eigen::Matrix3d::Zero();
    for (int i = 0; i < size; ++i) {
      for (int j = 0; j <= i; ++j) {
        const auto [a, b] = std::pair{static_cast<std::size_t>(i), static_cast<std::size_t>(j)};
        projected(i, j) = projected(j, i) = inner(basis[a]->x, basis[b]->image);
      }
    }
    if (!remembers) projected(2, 2) = -std::abs(projected(0, 0));
    const Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d> solver(projected);
    const Eigen::Vector3d top = solver.eigenvectors().col(2);
    last_.scale(remembers ? top(2) : 0.0);
    last_.add(top(1), gradient_);
    here_.scale(top(0));
    here_.add(1.0, last_);
    return slope;
  }

 private:
  /// Takes the components along here and gradient out of `pair` and normalises it; false when
  /// nothing is left.
  bool make_orthogonal(Pair& pair) const {
    const double length = std::sqrt(inner(pair.x, pair.x));
    if (length == 0.0) return false;
    pair.scale(1 / length);
    for (int twice = 0; twice < 2; ++twice) {
      pair.add(-inner(here_.x, pair.x), here_);
      pair.add(-inner(gradient_.x, pair.x), gradient_);
    }
    const double left = std::sqrt(inner(pair.x, pair.x));
    if (left < 1e-8) return false;
    pair.scale(1 / left);
    return true;
  }

  const Hamiltonian<double>& matrix_;
  Pair here_;
  Pair gradient_;
  Pair last_;
};

/// The top of H's spectrum, an estimate, and its vector.
struct Top {
  double value = 0.0;
  Vector vector;
};

Top climb(const Hamiltonian<double>& matrix) {
  Climb climb(matrix);
  for (int i = 1; i <= most_steps; ++i) {
    if (climb.step() <= arrived * climb.height()) break;
    if (i % steps_between_restarts == 0) climb.restart();
  }
  climb.restart();
  return {climb.height(), climb.top()};
}

/// y of (μ - H) y = 1 by conjugate gradients, begun along the eigenvector of λ. Given up where
/// μ - H turns out not to be positive.
Vector solve(const Hamiltonian<double>& matrix, const Top& top, double mu) {
  const Count n = matrix.dimension();
  Pair y(n);
  double sum = 0.0;
  for (Count i = 0; i < n; ++i) sum += top.vector[i];
  y.x = top.vector;
  leyden::scale(y.x, sum / (mu - top.value));
  y.apply(matrix);
  Vector residual(n);
  for (Count i = 0; i < n; ++i) residual[i] = 1.0 - (mu * y.x[i] - y.image[i]);
  Pair direction(n);
  direction.x = residual;
  double square = inner(residual, residual);
  for (int step = 0; step < most_steps; ++step) {
    double largest = 0.0;
    for (Count i = 0; i < n; ++i) largest = std::max(largest, std::abs(residual[i]));
    if (largest <= residual_allowed) break;
    direction.apply(matrix);
    const double curvature =
        mu * inner(direction.x, direction.x) - inner(direction.x, direction.image);
    if (!(curvature > 0.0)) break;
    const double length = square / curvature;
    add(y.x, length, direction.x);
    add(residual, -length * mu, direction.x);
    add(residual, length, direction.image);
    const double before = square;
    square = inner(residual, residual);
    scale(direction.x, square / before);
    add(direction.x, 1.0, residual);
  }
  return std::move(y.x);
}

/// For every y > 0, Rayleigh, Collatz and Wielandt:  y·Hy / y·y  <=  λ  <=  max_i (Hy)_i / y_i.
/// Says nothing where a component of y is not positive.
Enclosure enclose(const Hamiltonian<double>& matrix, const Vector& y) {
  const Count n = y.size();
  Vector image(n);
  matrix.apply(1.0, y, 0.0, image);
  double high = 0.0;
  for (Count i = 0; i < n; ++i) {
    if (!(y[i] > 0.0)) return {0.0, INFINITY};
    high = std::max(high, image[i] / y[i]);
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
  const Top top = climb(matrix);
  Enclosure best{0.0, spectral_interval(matrix).radius};
  for (double distance = least_distance; distance < largest_distance; distance *= farther) {
    const Enclosure now = enclose(matrix, solve(matrix, top, top.value * (1 + distance)));
    best = {std::max(best.low, now.low), std::min(best.high, now.high)};
    if (best.high <= top.value * (1 + 2 * distance)) break;
  }
  return best;
}

}  // namespace leyden
