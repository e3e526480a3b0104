// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "leyden/base/executor.hpp"
#include "leyden/base/progress.hpp"
#include "leyden/model/charging.hpp"
#include "leyden/observe/advantage.hpp"
#include "leyden/observe/peaks.hpp"

namespace leyden {

/// How the charging power grows with the number of cells.
struct ScalingRequest {
  Count from = 1;
  Count to = 100;
  Count points = 10;  ///< logarithmically spaced whole numbers, both ends included
  Count ratio = 1;    ///< N/M, kept at M - 1 and M + 1 too
  Charging charging;  ///< everything but cells and chargers
  bool law = false;   ///< the law of large batteries instead of exact runs: N = M, γ = 0
};

struct ScalingPoint {
  Count cells = 0;
  std::optional<Count> chargers;     ///< none where no number of them means anything
  Peak power;                        ///< P_max [g ω0] and gt
  Estimate advantage;                ///< η
  std::optional<Estimate> exponent;  ///< β, from M - 1 and M + 1; none at M = 1 or without η
  bool estimated = false;            ///< by the law: errors are estimates, not bounds
};

/// P_max, η and β at `points` sizes, in ascending order.
/// Throws InvalidInput when the range, the ratio or the model is not allowed.
std::vector<ScalingPoint> scaling(const ScalingRequest& request, Executor& executor,
                                  const Progress& progress = {});

/// Whole numbers from `from` to `to`, logarithmically spaced, each once.
std::vector<Count> logarithmic_sizes(Count from, Count to, Count points);

}  // namespace leyden
