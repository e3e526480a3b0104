// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "leyden/study/charge.hpp"

namespace leyden {

/// A charging run as somebody states it.
struct StatedRun {
  ChargeRequest request;
  Peak energy;
  std::optional<Peak> first;
  Peak power;
  double normalized_power = 0.0;
  Estimate advantage;
  bool first_proven = false;  ///< proof.E_first.first
  double energy_gap = 0.0;    ///< proof.E_max.gap
  double power_gap = 0.0;     ///< proof.P_max.gap
  std::string space;          ///< method.space
  Count dimension = 0;        ///< method.dimension
  std::optional<Count> fock_cutoff;
};

/// What `result` states.
StatedRun state(const ChargeRequest& request, const ChargeResult& result);

/// One number by both routes. The true value lies in both intervals, or one of them is wrong.
struct Comparison {
  std::string what;
  Estimate stated;
  Estimate recomputed;

  /// True when the intervals have a point in common.
  bool agrees() const;
};

/// What came of recomputing a run.
struct Verification {
  std::vector<Comparison> comparisons;
  /// Statements about times that do not hold, in words: a maximum that is not where it is said to
  /// be.
  std::vector<std::string> contradictions;
  std::string route;    ///< how it was recomputed
  Count dimension = 0;  ///< states

  bool holds() const;
};

/// Recomputes `stated` by full diagonalisation, which shares neither the expansion nor the
/// recurrence with the propagation that `charge` uses, and with a higher Fock cutoff where one is
/// needed; a field that turns by the commutator-free Magnus integrator. Compares the intervals of
/// all values, E and its slope at the stated times, the space, and gaps with errors; how many
/// evaluations a search took cannot be checked. Throws InvalidInput; Unreachable when the space is
/// too large to be diagonalised.
Verification verify(const StatedRun& stated, const Progress& progress = {});

}  // namespace leyden
