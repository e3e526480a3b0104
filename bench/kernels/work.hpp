// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <benchmark/benchmark.h>

#include "../roofline/roofline.hpp"

namespace bench {

/// What one iteration of a benchmark has to do at the least, and how close to the machine it shall
/// come.
struct Work {
  const char* unit;    ///< of work: "state", "row", …
  double units;        ///< of them in one iteration
  double bytes;        ///< to be moved, each read and each write counted once
  double flops;        ///< to be computed
  double working_set;  ///< bytes touched over and over: which level of memory sets the roof
  double goal;         ///< fraction of the roofline
  roofline::Traffic traffic = roofline::Traffic::in_place;
};

/// Notes work and goal as counters: unit/s, bytes/s, flops/s, and `roof`, the least time that the
/// machine needs for the bytes or the flops, whichever is longer, over the time taken. Bandwidth is
/// measured now, with the benchmark's own working set and traffic.
void declare(benchmark::State& state, const Work& work);

}  // namespace bench
