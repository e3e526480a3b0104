// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "leyden/base/aligned_array.hpp"
#include "leyden/operators/order_sums.hpp"

namespace leyden {

/// How far a computed state may be from the true one.
struct StateError {
  double rounding = 0.0;  ///< of the arithmetic and of truncated series
  double leaked = 0.0;    ///< through the edge of the states that are kept
};

/// A state on a `Layout`, where it stands in time, and how far from the true one it may be.
struct PlacedState {
  AlignedArray re;
  AlignedArray im;
  double time = 0.0;
  StateError error;
  bool real = true;  ///< no imaginary part
};

}  // namespace leyden
