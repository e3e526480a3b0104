// SPDX-License-Identifier: Apache-2.0
// y = alpha G x + beta y, one term of the Chebyshev recurrence. Sizes for L1, L2, L3 and memory.
#include "system.hpp"
#include "work.hpp"

namespace {

void apply(benchmark::State& state, const bench::System& system, double bytes, double flops,
           double vectors, double goal) {
  const auto x = system.state().re;
  auto y = x;
  const double beta = system.hamiltonian->rotated() ? 1.0 : -1.0;
  const double n = system.states();
  bench::declare(state, {"state", n, bytes * n, flops * n, 8 * vectors * n, goal});
  for (auto _ : state) {
    system.hamiltonian->apply(1e-9, x, beta, y);
    benchmark::ClobberMemory();
  }
}

/// Reads h, x, y and writes y.
void apply_chain(benchmark::State& state) {
  const bench::System system(state.range(0));
  apply(state, system, 32, 5, 3, 0.7);
}

/// With the diagonal of a detuned charger.
void apply_chain_detuned(benchmark::State& state) {
  const bench::System system(state.range(0), 0.0, 0.1);
  apply(state, system, 40, 7, 4, 0.7);
}

/// Reads x, y and writes y; the factors are few and stay in L1. Three neighbouring rows of x are
/// used together and read once.
void apply_checkerboard(benchmark::State& state) {
  const bench::System system(state.range(0), 1.0);
  apply(state, system, 24, 14, 2, 0.6);
}

BENCHMARK(apply_chain)
    ->Arg(500)
    ->Arg(20'000)
    ->Arg(500'000)
    ->Arg(8'000'000)
    ->MeasureProcessCPUTime();
BENCHMARK(apply_chain_detuned)->Arg(500)->Arg(20'000)->MeasureProcessCPUTime();
BENCHMARK(apply_checkerboard)->Arg(30)->Arg(200)->Arg(1000)->Arg(5000)->MeasureProcessCPUTime();

}  // namespace
