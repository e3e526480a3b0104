// SPDX-License-Identifier: Apache-2.0
// The whole certified search for P_max, against the floor of a propagation through the times that
// it has to see: R t applications of H, each in one pass.
#include <leyden/operators/bounds.hpp>
#include <leyden/study/charge.hpp>

#include "propagation.hpp"
#include "work.hpp"

namespace {

void peak(benchmark::State& state, const bench::System& system) {
  leyden::ChargeRequest request;
  request.charging = system.charging;
  const double horizon = leyden::charge_power(request).peaks.power_record.horizon;
  const double applications = leyden::spectral_interval(*system.hamiltonian).radius * horizon;
  const double n = system.states();
  const bench::Pass pass = bench::one_pass(system);
  bench::declare(state, {"state, application", n * applications, pass.bytes * n * applications,
                         pass.flops * n * applications, pass.working_set * n, 0.3});
  for (auto _ : state) benchmark::DoNotOptimize(leyden::charge_power(request));
}

void peak_chain(benchmark::State& state) {
  peak(state, bench::System(state.range(0)));
}
void peak_checkerboard(benchmark::State& state) {
  peak(state, bench::System(state.range(0), 1.0));
}

BENCHMARK(peak_chain)->Arg(100)->Arg(1000)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();
BENCHMARK(peak_checkerboard)->Arg(10)->Arg(50)->Arg(100)->MeasureProcessCPUTime();

}  // namespace
