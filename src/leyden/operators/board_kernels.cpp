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

/// Where the coefficients of the columns are. By value wherever it goes, as all addresses in a loop
/// that stores: through a reference they would be read anew after every store.
struct Columns {
  explicit Columns(const BoardColumns& columns)
      : below(columns.below.data()),
        above(columns.above.data()),
        diagonal(columns.diagonal.data()) {}
  const double* below;
  const double* above;
  const double* diagonal;
};

/// The coefficients of the columns at hand.
struct ColumnFactors {
  HWY_INLINE ColumnFactors(Columns columns, Count j)
      : below(load(columns.below + j)),
        above(load(columns.above + j)),
        diagonal(load(columns.diagonal + j)) {}
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

/// One vector of a row of re or im. `left` elements of the row are left; where they are less than a
/// vector, the rest becomes zero.
template <bool kFirst, bool kWhole>
HWY_INLINE void store(Vector product, const double* before, double* out, Count left) {
  const Lanes d;
  Vector value = kFirst ? times(all(0.5), product) : hn::Sub(product, load(before));
  if (!kWhole && left < width) {
    value = hn::IfThenElseZero(hn::FirstN(d, static_cast<std::size_t>(left)), value);
  }
  hn::StoreU(value, d, out);
}

/// The vectors at column j of a row that lies anywhere; its neighbours begin at its own first
/// column.
template <bool kComplex, bool kFirst, bool kWhole>
HWY_INLINE void raise_vectors(const RowFactors& factors, Columns columns, BoardRows rows, Count j,
                              Count length) {
  const ColumnFactors column(columns, j);
  const auto raise_part = [&](double* SplitVector::*part) {
    const Beside up(rows.up.*part + j), down(rows.down.*part + j);
    store<kFirst, kWhole>(stencil(factors, column, rows.here.*part + j, up, down),
                          rows.before.*part + j, rows.out.*part + j, length - j);
  };
  raise_part(&SplitVector::re);
  if constexpr (kComplex) raise_part(&SplitVector::im);
}

template <bool kComplex, bool kFirst>
HWY_INLINE void raise_one(const Board& board, BoardRows rows, double parity, Count k) {
  const BoardRow& row = board.rows()[static_cast<std::size_t>(k)];
  const Columns columns(board.columns(row.first));
  const RowFactors factors(row);
  const Count length = row.length;
  for (SplitVector* beside : {&rows.up, &rows.down}) {
    beside->re += row.first;
    if constexpr (kComplex) beside->im += row.first;
  }
  Count j = 0;
  for (; j + width <= length; j += width) {
    raise_vectors<kComplex, kFirst, true>(factors, columns, rows, j, length);
  }
  if (j < length) raise_vectors<kComplex, kFirst, false>(factors, columns, rows, j, length);
  if (!board.folded()) return;
  board.close_seam(k, parity, rows.out.re, rows.two_down.re);
  if constexpr (kComplex) board.close_seam(k, -parity, rows.out.im, rows.two_down.im);
}

/// The rows k, k + 2, … on the way: factors, and where they and what is between them begin.
template <std::size_t kRows>
struct RowGroup {
  HWY_INLINE RowGroup(const std::vector<BoardRow>& rows, std::size_t k) {
    const Count shift = rows[k].first;
    for (std::size_t i = 0; i < kRows; ++i) {
      const std::size_t here = k + 2 * i;
      factors[i] = RowFactors(rows[here]);
      begin[i] = rows[here].begin;
      length[i] = rows[here].length;
      beside[i] = rows[here > 0 ? here - 1 : 0].begin + shift;
      beside[i + 1] = rows[std::min(here + 1, rows.size() - 1)].begin + shift;
    }
  }
  RowFactors factors[kRows];
  Count begin[kRows];
  Count length[kRows];  ///< none shorter than the next
  Count beside[kRows + 1];
};

/// The vectors at column j of re or im. Two rows have the row in between in common, which is loaded
/// once.
template <bool kFirst, bool kWhole, std::size_t kRows>
HWY_INLINE void raise_columns(const RowGroup<kRows>& rows, const ColumnFactors& column,
                              const double* here, const double* before, double* out, Count j) {
  Beside down(here + rows.beside[0] + j);
  for (std::size_t i = 0; i < kRows; ++i) {
    if (!kWhole && i > 0 && j >= rows.length[i]) break;
    const Count at = rows.begin[i] + j;
    const Beside up(here + rows.beside[i + 1] + j);
    store<kFirst, kWhole>(stencil(rows.factors[i], column, here + at, up, down), before + at,
                          out + at, rows.length[i] - j);
    down = up;
  }
}

/// The rows k, k + 2, … of one order.
template <bool kComplex, bool kFirst, std::size_t kRows>
HWY_INLINE void raise_group(const Board& board, SplitVector here, SplitVector before,
                            SplitVector out, double parity, Count k) {
  const auto first = static_cast<std::size_t>(k);
  const RowGroup<kRows> rows(board.rows(), first);
  const Columns columns(board.columns(board.rows()[first].first));
  Count j = 0;
  for (const Count end = rows.length[kRows - 1] / width * width; j < end; j += width) {
    const ColumnFactors column(columns, j);
    raise_columns<kFirst, true>(rows, column, here.re, before.re, out.re, j);
    if constexpr (kComplex) {
      raise_columns<kFirst, true>(rows, column, here.im, before.im, out.im, j);
    }
  }
  for (; j < rows.length[0]; j += width) {
    const ColumnFactors column(columns, j);
    raise_columns<kFirst, false>(rows, column, here.re, before.re, out.re, j);
    if constexpr (kComplex) {
      raise_columns<kFirst, false>(rows, column, here.im, before.im, out.im, j);
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
  // As many as have their factors in registers: there are 32 where vectors hold eight numbers, else
  // mostly 16.
  constexpr std::size_t together = width == 8 ? 2 : 1;
  constexpr Count block = 2 * static_cast<Count>(together);
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

/// What sums over a row read.
struct RowOfState {
  const double* re;  ///< at the first element of the row
  const double* im;
  const double* up_re;  ///< right above it, in the next row
  const double* up_im;
  const double* below;
  const double* above;
  const double* mirror;
  Vector exchange;
  Vector pair;
};

/// The vector at column j, the p-th of eight columns. `left` elements of the row are left, and all
/// of them count alike where a `kWhole` vector is taken.
template <bool kFolded, bool kWhole>
HWY_INLINE void add_to(RowSums& sums, const RowOfState& row, Count j, std::size_t p, Count left) {
  const Lanes d;
  const auto edge = [&](Vector re, Vector im, Count target) {
    return hn::Sub(times(load(row.up_re + target), im), times(load(row.up_im + target), re));
  };
  const auto first = [&](Count n) {
    return hn::FirstN(d, static_cast<std::size_t>(std::clamp<Count>(n, 0, width)));
  };
  Vector re = load(row.re + j);
  Vector im = load(row.im + j);
  if constexpr (!kWhole) {
    re = hn::IfThenElseZero(first(left), re);
    im = hn::IfThenElseZero(first(left), im);
  }
  Vector weight = hn::Add(times(re, re), times(im, im));
  Vector current = times(times(row.exchange, load(row.below + j)), edge(re, im, j - 1));
  if constexpr (kFolded) {
    // The last state of a row is on the seam, its own mirror image: it counts once, not twice.
    if constexpr (!kWhole) {
      const Vector half = all(0.5);
      weight = hn::IfThenElse(first(left - 1), weight, times(half, weight));
      current = hn::IfThenElse(first(left - 1), current, times(half, current));
    }
    const Vector mirror = load(row.mirror + j);
    const Vector moment = times(weight, mirror);
    sums.first.part[p] = hn::Add(sums.first.part[p], moment);
    sums.second.part[p] = hn::Add(sums.second.part[p], times(moment, mirror));
  } else {
    const Vector pairs = times(row.pair, load(row.above + j));
    current = hn::Add(current, times(pairs, edge(re, im, j)));
  }
  sums.weight.part[p] = hn::Add(sums.weight.part[p], weight);
  sums.current.part[p] = hn::Add(sums.current.part[p], current);
}

template <bool kFolded>
HWY_INLINE RowSums sums_of_row(const Board& board, const SplitVector& psi, Count k) {
  const auto& rows = board.rows();
  const BoardRow& at = rows[static_cast<std::size_t>(k)];
  const BoardColumns& columns = board.columns(at.first);
  const bool top = k + 1 == static_cast<Count>(rows.size());
  const Count up = (top ? at : rows[static_cast<std::size_t>(k + 1)]).begin + at.first;
  const RowOfState row{psi.re + at.begin,     psi.im + at.begin,    psi.re + up,
                       psi.im + up,           columns.below.data(), columns.above.data(),
                       columns.mirror.data(), all(at.exchange),     all(at.pair)};
  const Count length = at.length;
  RowSums sums{Eight(), Eight(), Eight(), Eight()};
  Count j = 0;
  for (; j + (kFolded ? 9 : 8) <= length; j += 8) {
    for (std::size_t p = 0; p < vectors_in_eight; ++p) {
      add_to<kFolded, true>(sums, row, j + static_cast<Count>(p) * width, p, width);
    }
  }
  for (; j < length; j += 8) {
    for (std::size_t p = 0; p < vectors_in_eight; ++p) {
      const Count here = j + static_cast<Count>(p) * width;
      add_to<kFolded, false>(sums, row, here, p, length - here);
    }
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
