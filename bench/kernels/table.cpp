// SPDX-License-Identifier: Apache-2.0
#include "table.hpp"

#include <fmt/format.h>

#include <algorithm>
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
    fmt::print("  triad y = h x - y, {:>8}   {:6.1f} GB/s\n", size(bytes),
               roofline::bandwidth(bytes) / 1e9);
  }
  fmt::print("  multiply, add                  {:6.1f} Gflop/s\n", roofline::peak(false) / 1e9);
  fmt::print("  fused multiply-add             {:6.1f} Gflop/s\n\n", roofline::peak(true) / 1e9);
  fmt::print("{:<30} {:>9} {:>12} {:>20} {:>8} {:>9} {:>10} {:>7} {:>6}\n", "benchmark", "data",
             "time", "per unit", "GB/s", "Gflop/s", "bound by", "roof", "goal");
  return true;
}

void Table::ReportRuns(const std::vector<Run>& runs) {
  std::vector<const Run*> measured;
  for (const Run& run : runs) {
    if (run.error_occurred) {
      fmt::print("{:<30} {}\n", run.benchmark_name(), run.error_message);
      return;
    }
    if (run.run_type == Run::RT_Iteration) measured.push_back(&run);
  }
  if (measured.empty()) return;
  const auto seconds = [](const Run& run) {
    return run.cpu_accumulated_time / static_cast<double>(run.iterations);
  };
  const auto middle = measured.begin() + static_cast<std::ptrdiff_t>(measured.size() / 2);
  std::nth_element(measured.begin(), middle, measured.end(),
                   [&](const Run* a, const Run* b) { return seconds(*a) < seconds(*b); });
  const Run& run = **middle;
  const auto counter = [&](const char* name) {
    const auto found = run.counters.find(name);
    return found == run.counters.end() ? 0.0 : found->second.value;
  };
  std::string name = run.run_name.function_name;
  if (!run.run_name.args.empty()) name += " " + run.run_name.args;
  ++benchmarks_;
  if (counter("roof") >= counter("goal")) ++reached_;
  fmt::print("{:<30} {:>9} {:>12} {:>20} {:>8.1f} {:>9.2f} {:>10} {:>6.1f}% {:>5.3g}%\n", name,
             size(counter("working_set")), duration(seconds(run)),
             duration(1.0 / counter("units")) + " / " + run.report_label, counter("bytes") / 1e9,
             counter("flops") / 1e9, counter("memory_bound") > 0.0 ? "memory" : "arithmetic",
             100.0 * counter("roof"), 100.0 * counter("goal"));
}

void Table::Finalize() {
  fmt::print("\n{} of {} benchmarks reach their goal.\n", reached_, benchmarks_);
}

}  // namespace bench
