// SPDX-License-Identifier: Apache-2.0
// What the window of a chain consists of: the recurrence of its eigenvectors in double-double, and
// sums over sites of products of any two of them.
#include <leyden/numerics/lanes_recurrence.hpp>
#include <vector>

#include "work.hpp"

namespace {

constexpr std::size_t lanes = 256;  // about what a start needs
constexpr leyden::Count sites = 32;

/// Two products and a difference in double-double (7, 7 and 10 operations, a fused one counted
/// twice), a scale and a square added up, a sign count: 29 for a site of a lane.
void window_recurrence(benchmark::State& state) {
  std::vector<leyden::DoubleDouble> values;
  for (std::size_t i = 0; i < lanes; ++i) {
    values.emplace_back(1.9 * static_cast<double>(i) / static_cast<double>(lanes));
  }
  leyden::RecurrenceLanes walk(values);
  const std::vector<double> high(sites, 1.0), low(sites, 1e-17), scale(sites, 0.9);
  std::vector<double> weight(lanes, 0.5), out(lanes * sites);
  const double work = static_cast<double>(sites) * static_cast<double>(lanes);
  bench::declare(state, {"site, lane", work, 8 * work, 29 * work, 8 * work, 0.5});
  for (auto _ : state) {
    leyden::advance({high.data(), low.data(), scale.data(), 1, sites}, walk, weight.data(),
                    out.data());
    benchmark::ClobberMemory();
  }
}

/// A multiplication and an addition for each pair of lanes.
void window_sums(benchmark::State& state) {
  leyden::LevelSums sums(lanes);
  const std::vector<double> rows(lanes * sites, 1e-3);
  const double pairs = static_cast<double>(lanes) * static_cast<double>(lanes + 1) / 2;
  const double work = static_cast<double>(sites) * pairs;
  bench::declare(state, {"site, pair", work, 32 * pairs, 2 * work, 16 * pairs, 0.5});
  for (auto _ : state) {
    sums.add(rows.data(), lanes, sites, 1.0, 1.0);
    benchmark::ClobberMemory();
  }
}

BENCHMARK(window_recurrence)->MeasureProcessCPUTime();
BENCHMARK(window_sums)->MeasureProcessCPUTime();

}  // namespace
