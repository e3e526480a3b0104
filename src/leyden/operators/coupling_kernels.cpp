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

/// The coefficients of one row, in every lane.
struct Factors {
  HWY_INLINE explicit Factors(const CouplingRow& row)
      : here(all(row.here)), raise(all(row.raise)), lower(all(row.lower)) {}
  Vector here, raise, lower;
};

/// The coefficients of the columns at hand, of the diagonal whole.
struct ColumnFactors {
  HWY_INLINE ColumnFactors(const CouplingColumns& columns, const Factors& row, Count c)
      : diagonal(times(row.here, load(columns.value.data() + c))),
        left(load(columns.left.data() + c)),
        right(load(columns.right.data() + c)) {}
  Vector diagonal, left, right;
};

/// Products and sums one by one: no fused operation, so that every level rounds alike.
HWY_INLINE Vector stencil(const Factors& row, const ColumnFactors& column, const double* here,
                          const double* up, const double* down) {
  const auto along =
      hn::Add(times(column.left, load(here - 1)), times(column.right, load(here + 1)));
  const auto across = hn::Add(times(row.raise, load(up)), times(row.lower, load(down)));
  return hn::Add(times(column.diagonal, load(here)), hn::Add(along, across));
}

/// The end of the last vector, beyond the row, becomes zero.
template <bool kFirst>
HWY_INLINE void store(Vector product, const double* before, double* out, Count left) {
  const Lanes d;
  Vector value = kFirst ? times(all(0.5), product) : hn::Sub(product, load(before));
  if (left < width) {
    value = hn::IfThenElseZero(hn::FirstN(d, static_cast<std::size_t>(left)), value);
  }
  hn::StoreU(value, d, out);
}

template <bool kComplex, bool kFirst>
HWY_INLINE void raise_rows(const CouplingBoard& board, SplitVector here, SplitVector before,
                           SplitVector out) {
  const CouplingColumns& columns = board.columns();
  for (const CouplingRow& row : board.rows()) {
    const Factors factors(row);
    const Count begin = row.begin, length = row.length;
    const Count up = row.up, down = row.down, first = row.first;
    for (Count j = 0; j < length; j += width) {
      const ColumnFactors column(columns, factors, first + j);
      const Count at = begin + j;
      store<kFirst>(stencil(factors, column, here.re + at, here.re + up + j, here.re + down + j),
                    before.re + at, out.re + at, length - j);
      if constexpr (kComplex) {
        store<kFirst>(stencil(factors, column, here.im + at, here.im + up + j, here.im + down + j),
                      before.im + at, out.im + at, length - j);
      }
    }
  }
  board.mirror(out.re);
  if constexpr (kComplex) board.mirror(out.im);
}

void raise(const CouplingBoard& board, const SplitVector& here, const SplitVector& before,
           const SplitVector& out) {
  const bool complex = here.im != nullptr;
  const bool first = before.re == nullptr;
  // Nothing is read from `before` at first order, but a pointer into something is formed.
  const SplitVector& old = first ? here : before;
  if (complex && first) return raise_rows<true, true>(board, here, old, out);
  if (complex) return raise_rows<true, false>(board, here, old, out);
  if (first) return raise_rows<false, true>(board, here, old, out);
  raise_rows<false, false>(board, here, old, out);
}

void measure_board(const CouplingBoard& board, const SplitVector& psi, CouplingMoments& result) {
  const Lanes d;
  const double* values = board.columns().value.data();
  Eight norm, mean, square, flow;
  for (const CouplingRow& row : board.rows()) {
    Eight weights, products, squares, currents;
    const Vector above = all(row.above), below = all(row.below);
    for (Count j = 0, part = 0; j < row.length; j += width, part = (part + 1) % vectors_in_eight) {
      const auto p = static_cast<std::size_t>(part);
      const auto inside = hn::FirstN(d, static_cast<std::size_t>(std::min(row.length - j, width)));
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
      currents.part[p] = hn::Add(currents.part[p], times(load(values + row.first + j), current));
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
