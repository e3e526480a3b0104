// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/lattice_hamiltonian.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "leyden/base/errors.hpp"
#include "leyden/numerics/sums.hpp"

namespace leyden {

template <class Real>
LatticeHamiltonian<Real>::LatticeHamiltonian(const Lattice& lattice, const Block& block,
                                             const Protocol& protocol, const Label& reference) {
  if (protocol.terms.size() > 7) {
    throw InvalidInput(fmt::format("{} terms", protocol.terms.size()), "up to 7 terms on a lattice",
                       "merge terms of equal shift");
  }
  const auto states = static_cast<std::size_t>(lattice.dimension());
  rows_.resize(states);
  levels_.resize(states);
  for (std::size_t i = 0; i < states; ++i) {
    const Label here = lattice.label(static_cast<Count>(i));
    levels_[i] = here[0] - reference[0];
    const auto d = diagonal_element<Real>(block, here, reference, protocol.coupling);
    rows_[i].add(static_cast<Count>(i), d.value);
    diagonal_error_ = std::max(diagonal_error_, d.error);
    for (const Term& term : protocol.terms) {
      const Label above = shifted(here, term.shift, +1);
      const Label below = shifted(here, term.shift, -1);
      if (const auto to = lattice.index(above)) {
        rows_[i].add(*to, strength<Real>(term) * transition_element<Real>(block, here, term.shift));
      }
      if (const auto to = lattice.index(below)) {
        rows_[i].add(*to,
                     strength<Real>(term) * transition_element<Real>(block, below, term.shift));
      }
    }
  }
}

template <class Real>
void LatticeHamiltonian<Real>::apply(Real alpha, const PaddedVector<Real>& x, double beta,
                                     PaddedVector<Real>& y) const {
  for (Count i = 0; i < dimension(); ++i) {
    Real sum = 0;
    for (const auto& neighbour : rows_[static_cast<std::size_t>(i)]) {
      sum += neighbour.element * x[neighbour.index];
    }
    y[i] = alpha * sum + scaled(y[i], beta);
  }
}

template <class Real>
MatrixRow LatticeHamiltonian<Real>::row(Count i) const {
  MatrixRow row;
  for (const auto& neighbour : rows_[static_cast<std::size_t>(i)]) {
    row.add(neighbour.index, static_cast<double>(neighbour.element));
  }
  return row;
}

template <class Real>
LevelMoments<Real> LatticeHamiltonian<Real>::moments(const State<Real>& psi) const {
  const auto p = [&](Count i) { return weight(psi, i); };
  const auto k = [&](Count i) { return Real(level(i)); };
  return {lane_sum(dimension(), p), lane_sum(dimension(), [&](Count i) { return p(i) * k(i); }),
          lane_sum(dimension(), [&](Count i) { return p(i) * k(i) * k(i); })};
}

template <class Real>
Real LatticeHamiltonian<Real>::flow(const State<Real>& psi) const {
  // Each edge is seen from both ends, hence no factor of two.
  return lane_sum(dimension(), [&](Count i) {
    Real sum = 0.0;
    for (const auto& from : rows_[static_cast<std::size_t>(i)]) {
      const auto climbed = Real(level(i) - level(from.index));
      sum += climbed * from.element *
             (psi.re[i] * psi.im[from.index] - psi.im[i] * psi.re[from.index]);
    }
    return sum;
  });
}

template <class Real>
void LatticeHamiltonian<Real>::subtract(double center) {
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    RowOf<Real> shifted_row;
    Real diagonal = -center;
    for (const auto& neighbour : rows_[i]) {
      if (neighbour.index == static_cast<Count>(i)) {
        diagonal += neighbour.element;
      } else {
        shifted_row.add(neighbour.index, neighbour.element);
      }
    }
    shifted_row.add(static_cast<Count>(i), diagonal);
    rows_[i] = shifted_row;
  }
}

template class LatticeHamiltonian<double>;
template class LatticeHamiltonian<DoubleDouble>;

}  // namespace leyden
