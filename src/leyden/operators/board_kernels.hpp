// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "leyden/operators/board.hpp"
#include "leyden/operators/order_sums.hpp"

namespace leyden {

/// Kernels on the layout of a board, in the active instruction set and with the same bits in each:
/// every element is a fixed sequence of products and sums, every sum runs over eight lanes.

/// One Chebyshev order, X = H/R and α = 2/R:
///     out = 2 X here - before,    or    out = X here    where `before` has no elements.
/// Per element, with left = α a_k x up[n-1] + α a_{k-1} p down[n-1] and right alike,
///     (α dB(k) + α dC(n)) here + (b_{n-1} left + b_n right) - before
/// On a folded board `parity` is that of out.re under C; out.im has the opposite. `out` is neither
/// of the other two.
void raise_order(const Board& board, const SplitVector& here, const SplitVector& before,
                 const SplitVector& out, double parity);

/// The rows that one row of an order is made of, each at its first element; `im` all null or none.
struct BoardRows {
  SplitVector up;      ///< row k + 1 of `here`; row k where there is none
  SplitVector here;    ///< row k
  SplitVector down;    ///< row k - 1; row k where there is none
  SplitVector before;  ///< row k of `before`
  SplitVector out;
  SplitVector two_down;  ///< row k - 2 of `out`, for the seam
};

/// Row k of one order, rows being wherever they are.
void raise_row(const Board& board, const BoardRows& rows, double parity, Count k);

/// Σ p, Σ p k and Σ p k² over the whole board, unfolded, and the current Σ a_k b_n … that is half
/// of d<k>/dt.
struct BoardMoments {
  double norm = 0.0;
  double mean = 0.0;
  double square = 0.0;
  double current = 0.0;
};
BoardMoments measure(const Board& board, const SplitVector& psi);

}  // namespace leyden
