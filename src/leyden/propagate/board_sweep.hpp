// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "leyden/operators/board_kernels.hpp"
#include "leyden/propagate/layout.hpp"

namespace leyden {

/// Takes the vectors of a large board through several orders at a time, row by row: row k of one
/// order needs row k + 1 of the one before, so a few rows of each are enough and stay in the cache.
/// Only two vectors in `depth` are written to memory.
///
/// A sweep has a strip of rows and writes to no others; what it needs of its neighbours' rows it
/// forms for itself. Several of them may run at once and leave the same bits as one.
class BoardSweep {
 public:
  static constexpr int depth = Layout::sweep_depth;

  /// For the rows from `begin` to `end` - 1.
  BoardSweep(const Board& board, Count begin, Count end);

  /// From the orders first - 2 and first - 1 in `lower` to the `count` <= depth that follow, the
  /// last two of which are left in `upper` (one: in upper[1]). Adds all of them to `sums`. `parity`
  /// is that of the real part at even orders.
  void run(const std::array<SplitVector, 2>& lower, const std::array<SplitVector, 2>& upper,
           int first, int count, double parity, const std::vector<OrderSums>& sums);

 private:
  static constexpr Count rows_kept = depth + 4;

  /// Row k of an order, whether it is kept in full or among the last few rows.
  SplitVector row(int order, Count k);
  void raise(int order, Count k, double parity);
  void add(Count k, const std::vector<OrderSums>& sums);

  const Board& board_;
  Count begin_;
  Count end_;
  Count stride_ = 0;
  AlignedArray re_;
  AlignedArray im_;
  std::array<SplitVector, 2> lower_;
  std::array<SplitVector, 2> upper_;
  int first_ = 0;
  int last_ = 0;
  bool real_ = false;
};

/// Sweeps over about equal parts of a board, at most `count` of them.
std::vector<BoardSweep> strips_of(const Board& board, Count count);

}  // namespace leyden
