// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/checkerboard_hamiltonian.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "leyden/numerics/rounding.hpp"
#include "leyden/numerics/sums.hpp"
#include "leyden/operators/bounds.hpp"
#include "leyden/operators/checkerboard_bounds.hpp"
#include "leyden/operators/stencil_kernel.hpp"

namespace leyden {
namespace {

template <class Real>
Real raising_or_zero(const Ladder& ladder, Count level) {
  if (level < 0 || level >= ladder.top()) return 0.0;
  return static_cast<Real>(ladder.raising<Preparation<Real>>(level));
}

}  // namespace

template <class Real>
CheckerboardHamiltonian<Real>::CheckerboardHamiltonian(const Checkerboard& board,
                                                       const Block& block, const Protocol& protocol,
                                                       const Label& reference)
    : board_(board), reference_level_(reference[0]) {
  for (const Term& term : protocol.terms) {
    const Shift shift = upwards(term.shift);
    if (shift == Shift{+1, -1}) exchange_ += strength<Real>(term);
    if (shift == Shift{+1, +1}) pair_ += strength<Real>(term);
  }
  const Ladder& cells = block[0];
  const Ladder& charger = block[1];
  double widest_cell = 0.0;
  double widest_charger = 0.0;
  double charger_error = 0.0;
  for (Count k = 0; k < cells.levels(); ++k) {
    cell_.push_back(raising_or_zero<Real>(cells, k));
    const auto d = diagonal_element<Real>(block, {k, reference[1]}, reference, protocol.coupling);
    cell_diagonal_.push_back(d.value);
    widest_cell = std::max(widest_cell, std::abs(static_cast<double>(d.value)));
    diagonal_error_ = std::max(diagonal_error_, d.error);
  }
  for (Count n = 0; n < charger.levels(); ++n) {
    Columns& colour = columns_[static_cast<std::size_t>(n & 1)];
    colour.below.push_back(raising_or_zero<Real>(charger, n - 1));
    colour.above.push_back(raising_or_zero<Real>(charger, n));
    const auto d = diagonal_element<Real>(block, {reference[0], n}, reference, protocol.coupling);
    colour.diagonal.push_back(d.value);
    widest_charger = std::max(widest_charger, std::abs(static_cast<double>(d.value)));
    charger_error = std::max(charger_error, d.error);
  }
  // dB and dC are rounded, and the center subtracted, apart from each other: where they nearly
  // cancel their roundings do not.
  diagonal_error_ += charger_error + 4 * roundoff<Real> * (widest_cell + widest_charger);
}

template <class Real>
void CheckerboardHamiltonian<Real>::apply(Real alpha, const PaddedVector<Real>& x, double beta,
                                          PaddedVector<Real>& y) const {
  const Count rows = board_.rows();
  for (Count k = 0; k < rows; ++k) {
    const Count begin = board_.row_begin(k);
    const Count length = board_.row_length(k);
    const Columns& factors = columns(k);
    const Real* below = factors.below.data();
    const Real* above = factors.above.data();
    const Real* diagonal = factors.diagonal.data();
    const Real* here = x.data() + begin;
    // Where a neighbouring row is missing its coefficient is zero, and any readable row will do.
    // Columns j-1+first and j+first of the neighbours hold n-1 and n+1; where those do not exist
    // `below` or `above` is zero and the element read belongs to a neighbour or to the padding.
    const Count first = board_.first(k);
    const Real* up = (k + 1 < rows ? x.data() + board_.row_begin(k + 1) : here) + first;
    const Real* down = (k > 0 ? x.data() + board_.row_begin(k - 1) : here) + first;
    const Real a_up = alpha * cell(k);
    const Real a_down = alpha * cell(k - 1);
    const Real up_left = a_up * exchange_, up_right = a_up * pair_;
    const Real down_left = a_down * pair_, down_right = a_down * exchange_;
    const Real row_diagonal = cell_diagonal_[static_cast<std::size_t>(k)];
    Real* out = y.data() + begin;
    if constexpr (std::is_same_v<Real, double>) {
      apply_stencil_row({length, alpha, beta, row_diagonal, up_left, up_right, down_left,
                         down_right, below, above, diagonal, here, up, down, out});
      continue;
    }
    for (Count j = 0; j < length; ++j) {
      const Real left = up_left * up[j - 1] + down_left * down[j - 1];
      const Real right = up_right * up[j] + down_right * down[j];
      out[j] = (alpha * ((row_diagonal + diagonal[j]) * here[j]) +
                (below[j] * left + above[j] * right)) +
               scaled(out[j], beta);
    }
  }
}

template <class Real>
MatrixRow CheckerboardHamiltonian<Real>::row(Count i) const {
  const Label label = board_.label(i);
  const Count k = label[0];
  const Count n = label[1];
  const auto j = static_cast<std::size_t>(n / 2);
  const Columns& factors = columns(k);
  MatrixRow row;
  const auto add = [&](Count dk, Count dn, Real element) {
    const auto index = board_.index({k + dk, n + dn});
    if (index) row.add(*index, static_cast<double>(element));
  };
  add(0, 0, cell_diagonal_[static_cast<std::size_t>(k)] + factors.diagonal[j]);
  add(+1, -1, exchange_ * cell(k) * factors.below[j]);
  add(+1, +1, pair_ * cell(k) * factors.above[j]);
  add(-1, +1, exchange_ * cell(k - 1) * factors.above[j]);
  add(-1, -1, pair_ * cell(k - 1) * factors.below[j]);
  return row;
}

template <class Real>
LevelMoments<Real> CheckerboardHamiltonian<Real>::moments(const State<Real>& psi) const {
  LevelMoments<Real> total;
  for (Count k = 0; k < board_.rows(); ++k) {
    const Count begin = board_.row_begin(k);
    const Real row =
        lane_sum(board_.row_length(k), [&](Count j) { return weight(psi, begin + j); });
    const auto level = Real(k - reference_level_);
    total.norm += row;
    total.mean += row * level;
    total.square += row * level * level;
  }
  return total;
}

template <class Real>
Real CheckerboardHamiltonian<Real>::flow(const State<Real>& psi) const {
  const Real* re = psi.re.data();
  const Real* im = psi.im.data();
  Real current = 0.0;
  for (Count k = 0; k + 1 < board_.rows(); ++k) {
    const Count from = board_.row_begin(k);
    const Count to = board_.row_begin(k + 1) + board_.first(k);
    const Columns& factors = columns(k);
    const auto edge = [&](Count source, Count target) {
      return re[target] * im[source] - im[target] * re[source];
    };
    const Real row = lane_sum(board_.row_length(k), [&](Count j) {
      const auto column = static_cast<std::size_t>(j);
      return exchange_ * factors.below[column] * edge(from + j, to + j - 1) +
             pair_ * factors.above[column] * edge(from + j, to + j);
    });
    current += cell(k) * row;
  }
  return 2.0 * current;
}

template <class Real>
std::array<double, 4> CheckerboardHamiltonian<Real>::derivative_bounds() const {
  const auto rounded = [](Real x) { return static_cast<double>(x); };
  CheckerboardFactors factors;
  for (const Real& a : cell_) factors.cell.push_back(rounded(a));
  for (const Real& d : cell_diagonal_) factors.cell_diagonal.push_back(rounded(d));
  const std::size_t levels = columns_[0].above.size() + columns_[1].above.size();
  for (std::size_t n = 0; n < levels; ++n) {
    const Columns& colour = columns_[n & 1];
    factors.charger.push_back(rounded(colour.above[n / 2]));
    factors.charger_diagonal.push_back(rounded(colour.diagonal[n / 2]));
  }
  factors.exchange = rounded(exchange_);
  factors.pair = rounded(pair_);
  factors.parity = board_.parity();
  std::array<double, 4> rounding{};
  std::array<double, 4> bounds = checkerboard_derivative_bounds(factors, rounding);
  for (std::size_t j = 0; j < bounds.size(); ++j) {
    // Far apart levels: walking the paths of every state cancels less.
    if (!(rounding[j] <= 1e-3 * bounds[j])) return leyden::derivative_bounds(*this);
  }
  allow_for_diagonal_error(*this, bounds);
  return bounds;
}

template <class Real>
void CheckerboardHamiltonian<Real>::subtract(double center) {
  for (Real& d : cell_diagonal_) d -= Real(center);
}

template class CheckerboardHamiltonian<double>;
template class CheckerboardHamiltonian<DoubleDouble>;

}  // namespace leyden
