// SPDX-License-Identifier: Apache-2.0
#include "leyden/observe/first_passage.hpp"

#include <algorithm>
#include <cmath>

#include "leyden/base/floating_point.hpp"
#include "leyden/numerics/rounding.hpp"
#include "leyden/observe/cell.hpp"

namespace leyden {
namespace {

/// Samples inside of cells that a search may take. What is left then makes the interval longer.
constexpr long most_splits = 100'000;

/// A gap this much smaller than its radius is not worth another step.
constexpr double negligible_share = 1.0 / 64;

/// To what share of itself a step is made as long as the cubic allows.
constexpr double fineness = 1e-6;

/// The interval is at most this share longer than it need be.
constexpr double superfluous_share = 1.0 / 16;

/// A time over which E cannot climb by `gap`: E' h + D2 h²/2 < gap, by the form that does not
/// cancel.
double free_time(double gap, double slope, double second) {
  if (!(gap > 0.0)) return 0.0;
  const double root = std::hypot(slope, std::sqrt(2 * second) * std::sqrt(gap));
  const double time = slope > 0.0 ? 2 * gap / (slope + root) : (root - slope) / second;
  return time * (1 - 1024 * unit_roundoff);
}

/// Two times closer than this are the same.
double finest(double time) {
  return 8 * unit_roundoff * time;
}

/// Walks up to the time of the maximum. First E has to stay below the level; behind the time up to
/// which that is proven it has to be above it for certain.
class Search {
 public:
  Search(Evolution& evolution, const Peak& highest, double fraction, const Progress& progress)
      : evolution_(evolution),
        bounds_(evolution.bounds()),
        highest_(highest),
        fraction_(fraction),
        progress_(progress),
        low_(fraction * (highest.value - highest.error) * (1 - 4 * unit_roundoff)),
        high_(fraction * (highest.value + highest.error) * (1 + 4 * unit_roundoff)) {}

  Passage run();

 private:
  /// Whether E reaches its level at the time of the maximum for certain.
  bool is_reached() const { return high_ <= highest_.value - highest_.error; }

  /// What E of the process as computed has to stay below until the last time visited.
  double level() const { return low_ - evolution_.cutoff_error().energy; }

  bool is_above(const Sample& sample) const { return sample.energy - sample.energy_error >= high_; }

  void report(double time);
  Sample evaluate(double time);
  double gap_of(const Sample& sample, double level) const;
  double step_of(const Cell& cell) const;
  bool pass(Cell cell);
  bool close(const Cell& cell);
  void tighten(const Sample& before, double after);
  Passage answer() const;

  Evolution& evolution_;
  EnergyBounds bounds_;
  const Peak& highest_;
  double fraction_;
  const Progress& progress_;
  double low_;  ///< the level is between these
  double high_;
  Sample begin_;      ///< E is below the level before its time
  double end_ = 0.0;  ///< E has reached it
  long splits_left_ = most_splits;
  long evaluations_ = 0;
};

Passage Search::run() {
  const double width = cell_width(bounds_.rise, bounds_.derivatives[3]);
  const double last = highest_.time;
  begin_ = evaluate(0.0);
  begin_.energy = begin_.energy_error = 0.0;  // by definition
  end_ = last;
  Sample left = begin_;
  bool passing = true;
  while (left.time < last) {
    const double next = std::min(left.time + width, last);
    if (!(next > left.time)) break;
    report(next);
    Cell cell{left, evolution_.advance(next)};
    left = cell.right;
    if (passing && pass(cell)) continue;
    if (!is_reached()) break;
    if (passing) cell.left = begin_;
    passing = false;
    if (close(cell)) break;
  }
  return answer();
}

void Search::report(double time) {
  ++evaluations_;
  if (progress_) progress_(std::min(1.0, time / highest_.time));
}

Sample Search::evaluate(double time) {
  report(time);
  return evolution_.evaluate(time);
}

/// By how much E is below a level for certain.
double Search::gap_of(const Sample& sample, double level) const {
  const double rounding = 8 * unit_roundoff * (std::abs(sample.energy) + std::abs(level));
  return level - sample.energy - sample.energy_error - rounding;
}

/// How far from the left end of a cell E stays below the level; 0 where that is too short to help.
double Search::step_of(const Cell& cell) const {
  const double width = cell.width();
  const Cubic cubic = cubic_of(cell);
  const double fourth = bounds_.derivatives[3];
  const double blur = uncertainty(cell, cubic, fourth);
  const auto stays_below = [&](double until) {
    return upper_bound(cubic, width, fourth, 0.0, until) + blur < level();
  };
  if (stays_below(width)) return width;
  const Sample& left = cell.left;
  const double gap = gap_of(left, level());
  const double radius = left.energy_error + evolution_.cutoff_error().energy;
  if (gap <= negligible_share * radius || splits_left_ == 0) return 0.0;
  double step = free_time(gap, left.slope + left.slope_error, bounds_.derivatives[1]);
  if (step >= width) return width;
  // The cubic may show more than the left end alone.
  for (double open = width; open - step > fineness * step;) {
    const double middle = step + (open - step) / 2;
    (stays_below(middle) ? step : open) = middle;
  }
  return step > finest(left.time) ? step - finest(left.time) / 4 : 0.0;
}

/// Proves that E stays below the level in the cell, or finds the time up to which it does.
bool Search::pass(Cell cell) {
  for (;;) {
    const double step = step_of(cell);
    if (step == cell.width()) return true;
    begin_ = cell.left;
    if (step == 0.0) return false;
    --splits_left_;
    cell.left = evaluate(cell.left.time + step);
  }
}

/// Looks for a time of the cell at which E is above the level for certain.
bool Search::close(const Cell& cell) {
  if (is_above(cell.right)) {
    tighten(cell.left, cell.right.time);
    return true;
  }
  if (step_of(cell) == cell.width()) return false;
  const Sample top = evaluate(cell.left.time + maximum(cubic_of(cell), 0.0, cell.width()).at);
  if (!is_above(top)) return false;
  tighten(cell.left, top.time);
  return true;
}

/// Moves the end of the interval forward, from a time that is certain towards one that is not.
void Search::tighten(const Sample& before, double after) {
  end_ = after;
  double open = before.time;
  // E cannot be above the level before this.
  const double steepest = before.slope + before.slope_error;
  double distance = free_time(gap_of(before, high_), steepest, bounds_.derivatives[1]);
  distance = std::max(distance, finest(after));
  for (; before.time + distance < end_; distance *= 2) {
    const Sample sample = evaluate(before.time + distance);
    if (is_above(sample)) {
      end_ = sample.time;
    } else {
      open = sample.time;
    }
  }
  while (end_ - open > superfluous_share * (end_ - begin_.time) && end_ - open > finest(end_)) {
    const Sample middle = evaluate(open + (end_ - open) / 2);
    (is_above(middle) ? end_ : open) = middle.time;
  }
}

Passage Search::answer() const {
  Passage passage;
  passage.fraction = fraction_;
  passage.evaluations = evaluations_;
  double end = end_;
  if (!is_reached()) {
    // The maximum itself: a local one lies within its time error, if one could be shown.
    passage.gap = rounded_up(high_ - (highest_.value - highest_.error));
    if (highest_.time_error < highest_.time) end += highest_.time_error;
  }
  passage.time = begin_.time + (end - begin_.time) / 2;
  passage.time_error = rounded_up(std::max(passage.time - begin_.time, end - passage.time));
  const double bend = rounded_up(bounds_.derivatives[1] * (end - begin_.time));
  passage.rising = begin_.slope - begin_.slope_error > bend;
  return passage;
}

}  // namespace

Passage first_passage(Evolution& evolution, const Peak& highest, double fraction,
                      const Progress& progress) {
  const FloatingPointScope default_environment;
  if (highest.value > 0.0) return Search(evolution, highest, fraction, progress).run();
  Passage passage;
  passage.fraction = fraction;
  passage.gap = rounded_up(fraction * highest.error);
  return passage;
}

}  // namespace leyden
