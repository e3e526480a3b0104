// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <benchmark/benchmark.h>

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace bench {

/// One line for each benchmark, at the end: time, time for one unit of work, bandwidth, flops,
/// fraction of the roofline and goal. Of several repetitions the best counts, as of the roof: what
/// other work takes is neither the kernel's nor the machine's.
class Table final : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context& context) override;
  void ReportRuns(const std::vector<Run>& runs) override;
  void Finalize() override;

 private:
  std::map<std::pair<std::int64_t, std::int64_t>, std::string> lines_;
  int benchmarks_ = 0;
  int reached_ = 0;
};

}  // namespace bench
