// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/spectral.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <utility>

#include "leyden/numerics/rounding.hpp"

namespace leyden {
namespace {

using ConstMatrix = Eigen::Map<const Eigen::MatrixXd>;

bool is_tridiagonal(const Hamiltonian<double>& hamiltonian) {
  for (Count i = 0; i < hamiltonian.dimension(); ++i) {
    for (const Neighbour& neighbour : hamiltonian.row(i)) {
      if (std::abs(neighbour.index - i) > 1) return false;
    }
  }
  return true;
}

EigenSystem diagonalise(const Hamiltonian<double>& hamiltonian) {
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
                                     const State<double>& start, Count excitations)
    : SectorEvolution(std::move(hamiltonian), start, excitations) {
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

double SpectralEvolution::error(double time) const {
  const auto n = static_cast<double>(dimension());
  return std::abs(time) * residual_ + defect_ + std::abs(time) * hamiltonian().diagonal_error() +
         4 * unit_roundoff * n * std::sqrt(n);
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

std::vector<double> SpectralEvolution::populations(double time) {
  return populations_of(state(time));
}

}  // namespace leyden
