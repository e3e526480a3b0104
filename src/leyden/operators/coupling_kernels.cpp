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

/// Where the coefficients of the columns are. By value wherever it goes, as all addresses in a loop
/// that stores: through a reference they would be read anew after every store.
struct Columns {
  explicit Columns(const CouplingColumns& columns)
      : value(columns.value.data()), left(columns.left.data()), right(columns.right.data()) {}
  const double* value;
  const double* left;
  const double* right;
};

/// The coefficients of the columns at hand.
struct ColumnFactors {
  HWY_INLINE ColumnFactors(Columns columns, Count c)
      : value(load(columns.value + c)),
        left(load(columns.left + c)),
        right(load(columns.right + c)) {}
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

/// One part, real or imaginary, of what a pass takes and gives.
struct Part {
  const double* here;
  const double* before;
  double* out;
};

/// The vector at column c of one row; what lies beside the row stays zero.
template <bool kFirst>
HWY_INLINE void raise_at(const Row& row, const ColumnFactors& column, Part x, Count c) {
  const Count at = row.at + c;
  const Vector product = stencil(row, column, x.here + at, load(x.here + at),
                                 load(x.here + row.up + c), load(x.here + row.down + c));
  const Vector value = finished<kFirst>(product, x.before + at);
  hn::StoreU(hn::IfThenElseZero(within(c, row.first, row.end), value), Lanes(), x.out + at);
}

/// The same of neighbouring rows where all are whole: what is above one is the next.
template <bool kFirst, std::size_t kRows>
HWY_INLINE void raise_together(const Row (&rows)[kRows], const ColumnFactors& column, Part x,
                               Count c) {
  Vector down = load(x.here + rows[0].down + c);
  Vector here = load(x.here + rows[0].at + c);
  for (std::size_t i = 0; i < kRows; ++i) {
    const Row& row = rows[i];
    const Count at = row.at + c;
    const Vector up = load(x.here + (i + 1 < kRows ? rows[i + 1].at : row.up) + c);
    const Vector product = stencil(row, column, x.here + at, here, up, down);
    hn::StoreU(finished<kFirst>(product, x.before + at), Lanes(), x.out + at);
    down = here;
    here = up;
  }
}

/// Those of the rows that reach there, from one column to another, both a multiple of the width.
template <bool kFirst, std::size_t kRows>
HWY_INLINE void raise_ends(const Row (&rows)[kRows], Columns columns, Part x, Count begin,
                           Count end) {
  for (Count c = begin; c < end; c += width) {
    const ColumnFactors column(columns, c);
    for (const Row& row : rows) {
      if (c + width > row.first && c < row.end) raise_at<kFirst>(row, column, x, c);
    }
  }
}

/// The rows r, r + 1, … together as far as the last of them reaches, which is the shortest.
template <bool kComplex, bool kFirst, std::size_t kRows>
HWY_INLINE void raise_group(const CouplingBoard& board, Part re, Part im, std::size_t r) {
  const CouplingRow* from = board.rows().data() + r;
  const Columns columns(board.columns());
  Row rows[kRows];
  for (std::size_t i = 0; i < kRows; ++i) rows[i] = Row(from[i]);
  const Row& shortest = rows[kRows - 1];
  const Count begin = (shortest.first + width - 1) / width * width;
  const Count end = std::max(begin, shortest.end / width * width);
  // Factors of the columns serve both parts where registers hold them beside those of the rows.
  constexpr bool at_once = kComplex && width == 8;
  for (Count c = begin; c < end; c += width) {
    const ColumnFactors column(columns, c);
    raise_together<kFirst>(rows, column, re, c);
    if constexpr (at_once) raise_together<kFirst>(rows, column, im, c);
  }
  if constexpr (kComplex && !at_once) {
    for (Count c = begin; c < end; c += width) {
      raise_together<kFirst>(rows, ColumnFactors(columns, c), im, c);
    }
  }
  const Row& longest = rows[0];
  for (const Part& x : {re, im}) {
    raise_ends<kFirst>(rows, columns, x, longest.first - longest.first % width, begin);
    raise_ends<kFirst>(rows, columns, x, end, longest.end);
    if (!kComplex) break;
  }
}

template <bool kComplex, bool kFirst>
void raise_rows(const CouplingBoard& board, Part re, Part im) {
  constexpr std::size_t together = 4;
  const std::size_t rows = board.rows().size();
  std::size_t r = 0;
  for (; r + together <= rows; r += together) {
    raise_group<kComplex, kFirst, together>(board, re, im, r);
  }
  for (; r < rows; ++r) raise_group<kComplex, kFirst, 1>(board, re, im, r);
  board.mirror(re.out);
  if constexpr (kComplex) board.mirror(im.out);
}

void raise(const CouplingBoard& board, const SplitVector& here, const SplitVector& before,
           const SplitVector& out) {
  const bool complex = here.im != nullptr;
  const bool first = before.re == nullptr;
  // Nothing is read from `before` at first order, but a pointer into something is formed.
  const SplitVector& old = first ? here : before;
  const Part re{here.re, old.re, out.re};
  const Part im{here.im, old.im, out.im};
  if (complex && first) return raise_rows<true, true>(board, re, im);
  if (complex) return raise_rows<true, false>(board, re, im);
  if (first) return raise_rows<false, true>(board, re, im);
  raise_rows<false, false>(board, re, im);
}

/// Sums over one row.
struct RowSums {
  HWY_INLINE RowSums() {}
  Eight weights;
  Eight products;  ///< of ψ and 2 S_z ψ
  Eight squares;   ///< |2 S_z ψ|²
  Eight currents;  ///< of m' ψ and -2i S_y ψ
};

/// What they read: ψ, and where column 0 is, or would be, in a row and in its neighbours.
struct RowOfState {
  HWY_INLINE RowOfState(const CouplingRow& row, const SplitVector& psi, const double* values)
      : re(psi.re),
        im(psi.im),
        value(values),
        at(row.begin - row.first),
        up(row.up - row.first),
        down(row.down - row.first),
        first(row.first),
        end(row.first + row.length),
        above(all(row.above)),
        below(all(row.below)) {}
  const double* re;
  const double* im;
  const double* value;
  Count at, up, down;
  Count first, end;
  Vector above, below;
};

/// The vector at column c, the p-th of eight columns. What is not of the row counts as zero where
/// it is not `kWhole`.
template <bool kWhole>
HWY_INLINE void add_to(RowSums& sums, const RowOfState& row, Count c, std::size_t p) {
  const auto of_row = [&](Vector x) {
    if constexpr (kWhole) return x;
    return hn::IfThenElseZero(within(c, row.first, row.end), x);
  };
  const Vector re = of_row(load(row.re + row.at + c));
  const Vector im = of_row(load(row.im + row.at + c));
  const Vector up_re = of_row(times(row.above, load(row.re + row.up + c)));
  const Vector up_im = of_row(times(row.above, load(row.im + row.up + c)));
  const Vector down_re = of_row(times(row.below, load(row.re + row.down + c)));
  const Vector down_im = of_row(times(row.below, load(row.im + row.down + c)));
  const Vector sum_re = hn::Add(down_re, up_re), sum_im = hn::Add(down_im, up_im);
  const Vector turn_re = hn::Sub(down_re, up_re), turn_im = hn::Sub(down_im, up_im);
  const auto add = [&](Eight& sum, Vector x, Vector y) {
    sum.part[p] = hn::Add(sum.part[p], hn::Add(x, y));
  };
  add(sums.weights, times(re, re), times(im, im));
  add(sums.products, times(re, sum_re), times(im, sum_im));
  add(sums.squares, times(sum_re, sum_re), times(sum_im, sum_im));
  const Vector current = hn::Sub(times(im, turn_re), times(re, turn_im));
  sums.currents.part[p] = hn::Add(sums.currents.part[p], times(load(row.value + c), current));
}

template <bool kWhole>
HWY_INLINE void add_eight(RowSums& sums, const RowOfState& row, Count c) {
  for (std::size_t p = 0; p < vectors_in_eight; ++p) {
    add_to<kWhole>(sums, row, c + static_cast<Count>(p) * width, p);
  }
}

HWY_INLINE RowSums sums_of_row(const RowOfState& row) {
  RowSums sums;
  Count c = row.first - row.first % 8;
  if (c < row.first) {
    add_eight<false>(sums, row, c);
    c += 8;
  }
  for (; c + 8 <= row.end; c += 8) add_eight<true>(sums, row, c);
  if (c < row.end) add_eight<false>(sums, row, c);
  return sums;
}

void measure_board(const CouplingBoard& board, const SplitVector& psi, CouplingMoments& result) {
  Eight norm, mean, square, flow;
  for (const CouplingRow& row : board.rows()) {
    const RowSums sums = sums_of_row(RowOfState(row, psi, board.columns().value.data()));
    norm.add(sums.weights, row.weight);
    mean.add(sums.products, row.weight);
    square.add(sums.squares, row.weight);
    flow.add(sums.currents, row.weight);
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
