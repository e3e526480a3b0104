// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "leyden/base/progress.hpp"
#include "leyden/observe/peaks.hpp"
#include "leyden/propagate/evolution.hpp"

namespace leyden {

/// When the stored energy first reaches a fraction of its maximum.
struct Passage {
  double fraction = 0.0;  ///< of E_max
  double time = 0.0;      ///< gt
  double time_error =
      0.0;  ///< gt; E is lower at all times before; the first one lies within if gap = 0
  /// 0 where E reaches its level in the interval for certain. Otherwise the level cannot be told
  /// from the maximum itself, and E comes to within this of it [ω0].
  double gap = 0.0;
  /// True when E rises all through the interval: it is as short as the radii allow. False where E
  /// is flat, or comes within its radii of the level before it is sure to have reached it.
  bool rising = false;
  long evaluations = 0;
};

/// The first time at which E reaches `fraction` of `highest`, 0 < fraction <= 1, docs/theory/peaks.
///
/// `highest` is E_max with its error, as `find_peaks` states it of the same process; time is walked
/// no further. As long as E + E' h + D2 h²/2 stays below the level, and where the cubic of a cell
/// and its remainder do, E cannot reach it: nothing earlier is missed, however narrow. The interval
/// ends where E, less its radius, is above the level for certain.
/// Nothing stored: 0 is reached at t = 0.
Passage first_passage(Evolution& evolution, const Peak& highest, double fraction,
                      const Progress& progress = {});

}  // namespace leyden
