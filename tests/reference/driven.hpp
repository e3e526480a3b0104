// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "hamiltonian.hpp"

namespace reference {

/// Adds H1(time) `state` to `result`, H1 being the field of `model` in units of the coupling.
void add_field(const Drive& model, long double time, const Amplitudes& state, Amplitudes& result);

/// One pure state under a Hamiltonian that depends on time, in the laboratory frame: Taylor series
/// of the state in t, the field being expanded along with it. All is done twice, with steps of half
/// the length beside, and both must agree.
class DrivenEvolution {
 public:
  /// `start` is the state at time 0, when the field is switched on.
  DrivenEvolution(const Drive& model, const Amplitudes& start);

  /// Moves on to `time`, which must not lie in the past. Throws std::logic_error if the state lost
  /// its norm or depends on the length of the steps.
  void advance_to(double time);

  /// <K> and d<K>/dt for an observable K that is diagonal in the product basis.
  Point expectation(const std::vector<int>& diagonal) const;

  /// The state on the whole product space.
  const Amplitudes& state() const { return fine_; }

 private:
  void advance(Amplitudes& state, long double duration, long double steps) const;
  void step(Amplitudes& state, long double time, long double duration, std::size_t orders) const;

  /// The factor of sigma+ in H1(time + s), power by power of s / duration.
  std::vector<std::complex<long double>> field_series(long double time, long double duration) const;
  /// How many powers the state needs in a step.
  std::size_t orders(long double duration) const;

  Drive model_;
  Matrix constant_;                 // H without the field
  long double constant_bound_ = 0;  // on its eigenvalues
  long double field_bound_ = 0;     // on those of the field
  long double rate_ = 0;            // bounds how fast the state and the field turn together
  Amplitudes coarse_;
  Amplitudes fine_;
  long double time_ = 0;
};

}  // namespace reference
