// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "leyden/numerics/double_double.hpp"

namespace leyden {

/// A point of the unit circle.
struct Phase {
  double cos = 1.0;
  double sin = 0.0;
};

/// cos and sin of an angle that is known to 32 digits, |angle| <= largest_angle. Each errs by at
/// most phase_rounding · u beyond 2^-100 |angle|, and has the same bits everywhere: the machine's
/// own functions do not.
Phase phase(DoubleDouble angle);

inline constexpr double largest_angle = 0x1p50;
inline constexpr double phase_rounding = 2.0;

}  // namespace leyden
