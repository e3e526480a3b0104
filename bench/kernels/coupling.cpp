// SPDX-License-Identifier: Apache-2.0
// What a propagation in the eigenstates of a coupling consists of: the next Chebyshev order, what
// leaves the kept states, and what is read off a state. Rows between hyperbolas; sizes for L1, L2
// and L3.
#include <leyden/operators/coupling_kernels.hpp>
#include <leyden/propagate/coupling_evolution.hpp>
#include <vector>

#include "work.hpp"

namespace {

constexpr leyden::Count margin = leyden::CouplingBoard::margin;

leyden::CoupledSpins spins_of(leyden::Count cells) {
  leyden::CoupledSpins spins;
  spins.cells = spins.chargers = cells;
  spins.cell_frequency = spins.charger_frequency = 10.0;
  return spins;
}

/// The board of a battery of so many cells, and as many complex vectors as are asked for.
struct Vectors {
  Vectors(leyden::Count cells, int count)
      : board(spins_of(cells), leyden::CouplingEvolution::usual_cut(spins_of(cells))) {
    for (int i = 0; i < 2 * count; ++i) {
      stored.push_back(board.vector());
      for (const leyden::CouplingRow& row : board.rows()) {
        for (leyden::Count j = 0; j < row.length; ++j) {
          stored.back()[margin + row.begin + j] = 1e-3 * static_cast<double>((j + i) % 7 - 3);
        }
      }
      board.mirror(stored.back().data() + margin);
    }
    for (std::size_t i = 0; i < stored.size(); i += 2) {
      vectors.push_back({stored[i].data() + margin, stored[i + 1].data() + margin});
    }
    for (const leyden::CouplingRow& row : board.rows()) states += static_cast<double>(row.length);
  }
  leyden::CouplingBoard board;
  std::vector<leyden::AlignedArray> stored;
  std::vector<leyden::SplitVector> vectors;
  double states = 0.0;
};

/// Five products and five sums for a real element, and one product for both parts; reads two
/// vectors and writes one.
void coupling_order(benchmark::State& state) {
  Vectors v(state.range(0), 3);
  const double n = v.states;
  bench::declare(state, {"state", n, 48 * n, 21 * n, 48 * n, 0.5, roofline::Traffic::elsewhere});
  std::size_t turn = 0;
  for (auto _ : state) {
    leyden::raise_order(v.board, v.vectors[turn], v.vectors[(turn + 2) % 3],
                        v.vectors[(turn + 1) % 3]);
    turn = (turn + 1) % 3;
    benchmark::ClobberMemory();
  }
}

/// Once in an order: the ends of rows only.
void coupling_outflow(benchmark::State& state) {
  const Vectors v(state.range(0), 1);
  const auto rows = static_cast<double>(v.board.rows().size());
  bench::declare(state, {"row", rows, 64 * rows, 10 * rows, 16 * v.states, 0.1});
  for (auto _ : state) benchmark::DoNotOptimize(v.board.outflow(v.vectors[0]));
}

/// |ψ|², S_z ψ with it and with itself, and J_x S_y.
void coupling_moments(benchmark::State& state) {
  const Vectors v(state.range(0), 1);
  const double n = v.states;
  bench::declare(state, {"state", n, 16 * n, 25 * n, 16 * n, 0.5});
  for (auto _ : state) benchmark::DoNotOptimize(leyden::measure(v.board, v.vectors[0]));
}

BENCHMARK(coupling_order)->Arg(100)->Arg(300)->Arg(1000)->MeasureProcessCPUTime();
BENCHMARK(coupling_outflow)->Arg(300)->Arg(1000)->MeasureProcessCPUTime();
BENCHMARK(coupling_moments)->Arg(100)->Arg(300)->Arg(1000)->MeasureProcessCPUTime();

}  // namespace
