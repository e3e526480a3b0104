// SPDX-License-Identifier: Apache-2.0
#include "leyden/observe/objective.hpp"

#include <cmath>

#include "leyden/numerics/rounding.hpp"

namespace leyden {

Estimate value_of(Objective objective, const Sample& sample) {
  if (objective == Objective::energy) return {sample.energy, sample.energy_error};
  const double power = sample.energy / sample.time;
  return {power, sample.energy_error / sample.time + unit_roundoff * std::abs(power)};
}

Estimate ascent_of(Objective objective, const Sample& sample) {
  if (objective == Objective::energy) return {sample.slope, sample.slope_error};
  const double power = sample.energy / sample.time;
  const double rounding = 2 * unit_roundoff * (std::abs(power) + std::abs(sample.slope));
  return {sample.slope - power, sample.slope_error + sample.energy_error / sample.time + rounding};
}

}  // namespace leyden
