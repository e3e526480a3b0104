// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/board_sweep.hpp"

#include <algorithm>

namespace leyden {
namespace {

/// Doubles from the beginning of row k to that of the next.
Count space_of(const Board& board, Count k) {
  const auto& rows = board.rows();
  const auto i = static_cast<std::size_t>(k);
  return (i + 1 < rows.size() ? rows[i + 1].begin : board.size()) - rows[i].begin;
}

}  // namespace

BoardSweep::BoardSweep(const Board& board, Count begin, Count end)
    : board_(board), begin_(begin), end_(end) {
  for (Count k = 0; k < static_cast<Count>(board.rows().size()); ++k) {
    stride_ = std::max(stride_, space_of(board, k) + 2 * Board::margin);
  }
  const Count size = depth * rows_kept * stride_ + 2 * Board::margin;
  re_ = AlignedArray(size);
  im_ = AlignedArray(size);
}

SplitVector BoardSweep::row(int order, Count k) {
  const bool below = order < first_;
  // The kernels read a little beyond the rows that they are given: those at the ends of the strip
  // are kept apart, so that nothing is read that another strip writes.
  const bool inside = k >= begin_ + 2 && k < end_ - 2;
  if (below || (order > last_ - 2 && inside)) {
    const SplitVector& whole = below ? lower_[static_cast<std::size_t>(order - first_ + 2)]
                                     : upper_[static_cast<std::size_t>(order - last_ + 1)];
    const Count begin = board_.rows()[static_cast<std::size_t>(k)].begin;
    return {whole.re + begin, real_ ? nullptr : whole.im + begin};
  }
  const Count place = (order - first_) * rows_kept + k % rows_kept;
  const Count begin = place * stride_ + Board::margin;
  return {re_.data() + begin, real_ ? nullptr : im_.data() + begin};
}

void BoardSweep::raise(int order, Count k, double parity) {
  const auto top = static_cast<Count>(board_.rows().size()) - 1;
  const SplitVector out = row(order, k);
  raise_row(board_,
            {row(order - 1, std::min(k + 1, top)), row(order - 1, k),
             row(order - 1, std::max<Count>(k - 1, 0)), row(order - 2, k), out,
             row(order, std::max<Count>(k - 2, 0))},
            order % 2 == 0 ? parity : -parity, k);
  // What a longer row has left behind.
  const Count used = board_.rows()[static_cast<std::size_t>(k)].length + (board_.folded() ? 1 : 0);
  const Count space = space_of(board_, k);
  std::fill(out.re + used, out.re + space, 0.0);
  if (!real_) std::fill(out.im + used, out.im + space, 0.0);
  if (order <= last_ - 2 || k < begin_ || k >= end_) return;
  const SplitVector& whole = upper_[static_cast<std::size_t>(order - last_ + 1)];
  const Count begin = board_.rows()[static_cast<std::size_t>(k)].begin;
  if (out.re == whole.re + begin) return;
  std::copy(out.re, out.re + space, whole.re + begin);
  if (!real_) std::copy(out.im, out.im + space, whole.im + begin);
}

void BoardSweep::add(Count k, const std::vector<OrderSums>& sums) {
  std::array<SplitVector, depth> vectors{};
  for (int order = first_; order <= last_; ++order) {
    vectors[static_cast<std::size_t>(order - first_)] = row(order, k);
  }
  add_orders(board_.rows()[static_cast<std::size_t>(k)].begin, space_of(board_, k), vectors.data(),
             first_, sums);
}

void BoardSweep::run(const std::array<SplitVector, 2>& lower,
                     const std::array<SplitVector, 2>& upper, int first, int count, double parity,
                     const std::vector<OrderSums>& sums) {
  lower_ = lower;
  upper_ = upper;
  first_ = first;
  last_ = first + count - 1;
  real_ = lower[0].im == nullptr;
  const auto rows = static_cast<Count>(board_.rows().size());
  const Count halo = count - 1;
  const Count start = std::max<Count>(0, begin_ - 2 * count);
  for (Count sweep = start; sweep < end_ + halo; ++sweep) {
    for (int order = first_; order <= last_; ++order) {
      // Above the strip one row less with each order, down to none; below it two less, down to two,
      // because the seam of a row takes from the second row below it.
      const Count left = last_ - order;
      const Count k = sweep - (order - first_);
      if (k >= std::max<Count>(0, begin_ - 2 * (left + 1)) && k < std::min(rows, end_ + left)) {
        raise(order, k, parity);
      }
    }
    const Count whole = sweep - halo;
    if (whole >= begin_) add(whole, sums);
  }
}

std::vector<BoardSweep> strips_of(const Board& board, Count count) {
  std::vector<BoardSweep> strips;
  const auto rows = static_cast<Count>(board.rows().size());
  // A row takes as long as its elements and some fifty more.
  constexpr Count of_a_row = 48;
  const auto work_before = [&](Count k) {
    return (k < rows ? board.rows()[static_cast<std::size_t>(k)].begin : board.size()) +
           of_a_row * k;
  };
  Count begin = 0;
  for (Count i = 1; i <= count && begin < rows; ++i) {
    Count end = begin;
    while (end < rows && (i == count || work_before(end) * count < work_before(rows) * i)) ++end;
    if (end > begin) strips.emplace_back(board, begin, end);
    begin = end;
  }
  return strips;
}

}  // namespace leyden
