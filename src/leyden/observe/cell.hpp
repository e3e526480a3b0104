// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "leyden/numerics/cubic.hpp"
#include "leyden/propagate/evolution.hpp"

namespace leyden {

/// Two neighbouring samples in time.
struct Cell {
  Sample left;
  Sample right;
  double width() const { return right.time - left.time; }
};

/// The cubic that agrees with the samples of a cell in E and dE/dt, in the time since its left end.
Cubic cubic_of(const Cell& cell);

/// How far the computed cubic of a cell may lie below the true one, and its bound below its value,
/// with |d⁴E/d(gt)⁴| <= fourth.                       docs/theory/peaks, (P.3)
double uncertainty(const Cell& cell, const Cubic& cubic, double fourth);

/// Width of the cells in which a window is walked: the cubic of one then misses E by at most 2e-3
/// of `range`, by which E moves.                      docs/theory/peaks, (P.4)
double cell_width(double range, double fourth);

}  // namespace leyden
