// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "leyden/operators/hamiltonian.hpp"

namespace leyden {

/// A number that is proven to lie between two others.
struct Enclosure {
  double low = 0.0;
  double high = 0.0;
};

/// The largest eigenvalue of a real symmetric matrix that has no negative element, and so its norm
/// (Perron, Frobenius). Proven by the bounds of Rayleigh and of Collatz and Wielandt,
/// docs/theory/advantage, Section 7: wide where the search ends early, never wrong.
/// Throws InvalidInput when seven vectors do not fit in memory.
Enclosure perron_root(const Hamiltonian<double>& matrix);

}  // namespace leyden
