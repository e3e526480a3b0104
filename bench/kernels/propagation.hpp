// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "system.hpp"

namespace bench {

/// What a Chebyshev propagation moves and computes for one order and one state when every order is
/// one pass over the whole space: an application of H, and one vector added to a sum. On a
/// checkerboard real and imaginary part both. An active window, tiles over time or eigenpairs
/// need less, and come out above the roof.
struct Pass {
  double bytes;
  double flops;
  double working_set;  ///< bytes for one state
};

inline Pass one_pass(const System& system) {
  // Reads h, x, y and the sum, writes y and the sum.
  if (system.hamiltonian->rotated()) return {48, 7, 32};
  return {2 * 40, 2 * 16, 2 * 24};
}

}  // namespace bench
