// SPDX-License-Identifier: Apache-2.0
// Runs the benchmarks and prints them against the roofline of this machine. Takes the flags of
// Google Benchmark: --benchmark_filter=apply, --benchmark_out=FILE, …
#include <vector>

#include "table.hpp"

int main(int argc, char** argv) {
  // Repetitions of all in turn: a busy minute of the machine costs each of them one.
  char repetitions[] = "--benchmark_repetitions=15";
  char in_turn[] = "--benchmark_enable_random_interleaving=true";
  char least_time[] = "--benchmark_min_time=0.02";
  std::vector<char*> arguments{argv, argv + argc};
  arguments.insert(arguments.begin() + 1, {repetitions, in_turn, least_time});
  int count = static_cast<int>(arguments.size());
  benchmark::Initialize(&count, arguments.data());
  if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 2;
  bench::Table table;
  benchmark::RunSpecifiedBenchmarks(&table);
  benchmark::Shutdown();
}
