// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/large_battery_law.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "leyden/base/errors.hpp"
#include "leyden/base/floating_point.hpp"
#include "leyden/numerics/rounding.hpp"

namespace leyden {
namespace {

/// e^y E1(y), 0 < y <= 1, by its series.
double scaled_exponential_integral(double y) {
  double sum = 0.0;
  double term = 1.0;
  for (int k = 1; k <= 30; ++k) {
    term *= -y / k;
    sum -= term / k;
  }
  return std::exp(y) * (-std::numbers::egamma - std::log(y) + sum);
}

/// The law at one scaled time T = L gt: F = E/L, and what its derivatives need.
struct Law {
  Law(double size, double scaled_time) {
    y = 2 * size / std::cosh(2 * scaled_time);
    const double w = scaled_exponential_integral(y);
    energy = 1 - y * w - 1 / (2 * size);
    const double by_y = 1 - (1 + y) * w;  // f'
    by_time = -2 * y * std::tanh(2 * scaled_time) * by_y;
    by_log_size = y * by_y + 1 / (2 * size);
  }
  double y;
  double energy;
  double by_time;
  double by_log_size;
};

}  // namespace

ScalingPoint large_battery_law(Count cells) {
  const FloatingPointScope default_environment;
  if (cells < smallest_law || cells > largest_law) {
    throw InvalidInput(fmt::format("the law of large batteries for {} cells", cells),
                       fmt::format("{} to {} cells", smallest_law, largest_law),
                       "choose a size in that range");
  }
  const auto m = static_cast<double>(cells);
  const double size = m + 1;
  // The power F/T is largest where T F' = F.
  double low = std::log(4 * size) / 2 + 0.5;
  double high = low + 3.5;
  for (int i = 0; i < 60; ++i) {
    const double middle = low + (high - low) / 2;
    const Law law(size, middle);
    (middle * law.by_time > law.energy ? low : high) = middle;
  }
  const double time = low + (high - low) / 2;
  const Law law(size, time);

  ScalingPoint point;
  point.cells = cells;
  point.chargers = cells;
  point.estimated = true;
  constexpr double rounding = 64 * unit_roundoff;
  point.power.value = size * size * law.energy / time;
  point.power.error = point.power.value * (1 / (2 * m * time) + rounding);
  point.power.time = time / size;
  // The bisection ends at 1e-16 of T, but a maximum is flat: T is good to 1e-8 of itself.
  point.power.time_error = 1 / (m * size) + 1e-8 * point.power.time;
  point.advantage = collective_advantage({point.power.value, point.power.error}, cells);
  const double slope = (2 + law.by_log_size / law.energy) * (m / size) - 1;
  point.exponent = Estimate{slope, 1 / (m * time) + rounding};
  return point;
}

}  // namespace leyden
