// SPDX-License-Identifier: Apache-2.0
#include "leyden/observe/peak_track.hpp"

#include <algorithm>
#include <cmath>

#include "leyden/numerics/cubic.hpp"
#include "leyden/numerics/rounding.hpp"

namespace leyden {
namespace {

/// Cells this much narrower than the first are not split any more.
constexpr int deepest = 40;

/// Splits that a walk may take for every cell of it. Those not used are kept for harder ones, but
/// where rounding hides the maximum halves are no better than the whole: what is left open then
/// goes into the gap.
constexpr long splits_per_cell = 1024;

}  // namespace

PeakTrack::PeakTrack(Evolution& evolution, const EnergyBounds& bounds, Objective objective,
                     const Sample& begin)
    : evolution_(evolution), bounds_(bounds), objective_(objective), best_(begin) {}

/// Differences of the value smaller than this are not worth an evaluation.
double PeakTrack::negligible() const {
  const double floor = objective_ == Objective::power ? 0.0 : 1e-3 * bounds_.rise;
  return 2e-14 * std::max(std::abs(best()), floor);
}

bool PeakTrack::complete() const {
  const double rounding = 2e-13 * bounds_.rise;  // bounds are rounded up by about half of it
  const double slack = std::max(rounding, 2 * best_.energy_error);
  return settled_ && best() > 0.0 && best() >= bounds_.rise - slack;
}

Sample PeakTrack::evaluate(double time) {
  ++record_.evaluations;
  return evolution_.evaluate(time);
}

void PeakTrack::offer(const Sample& sample) {
  if (!(value(sample) > best())) return;
  // The first value must be more than rounding: noise divided by a small time is no power.
  const bool noise = objective_ == Objective::power && !(sample.energy > sample.energy_error);
  if (best_time_ == 0.0 && noise) return;
  best_ = sample;
  best_time_ = sample.time;
  settled_ = false;
}

void PeakTrack::pass(const Cell& cell) {
  ++record_.evaluations;
  offer(cell.right);
  splits_left_ += splits_per_cell;
  search(cell, 0);
  // A best value at the end of the cell may belong to a maximum in the next one.
  if (!settled_ && best_time_ < cell.right.time) settle(cell, cell.right.time);
  record_.horizon = cell.right.time;
}

void PeakTrack::search(const Cell& cell, int depth) {
  const double begin = cell.left.time;
  const double width = cell.width();
  const double slope = lambda();
  // What is bounded is the process as computed; a cut ladder may add this until the end of the
  // cell.
  const CutoffError cutoff = evolution_.cutoff_error();
  double low = 0.0;
  if (objective_ == Objective::power) {
    // E <= L2 t²/2 keeps the power below its best value until 2 λ / L2.
    low = std::clamp(2 * slope / bounds_.derivatives[1] - begin, 0.0, width);
    if (low > 0.0) upper_ = std::max(upper_, slope + cutoff.power);
    if (low == width) return;
  }
  const double target = objective_ == Objective::energy ? best() : 0.0;
  const double earliest = begin + low;
  const double per_value = objective_ == Objective::power ? earliest : 1.0;

  // An excess within the uncertainty is rounding as far as anyone can tell. Where no energy has
  // been stored yet, the power is not known better than rise/t anyhow.
  const bool fruitless = objective_ == Objective::power && best_time_ == 0.0;
  const double floor = (fruitless ? 1e-10 : unit_roundoff) * bounds_.rise;
  const double worthwhile = std::max(negligible() * per_value, floor);
  const auto leave = [&](double excess, double blur) {
    if (per_value > 0.0) {
      const double above =
          objective_ == Objective::power ? std::max(0.0, excess + blur) / per_value : excess + blur;
      upper_ = std::max(upper_, best() + above);
    } else {
      blur_at_zero_ = std::max(blur_at_zero_, std::max(0.0, excess) + blur);
    }
  };

  // A cell in which E can hardly change needs no cubic, and may be too short for one.
  const double samples = std::max(cell.left.energy_error, cell.right.energy_error) + cutoff.energy;
  const double higher = std::max(cell.left.energy, cell.right.energy);
  const double most = higher + rounded_up(bounds_.derivatives[0] * width / 2) - slope * earliest -
                      target +
                      8 * unit_roundoff * (std::abs(higher) + slope * earliest + std::abs(target));
  if (most <= std::max(worthwhile, samples)) return leave(most, samples);

  Cubic cubic = cubic_of(cell);
  const double blur = uncertainty(cell, cubic, bounds_.derivatives[3]) + cutoff.energy +
                      8 * unit_roundoff * slope * cell.right.time;
  cubic.c0 -= slope * begin;
  cubic.c1 -= slope;
  const double excess = upper_bound(cubic, width, bounds_.derivatives[3], low, width) - target;
  if (!(excess > std::max(worthwhile, blur)) || depth == deepest || splits_left_ == 0) {
    return leave(excess, blur);
  }
  --splits_left_;
  const double guess = maximum(cubic, low, width).at;
  const double s = guess > 0.02 * width && guess < 0.98 * width ? guess : width / 2;
  const Sample middle = evaluate(begin + s);
  offer(middle);
  search({cell.left, middle}, depth + 1);
  search({middle, cell.right}, depth + 1);
}

void PeakTrack::settle(const Cell& cell, double latest) {
  const double reach = cell.width();
  const double low = std::max(best_time_ / 2, best_time_ - reach);
  const Sample top = climb(low, std::min(best_time_ + reach, latest), best_time_);
  const bool stays = std::abs(top.time - best_time_) <= reach;
  if (stays && value(top) >= best() - negligible()) {
    best_ = top;
    best_time_ = top.time;
  }
  best_time_error_ = time_error(best_, reach);
  settled_ = true;
}

/// Newton on ascent = 0 in [low, high], bisection where it leads outside.
Sample PeakTrack::climb(double low, double high, double guess) {
  Sample sample = evaluate(guess);
  for (int i = 0; i < 60; ++i) {
    const Estimate slope = ascent(sample);
    if (std::abs(slope.value) <= slope.error / 16) break;
    (slope.value > 0.0 ? low : high) = sample.time;
    const double curvature = evolution_.curvature(sample.time);
    double next = curvature < 0.0 ? sample.time - slope.value / curvature : low;
    if (!(next > low && next < high)) next = low + (high - low) / 2;
    const double moved = std::abs(next - sample.time);
    if (moved <= 4 * unit_roundoff * next) break;
    sample = evaluate(next);
  }
  return sample;
}

/// A distance within which the ascent changes sign for certain, from plus to minus; the whole time
/// where none is found.
double PeakTrack::time_error(const Sample& top, double scale) {
  const double curvature = std::abs(evolution_.curvature(top.time));
  const Estimate slope = ascent(top);
  const double flat = std::abs(slope.value) + 2 * slope.error;
  double distance = curvature > 0.0 ? 1.5 * flat / curvature : scale;
  distance = std::max(distance, 8 * unit_roundoff * top.time);
  for (int i = 0; i < 8 && distance < top.time; ++i, distance *= 4) {
    const double before = top.time - distance;
    const double after = top.time + distance;
    const Estimate left = ascent(evaluate(before));
    const Estimate right = ascent(evaluate(after));
    if (left.value > left.error && right.value < -right.error) {
      return rounded_up(std::max(top.time - before, after - top.time));
    }
  }
  return top.time;
}

void PeakTrack::finish(const Cell& last, double bound_of_the_rest) {
  if (!settled_) {
    if (objective_ == Objective::power) {
      settle(last, best_time_ + last.width());
    } else if (best_.slope <= best_.slope_error) {
      settle(last, best_time_);
    } else {
      best_time_error_ = 0.0;  // E still rises at the end of the window: the maximum is there
    }
  }
  if (bound_of_the_rest > 0.0) upper_ = std::max(upper_, bound_of_the_rest);
  if (objective_ == Objective::power) {
    // Near t = 0 the power is at most L2 t/2, elsewhere in those cells at most blur/t.
    const double near_zero = std::sqrt(bounds_.derivatives[1] * blur_at_zero_ / 2);
    upper_ = std::max(upper_, near_zero + evolution_.cutoff_error().power);
  }
  record_.gap = std::max(0.0, upper_ - best());
}

Peak PeakTrack::peak() const {
  const double radius = best_time_ > 0.0 ? value_of(objective_, best_).error : 0.0;
  return {best(), std::max(radius, record_.gap), best_time_, best_time_error_};
}

Peak PeakTrack::local_maximum(const Cell& cell) {
  const double offset = maximum(cubic_of(cell), 0.0, cell.width()).at;
  const double guess = cell.left.time + (offset <= cell.width() ? offset : cell.width() / 2);
  const Sample top = climb(cell.left.time, cell.right.time, guess);
  const double distance = time_error(top, cell.width());
  // Within that distance E changes by no more than its slope and second derivative allow.
  const double flat = std::abs(top.slope) + top.slope_error;
  const double error = top.energy_error + evolution_.cutoff_error().energy +
                       distance * (flat + bounds_.derivatives[1] / 2 * distance);
  return {value(top), std::min(rounded_up(error), bounds_.rise + bounds_.fall), top.time, distance};
}

}  // namespace leyden
