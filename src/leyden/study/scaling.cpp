// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/scaling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>

#include "leyden/base/errors.hpp"
#include "leyden/base/floating_point.hpp"
#include "leyden/study/charge.hpp"
#include "leyden/study/large_battery_law.hpp"

namespace leyden {
namespace {

void validate(const ScalingRequest& request) {
  const auto refuse = [](const char* name, Count value, const std::string& allowed) {
    throw InvalidInput(fmt::format("{} = {}", name, value), allowed,
                       "choose a value in that range");
  };
  constexpr Count largest = largest_count - 2;
  if (request.to > largest) refuse("to", request.to, fmt::format("up to {}", largest));
  if (request.from < 1) refuse("from", request.from, "a whole number >= 1");
  if (request.to < request.from)
    refuse("to", request.to, fmt::format(">= from = {}", request.from));
  if (request.points < 1) refuse("points", request.points, "a whole number >= 1");
  if (request.ratio < 1) refuse("ratio", request.ratio, "a whole number >= 1");
  if (request.ratio > largest_count / (request.to + 1)) {
    refuse("ratio", request.ratio, fmt::format("up to {}", largest_count / (request.to + 1)));
  }
}

std::vector<ScalingPoint> by_law(const ScalingRequest& request, const std::vector<Count>& sizes) {
  const Charging& c = request.charging;
  const bool plain = c.anisotropy == 0.0 && c.detuning == 0.0 && c.crosstalk == 0.0 &&
                     c.battery_crosstalk == 0.0 && c.charger == Charger::spins &&
                     std::holds_alternative<IdealStart>(c.start);
  if (request.ratio != 1 || !plain) {
    throw InvalidInput(
        "the law of large batteries for another model",
        "as many charger spins as cells, γ = 0, no detuning or crosstalk, ideal start",
        "drop the other parameters, or --law");
  }
  std::vector<ScalingPoint> table;
  for (const Count cells : sizes) table.push_back(large_battery_law(cells));
  return table;
}

}  // namespace

std::vector<Count> logarithmic_sizes(Count from, Count to, Count points) {
  const FloatingPointScope default_environment;
  std::vector<Count> sizes;
  if (points > to - from) {
    for (Count size = from; size <= to; ++size) sizes.push_back(size);
    return sizes;
  }
  const double span = std::log(static_cast<double>(to) / static_cast<double>(from));
  for (Count i = 0; i < points; ++i) {
    const double fraction =
        points > 1 ? static_cast<double>(i) / static_cast<double>(points - 1) : 0.0;
    const auto size =
        static_cast<Count>(std::llround(static_cast<double>(from) * std::exp(fraction * span)));
    sizes.push_back(std::clamp(size, from, to));
  }
  sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
  return sizes;
}

std::vector<ScalingPoint> scaling(const ScalingRequest& request, Executor& executor,
                                  const Progress& progress) {
  const FloatingPointScope default_environment;
  validate(request);
  const std::vector<Count> sizes = logarithmic_sizes(request.from, request.to, request.points);
  if (request.law) return by_law(request, sizes);
  std::map<Count, ChargeResult> runs;
  for (const Count cells : sizes) {
    for (const Count neighbour : {cells - 1, cells, cells + 1}) {
      if (neighbour >= 1 && cells > 1) runs[neighbour];
    }
    runs[cells];
  }
  // Largest first: the last jobs to end are then short ones.
  std::vector<Count> order;
  for (auto run = runs.rbegin(); run != runs.rend(); ++run) order.push_back(run->first);
  std::mutex progress_mutex;
  double done = 0.0;
  executor.run(static_cast<Count>(order.size()), [&](Count job) {
    ChargeRequest one;
    one.charging = request.charging;
    one.charging.cells = order[static_cast<std::size_t>(job)];
    one.charging.chargers = request.ratio * one.charging.cells;
    const auto report = [&](double) {
      const std::lock_guard lock(progress_mutex);
      if (progress) progress(done / static_cast<double>(order.size()));
    };
    runs.at(one.charging.cells) = charge_power(one, report);
    const std::lock_guard lock(progress_mutex);
    done += 1.0;
  });

  std::vector<ScalingPoint> table;
  for (const Count cells : sizes) {
    const ChargeResult& run = runs.at(cells);
    ScalingPoint point{cells, {}, run.peaks.power, run.advantage, {}};
    if (counts_chargers(request.charging)) point.chargers = request.ratio * cells;
    if (cells > 1) {
      const Estimate& below = runs.at(cells - 1).advantage;
      const Estimate& above = runs.at(cells + 1).advantage;
      const bool certain = below.value > below.error && above.value > above.error;
      if (certain) point.exponent = local_exponent(cells, below, above);
    }
    table.push_back(point);
  }
  return table;
}

}  // namespace leyden
