// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <benchmark/benchmark.h>

namespace bench {

/// One line for each benchmark: time, time for one unit of work, bandwidth, flops, fraction of the
/// roofline and goal. Of several repetitions the one with the median time.
class Table final : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context& context) override;
  void ReportRuns(const std::vector<Run>& runs) override;
  void Finalize() override;

 private:
  int benchmarks_ = 0;
  int reached_ = 0;
};

}  // namespace bench
