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
  Estimate advantage;
  std::optional<Count> fock_cutoff;
};

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
/// needed. Compares the intervals of all values, and E and its slope at the stated times.
/// Throws InvalidInput; Unreachable when the space is too large to be diagonalised.
Verification verify(const StatedRun& stated, const Progress& progress = {});

}  // namespace leyden
