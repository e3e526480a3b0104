// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/board_layout.hpp"

#include <algorithm>
#include <thread>

namespace leyden {

BoardLayout::BoardLayout(const CheckerboardHamiltonian<double>& hamiltonian, double radius,
                         bool fold, double parity, const SeriesMemory& memory)
    : board_(hamiltonian, radius, fold), parity_(parity) {
  const double bytes = 16.0 * static_cast<double>(board_.size() + 2 * margin);
  if (bytes <= memory.cache) return;
  const unsigned threads =
      memory.threads > 0 ? memory.threads : std::max(1u, std::thread::hardware_concurrency());
  sweeps_ = strips_of(board_, threads);
  executor_ = thread_executor(threads);
}

void BoardLayout::raise(int order, const SplitVector& here, const SplitVector& before,
                        const SplitVector& out) const {
  raise_order(board_, here, before, out, order % 2 == 0 ? parity_ : -parity_);
}

void BoardLayout::sweep(const std::array<SplitVector, 2>& lower,
                        const std::array<SplitVector, 2>& upper, int first, int count,
                        const std::vector<OrderSums>& sums) {
  executor_->run(static_cast<Count>(sweeps_.size()), [&](Count strip) {
    sweeps_[static_cast<std::size_t>(strip)].run(lower, upper, first, count, parity_, sums);
  });
}

}  // namespace leyden
