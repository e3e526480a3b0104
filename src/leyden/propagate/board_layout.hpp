// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "leyden/base/executor.hpp"
#include "leyden/operators/board.hpp"
#include "leyden/propagate/board_sweep.hpp"
#include "leyden/propagate/chebyshev_bases.hpp"
#include "leyden/propagate/layout.hpp"

namespace leyden {

/// A `Board` for one start, whole or folded, swept where it does not fit into the cache.
class BoardLayout final : public Layout {
 public:
  /// `parity` is that of the real part of the start under the mirror, where the board is folded.
  BoardLayout(const CheckerboardHamiltonian<double>& hamiltonian, double radius, bool fold,
              double parity, const SeriesMemory& memory);

  const Board& board() const { return board_; }
  /// Of the real part of the state at order 0.
  double parity() const { return parity_; }

  Count size() const override { return board_.size(); }
  void raise(int order, const SplitVector& here, const SplitVector& before,
             const SplitVector& out) const override;
  double norm(const SplitVector& psi) const override { return measure(board_, psi).norm; }
  bool is_swept() const override { return !sweeps_.empty(); }
  void sweep(const std::array<SplitVector, 2>& lower, const std::array<SplitVector, 2>& upper,
             int first, int count, const std::vector<OrderSums>& sums) override;

 private:
  Board board_;
  static_assert(margin >= Board::margin);
  double parity_;
  std::vector<BoardSweep> sweeps_;
  std::unique_ptr<Executor> executor_;
};

}  // namespace leyden
