// SPDX-License-Identifier: Apache-2.0
#include "table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string>

#include "../roofline/roofline.hpp"

namespace bench {
namespace {

std::string duration(double seconds) {
  if (seconds < 1e-6) return fmt::format("{:.3g} ns", seconds * 1e9);
  if (seconds < 1e-3) return fmt::format("{:.3g} us", seconds * 1e6);
  if (seconds < 1.0) return fmt::format("{:.3g} ms", seconds * 1e3);
  return fmt::format("{:.3g} s", seconds);
}

std::string size(double bytes) {
  if (bytes < 1 << 20) return fmt::format("{:.0f} KiB", bytes / (1 << 10));
  return fmt::format("{:.0f} MiB", bytes / (1 << 20));
}

}  // namespace

bool Table::ReportContext(const Context& context) {
  fmt::print("{} processors at {:.0f} MHz", context.cpu_info.num_cpus,
             context.cpu_info.cycles_per_second / 1e6);
  for (const auto& cache : context.cpu_info.caches) {
    if (cache.type != "Instruction") fmt::print(", L{} {}", cache.level, size(cache.size));
  }
  fmt::print("\nRoof of one core, {}:\n", roofline::instruction_set());
  for (const double kib : {16.0, 512.0, 8.0 * 1024, 256.0 * 1024}) {
    const double bytes = kib * 1024;
    fmt::print("  triads of {:>8}   in place {:6.1f} GB/s, into a third vector {:6.1f} GB/s\n",
               size(bytes), roofline::bandwidth(bytes) / 1e9,
               roofline::bandwidth(bytes, roofline::Traffic::elsewhere) / 1e9);
  }
  fmt::print("  multiply, add                  {:6.1f} Gflop/s\n", roofline::peak(false) / 1e9);
  fmt::print("  fused multiply-add             {:6.1f} Gflop/s\n\n", roofline::peak(true) / 1e9);
  fmt::print("{:<30} {:>9} {:>12} {:>20} {:>8} {:>9} {:>10} {:>7} {:>6}\n", "benchmark", "data",
             "time", "per unit", "GB/s", "Gflop/s", "bound by", "roof", "goal");
  return true;
}

void Table::ReportRuns(const std::vector<Run>& runs) {
  const auto seconds = [](const Run& run) {
    return run.cpu_accumulated_time / static_cast<double>(run.iterations);
  };
  const Run* best = nullptr;
  double roof_seconds = std::numeric_limits<double>::infinity();
  for (const Run& run : runs) {
    if (run.error_occurred) {
      fmt::print("{:<30} {}\n", run.benchmark_name(), run.error_message);
      return;
    }
    if (run.run_type != Run::RT_Iteration) continue;
    if (best == nullptr || seconds(run) < seconds(*best)) best = &run;
    roof_seconds = std::min(roof_seconds, run.counters.at("roof").value * seconds(run));
  }
  if (best == nullptr) return;
  const Run& run = *best;
  const auto counter = [&](const char* name) { return run.counters.at(name).value; };
  const double roof = roof_seconds / seconds(run);
  std::string name = run.run_name.function_name;
  if (!run.run_name.args.empty()) name += " " + run.run_name.args;
  ++benchmarks_;
  if (roof >= counter("goal")) ++reached_;
  lines_[{run.family_index, run.per_family_instance_index}] = fmt::format(
      "{:<30} {:>9} {:>12} {:>20} {:>8.1f} {:>9.2f} {:>10} {:>6.1f}% {:>5.3g}%\n", name,
      size(counter("working_set")), duration(seconds(run)),
      duration(1.0 / counter("units")) + " / " + run.report_label, counter("bytes") / 1e9,
      counter("flops") / 1e9, counter("memory_bound") > 0.0 ? "memory" : "arithmetic", 100.0 * roof,
      100.0 * counter("goal"));
}

void Table::Finalize() {
  for (const auto& [place, line] : lines_) fmt::print("{}", line);
  fmt::print("\n{} of {} benchmarks reach their goal.\n", reached_, benchmarks_);
}

}  // namespace bench
