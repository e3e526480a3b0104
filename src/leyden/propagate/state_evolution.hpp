// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>
#include <vector>

#include "leyden/propagate/evolution.hpp"

namespace leyden {

/// A pure state by its amplitudes on the states of a space.
struct Amplitudes {
  std::vector<std::complex<double>> values;
  double error = 0.0;  ///< bounds the distance from the true state, whose norm is 1
  /// ψ(t) = exp(-i frame t) · values, but for the energy of the sector's reference label [g].
  double frame = 0.0;
};

/// An evolution of one sector that hands out its state. For a ladder that was cut, `error` is the
/// distance from the state of the whole one.
class StateEvolution : public Evolution {
 public:
  virtual Amplitudes amplitudes(double time) = 0;
};

}  // namespace leyden
