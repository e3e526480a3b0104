// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <vector>

#include "leyden/base/types.hpp"
#include "leyden/numerics/double_double.hpp"

namespace leyden {

/// A real vector with one zero before and one after it, so that stencils need no special case at
/// the ends.
template <class Real>
class PaddedVector {
 public:
  PaddedVector() = default;
  explicit PaddedVector(Count size) : values_(static_cast<std::size_t>(size) + 2, Real(0)) {}

  Count size() const { return values_.empty() ? 0 : static_cast<Count>(values_.size()) - 2; }
  bool empty() const { return size() == 0; }
  Real* data() { return values_.data() + 1; }
  const Real* data() const { return values_.data() + 1; }
  Real& operator[](Count i) { return values_[static_cast<std::size_t>(i + 1)]; }
  const Real& operator[](Count i) const { return values_[static_cast<std::size_t>(i + 1)]; }
  void set_zero() { std::fill(values_.begin(), values_.end(), Real(0)); }

 private:
  std::vector<Real> values_;
};

/// y += factor x
template <class Real>
void add_scaled(Real factor, const PaddedVector<Real>& x, PaddedVector<Real>& y) {
  const Real* in = x.data();
  Real* out = y.data();
  for (Count i = 0; i < x.size(); ++i) out[i] += factor * in[i];
}

/// y = factor x
template <class Real>
void set_scaled(Real factor, const PaddedVector<Real>& x, PaddedVector<Real>& y) {
  const Real* in = x.data();
  Real* out = y.data();
  for (Count i = 0; i < x.size(); ++i) out[i] = factor * in[i];
}

/// ψ = re + i im, or, for a rotated Hamiltonian, ψ_j = (-i)^j re_j with no im at all.
template <class Real>
struct State {
  PaddedVector<Real> re;
  PaddedVector<Real> im;
};

/// |ψ_i|².
template <class Real>
Real weight(const State<Real>& psi, Count i) {
  return psi.im.empty() ? psi.re[i] * psi.re[i] : psi.re[i] * psi.re[i] + psi.im[i] * psi.im[i];
}

}  // namespace leyden
