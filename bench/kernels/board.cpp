// SPDX-License-Identifier: Apache-2.0
// What a propagation on a checkerboard consists of: the next Chebyshev order, its share in the
// states that are wanted, and what is read off a state. On the half of a square board that is kept
// when it is folded; sizes for L1, L2 and L3.
#include <leyden/operators/board_kernels.hpp>
#include <leyden/operators/bounds.hpp>
#include <leyden/operators/checkerboard_hamiltonian.hpp>
#include <vector>

#include "system.hpp"
#include "work.hpp"

namespace {

/// A folded board, and as many complex vectors on it as are asked for, nowhere small.
struct Vectors {
  Vectors(leyden::Count cells, int count) : system(cells, 1.0), board(make(system)) {
    for (int i = 0; i < 2 * count; ++i) {
      stored.push_back(board.vector());
      for (leyden::Count j = 0; j < board.size(); ++j) {
        stored.back()[leyden::Board::margin + j] = 1e-3 * static_cast<double>((j + i) % 7 - 3);
      }
    }
    for (std::size_t i = 0; i < stored.size(); i += 2) {
      vectors.push_back(
          {stored[i].data() + leyden::Board::margin, stored[i + 1].data() + leyden::Board::margin});
    }
    for (const leyden::BoardRow& row : board.rows()) states += static_cast<double>(row.length);
  }

  static leyden::Board make(const bench::System& system) {
    const auto& hamiltonian =
        dynamic_cast<const leyden::CheckerboardHamiltonian<double>&>(*system.hamiltonian);
    return {hamiltonian, leyden::spectral_interval(hamiltonian).radius, true};
  }

  bench::System system;
  leyden::Board board;
  std::vector<leyden::AlignedArray> stored;
  std::vector<leyden::SplitVector> vectors;
  double states = 0.0;
};

/// Seven products and six sums for a real element; reads two vectors and writes one.
void board_order(benchmark::State& state) {
  Vectors v(state.range(0), 3);
  const double n = v.states;
  bench::declare(state,
                 {"state", n, 48 * n, 2 * 13 * n, 48 * n, 0.5, roofline::Traffic::elsewhere});
  std::size_t turn = 0;  // T_j bounded by one another, as in a run
  for (auto _ : state) {
    leyden::raise_order(v.board, v.vectors[turn], v.vectors[(turn + 2) % 3],
                        v.vectors[(turn + 1) % 3], turn % 2 == 0 ? 1.0 : -1.0);
    turn = (turn + 1) % 3;
    benchmark::ClobberMemory();
  }
}

/// `orders` vectors into four states, or into four on either side of the base. Each vector is read
/// once, each state read and written once.
void sums(benchmark::State& state, bool both_sides) {
  constexpr int orders = 24;
  constexpr int most = leyden::OrderSums::most;
  const int targets = both_sides ? 2 * most : most;
  Vectors v(state.range(0), orders + targets);
  std::vector<leyden::OrderSums> groups(both_sides ? 2 : 1);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    groups[g].coefficients.assign(orders * most, 1e-3);
    groups[g].count = most;
    groups[g].last = orders;
    if (both_sides) groups[g].orders = g == 0 ? leyden::Orders::even : leyden::Orders::odd;
    for (std::size_t q = 0; q < most; ++q) {
      groups[g].targets[q] = v.vectors[static_cast<std::size_t>(orders) + g * most + q];
    }
  }
  const double n = v.states;
  bench::declare(state, {"state, order", n * orders, n * (16 * orders + 32 * targets),
                         n * orders * most * 4, n * 16 * (orders + targets), 0.5});
  for (auto _ : state) {
    leyden::add_orders(0, v.board.size(), v.vectors.data(), 0, groups);
    benchmark::ClobberMemory();
  }
}

void board_sums(benchmark::State& state) {
  sums(state, false);
}
void board_sums_both_sides(benchmark::State& state) {
  sums(state, true);
}

/// |ψ|², the edge upwards times two factors, and times the level of the mirror image once and
/// twice, each added up.
void board_moments(benchmark::State& state) {
  const Vectors v(state.range(0), 1);
  const double n = v.states;
  bench::declare(state, {"state", n, 16 * n, 13 * n, 16 * n, 0.5});
  for (auto _ : state) benchmark::DoNotOptimize(leyden::measure(v.board, v.vectors[0]));
}

BENCHMARK(board_order)->Arg(30)->Arg(100)->Arg(200)->Arg(500)->MeasureProcessCPUTime();
BENCHMARK(board_sums)->Arg(30)->Arg(100)->Arg(200)->MeasureProcessCPUTime();
BENCHMARK(board_sums_both_sides)->Arg(30)->Arg(100)->Arg(200)->MeasureProcessCPUTime();
BENCHMARK(board_moments)->Arg(30)->Arg(100)->Arg(200)->Arg(500)->MeasureProcessCPUTime();

}  // namespace
