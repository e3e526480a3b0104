// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

#include "brute_force.hpp"

namespace reference {

// The oracle judges results that are good to 1e-14 or so; it has to be two orders better itself.
// Long double rounding over the few hundred Taylor steps of these tests explains 1e-17.
inline constexpr long double oracle_tolerance = 1e-16L;

inline const std::vector<double> sample_times{0, 0.125, 0.7, 1.3, 2.9, 2 * std::numbers::pi};

inline long double sin_squared(long double x) {
  return std::sin(x) * std::sin(x);
}

/// Compares a whole curve with a closed form E(gt). NaN fails.
template <typename Formula>
void expect_energy(const std::vector<Point>& curve, const Formula& formula) {
  ASSERT_EQ(curve.size(), sample_times.size());
  for (std::size_t i = 0; i < curve.size(); ++i) {
    const long double t = sample_times[i];
    EXPECT_TRUE(std::abs(curve[i].energy - formula(t)) < oracle_tolerance)
        << "gt = " << t << ": " << curve[i].energy << " instead of " << formula(t);
  }
}

/// Two levels with a coupling between them and a detuning, both in units of g.
inline auto rabi(long double coupling, long double detuning) {
  return [=](long double t) {
    const long double squared = 4 * coupling * coupling + detuning * detuning;
    return 4 * coupling * coupling / squared * sin_squared(std::sqrt(squared) / 2 * t);
  };
}

}  // namespace reference
