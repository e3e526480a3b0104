// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/sweep.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <mutex>
#include <numeric>
#include <optional>
#include <utility>

#include "leyden/base/errors.hpp"
#include "leyden/base/floating_point.hpp"
#include "leyden/study/rows.hpp"

namespace leyden {
namespace {

struct Task {
  const Series* series = nullptr;
  const ChargeRequest* request = nullptr;
  double cost = 0.0;
};

/// Work of a request in arbitrary units: states times the norm of H times the time to cover. It
/// decides who goes first and how far the progress is, never a result.
double cost_of(const ChargeRequest& request, const Study& study) {
  const Charging& charging = request.charging;
  const auto cells = static_cast<double>(charging.cells);
  const auto chargers = counts_chargers(charging) ? static_cast<double>(charging.chargers) : cells;
  const double fewer = std::min(cells, chargers);
  const double states =
      charging.anisotropy == 0.0 ? fewer + 1.0 : (cells + 1.0) * (chargers + 1.0) / 2.0;
  const double norm = std::max(fewer, 1.0) * std::sqrt(std::max(cells * chargers, 1.0));
  // P_max is found in the time in which the charger could fill the cells once.
  const bool only_power = study.kind == StudyKind::values && !study.energy;
  const double time = only_power ? 1.0 / std::sqrt(std::max(chargers, 1.0)) : request.window;
  const double calls = study.kind == StudyKind::curves ? static_cast<double>(request.points) : 0.0;
  return states * (norm * time + calls + 20.0);
}

std::vector<Task> tasks_of(const Study& study) {
  std::vector<Task> tasks;
  for (const Series& series : study.series) {
    for (const ChargeRequest& request : series.requests) {
      tasks.push_back({&series, &request, cost_of(request, study)});
    }
  }
  return tasks;
}

/// Adds up the progress of jobs that run at the same time, and stops all when one has failed.
class Meter {
 public:
  Meter(const Progress& progress, double total) : progress_(progress), total_(total) {}

  /// A job of `cost` has come to `fraction`; `counted` is how much of it has been added before.
  void advance(double cost, double& counted, double fraction) {
    const std::lock_guard lock(mutex_);
    if (failure_) throw Cancelled();
    if (fraction > counted) {
      done_ += cost * (std::min(fraction, 1.0) - counted);
      counted = std::min(fraction, 1.0);
    }
    if (!progress_) return;
    try {
      progress_(std::min(1.0, done_ / total_));
    } catch (...) {
      failure_ = std::current_exception();
      throw;
    }
  }

  void fail(std::exception_ptr failure) {
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = std::move(failure);
  }

  /// The first failure: those that it caused, by stopping the other jobs, are none of their own.
  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  const Progress& progress_;
  double total_;
  double done_ = 0.0;
  std::mutex mutex_;
  std::exception_ptr failure_;
};

std::vector<Sample> curve_of(const ChargeRequest& request, const Progress& progress) {
  std::optional<Count> cutoff;
  if (needs_cutoff(request.charging)) cutoff = charge(request, progress).method.fock_cutoff;
  return charging_curve(request, cutoff, progress);
}

/// What a task has found, kept until the rows of those before it have been passed on.
struct Outcome {
  ChargeResult values;
  std::vector<Sample> curve;
};

Outcome outcome_of(const Task& task, const Study& study, ChargeMemo& memo,
                   const Progress& progress) {
  const ChargeRequest& request = *task.request;
  if (study.kind == StudyKind::curves) return {{}, curve_of(request, progress)};
  return {study.energy ? memo.charge(request, progress) : memo.charge_power(request, progress), {}};
}

void pass_on(const Task& task, const Study& study, const Outcome& outcome, Sink& sink) {
  const std::string& name = task.series->name;
  if (study.kind == StudyKind::values) {
    sink.row(value_row(name, *task.request, outcome.values, study.energy));
  }
  for (const Sample& sample : outcome.curve) sink.row(curve_row(name, *task.request, sample));
}

/// End of the tasks from `begin` on whose outcomes are held in memory together.
std::size_t batch_end(const std::vector<Task>& tasks, std::size_t begin, StudyKind kind) {
  constexpr Count most_rows = 100'000;
  Count rows = 0;
  std::size_t end = begin;
  while (end < tasks.size() && (end == begin || rows < most_rows)) {
    rows += kind == StudyKind::curves ? tasks[end].request->points : 1;
    ++end;
  }
  return end;
}

/// Numbers of the tasks in [begin, end), the most expensive first, so that none of them is left to
/// run alone at the end.
std::vector<std::size_t> by_cost(const std::vector<Task>& tasks, std::size_t begin,
                                 std::size_t end) {
  std::vector<std::size_t> order(end - begin);
  std::iota(order.begin(), order.end(), begin);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return tasks[a].cost > tasks[b].cost; });
  return order;
}

}  // namespace

void run(const Study& study, Executor& executor, Sink& sink, const Progress& progress,
         ChargeMemo* memo) {
  const FloatingPointScope default_environment;
  ChargeMemo own;
  ChargeMemo& answers = memo != nullptr ? *memo : own;
  const std::vector<Task> tasks = tasks_of(study);
  double total = 0.0;
  for (const Task& task : tasks) total += task.cost;
  Meter meter(progress, total);
  sink.begin(columns(study.kind));
  for (std::size_t begin = 0; begin < tasks.size();) {
    const std::size_t end = batch_end(tasks, begin, study.kind);
    const auto order = by_cost(tasks, begin, end);
    std::vector<Outcome> outcomes(end - begin);
    const auto job = [&](Count number) {
      const std::size_t index = order[static_cast<std::size_t>(number)];
      const Task& task = tasks[index];
      double counted = 0.0;
      const auto advance = [&](double fraction) { meter.advance(task.cost, counted, fraction); };
      try {
        outcomes[index - begin] = outcome_of(task, study, answers, advance);
        advance(1.0);
      } catch (...) {
        meter.fail(std::current_exception());
        throw;
      }
    };
    try {
      executor.run(static_cast<Count>(order.size()), job);
    } catch (...) {
      meter.rethrow();
      throw;
    }
    for (std::size_t i = begin; i < end; ++i) pass_on(tasks[i], study, outcomes[i - begin], sink);
    begin = end;
  }
}

}  // namespace leyden
