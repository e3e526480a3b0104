// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "leyden/numerics/sums.hpp"
#include "leyden/operators/hamiltonian.hpp"
#include "leyden/operators/state.hpp"

namespace leyden {

inline double inner(const PaddedVector<double>& a, const PaddedVector<double>& b) {
  return lane_sum(a.size(), [&](Count i) { return a[i] * b[i]; });
}

/// y += factor x
inline void add(PaddedVector<double>& y, double factor, const PaddedVector<double>& x) {
  for (Count i = 0; i < y.size(); ++i) y[i] += factor * x[i];
}

inline void scale(PaddedVector<double>& x, double factor) {
  for (Count i = 0; i < x.size(); ++i) x[i] *= factor;
}

/// A vector and what the matrix makes of it.
struct VectorPair {
  PaddedVector<double> x;
  PaddedVector<double> image;

  explicit VectorPair(Count size) : x(size), image(size) {}
  void apply(const Hamiltonian<double>& matrix) { matrix.apply(1.0, x, 0.0, image); }
  void add(double factor, const VectorPair& other) {
    leyden::add(x, factor, other.x);
    leyden::add(image, factor, other.image);
  }
  void scale(double factor) {
    leyden::scale(x, factor);
    leyden::scale(image, factor);
  }
};

}  // namespace leyden
