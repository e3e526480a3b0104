// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "leyden/observe/cell.hpp"
#include "leyden/observe/objective.hpp"
#include "leyden/observe/peaks.hpp"
#include "leyden/propagate/evolution.hpp"

namespace leyden {

/// One maximum on its way through time: the best value so far, and an upper bound on everything
/// that has been passed, docs/theory/peaks. Cells are offered in the order of time.
///
/// Both objectives ask the same of a cell: does E(t) - λ t exceed a target? For the energy λ = 0
/// and the target is the best E; for the power λ is the best E/t and the target 0.
class PeakTrack {
 public:
  /// `begin` is the sample at t = 0.
  PeakTrack(Evolution& evolution, const EnergyBounds& bounds, Objective objective,
            const Sample& begin);

  /// Bounds the objective on a cell, splitting it until nothing in it beats the best value found.
  void pass(const Cell& cell);

  /// Best value found. For the power 0 at t = 0, the limit, until some energy is stored.
  double best() const { return best_time_ > 0.0 ? value(best_) : 0.0; }
  double best_time() const { return best_time_; }

  /// True when more than rounding has been stored.
  bool is_certain() const { return best_time_ > 0.0 && best_.energy > 2 * best_.energy_error; }

  /// True when the best value reaches the bound that holds for all times.
  bool complete() const;

  /// Settles a best value that stands at the end of the last cell, and adds a bound for what comes
  /// after it.
  void finish(const Cell& last, double bound_of_the_rest);

  Peak peak() const;
  const SearchRecord& record() const { return record_; }

  /// The local maximum of a cell whose slope changes from plus to minus.
  Peak local_maximum(const Cell& cell);

 private:
  double value(const Sample& sample) const { return value_of(objective_, sample).value; }
  Estimate ascent(const Sample& sample) const { return ascent_of(objective_, sample); }
  double lambda() const { return objective_ == Objective::power ? best() : 0.0; }
  double negligible() const;
  Sample evaluate(double time);
  void offer(const Sample& sample);
  void search(const Cell& cell, int depth);
  void settle(const Cell& cell, double latest);
  Sample climb(double low, double high, double guess);
  double time_error(const Sample& top, double scale);

  Evolution& evolution_;
  const EnergyBounds& bounds_;
  Objective objective_;
  Sample best_;
  double best_time_ = 0.0;
  double best_time_error_ = 0.0;
  long splits_left_ = 2000;
  double upper_ = 0.0;
  double blur_at_zero_ = 0.0;  ///< uncertainty of the cells that begin at t = 0
  bool settled_ = true;
  SearchRecord record_;
};

}  // namespace leyden
