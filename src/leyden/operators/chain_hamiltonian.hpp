// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "leyden/operators/hamiltonian.hpp"
#include "leyden/space/chain.hpp"

namespace leyden {

/// Real symmetric tridiagonal H on a chain; rotated when its diagonal vanishes.
template <class Real>
class ChainHamiltonian final : public Hamiltonian<Real> {
 public:
  ChainHamiltonian(const Chain& chain, const Block& block, const Protocol& protocol,
                   const Label& reference, bool rotate);

  Count dimension() const override { return dimension_; }
  void apply(Real alpha, const PaddedVector<Real>& x, double beta,
             PaddedVector<Real>& y) const override;
  bool rotated() const override { return diagonal_.empty(); }
  double local_rounding() const override { return rotated() ? 11.0 : 14.0; }
  double diagonal_error() const override { return diagonal_error_; }
  double summation_rounding() const override { return static_cast<double>(dimension_ / 8) + 20.0; }
  MatrixRow row(Count i) const override;
  Count level(Count i) const override { return first_level_ + stride_ * i; }

  /// Element i joins the sites i and i + 1.
  const PaddedVector<Real>& couplings() const { return off_; }

  /// By how much the battery climbs from site to site.
  Count stride() const { return stride_; }
  LevelMoments<Real> moments(const State<Real>& psi) const override;
  Real flow(const State<Real>& psi) const override;
  void subtract(double center) override;

 private:
  Count dimension_;
  Count first_level_;
  Count stride_;
  double diagonal_error_ = 0.0;
  std::vector<Real> diagonal_;  ///< empty when rotated
  PaddedVector<Real> off_;      ///< off_[j] couples j and j+1; zero beyond both ends
};

extern template class ChainHamiltonian<double>;
extern template class ChainHamiltonian<DoubleDouble>;

}  // namespace leyden
