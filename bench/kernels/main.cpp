// SPDX-License-Identifier: Apache-2.0
// Runs the benchmarks and prints them against the roofline of this machine. Takes the flags of
// Google Benchmark: --benchmark_filter=apply, --benchmark_out=FILE, …
#include <vector>

#include "table.hpp"

int main(int argc, char** argv) {
  char repetitions[] = "--benchmark_repetitions=5";
  char least_time[] = "--benchmark_min_time=0.05";
  std::vector<char*> arguments{argv, argv + argc};
  arguments.insert(arguments.begin() + 1, {repetitions, least_time});
  int count = static_cast<int>(arguments.size());
  benchmark::Initialize(&count, arguments.data());
  if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 2;
  bench::Table table;
  benchmark::RunSpecifiedBenchmarks(&table);
  benchmark::Shutdown();
}
