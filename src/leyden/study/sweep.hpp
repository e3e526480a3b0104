// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "leyden/base/executor.hpp"
#include "leyden/study/charge_memo.hpp"
#include "leyden/study/series.hpp"
#include "leyden/study/table.hpp"

namespace leyden {

enum class StudyKind {
  values,  ///< one row per protocol: the maxima of energy and power
  curves   ///< one row per protocol and time: E(t) and P(t)
};

/// Many charging runs and what is asked of them.
struct Study {
  std::string title;
  StudyKind kind = StudyKind::values;
  bool energy = true;  ///< E_max and E_first are wanted; without them large systems are much faster
  std::vector<Series> series;
};

/// Columns of the rows that `run` produces. Energies [ω0], power [g ω0], times gt.
std::vector<Column> columns(StudyKind kind);

/// Runs a study, one job per protocol, and passes its rows on in their order: the same rows in the
/// same order whatever the executor and its threads.
///
/// `progress` is called by one job at a time, from any thread; what it throws (Cancelled) ends all.
/// What `memo` knows is not computed again, and what it did not know it knows afterwards.
/// Throws what `charge` throws, for the first protocol that fails.
void run(const Study& study, Executor& executor, Sink& sink, const Progress& progress = {},
         ChargeMemo* memo = nullptr);

}  // namespace leyden
