// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "leyden/operators/hamiltonian.hpp"
#include "leyden/operators/state.hpp"

namespace leyden {

/// The largest eigenvalue and its vector, of length 1: estimates.
struct Eigenpair {
  double value = 0.0;
  PaddedVector<double> vector;
};

/// Of a real symmetric matrix that has no negative element.
/// |Hx - λx| is 1e-12 of λ, or the steps were used up.
Eigenpair largest_eigenvector(const Hamiltonian<double>& matrix);

}  // namespace leyden
