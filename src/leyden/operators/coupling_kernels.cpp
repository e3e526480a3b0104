// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/coupling_kernels.hpp"

#include <algorithm>

// This file is compiled once for each level of vector instructions.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "leyden/operators/coupling_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "leyden/base/kernel_lanes-inl.hpp"
#include "leyden/base/kernel_levels.hpp"

HWY_BEFORE_NAMESPACE();
namespace leyden::HWY_NAMESPACE {

/// The lanes of the vector at column c that belong to a row of columns from `first` to `end` - 1.
HWY_INLINE hn::Mask<Lanes> within(Count c, Count first, Count end) {
  const Lanes d;
  const auto up_to = [&](Count n) {
    return hn::FirstN(d, static_cast<std::size_t>(std::clamp<Count>(n, 0, width)));
  };
  return hn::AndNot(up_to(first - c), up_to(end - c));
}

/// A row on the way: its coefficients in every lane, and where column 0 is, or would be.
struct Row {
  HWY_INLINE Row() {}
  HWY_INLINE explicit Row(const CouplingRow& row)
      : here(all(row.here)),
        raise(all(row.raise)),
        lower(all(row.lower)),
        at(row.begin - row.first),
        up(row.up - row.first),
        down(row.down - row.first),
        first(row.first),
        end(row.first + row.length) {}
  Vector here, raise, lower;
  Count at = 0, up = 0, down = 0;
  Count first = 0, end = 0;
};

/// The coefficients of the columns at hand.
struct ColumnFactors {
  HWY_INLINE ColumnFactors(const CouplingColumns& columns, Count c)
      : value(load(columns.value.data() + c)),
        left(load(columns.left.data() + c)),
        right(load(columns.right.data() + c)) {}
  Vector value, left, right;
};

/// Products and sums one by one: no fused operation, so that every level rounds alike. `x` is where
/// the middle lies.
HWY_INLINE Vector stencil(const Row& row, const ColumnFactors& column, const double* x, Vector here,
                          Vector up, Vector down) {
  const auto along = hn::Add(times(column.left, load(x - 1)), times(column.right, load(x + 1)));
  const auto across = hn::Add(times(row.raise, up), times(row.lower, down));
  return hn::Add(times(times(row.here, column.value), here), hn::Add(along, across));
}

template <bool kFirst>
HWY_INLINE Vector finished(Vector product, const double* before) {
  return kFirst ? times(all(0.5), product) : hn::Sub(product, load(before));
}

/// The vector at column c of one row; what lies beside the row stays zero.
template <bool kFirst>
HWY_INLINE void raise_at(const Row& row, const ColumnFactors& column, const double* x,
                         const double* before, double* out, Count c) {
  const double* middle = x + row.at + c;
  const Vector product =
      stencil(row, column, middle, load(middle), load(x + row.up + c), load(x + row.down + c));
  const Vector value = finished<kFirst>(product, before + row.at + c);
  hn::StoreU(hn::IfThenElseZero(within(c, row.first, row.end), value), Lanes(), out + row.at + c);
}

/// The same of neighbouring rows where all are whole: what is above one is the next.
template <bool kFirst, std::size_t kRows>
HWY_INLINE void raise_together(const Row* rows, const ColumnFactors& column, const double* x,
                               const double* before, double* out, Count c) {
  Vector down = load(x + rows[0].down + c);
  Vector here = load(x + rows[0].at + c);
  for (std::size_t i = 0; i < kRows; ++i) {
    const Row& row = rows[i];
    const Count at = row.at + c;
    const Vector up = load(x + (i + 1 < kRows ? rows[i + 1].at : row.up) + c);
    const Vector product = stencil(row, column, x + at, here, up, down);
    hn::StoreU(finished<kFirst>(product, before + at), Lanes(), out + at);
    down = here;
    here = up;
  }
}

/// What a pass over the rows takes and gives.
struct Order {
  const CouplingBoard& board;
  SplitVector here, before, out;
};

/// Those of the rows that reach there, from one column to another, both a multiple of the width.
template <bool kComplex, bool kFirst, std::size_t kRows>
HWY_INLINE void raise_ends(const Order& order, const Row* rows, Count begin, Count end) {
  for (Count c = begin; c < end; c += width) {
    const ColumnFactors column(order.board.columns(), c);
    for (std::size_t i = 0; i < kRows; ++i) {
      if (c + width <= rows[i].first || c >= rows[i].end) continue;
      raise_at<kFirst>(rows[i], column, order.here.re, order.before.re, order.out.re, c);
      if constexpr (kComplex) {
        raise_at<kFirst>(rows[i], column, order.here.im, order.before.im, order.out.im, c);
      }
    }
  }
}

/// The rows r, r + 1, … together as far as the last of them reaches, which is the shortest.
template <bool kComplex, bool kFirst, std::size_t kRows>
HWY_INLINE void raise_group(const Order& order, std::size_t r) {
  const CouplingRow* from = order.board.rows().data() + r;
  Row rows[kRows];
  for (std::size_t i = 0; i < kRows; ++i) rows[i] = Row(from[i]);
  const Row& shortest = rows[kRows - 1];
  const Count begin = (shortest.first + width - 1) / width * width;
  const Count end = std::max(begin, shortest.end / width * width);
  for (Count c = begin; c < end; c += width) {
    const ColumnFactors column(order.board.columns(), c);
    raise_together<kFirst, kRows>(rows, column, order.here.re, order.before.re, order.out.re, c);
    if constexpr (kComplex) {
      raise_together<kFirst, kRows>(rows, column, order.here.im, order.before.im, order.out.im, c);
    }
  }
  const Row& longest = rows[0];
  raise_ends<kComplex, kFirst, kRows>(order, rows, longest.first - longest.first % width, begin);
  raise_ends<kComplex, kFirst, kRows>(order, rows, end, longest.end);
}

template <bool kComplex, bool kFirst>
void raise_rows(const Order& order) {
  constexpr std::size_t together = 4;
  const std::size_t rows = order.board.rows().size();
  std::size_t r = 0;
  for (; r + together <= rows; r += together) raise_group<kComplex, kFirst, together>(order, r);
  for (; r < rows; ++r) raise_group<kComplex, kFirst, 1>(order, r);
  order.board.mirror(order.out.re);
  if constexpr (kComplex) order.board.mirror(order.out.im);
}

void raise(const CouplingBoard& board, const SplitVector& here, const SplitVector& before,
           const SplitVector& out) {
  const bool complex = here.im != nullptr;
  const bool first = before.re == nullptr;
  // Nothing is read from `before` at first order, but a pointer into something is formed.
  const SplitVector& old = first ? here : before;
  const Order order{board, here, old, out};
  if (complex && first) return raise_rows<true, true>(order);
  if (complex) return raise_rows<true, false>(order);
  if (first) return raise_rows<false, true>(order);
  raise_rows<false, false>(order);
}

void measure_board(const CouplingBoard& board, const SplitVector& psi, CouplingMoments& result) {
  const double* values = board.columns().value.data();
  Eight norm, mean, square, flow;
  for (const CouplingRow& row : board.rows()) {
    Eight weights, products, squares, currents;
    const Vector above = all(row.above), below = all(row.below);
    const Count end = row.first + row.length;
    for (Count c = row.first - row.first % width; c < end; c += width) {
      const auto p = static_cast<std::size_t>(c / width % vectors_in_eight);
      const Count j = c - row.first;
      const auto inside = within(c, row.first, end);
      const auto here = [&](const double* x) {
        return hn::IfThenElseZero(inside, load(x + row.begin + j));
      };
      const auto from = [&](Vector factor, const double* x, Count offset) {
        return hn::IfThenElseZero(inside, times(factor, load(x + offset + j)));
      };
      const Vector re = here(psi.re), im = here(psi.im);
      const Vector up_re = from(above, psi.re, row.up), up_im = from(above, psi.im, row.up);
      const Vector down_re = from(below, psi.re, row.down), down_im = from(below, psi.im, row.down);
      // 2 S_z ψ, and -2i S_y ψ.
      const Vector sum_re = hn::Add(down_re, up_re), sum_im = hn::Add(down_im, up_im);
      const Vector turn_re = hn::Sub(down_re, up_re), turn_im = hn::Sub(down_im, up_im);
      const auto add = [&](Eight& sum, Vector x, Vector y) {
        sum.part[p] = hn::Add(sum.part[p], hn::Add(x, y));
      };
      add(weights, times(re, re), times(im, im));
      add(products, times(re, sum_re), times(im, sum_im));
      add(squares, times(sum_re, sum_re), times(sum_im, sum_im));
      const Vector current = hn::Sub(times(im, turn_re), times(re, turn_im));
      currents.part[p] = hn::Add(currents.part[p], times(load(values + c), current));
    }
    norm.add(weights, row.weight);
    mean.add(products, row.weight);
    square.add(squares, row.weight);
    flow.add(currents, row.weight);
  }
  result.norm = norm.total();
  result.mean = mean.total() / 2;
  result.square = square.total() / 4;
  result.flow = 2 * board.spins().coupling * flow.total();
}

}  // namespace leyden::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace leyden {

LEYDEN_KERNEL_LEVELS(raise);
LEYDEN_KERNEL_LEVELS(measure_board);

void raise_order(const CouplingBoard& board, const SplitVector& here, const SplitVector& before,
                 const SplitVector& out) {
  raise_levels()(board, here, before, out);
}

CouplingMoments measure(const CouplingBoard& board, const SplitVector& psi) {
  CouplingMoments result;
  measure_board_levels()(board, psi, result);
  return result;
}

}  // namespace leyden
#endif
