// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/board.hpp"

#include <algorithm>

namespace leyden {
namespace {

Count up_to_eights(Count n) {
  return (n + 7) / 8 * 8;
}

}  // namespace

bool Board::is_antisymmetric(const CheckerboardHamiltonian<double>& h) {
  const Count rows = h.board().rows();
  const Count top = rows - 1;
  const bool square = h.board().columns() == rows && h.board().parity() == (top & 1);
  if (!square) return false;
  for (Count k = 0; k <= top; ++k) {
    if (h.cell_diagonal(k) != -h.charger_diagonal(top - k)) return false;
    if (k < top && h.cell(k) != h.charger(top - 1 - k)) return false;
  }
  return true;
}

Board::Board(const CheckerboardHamiltonian<double>& h, double radius, bool fold)
    : shape_(h.board()), folded_(fold) {
  const double alpha = radius > 0.0 ? 2.0 / radius : 0.0;
  const Count top = shape_.columns() - 1;
  for (Count k = 0; k < shape_.rows(); ++k) {
    BoardRow row;
    row.first = static_cast<int>(shape_.first(k));
    row.length = folded_ ? (top - k - row.first) / 2 + 1 : shape_.row_length(k);
    row.begin = size_;
    size_ += up_to_eights(row.length + (folded_ ? 1 : 0));
    row.level = static_cast<double>(k - h.reference_level());
    const double up = alpha * h.cell(k);
    const double down = alpha * h.cell(k - 1);
    row.up_left = up * h.exchange();
    row.up_right = up * h.pair();
    row.down_left = down * h.pair();
    row.down_right = down * h.exchange();
    row.diagonal = alpha * h.cell_diagonal(k);
    row.exchange = h.cell(k) * h.exchange();
    row.pair = h.cell(k) * h.pair();
    rows_.push_back(row);
  }
  for (int colour = 0; colour < 2; ++colour) {
    BoardColumns& columns = columns_[static_cast<std::size_t>(colour)];
    const Count length = (top - colour) / 2 + 1;
    for (auto* values : {&columns.below, &columns.above, &columns.diagonal, &columns.mirror}) {
      *values = AlignedArray(up_to_eights(std::max<Count>(length, 0)) + margin);
    }
    for (Count j = 0, n = colour; n <= top; ++j, n += 2) {
      columns.below[j] = h.charger(n - 1);
      columns.above[j] = h.charger(n);
      columns.diagonal[j] = alpha * h.charger_diagonal(n);
      columns.mirror[j] = static_cast<double>(top - n - h.reference_level());
    }
  }
}

void Board::lay_out(const PaddedVector<double>& from, double parity, double* to) const {
  for (Count k = 0; k < shape_.rows(); ++k) {
    const BoardRow& row = rows_[static_cast<std::size_t>(k)];
    const double* source = from.data() + shape_.row_begin(k);
    std::copy(source, source + row.length, to + row.begin);
    if (folded_) close_seam(k, parity, to);
  }
}

void Board::take_back(const double* from, double parity, PaddedVector<double>& to) const {
  const Count top = shape_.columns() - 1;
  for (Count k = 0; k < shape_.rows(); ++k) {
    const BoardRow& row = rows_[static_cast<std::size_t>(k)];
    double* target = to.data() + shape_.row_begin(k);
    std::copy(from + row.begin, from + row.begin + row.length, target);
    const double sign = k % 2 == 0 ? parity : -parity;
    for (Count j = row.length; j < shape_.row_length(k); ++j) {
      const Count n = row.first + 2 * j;
      const BoardRow& image = rows_[static_cast<std::size_t>(top - n)];
      target[j] = sign * from[image.begin + (top - k - image.first) / 2];
    }
  }
}

}  // namespace leyden
