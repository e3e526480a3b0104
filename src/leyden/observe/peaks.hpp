// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "leyden/base/progress.hpp"
#include "leyden/propagate/evolution.hpp"

namespace leyden {

/// A maximum, where it is reached, and how far both may be off.
struct Peak {
  double value = 0.0;
  double error = 0.0;
  double time = 0.0;        ///< gt; among maxima that the error cannot tell apart the earliest
  double time_error = 0.0;  ///< gt; a maximum lies within it, the slope changes sign there
};

/// What to look for.
struct PeakSearch {
  double window = 6.283185307179586;  ///< E is searched on 0 <= gt <= window
  bool energy = true;                 ///< E_max in the window, and the first local maximum
  bool power = true;                  ///< P_max over all gt > 0, whatever the window
  Progress progress;
};

/// Work done by a search, and what it leaves open.
struct SearchRecord {
  long evaluations = 0;
  double gap = 0.0;       ///< no value anywhere exceeds the one found by more than this
  double horizon = 0.0;   ///< gt up to which P was searched; beyond, E <= rise keeps it lower
  bool given_up = false;  ///< ended before P was settled: the gap is what rise/horizon leaves open
};

/// The maxima of stored energy [ω0] and of average power [g ω0].
struct Peaks {
  Peak energy;
  std::optional<Peak> first;  ///< first local maximum of E in the window, if there is one
  /// True when it is proven that no local maximum comes before `first`, or, without one, before the
  /// end of the window. False where a ripple too shallow to be told from rounding may hide one, and
  /// where a ladder was cut: the derivatives of the uncut process are not bounded.
  bool first_proven = false;
  Peak power;
  SearchRecord energy_record;
  SearchRecord power_record;
};

/// Maxima in continuous time by branch and bound, docs/theory/peaks.
///
/// E and dE/dt at the ends of a time cell fix a cubic; with |E''''| bounded, E stays below that
/// cubic plus L4 s²(w-s)²/24. Cells whose bound does not exceed the best value found are done, the
/// others are split at the cubic's maximum. For the power the same is asked of E(t) - p t with the
/// best p so far; it ends where rise/t falls below p.
/// Never the best sample of a grid: a peak between two samples cannot hide.
Peaks find_peaks(Evolution& evolution, const PeakSearch& search);

}  // namespace leyden
