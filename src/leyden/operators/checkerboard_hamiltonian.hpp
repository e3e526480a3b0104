// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "leyden/operators/hamiltonian.hpp"
#include "leyden/space/checkerboard.hpp"

namespace leyden {

/// Exchange and pair on a checkerboard: a five-point stencil with separable coefficients,
///     (k,n) <-> (k+1,n-1)  x a_k b_{n-1}        (k,n) <-> (k+1,n+1)  p a_k b_n
/// with x, p the coefficients of exchange and pair and diagonal d(k,n) = dB(k) + dC(n). Only the
/// factors are stored, M + N numbers of each.
template <class Real>
class CheckerboardHamiltonian final : public Hamiltonian<Real> {
 public:
  CheckerboardHamiltonian(const Checkerboard& board, const Block& block, const Protocol& protocol,
                          const Label& reference);

  Count dimension() const override { return board_.dimension(); }
  void apply(Real alpha, const PaddedVector<Real>& x, double beta,
             PaddedVector<Real>& y) const override;
  double local_rounding() const override { return 21.0; }
  double diagonal_error() const override { return diagonal_error_; }
  double summation_rounding() const override {
    return static_cast<double>(board_.row_length(0) / 8 + board_.rows()) + 24.0;
  }
  MatrixRow row(Count i) const override;
  Count level(Count i) const override { return board_.label(i)[0] - reference_level_; }
  LevelMoments<Real> moments(const State<Real>& psi) const override;
  Real flow(const State<Real>& psi) const override;
  std::array<double, 4> derivative_bounds() const override;
  void subtract(double center) override;

  const Checkerboard& board() const { return board_; }
  Count reference_level() const { return reference_level_; }
  Real exchange() const { return exchange_; }  ///< x
  Real pair() const { return pair_; }          ///< p
  /// a_k, zero where nothing is above.
  Real cell(Count k) const { return k < 0 ? Real(0) : cell_[static_cast<std::size_t>(k)]; }
  /// b_n, as well.
  Real charger(Count n) const {
    return n < 0 ? Real(0) : columns_of(n).above[static_cast<std::size_t>(n / 2)];
  }
  Real cell_diagonal(Count k) const { return cell_diagonal_[static_cast<std::size_t>(k)]; }
  Real charger_diagonal(Count n) const {
    return columns_of(n).diagonal[static_cast<std::size_t>(n / 2)];
  }

 private:
  /// Charger factors of the columns of one colour, n = first, first + 2, …
  struct Columns {
    std::vector<Real> below;     ///< b_{n-1}
    std::vector<Real> above;     ///< b_n
    std::vector<Real> diagonal;  ///< dC(n)
  };
  const Columns& columns(Count k) const {
    return columns_[static_cast<std::size_t>(board_.first(k))];
  }
  const Columns& columns_of(Count n) const { return columns_[static_cast<std::size_t>(n & 1)]; }

  Checkerboard board_;
  Count reference_level_;
  Real exchange_ = 0;
  Real pair_ = 0;
  double diagonal_error_ = 0.0;
  std::vector<Real> cell_;           ///< a_k, zero at the top
  std::vector<Real> cell_diagonal_;  ///< dB(k) - center
  std::array<Columns, 2> columns_;
};

extern template class CheckerboardHamiltonian<double>;
extern template class CheckerboardHamiltonian<DoubleDouble>;

}  // namespace leyden
