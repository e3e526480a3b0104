// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/claim_runs.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <utility>
#include <vector>

#include "leyden/base/errors.hpp"

namespace leyden {
namespace {

/// Roughly what a run costs: states times applications of H. Good enough to order them.
double cost_of(const ChargeRequest& request, bool with_energies) {
  const auto cells = static_cast<double>(request.charging.cells) + 1.0;
  const auto chargers = static_cast<double>(request.charging.chargers) + cells;
  const double states = request.charging.anisotropy == 0.0 ? cells : cells * chargers;
  const double to_the_power_peak = 3.0 / std::sqrt(cells * chargers);
  const double time =
      with_energies ? std::max(request.window, to_the_power_peak) : to_the_power_peak;
  return states * (1.0 + cells * chargers * time);
}

ChargeResult placeholder() {
  ChargeResult result;
  const Peak one{1.0, 0.0, 1.0, 0.0};
  result.peaks.energy = result.peaks.power = one;
  result.peaks.first = one;
  result.normalized_power.value = 1.0;
  result.advantage = {1.0, 0.0};
  return result;
}

}  // namespace

const ChargeResult& Runs::answer(const ChargeRequest& request, bool with_energies) {
  static const ChargeResult unknown_yet = placeholder();
  const std::string key = key_of(request, with_energies);
  if (planning_) {
    jobs_.try_emplace(key, Job{request, with_energies, {}, {}});
    return unknown_yet;
  }
  const auto found = jobs_.find(key);
  if (found == jobs_.end()) throw InternalError("a claim asks for a run that was not planned");
  if (!found->second.trouble.empty()) throw Unreachable(found->second.trouble);
  return found->second.result;
}

void Runs::compute(Executor& executor, ChargeMemo& memo, const Progress& progress) {
  std::vector<std::pair<double, Job*>> order;
  double total = 0.0;
  for (auto& [key, job] : jobs_) {
    const double cost = cost_of(job.request, job.with_energies);
    order.emplace_back(cost, &job);
    total += cost;
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });

  std::mutex mutex;
  double done = 0.0;
  const auto report = [&](double finished) {
    if (!progress) return;
    const std::lock_guard lock(mutex);
    done += finished;
    progress(std::min(1.0, done / total));
  };
  executor.run(static_cast<Count>(order.size()), [&](Count index) {
    const auto& [cost, job] = order[static_cast<std::size_t>(index)];
    const Progress alive = [&](double) { report(0.0); };
    try {
      job->result = job->with_energies ? memo.charge(job->request, alive)
                                       : memo.charge_power(job->request, alive);
    } catch (const Unreachable& trouble) {
      job->trouble = trouble.what();
    }
    report(cost);
  });
  planning_ = false;
}

}  // namespace leyden
