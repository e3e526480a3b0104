// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "hamiltonian.hpp"

namespace reference {

/// One pure state carried along by exp(-iHt).
class Evolution {
 public:
  /// `matrix` is H in units of the coupling, `start` its state at time 0.
  Evolution(const Matrix& matrix, const Amplitudes& start);

  /// Moves on to `time`, which must not lie in the past.
  void advance_to(double time);

  /// <K> and d<K>/dt for an observable K that is diagonal in the product basis.
  Point expectation(const std::vector<int>& diagonal) const;

  /// The state on the whole product space.
  Amplitudes state() const;

 private:
  Amplitudes applied(const Amplitudes& state) const;
  void step(long double duration);

  std::size_t dimension_;           // of the product space
  std::vector<std::size_t> index_;  // position in the product basis of each amplitude kept
  Matrix matrix_;                   // H - centre on those basis states
  long double radius_ = 0;          // bound on the spectral radius of matrix_
  Amplitudes state_;
  long double time_ = 0;
};

}  // namespace reference
