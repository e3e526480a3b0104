// SPDX-License-Identifier: Apache-2.0
#include "leyden/observe/cell.hpp"

#include <algorithm>
#include <cmath>

#include "leyden/numerics/rounding.hpp"

namespace leyden {

Cubic cubic_of(const Cell& cell) {
  return Cubic::hermite(cell.width(), cell.left.energy, cell.left.slope, cell.right.energy,
                        cell.right.slope);
}

double uncertainty(const Cell& cell, const Cubic& cubic, double fourth) {
  const double w = cell.width();
  // The two slope polynomials of a Hermite cubic add up to s (1 - s/w) <= w/4.
  const double samples = std::max(cell.left.energy_error, cell.right.energy_error) +
                         w * std::max(cell.left.slope_error, cell.right.slope_error) / 4;
  const double terms =
      std::abs(cubic.c0) +
      w * (std::abs(cubic.c1) + w * (std::abs(cubic.c2) + w * std::abs(cubic.c3))) +
      fourth * w * w * w * w / 24;
  return samples + 32 * unit_roundoff * terms;
}

double cell_width(double range, double fourth) {
  return std::pow(384 * 2e-3 * range / fourth, 0.25);
}

}  // namespace leyden
