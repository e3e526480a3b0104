// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/coupling_states.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "leyden/model/ladder.hpp"
#include "leyden/numerics/rounding.hpp"

namespace leyden {
namespace {

/// <k | m> for one k and all m, from k = 0 upwards. What k <= M/2 holds, the upper half repeats
/// with the signs (-1)^(M + m + S).
class LevelRows {
 public:
  explicit LevelRows(Count cells)
      : cells_(cells),
        row_(binomial_amplitudes(cells, false)),
        below_(row_.size()),
        residuals_(row_.size()),
        squares_(row_.size()) {}

  const std::vector<long double>& row() const { return row_; }

  /// To k + 1.
  void step() {
    const Ladder ladder = Ladder::spins(cells_);
    const auto down = ladder.raising<long double>(level_ - 1) / 2;
    const auto up = ladder.raising<long double>(level_) / 2;
    const bool odd = cells_ % 2 != 0;
    // Beyond the middle the next row is known; what the recurrence makes of it tells its error.
    const bool middle = level_ == cells_ / 2;
    for (std::size_t i = 0; i < row_.size(); ++i) {
      const long double m = static_cast<long double>(2 * static_cast<Count>(i) - cells_) / 2;
      const long double here = m * row_[i] - down * below_[i];
      squares_[i] += (odd || !middle ? 2 : 1) * row_[i] * row_[i];
      long double next = here / up;
      if (middle) {
        const bool minus = (i % 2 != 0) != odd;
        next = (minus ? -1 : 1) * (odd ? row_[i] : below_[i]);
        residuals_[i] = std::abs(here - up * next);
      }
      below_[i] = row_[i];
      row_[i] = next;
    }
    ++level_;
  }

  /// Once k has passed the middle: bounds the norm of the error of the matrix of all <k | m>. The
  /// eigenvalues of S_x are 1 apart.
  double error() const {
    // Every row but the middle ones obeys the recurrence to some roundings of its terms.
    const long double rounding = 8 * roundoff<long double> * (static_cast<long double>(cells_) + 1);
    long double total = 0.0L;
    for (std::size_t i = 0; i < row_.size(); ++i) {
      const long double off = std::abs(std::sqrt(squares_[i]) - 1) +
                              roundoff<long double> * static_cast<double>(cells_);
      const long double column = 2 * (2 * residuals_[i] + rounding) + off;
      total += column * column;
    }
    return rounded_up(static_cast<double>(std::sqrt(total)));
  }

 private:
  Count cells_;
  Count level_ = 0;
  std::vector<long double> row_;
  std::vector<long double> below_;
  std::vector<long double> residuals_;
  std::vector<long double> squares_;
};

/// Σ_c |Σ_m d_m ψ(m, c)|², d(-m) = `parity` d(m); d is given for m >= 0.
double weight(const CouplingBoard& board, const SplitVector& psi, const std::vector<double>& d,
              double parity, std::array<std::vector<double>, 2>& sums) {
  for (auto& part : sums) std::fill(part.begin(), part.end(), 0.0);
  for (std::size_t r = 0; r < board.rows().size(); ++r) {
    const CouplingRow& row = board.rows()[r];
    const double factor = row.weight / 2 * d[r];
    for (Count j = 0; j < row.length; ++j) {
      const auto c = static_cast<std::size_t>(row.first + j);
      sums[0][c] += factor * psi.re[row.begin + j];
      sums[1][c] += factor * psi.im[row.begin + j];
    }
  }
  const double turned = parity * board.sign();
  double total = 0.0;
  for (const auto& part : sums) {
    for (std::size_t c = 0; c < part.size(); ++c) {
      const double amplitude = part[c] + turned * part[part.size() - 1 - c];
      total += amplitude * amplitude;
    }
  }
  return total;
}

}  // namespace

CellProbabilities cell_probabilities(const CouplingBoard& board, const SplitVector& psi) {
  const Count cells = board.spins().cells;
  const auto levels = static_cast<std::size_t>(cells) + 1;
  const std::size_t lowest = static_cast<std::size_t>(cells + cells % 2) / 2;
  CellProbabilities result{std::vector<double>(levels), 0.0};
  std::array<std::vector<double>, 2> sums;
  for (auto& part : sums) part.resize(static_cast<std::size_t>(board.spins().chargers) + 1);
  std::vector<double> lower(board.rows().size());
  std::vector<double> upper(board.rows().size());
  LevelRows rows(cells);
  for (std::size_t k = 0; 2 * k < levels; ++k) {
    for (std::size_t r = 0; r < lower.size(); ++r) {
      lower[r] = static_cast<double>(rows.row()[lowest + r]);
      upper[r] = (lowest + r) % 2 == 0 ? lower[r] : -lower[r];
    }
    const std::size_t mirror = levels - 1 - k;
    const auto parity = [&](std::size_t level) {
      return (levels - 1 + level) % 2 == 0 ? 1.0 : -1.0;
    };
    result.values[k] = weight(board, psi, lower, parity(k), sums);
    if (mirror != k) result.values[mirror] = weight(board, psi, upper, parity(mirror), sums);
    rows.step();
  }
  const double transform = rows.error();
  // Sums over m, whose |<k | m>| has a norm of sqrt(M + 1) at most, then over all m'.
  const auto m = static_cast<double>(cells);
  const double rounding = unit_roundoff * ((m / 2 + 8) * std::sqrt(m + 1) +
                                           2.0 * static_cast<double>(board.spins().chargers) + 16);
  result.error = rounded_up((transform + rounding) * (2 + transform + rounding));
  return result;
}

double curvature(const CouplingBoard& board, const SplitVector& psi) {
  const CoupledSpins& spins = board.spins();
  const Ladder charger = Ladder::spins(spins.chargers);
  double crossed = 0.0;   // 4 <J_y S_y>
  double squared = 0.0;   // 2 <J_x² S_z>
  double diagonal = 0.0;  // <J_x S_x>
  for (const CouplingRow& row : board.rows()) {
    for (const double* x : {psi.re, psi.im}) {
      for (Count j = 0; j < row.length; ++j) {
        const double here = x[row.begin + j];
        const double up = row.above * x[row.up + j];
        const double down = row.below * x[row.down + j];
        const Count c = row.first + j;
        const double left = charger.raising(c - 1);
        const double right = charger.raising(c);
        const double beside = left * x[row.begin + j - 1] - right * x[row.begin + j + 1];
        const double value = board.columns().value[c];
        const double m = (row.above * row.above - row.below * row.below) / -2;
        crossed += row.weight * beside * (down - up);
        squared += row.weight * value * value * here * (down + up);
        diagonal += row.weight * value * m * here * here;
      }
    }
  }
  return -spins.coupling * spins.charger_frequency * crossed -
         8 * spins.coupling * spins.coupling * squared +
         4 * spins.coupling * spins.cell_frequency * diagonal;
}

}  // namespace leyden
