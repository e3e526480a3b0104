// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "leyden/base/types.hpp"

namespace leyden {

/// Σ_{i < n} term(i) over eight accumulators in fixed order: the same bits on every machine and for
/// every number of threads, and free to be vectorised.
/// Rounding error at most (n/8 + 9) u Σ|term|.
template <class Term>
auto lane_sum(Count n, const Term& term) {
  constexpr Count lanes = 8;
  std::array<decltype(term(n)), lanes> sums{};
  Count i = 0;
  for (; i + lanes <= n; i += lanes) {
    for (Count lane = 0; lane < lanes; ++lane) {
      sums[static_cast<std::size_t>(lane)] += term(i + lane);
    }
  }
  for (Count lane = 0; i + lane < n; ++lane) sums[static_cast<std::size_t>(lane)] += term(i + lane);
  return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
}

}  // namespace leyden
