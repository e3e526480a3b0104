// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/spectral.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "leyden/numerics/bessel.hpp"
#include "leyden/numerics/rounding.hpp"

namespace leyden {
namespace {

using ConstMatrix = Eigen::Map<const Eigen::MatrixXd>;

bool is_tridiagonal(const SparseRows& hamiltonian) {
  for (Count i = 0; i < hamiltonian.dimension(); ++i) {
    for (const Neighbour& neighbour : hamiltonian.row(i)) {
      if (std::abs(neighbour.index - i) > 1) return false;
    }
  }
  return true;
}

EigenSystem diagonalise(const SparseRows& hamiltonian) {
  const auto n = static_cast<std::size_t>(hamiltonian.dimension());
  if (is_tridiagonal(hamiltonian)) {
    std::vector<double> diagonal(n, 0.0);
    std::vector<double> off(n - 1, 0.0);
    for (std::size_t i = 0; i < n; ++i) {
      for (const Neighbour& neighbour : hamiltonian.row(static_cast<Count>(i))) {
        const auto j = static_cast<std::size_t>(neighbour.index);
        if (j == i) diagonal[i] = neighbour.element;
        if (j == i + 1) off[i] = neighbour.element;
      }
    }
    return eigen_tridiagonal(std::move(diagonal), std::move(off));
  }
  std::vector<double> matrix(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    for (const Neighbour& neighbour : hamiltonian.row(static_cast<Count>(i))) {
      matrix[i * n + static_cast<std::size_t>(neighbour.index)] = neighbour.element;
    }
  }
  return eigen_symmetric(std::move(matrix), static_cast<int>(n));
}

}  // namespace

SpectralEvolution::SpectralEvolution(std::unique_ptr<Hamiltonian<double>> hamiltonian,
                                     const State<double>& start, Count excitations, Cut cut)
    : SectorEvolution(std::move(hamiltonian), start, excitations, std::move(cut)) {
  system_ = diagonalise(this->hamiltonian());
  const auto n = static_cast<Eigen::Index>(dimension());
  const ConstMatrix vectors(system_.vectors.data(), n, n);
  const Eigen::Map<const Eigen::VectorXd> psi(start.re.data(), n);
  overlaps_.resize(static_cast<std::size_t>(n));
  Eigen::Map<Eigen::VectorXd>(overlaps_.data(), n) = vectors.transpose() * psi;

  const auto columns = static_cast<double>(n);
  defect_ = (vectors * vectors.transpose() - Eigen::MatrixXd::Identity(n, n)).norm() +
            unit_roundoff * columns * columns;
  double squares = 0.0;
  double largest_row = 0.0;
  for (Count i = 0; i < dimension(); ++i) {
    Eigen::RowVectorXd rest = -vectors.row(i);
    for (Eigen::Index j = 0; j < n; ++j) rest(j) *= system_.values[static_cast<std::size_t>(j)];
    double row_sum = 0.0;
    for (const Neighbour& neighbour : this->hamiltonian().row(i)) {
      rest += neighbour.element * vectors.row(neighbour.index);
      row_sum += std::abs(neighbour.element);
    }
    largest_row = std::max(largest_row, row_sum);
    squares += rest.squaredNorm();
  }
  // The residual itself is rounded, and so are the phases λ t.
  residual_ = std::sqrt(squares) + 20 * unit_roundoff * largest_row * std::sqrt(columns);
}

State<double> SpectralEvolution::state(double time) const {
  const auto n = static_cast<Eigen::Index>(dimension());
  const ConstMatrix vectors(system_.vectors.data(), n, n);
  Eigen::VectorXd re(n);
  Eigen::VectorXd im(n);
  for (Eigen::Index j = 0; j < n; ++j) {
    const auto slot = static_cast<std::size_t>(j);
    const double phase = -system_.values[slot] * time;
    re(j) = overlaps_[slot] * std::cos(phase);
    im(j) = overlaps_[slot] * std::sin(phase);
  }
  State<double> psi{PaddedVector<double>(dimension()), PaddedVector<double>(dimension())};
  Eigen::Map<Eigen::VectorXd>(psi.re.data(), n) = vectors * re;
  Eigen::Map<Eigen::VectorXd>(psi.im.data(), n) = vectors * im;
  return psi;
}

StateError SpectralEvolution::error(double time) {
  const auto n = static_cast<double>(dimension());
  return {start_error() + std::abs(time) * residual_ + defect_ +
              std::abs(time) * hamiltonian().diagonal_error() +
              4 * unit_roundoff * n * std::sqrt(n),
          leaked(time)};
}

/// Bounds ‖Q H φ(s)‖ for begin <= s <= end, end - begin at most a piece: docs/theory/bounds.
double SpectralEvolution::leak_rate(double begin, double end) const {
  const auto n = static_cast<Eigen::Index>(dimension());
  const ConstMatrix vectors(system_.vectors.data(), n, n);
  const double half = (end - begin) / 2;
  const ChebyshevSeries<double> series = chebyshev_series(half * 128 / piece_);
  const std::size_t nodes = 2 * series.coefficients.size();
  double highest = 0.0;
  for (std::size_t i = 0; i < nodes; ++i) {
    const double angle =
        std::numbers::pi * (static_cast<double>(i) + 0.5) / static_cast<double>(nodes);
    const double time = begin + half * (1 + std::cos(angle));
    double squares = 0.0;
    for (const Count edge : cut().edge) {
      double re = 0.0;
      double im = 0.0;
      for (Eigen::Index j = 0; j < n; ++j) {
        const auto slot = static_cast<std::size_t>(j);
        const double amplitude = vectors(edge, j) * overlaps_[slot];
        re += amplitude * std::cos(system_.values[slot] * time);
        im += amplitude * std::sin(system_.values[slot] * time);
      }
      squares += re * re + im * im;
    }
    highest = std::max(highest, std::sqrt(squares));
  }
  const auto states = static_cast<double>(n);
  double sum = 0.0;
  for (const Count edge : cut().edge) {
    for (Eigen::Index j = 0; j < n; ++j) {
      sum += std::abs(vectors(edge, j) * overlaps_[static_cast<std::size_t>(j)]);
    }
  }
  const double blur = unit_roundoff * (states + 4.0 + 128.0 * end / piece_) * sum;
  const double missed = series.truncation * sum;
  // Its own roundings are left to those who take it further, and round up.
  return cut().coupling * (std::numbers::sqrt2 * (highest + blur + missed) + missed);
}

double SpectralEvolution::leaked(double time) {
  if (cut().edge.empty()) return 0.0;
  if (piece_ == 0.0) {
    double widest = 0.0;
    for (const double value : system_.values) widest = std::max(widest, std::abs(value));
    piece_ = 128.0 / std::max(widest, 1e-3);
  }
  const double reached = std::abs(time) / piece_;
  while (static_cast<double>(leaked_.size()) < reached + 1.0) {
    const double begin = static_cast<double>(leaked_.size() - 1) * piece_;
    const double rate = leak_rate(begin, begin + piece_);
    leaked_.push_back(leaked_.back() + rounded_up(piece_ * rate));
    const StateError at_end{
        (begin + piece_) * (residual_ + hamiltonian().diagonal_error()) + 2 * defect_,
        leaked_.back()};
    note_leak(begin, at_end, rate);
  }
  const auto piece = static_cast<std::size_t>(reached);
  if (piece + 1 >= leaked_.size()) return leaked_.back();
  const double fraction = std::min(1.0, reached - static_cast<double>(piece) + 1e-9);
  return leaked_[piece] + fraction * (leaked_[piece + 1] - leaked_[piece]);
}

Sample SpectralEvolution::evaluate(double time) {
  return sample(state(time), time, error(time));
}

Sample SpectralEvolution::advance(double time) {
  time_ = time;
  return evaluate(time);
}

double SpectralEvolution::curvature(double time) {
  PaddedVector<double> first(dimension());
  PaddedVector<double> second(dimension());
  return curvature_of(state(time), first, second);
}

Populations SpectralEvolution::populations(double time) {
  return populations_of(state(time), error(time));
}

Amplitudes SpectralEvolution::amplitudes(double time) {
  return amplitudes_of(state(time), error(time));
}

}  // namespace leyden
