// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "leyden/observe/advantage.hpp"
#include "leyden/propagate/evolution.hpp"

namespace leyden {

/// What is maximised.
enum class Objective {
  energy,  ///< E(t) [ω0]
  power    ///< P(t) = E(t)/t [g ω0], t > 0
};

/// The objective at the time of a sample, t > 0 for the power.
Estimate value_of(Objective objective, const Sample& sample);

/// Positive where the objective rises, negative where it falls: dE/dt, or t dP/dt [ω0].
Estimate ascent_of(Objective objective, const Sample& sample);

}  // namespace leyden
