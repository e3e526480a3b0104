// SPDX-License-Identifier: Apache-2.0
// One step of an evolution, pulled through the public interface: E and dE/dt a time Δ away from
// the anchor, where the state is spread over the space. Δ is what one expansion reaches, RΔ = 128.
#include <cmath>
#include <leyden/numerics/bessel.hpp>
#include <leyden/operators/bounds.hpp>
#include <leyden/propagate/evolution.hpp>
#include <map>
#include <utility>

#include "propagation.hpp"
#include "work.hpp"

namespace {

/// An evolution that has charged the battery once, so that no part of the space is empty. Made once
/// for each benchmark.
leyden::Evolution& charged(const bench::System& system) {
  static std::map<std::pair<double, leyden::Count>, std::unique_ptr<leyden::Evolution>> known;
  auto& evolution = known[{system.charging.anisotropy, system.charging.cells}];
  if (!evolution) {
    const auto cells = static_cast<double>(system.charging.cells);
    evolution = leyden::evolve(system.protocol);
    evolution->advance(std::log(cells) / cells);
  }
  return *evolution;
}

void step(benchmark::State& state, const bench::System& system) {
  const double n = system.states();
  const double step = 128.0 / leyden::spectral_interval(*system.hamiltonian).radius;
  const auto orders = static_cast<double>(leyden::chebyshev_series(128.0).coefficients.size());
  leyden::Evolution& evolution = charged(system);
  const bench::Pass pass = bench::one_pass(system);
  bench::declare(state, {"state, order", n * orders, pass.bytes * n * orders,
                         pass.flops * n * orders, pass.working_set * n, 0.6});
  evolution.evaluate(evolution.anchor());
  double sign = 1.0;  // to and fro: the same time again would cost nothing
  for (auto _ : state) {
    benchmark::DoNotOptimize(evolution.evaluate(evolution.anchor() + sign * step));
    sign = -sign;
  }
}

void step_chain(benchmark::State& state) {
  step(state, bench::System(state.range(0)));
}
void step_checkerboard(benchmark::State& state) {
  step(state, bench::System(state.range(0), 1.0));
}

BENCHMARK(step_chain)->Arg(500)->Arg(5000)->MeasureProcessCPUTime();
BENCHMARK(step_checkerboard)->Arg(30)->Arg(200)->Arg(500)->MeasureProcessCPUTime();

}  // namespace
