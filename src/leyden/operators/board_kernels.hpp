// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "leyden/operators/board.hpp"

namespace leyden {

/// Kernels on the layout of a board, in the active instruction set and with the same bits in each:
/// every element is a fixed sequence of products and sums, every sum runs over eight lanes.

/// A vector on a board; `im` is null where the state is real.
struct BoardVector {
  double* re = nullptr;
  double* im = nullptr;
};

/// One Chebyshev order, X = H/R and α = 2/R:
///     out = 2 X here - before,    or    out = X here    where `before` has no elements.
/// Per element, with left = α a_k x up[n-1] + α a_{k-1} p down[n-1] and right alike,
///     (α dB(k) + α dC(n)) here + (b_{n-1} left + b_n right) - before
/// On a folded board `parity` is that of out.re under C; out.im has the opposite. `out` is neither
/// of the other two.
void raise_order(const Board& board, const BoardVector& here, const BoardVector& before,
                 const BoardVector& out, double parity);

/// The rows that one row of an order is made of, each at its first element; `im` all null or none.
struct BoardRows {
  BoardVector up;      ///< row k + 1 of `here`; row k where there is none
  BoardVector here;    ///< row k
  BoardVector down;    ///< row k - 1; row k where there is none
  BoardVector before;  ///< row k of `before`
  BoardVector out;
  BoardVector two_down;  ///< row k - 2 of `out`, for the seam
};

/// Row k of one order, rows being wherever they are.
void raise_row(const Board& board, const BoardRows& rows, double parity, Count k);

/// Which orders go into a sum: all of them, or those of one parity.
enum class Orders { all, even, odd };

/// Sums that are formed from the same vectors, as many as a pass over them takes.
struct BoardSums {
  static constexpr int most = 4;

  /// (-i)^j c_qj without the i, order by order from the first on, `most` of them each; zeros do no
  /// harm.
  std::vector<double> coefficients;
  std::array<BoardVector, most> targets{};
  int count = 0;
  int last = 0;  ///< beyond the highest order with a coefficient
  Orders orders = Orders::all;
};

/// target_q += Σ_j (-i)^j c_qj v_j for j = first … last - 1, v_j = vectors[j - first], on `size`
/// elements that begin at `begin` in the targets and at 0 in the vectors.
/// Orders of one parity are added as they are, without the i: what states at equal distances on
/// either side of a base have in common, but for a sign.
void add_orders(Count begin, Count size, const BoardVector* vectors, int first,
                const std::vector<BoardSums>& sums);

/// Σ p, Σ p k and Σ p k² over the whole board, unfolded, and the current Σ a_k b_n … that is half
/// of d<k>/dt.
struct BoardMoments {
  double norm = 0.0;
  double mean = 0.0;
  double square = 0.0;
  double current = 0.0;
};
BoardMoments measure(const Board& board, const BoardVector& psi);

}  // namespace leyden
