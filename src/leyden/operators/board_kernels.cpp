// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/board_kernels.hpp"

#include <algorithm>

// This file is compiled once for each level of vector instructions.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "leyden/operators/board_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "leyden/base/kernel_lanes-inl.hpp"
#include "leyden/base/kernel_levels.hpp"

HWY_BEFORE_NAMESPACE();
namespace leyden::HWY_NAMESPACE {

/// The coefficients of one row, in every lane.
struct RowFactors {
  HWY_INLINE RowFactors() {}
  HWY_INLINE explicit RowFactors(const BoardRow& row)
      : up_left(all(row.up_left)),
        up_right(all(row.up_right)),
        down_left(all(row.down_left)),
        down_right(all(row.down_right)),
        diagonal(all(row.diagonal)) {}
  Vector up_left, up_right, down_left, down_right, diagonal;
};

/// The coefficients of the columns at hand.
struct ColumnFactors {
  HWY_INLINE ColumnFactors(const BoardColumns& columns, Count j)
      : below(load(columns.below.data() + j)),
        above(load(columns.above.data() + j)),
        diagonal(load(columns.diagonal.data() + j)) {}
  Vector below, above, diagonal;
};

/// What the stencil takes from a neighbouring row.
struct Beside {
  HWY_INLINE Beside() {}
  HWY_INLINE explicit Beside(const double* row) : left(load(row - 1)), right(load(row)) {}
  Vector left, right;
};

/// α H x on neighbouring columns. Products and sums one by one: no fused operation, so that every
/// level rounds alike.
HWY_INLINE Vector stencil(const RowFactors& row, const ColumnFactors& column, const double* here,
                          const Beside& up, const Beside& down) {
  const auto left = hn::Add(times(row.up_left, up.left), times(row.down_left, down.left));
  const auto right = hn::Add(times(row.up_right, up.right), times(row.down_right, down.right));
  const auto flow = hn::Add(times(column.below, left), times(column.above, right));
  return hn::Add(times(hn::Add(row.diagonal, column.diagonal), load(here)), flow);
}

/// One row of re or im; the end of the last vector, beyond the row, becomes zero.
template <bool kFirst>
HWY_INLINE void store(Vector product, const double* before, double* out, Count left) {
  const Lanes d;
  Vector value = kFirst ? times(all(0.5), product) : hn::Sub(product, load(before));
  if (left < width) {
    value = hn::IfThenElseZero(hn::FirstN(d, static_cast<std::size_t>(left)), value);
  }
  hn::StoreU(value, d, out);
}

// Rows go by value: through a reference their addresses would be read anew after every store.
template <bool kComplex, bool kFirst>
HWY_INLINE void raise_one(const Board& board, BoardRows rows, double parity, Count k) {
  const BoardRow& row = board.rows()[static_cast<std::size_t>(k)];
  const BoardColumns& columns = board.columns(row.first);
  const RowFactors factors(row);
  const Count length = row.length;
  const Count shift = row.first;
  for (Count j = 0; j < length; j += width) {
    const ColumnFactors column(columns, j);
    store<kFirst>(stencil(factors, column, rows.here.re + j, Beside(rows.up.re + shift + j),
                          Beside(rows.down.re + shift + j)),
                  rows.before.re + j, rows.out.re + j, length - j);
    if constexpr (kComplex) {
      store<kFirst>(stencil(factors, column, rows.here.im + j, Beside(rows.up.im + shift + j),
                            Beside(rows.down.im + shift + j)),
                    rows.before.im + j, rows.out.im + j, length - j);
    }
  }
  if (!board.folded()) return;
  board.close_seam(k, parity, rows.out.re, rows.two_down.re);
  if constexpr (kComplex) board.close_seam(k, -parity, rows.out.im, rows.two_down.im);
}

/// Row `row` of a vector.
template <bool kComplex>
HWY_INLINE SplitVector row_of(const SplitVector& x, const BoardRow& row) {
  return {x.re + row.begin, kComplex ? x.im + row.begin : nullptr};
}

/// The rows k, k + 2, … of one order. Two of them have the row in between in common, which is
/// loaded once.
template <bool kComplex, bool kFirst, std::size_t kRows>
HWY_INLINE void raise_group(const Board& board, SplitVector here, SplitVector before,
                            SplitVector out, double parity, Count k) {
  const BoardRow* rows = board.rows().data();
  const auto last = static_cast<Count>(board.rows().size()) - 1;
  const BoardColumns& columns = board.columns(rows[k].first);
  RowFactors factors[kRows];
  Count begin[kRows];
  Count length[kRows];
  Count beside_begin[kRows + 1];
  for (std::size_t i = 0; i < kRows; ++i) {
    const Count here_k = k + 2 * static_cast<Count>(i);
    factors[i] = RowFactors(rows[here_k]);
    begin[i] = rows[here_k].begin;
    length[i] = rows[here_k].length;
    beside_begin[i] = rows[here_k > 0 ? here_k - 1 : 0].begin + rows[k].first;
    beside_begin[i + 1] = rows[std::min(here_k + 1, last)].begin + rows[k].first;
  }
  for (Count j = 0; j < length[0]; j += width) {
    const ColumnFactors column(columns, j);
    Beside down_re(here.re + beside_begin[0] + j);
    Beside down_im;
    if constexpr (kComplex) down_im = Beside(here.im + beside_begin[0] + j);
    for (std::size_t i = 0; i < kRows; ++i) {
      if (i > 0 && j >= length[i]) break;
      const Count at = begin[i] + j;
      const Beside up_re(here.re + beside_begin[i + 1] + j);
      store<kFirst>(stencil(factors[i], column, here.re + at, up_re, down_re), before.re + at,
                    out.re + at, length[i] - j);
      down_re = up_re;
      if constexpr (kComplex) {
        const Beside up_im(here.im + beside_begin[i + 1] + j);
        store<kFirst>(stencil(factors[i], column, here.im + at, up_im, down_im), before.im + at,
                      out.im + at, length[i] - j);
        down_im = up_im;
      }
    }
  }
  if (!board.folded()) return;
  for (std::size_t i = 0; i < kRows; ++i) {
    const Count here_k = k + 2 * static_cast<Count>(i);
    board.close_seam(here_k, parity, out.re);
    if constexpr (kComplex) board.close_seam(here_k, -parity, out.im);
  }
}

template <bool kComplex, bool kFirst>
HWY_INLINE void raise_rows(const Board& board, SplitVector here, SplitVector before,
                           SplitVector out, double parity) {
  // More of them are not faster: factors and addresses no longer fit into the registers.
  constexpr std::size_t together = 2;
  constexpr Count block = 2 * together;
  const auto rows = static_cast<Count>(board.rows().size());
  Count k = 0;
  for (; k + block <= rows; k += block) {
    raise_group<kComplex, kFirst, together>(board, here, before, out, parity, k);
    raise_group<kComplex, kFirst, together>(board, here, before, out, parity, k + 1);
  }
  for (; k < rows; ++k) raise_group<kComplex, kFirst, 1>(board, here, before, out, parity, k);
}

void raise(const Board& board, const SplitVector& here, const SplitVector& before,
           const SplitVector& out, double parity) {
  const bool complex = here.im != nullptr;
  const bool first = before.re == nullptr;
  // Nothing is read from `before` at first order, but a pointer into something is formed.
  const SplitVector& old = first ? here : before;
  if (complex && first) return raise_rows<true, true>(board, here, old, out, parity);
  if (complex) return raise_rows<true, false>(board, here, old, out, parity);
  if (first) return raise_rows<false, true>(board, here, old, out, parity);
  raise_rows<false, false>(board, here, old, out, parity);
}

void raise_single(const Board& board, const BoardRows& rows, double parity, Count k) {
  const bool complex = rows.here.im != nullptr;
  const bool first = rows.before.re == nullptr;
  BoardRows all = rows;
  if (first) all.before = rows.here;
  if (complex && first) return raise_one<true, true>(board, all, parity, k);
  if (complex) return raise_one<true, false>(board, all, parity, k);
  if (first) return raise_one<false, true>(board, all, parity, k);
  raise_one<false, false>(board, all, parity, k);
}

/// Sums over one row.
struct RowSums {
  Eight weight;
  Eight first;   ///< of weight times level of the mirror image, on a folded board
  Eight second;  ///< of weight times its square
  Eight current;
};

template <bool kFolded>
HWY_INLINE RowSums sums_of_row(const Board& board, const SplitVector& psi, Count k) {
  const Lanes d;
  const auto& rows = board.rows();
  const BoardRow& row = rows[static_cast<std::size_t>(k)];
  const BoardColumns& columns = board.columns(row.first);
  const bool top = k + 1 == static_cast<Count>(rows.size());
  const Count up = (top ? row : rows[static_cast<std::size_t>(k + 1)]).begin + row.first;
  const auto edge = [&](Vector re, Vector im, Count target) {
    return hn::Sub(times(load(psi.re + target), im), times(load(psi.im + target), re));
  };
  RowSums sums{Eight(), Eight(), Eight(), Eight()};
  for (Count j = 0, part = 0; j < row.length; j += width, part = (part + 1) % vectors_in_eight) {
    const Count i = row.begin + j;
    const Count left = row.length - j;
    const auto p = static_cast<std::size_t>(part);
    const auto inside = hn::FirstN(d, static_cast<std::size_t>(std::min(left, width)));
    const Vector re = hn::IfThenElseZero(inside, load(psi.re + i));
    const Vector im = hn::IfThenElseZero(inside, load(psi.im + i));
    Vector weight = hn::Add(times(re, re), times(im, im));
    Vector current =
        times(times(all(row.exchange), load(columns.below.data() + j)), edge(re, im, up + j - 1));
    if constexpr (kFolded) {
      // The last state of a row is on the seam, its own mirror image: it counts once, not twice.
      if (left <= width) {
        const auto doubled = hn::FirstN(d, static_cast<std::size_t>(left - 1));
        const Vector half = all(0.5);
        weight = hn::IfThenElse(doubled, weight, times(half, weight));
        current = hn::IfThenElse(doubled, current, times(half, current));
      }
      const Vector mirror = load(columns.mirror.data() + j);
      const Vector moment = times(weight, mirror);
      sums.first.part[p] = hn::Add(sums.first.part[p], moment);
      sums.second.part[p] = hn::Add(sums.second.part[p], times(moment, mirror));
    } else {
      const Vector pairs = times(all(row.pair), load(columns.above.data() + j));
      current = hn::Add(current, times(pairs, edge(re, im, up + j)));
    }
    sums.weight.part[p] = hn::Add(sums.weight.part[p], weight);
    sums.current.part[p] = hn::Add(sums.current.part[p], current);
  }
  return sums;
}

template <bool kFolded>
HWY_INLINE BoardMoments measure_rows(const Board& board, const SplitVector& psi) {
  Eight norm;
  Eight mean;
  Eight square;
  Eight current;
  // Every state but those on the seam has a mirror image: levels k and N-n.
  const double images = kFolded ? 2.0 : 1.0;
  for (Count k = 0; k < static_cast<Count>(board.rows().size()); ++k) {
    const RowSums sums = sums_of_row<kFolded>(board, psi, k);
    const double level = board.rows()[static_cast<std::size_t>(k)].level;
    norm.add(sums.weight, images);
    current.add(sums.current, images);
    Eight first = sums.first;
    first.add(sums.weight, level);
    mean.add(first, 1.0);
    Eight second = sums.second;
    second.add(sums.weight, level * level);
    square.add(second, 1.0);
  }
  return {norm.total(), mean.total(), square.total(), current.total()};
}

void measure_board(const Board& board, const SplitVector& psi, BoardMoments& result) {
  result = board.folded() ? measure_rows<true>(board, psi) : measure_rows<false>(board, psi);
}

}  // namespace leyden::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace leyden {

LEYDEN_KERNEL_LEVELS(raise);
LEYDEN_KERNEL_LEVELS(raise_single);
LEYDEN_KERNEL_LEVELS(measure_board);

void raise_order(const Board& board, const SplitVector& here, const SplitVector& before,
                 const SplitVector& out, double parity) {
  raise_levels()(board, here, before, out, parity);
}

void raise_row(const Board& board, const BoardRows& rows, double parity, Count k) {
  raise_single_levels()(board, rows, parity, k);
}

BoardMoments measure(const Board& board, const SplitVector& psi) {
  BoardMoments result;
  measure_board_levels()(board, psi, result);
  return result;
}

}  // namespace leyden
#endif
