// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "leyden/base/progress.hpp"
#include "leyden/observe/observables.hpp"
#include "leyden/study/charge.hpp"

namespace leyden {

/// Observables at one time, in the order in which they were asked for; nothing where one is not
/// defined.
struct Observation {
  double time = 0.0;  ///< gt
  std::vector<std::optional<Estimate>> values;
};

/// What was asked for, where E and where P are largest.
struct PeakObservations {
  std::vector<Wanted> wanted;
  Observation at_energy_peak;
  Observation at_power_peak;
};

/// Reads a list "ergotropy,entropy,ergotropy_of:2", or "all".
/// Throws InvalidInput when a name is not in the table.
std::vector<Wanted> parse_observables(const std::string& text);

/// Looks at the process of `request` at `times`, cheapest when they ascend.
/// `fock_cutoff` as found by `charge`. In double precision; radii say what was reached.
/// Throws InvalidInput, also where a battery state does not fit in memory.
std::vector<Observation> observe(const ChargeRequest& request, const std::vector<Wanted>& wanted,
                                 const std::vector<double>& times,
                                 const std::optional<Count>& fock_cutoff,
                                 const Progress& progress = {});

/// The same at the times of E_max and P_max as `result` states them.
PeakObservations observe_peaks(const ChargeRequest& request, const ChargeResult& result,
                               const std::vector<Wanted>& wanted);

}  // namespace leyden
