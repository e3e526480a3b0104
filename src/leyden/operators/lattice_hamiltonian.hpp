// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "leyden/operators/hamiltonian.hpp"
#include "leyden/space/lattice.hpp"

namespace leyden {

/// H on any lattice, its rows kept as a list: every term shape, at the price of memory.
template <class Real>
class LatticeHamiltonian final : public Hamiltonian<Real> {
 public:
  LatticeHamiltonian(const Lattice& lattice, const Block& block, const Protocol& protocol,
                     const Label& reference);

  Count dimension() const override { return static_cast<Count>(rows_.size()); }
  void apply(Real alpha, const PaddedVector<Real>& x, double beta,
             PaddedVector<Real>& y) const override;
  double local_rounding() const override { return 45.0; }
  double diagonal_error() const override { return diagonal_error_; }
  double summation_rounding() const override { return static_cast<double>(dimension() / 8) + 40.0; }
  MatrixRow row(Count i) const override;
  Count level(Count i) const override { return levels_[static_cast<std::size_t>(i)]; }
  LevelMoments<Real> moments(const State<Real>& psi) const override;
  Real flow(const State<Real>& psi) const override;
  void subtract(double center) override;

 private:
  std::vector<RowOf<Real>> rows_;
  std::vector<Count> levels_;
  double diagonal_error_ = 0.0;
};

extern template class LatticeHamiltonian<double>;
extern template class LatticeHamiltonian<DoubleDouble>;

}  // namespace leyden
