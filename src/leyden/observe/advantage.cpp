// SPDX-License-Identifier: Apache-2.0
#include "leyden/observe/advantage.hpp"

#include <cmath>

#include "leyden/numerics/rounding.hpp"

namespace leyden {

Estimate collective_advantage(const Estimate& power, Count cells) {
  if (cells == 0) return {};
  const double parallel = parallel_power * static_cast<double>(cells);
  const double value = power.value / parallel;
  return {value, rounded_up(power.error / parallel) + 4 * unit_roundoff * value};
}

Estimate local_exponent(Count cells, const Estimate& below, const Estimate& above) {
  const auto m = static_cast<double>(cells);
  const double step = std::log1p(2.0 / (m - 1.0));
  const double ratio = std::log(above.value / below.value);
  // |ln(x ± e) - ln x| <= -ln(1 - e/x)
  const auto blur = [](const Estimate& x) {
    return x.error < x.value ? -std::log1p(-x.error / x.value) : INFINITY;
  };
  return {ratio / step, rounded_up((blur(above) + blur(below) + 4 * unit_roundoff) / step) +
                            4 * unit_roundoff * std::abs(ratio / step)};
}

}  // namespace leyden
