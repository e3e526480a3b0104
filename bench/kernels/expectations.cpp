// SPDX-License-Identifier: Apache-2.0
// What is read off a state: the moments of the battery level, and dE/dt.
#include "system.hpp"
#include "work.hpp"

namespace {

/// Re and im where there is one are read once.
double bytes(const bench::System& system) {
  return system.hamiltonian->rotated() ? 8 : 16;
}

void moments(benchmark::State& state, const bench::System& system, double flops) {
  const auto psi = system.state();
  const double n = system.states();
  const double read = bytes(system) * n;
  bench::declare(state, {"state", n, read, flops * n, read, 0.5});
  for (auto _ : state) benchmark::DoNotOptimize(system.hamiltonian->moments(psi));
}

void flow(benchmark::State& state, const bench::System& system, double extra, double flops) {
  const auto psi = system.state();
  const double n = system.states();
  const double read = (bytes(system) + extra) * n;
  bench::declare(state, {"state", n, read, flops * n, read, 0.5});
  for (auto _ : state) benchmark::DoNotOptimize(system.hamiltonian->flow(psi));
}

/// |ψ|², and times k and k² added up.
void moments_chain(benchmark::State& state) {
  moments(state, bench::System(state.range(0)), 7);
}
/// |ψ|² added up; k is one number for a row.
void moments_checkerboard(benchmark::State& state) {
  moments(state, bench::System(state.range(0), 1.0), 4);
}
/// Reads h too.
void flow_chain(benchmark::State& state) {
  flow(state, bench::System(state.range(0)), 8, 3);
}
/// Two edges upwards from each state.
void flow_checkerboard(benchmark::State& state) {
  flow(state, bench::System(state.range(0), 1.0), 0, 11);
}

BENCHMARK(moments_chain)->Arg(500)->Arg(20'000)->Arg(8'000'000)->MeasureProcessCPUTime();
BENCHMARK(moments_checkerboard)->Arg(30)->Arg(200)->Arg(3000)->MeasureProcessCPUTime();
BENCHMARK(flow_chain)->Arg(500)->Arg(20'000)->Arg(8'000'000)->MeasureProcessCPUTime();
BENCHMARK(flow_checkerboard)->Arg(30)->Arg(200)->Arg(3000)->MeasureProcessCPUTime();

}  // namespace
