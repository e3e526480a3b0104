// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "leyden/base/types.hpp"

namespace leyden {

/// One row of the five-point stencil of a checkerboard:
///     out[j] = (alpha ((row + diagonal[j]) here[j]) + (below[j] left + above[j] right)) + beta
///     out[j] left  = up_left up[j-1] + down_left down[j-1] right = up_right up[j] + down_right
///     down[j]
struct StencilRow {
  Count length = 0;
  double alpha = 1.0;
  double beta = 0.0;  ///< ±1 or 0
  double row = 0.0;   ///< diagonal of the row
  double up_left = 0.0;
  double up_right = 0.0;
  double down_left = 0.0;
  double down_right = 0.0;
  const double* below = nullptr;
  const double* above = nullptr;
  const double* diagonal = nullptr;
  const double* here = nullptr;
  const double* up = nullptr;  ///< readable from -1 on, as `down`
  const double* down = nullptr;
  double* out = nullptr;  ///< overlaps with nothing that is read
};

/// In the active instruction set; the same bits in each.
void apply_stencil_row(const StencilRow& row);

}  // namespace leyden
