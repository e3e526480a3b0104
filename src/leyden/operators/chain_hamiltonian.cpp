// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/chain_hamiltonian.hpp"

#include <algorithm>

#include "leyden/numerics/sums.hpp"

namespace leyden {

template <class Real>
ChainHamiltonian<Real>::ChainHamiltonian(const Chain& chain, const Block& block,
                                         const Protocol& protocol, const Label& reference,
                                         bool rotate)
    : dimension_(chain.dimension()),
      first_level_(chain.label(0)[0] - reference[0]),
      stride_(chain.shift()[0]),
      off_(chain.dimension()) {
  // All terms along the same shift, or its reverse, add up.
  Real coefficient = 0.0;
  for (const Term& term : protocol.terms) {
    if (upwards(term.shift) == chain.shift()) coefficient += strength<Real>(term);
  }
  for (Count j = 0; j + 1 < dimension_; ++j) {
    off_[j] = coefficient * transition_element<Real>(block, chain.label(j), chain.shift());
  }
  const bool flat = has_flat_diagonal(block, {{1.0, chain.shift()}});
  if (flat && rotate) return;
  diagonal_.assign(static_cast<std::size_t>(dimension_), Real(0));
  if (flat) return;
  for (Count j = 0; j < dimension_; ++j) {
    const auto d = diagonal_element<Real>(block, chain.label(j), reference, protocol.coupling);
    diagonal_[static_cast<std::size_t>(j)] = d.value;
    diagonal_error_ = std::max(diagonal_error_, d.error);
  }
}

template <class Real>
void ChainHamiltonian<Real>::apply(Real alpha, const PaddedVector<Real>& x, double beta,
                                   PaddedVector<Real>& y) const {
  const Real* h = off_.data();
  const Real* in = x.data();
  Real* out = y.data();
  if (rotated()) {
    for (Count j = 0; j < dimension_; ++j) {
      out[j] = alpha * (h[j - 1] * in[j - 1] - h[j] * in[j + 1]) + scaled(out[j], beta);
    }
    return;
  }
  const Real* d = diagonal_.data();
  for (Count j = 0; j < dimension_; ++j) {
    out[j] =
        alpha * (d[j] * in[j] + (h[j - 1] * in[j - 1] + h[j] * in[j + 1])) + scaled(out[j], beta);
  }
}

template <class Real>
MatrixRow ChainHamiltonian<Real>::row(Count i) const {
  MatrixRow row;
  if (i > 0) row.add(i - 1, static_cast<double>(off_[i - 1]));
  if (!rotated()) row.add(i, static_cast<double>(diagonal_[static_cast<std::size_t>(i)]));
  if (i + 1 < dimension_) row.add(i + 1, static_cast<double>(off_[i]));
  return row;
}

template <class Real>
LevelMoments<Real> ChainHamiltonian<Real>::moments(const State<Real>& psi) const {
  const auto p = [&](Count i) { return weight(psi, i); };
  const auto k = [&](Count i) { return Real(level(i)); };
  return {lane_sum(dimension_, p), lane_sum(dimension_, [&](Count i) { return p(i) * k(i); }),
          lane_sum(dimension_, [&](Count i) { return p(i) * k(i) * k(i); })};
}

template <class Real>
Real ChainHamiltonian<Real>::flow(const State<Real>& psi) const {
  const Real* h = off_.data();
  const Real* re = psi.re.data();
  const Real current =
      psi.im.empty() ? lane_sum(dimension_ - 1, [&](Count j) { return h[j] * re[j] * re[j + 1]; })
                     : lane_sum(dimension_ - 1, [&, im = psi.im.data()](Count j) {
                         return h[j] * (re[j + 1] * im[j] - im[j + 1] * re[j]);
                       });
  return Real(2 * stride_) * current;
}

template <class Real>
void ChainHamiltonian<Real>::subtract(double center) {
  for (Real& d : diagonal_) d -= Real(center);
}

template class ChainHamiltonian<double>;
template class ChainHamiltonian<DoubleDouble>;

}  // namespace leyden
