// SPDX-License-Identifier: Apache-2.0
#include "work.hpp"

#include <algorithm>

namespace bench {

void declare(benchmark::State& state, const Work& work) {
  using benchmark::Counter;
  const auto rate = [](double amount) {
    return Counter(amount, Counter::kIsIterationInvariantRate);
  };
  const double memory =
      work.bytes > 0.0 ? work.bytes / roofline::bandwidth(work.working_set, work.traffic) : 0.0;
  const double arithmetic = work.flops / roofline::peak(true);
  state.SetLabel(work.unit);
  state.counters["units"] = rate(work.units);
  state.counters["bytes"] = rate(work.bytes);
  state.counters["flops"] = rate(work.flops);
  state.counters["roof"] = rate(std::max(memory, arithmetic));
  state.counters["memory_bound"] = memory > arithmetic ? 1.0 : 0.0;
  state.counters["working_set"] = work.working_set;
  state.counters["goal"] = work.goal;
}

}  // namespace bench
