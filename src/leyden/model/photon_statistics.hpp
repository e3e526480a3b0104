// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "leyden/base/types.hpp"
#include "leyden/model/start.hpp"

namespace leyden {

/// The weight of a Fock state: an amplitude in a pure state of light, a probability in a mixture.
struct FockWeight {
  Count photons = 0;
  double weight = 0.0;
};

/// Each leaves out at most 2^-110 of the probability of having photons at all, far below the
/// rounding of what it keeps, and is normalised on the rest. `mean` is n̄ >= 0, the mean number of
/// photons; 0 is the vacuum.
///
/// Coherent state: amplitudes e^{-n̄/2} n̄^{n/2} / sqrt(n!), all >= 0.
std::vector<FockWeight> coherent_light(double mean);

/// Thermal state: probabilities n̄^n / (1 + n̄)^{n+1}.
std::vector<FockWeight> thermal_light(double mean);

/// Squeezed vacuum with sinh² r = n̄: amplitudes (-tanh r)^m sqrt((2m)!) / (2^m m! sqrt(cosh r)) on
/// n = 2m photons, the x quadrature (b + b†)/√2 being the squeezed one.
std::vector<FockWeight> squeezed_light(double mean);

/// That of the start: probabilities of thermal light, amplitudes of the others.
std::vector<FockWeight> fock_weights(const LightStart& start);

}  // namespace leyden
