// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "leyden/base/types.hpp"

namespace leyden {

/// A vector as its real and imaginary parts, laid out for vector kernels; `im` is null where it is
/// real.
struct SplitVector {
  double* re = nullptr;
  double* im = nullptr;
};

/// Which orders go into a sum: all of them, or those of one parity.
enum class Orders { all, even, odd };

/// Sums that are formed from the same vectors, as many as a pass over them takes.
struct OrderSums {
  static constexpr int most = 4;

  /// (-i)^j c_qj without the i, order by order from the first on, `most` of them each; zeros do no
  /// harm.
  std::vector<double> coefficients;
  std::array<SplitVector, most> targets{};
  int count = 0;
  int last = 0;  ///< beyond the highest order with a coefficient
  Orders orders = Orders::all;
};

/// target_q += Σ_j (-i)^j c_qj v_j for j = first … last - 1, v_j = vectors[j - first], on `size`
/// elements that begin at `begin` in the targets and at 0 in the vectors.
/// Orders of one parity are added as they are, without the i: what states at equal distances on
/// either side of a base have in common, but for a sign.
void add_orders(Count begin, Count size, const SplitVector* vectors, int first,
                const std::vector<OrderSums>& sums);

}  // namespace leyden
