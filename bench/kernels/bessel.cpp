// SPDX-License-Identifier: Apache-2.0
// The coefficients of one expansion: a recurrence, two multiplications and a subtraction for each
// order. Each waits for the one before, so its floor is latency and its goal is low.
#include <leyden/numerics/bessel.hpp>

#include "work.hpp"

namespace {

void bessel(benchmark::State& state) {
  const auto tau = static_cast<double>(state.range(0));
  const auto orders = static_cast<double>(leyden::chebyshev_series(tau).coefficients.size());
  bench::declare(state, {"order", orders, 0, 3 * orders, 0, 0.005});
  for (auto _ : state) benchmark::DoNotOptimize(leyden::chebyshev_series(tau));
}

BENCHMARK(bessel)->Arg(8)->Arg(128)->Arg(20'000)->MeasureProcessCPUTime();

}  // namespace
