// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "leyden/numerics/sums.hpp"
#include "leyden/operators/hamiltonian.hpp"
#include "leyden/operators/state.hpp"

namespace leyden {

inline double inner(const PaddedVector<double>& a, const PaddedVector<double>& b) {
  return lane_sum(a.size(), [&](Count i) { return a[i] * b[i]; });
}

/// A vector and what the matrix makes of it.
struct VectorPair {
  PaddedVector<double> x;
  PaddedVector<double> image;

  explicit VectorPair(Count size) : x(size), image(size) {}
  void apply(const Hamiltonian<double>& matrix) { matrix.apply(1.0, x, 0.0, image); }
  void add(double factor, const VectorPair& other) {
    add_scaled(factor, other.x, x);
    add_scaled(factor, other.image, image);
  }
  void scale(double factor) {
    set_scaled(factor, x, x);
    set_scaled(factor, image, image);
  }
};

}  // namespace leyden
