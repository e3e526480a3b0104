// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/largest_eigenvector.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "leyden/operators/vector_pair.hpp"

namespace leyden {
namespace {

constexpr int most_steps = 5000;
constexpr int steps_between_restarts = 16;

/// |Hx - λx| of a climb that has arrived, relative to λ: λ is then off by the square of it.
constexpr double arrived = 1e-12;

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
    PaddedVector<double>& x = here_.x;
    std::fill(x.data(), x.data() + x.size(), 1.0);
    here_.apply(matrix_);
    const double largest = *std::max_element(here_.image.data(), here_.image.data() + x.size());
    const double power = std::sqrt(largest);
    for (Count i = 0; i < x.size(); ++i) x[i] = std::pow(here_.image[i] / largest, power);
    restart();
  }

  /// Makes good for the roundings of the steps so far.
  void restart() {
    set_scaled(1 / std::sqrt(inner(here_.x, here_.x)), here_.x, here_.x);
    here_.apply(matrix_);
  }

  const PaddedVector<double>& top() const { return here_.x; }
  double height() const { return inner(here_.x, here_.image); }

  /// Returns the length of the gradient from which it went on.
  double step() {
    gradient_.x = here_.image;
    add_scaled(-height(), here_.x, gradient_.x);
    add_scaled(-inner(here_.x, gradient_.x), here_.x, gradient_.x);
    const double slope = std::sqrt(inner(gradient_.x, gradient_.x));
    if (slope == 0.0) return slope;
    set_scaled(1 / slope, gradient_.x, gradient_.x);
    gradient_.apply(matrix_);
    const bool remembers = make_orthogonal(last_);
    const std::array<const VectorPair*, 3> basis{&here_, &gradient_, &last_};
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
  bool make_orthogonal(VectorPair& pair) const {
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
  VectorPair here_;
  VectorPair gradient_;
  VectorPair last_;
};

}  // namespace

Eigenpair largest_eigenvector(const Hamiltonian<double>& matrix) {
  Climb climb(matrix);
  for (int i = 1; i <= most_steps; ++i) {
    if (climb.step() <= arrived * climb.height()) break;
    if (i % steps_between_restarts == 0) climb.restart();
  }
  climb.restart();
  return {climb.height(), climb.top()};
}

}  // namespace leyden
