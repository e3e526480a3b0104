// SPDX-License-Identifier: Apache-2.0
// Bounds on the derivatives of E, from path sums of nested commutators: a multiplication and an
// addition for each path of up to four edges.
#include <leyden/operators/bounds.hpp>

#include "system.hpp"
#include "work.hpp"

namespace {

void bounds(benchmark::State& state, const bench::System& system, double paths) {
  const double n = system.states();
  bench::declare(state, {"row", n, 0, 2 * paths * n, 0, 0.02});
  for (auto _ : state) benchmark::DoNotOptimize(leyden::derivative_bounds(*system.hamiltonian));
}

void bounds_chain(benchmark::State& state) {
  bounds(state, bench::System(state.range(0)), 2 + 4 + 8 + 16);
}
void bounds_checkerboard(benchmark::State& state) {
  bounds(state, bench::System(state.range(0), 1.0), 5 + 25 + 125 + 625);
}

BENCHMARK(bounds_chain)->Arg(500)->Arg(20'000)->MeasureProcessCPUTime();
BENCHMARK(bounds_checkerboard)->Arg(30)->Arg(200)->MeasureProcessCPUTime();

}  // namespace
