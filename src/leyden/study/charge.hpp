// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "leyden/base/instruction_set.hpp"
#include "leyden/base/progress.hpp"
#include "leyden/model/charging.hpp"
#include "leyden/observe/advantage.hpp"
#include "leyden/observe/peaks.hpp"
#include "leyden/propagate/evolution.hpp"

namespace leyden {

/// One charging run.
struct ChargeRequest {
  Charging charging;
  double window = 6.283185307179586;  ///< gt up to which E_max and E_first are sought, > 0
  std::optional<double> tolerance;    ///< promise: error <= tolerance max(1, |value|)
  Count points = 501;                 ///< of a curve, both ends included
};

/// How a result was obtained.
struct Method {
  std::string space;                 ///< chain, checkerboard, lattice or mixture
  Count dimension = 0;               ///< states propagated
  std::optional<Count> fock_cutoff;  ///< highest Fock level kept, where one was needed
  std::string propagator;            ///< window, chebyshev, taylor, spectral, magnus, or mixed
  Arithmetic arithmetic = Arithmetic::double_precision;
  InstructionSet instruction_set = InstructionSet::scalar;
};

/// The answer of `leyden charge`. Energies in ω0, power in g ω0, times gt.
struct ChargeResult {
  Peaks peaks;
  Estimate normalized_power;  ///< P_max / sqrt(N) for charger spins, P_max otherwise
  Estimate advantage;         ///< η
  Method method;
};

/// Maxima of stored energy and average power of one protocol.
/// Throws InvalidInput; Unreachable when `tolerance` cannot be kept or no Fock cutoff suffices.
ChargeResult charge(const ChargeRequest& request, const Progress& progress = {});

/// P_max and η alone: no window, much faster for large systems.
ChargeResult charge_power(const ChargeRequest& request, const Progress& progress = {});

/// The same along one route and at one Fock cutoff, without escalation: what leaks is in the
/// errors. Throws InvalidInput.
ChargeResult charge_along(const ChargeRequest& request, const Route& route, Count fock_cutoff = 0,
                          const Progress& progress = {});

/// The `points` equidistant times of a curve over the window, both ends included.
std::vector<double> curve_times(const ChargeRequest& request);

/// E, dE/dt and their radii at `points` equidistant times over the window.
/// `fock_cutoff` as found by `charge`.
/// Throws InvalidInput; Unreachable when the radius of a point exceeds the tolerance.
std::vector<Sample> charging_curve(const ChargeRequest& request,
                                   const std::optional<Count>& fock_cutoff,
                                   const Progress& progress = {});

/// Throws InvalidInput when the window, the tolerance or the number of points is out of range, or
/// when the model is.
void validate(const ChargeRequest& request);

}  // namespace leyden
