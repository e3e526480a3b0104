// SPDX-License-Identifier: Apache-2.0
#include "leyden/observe/peaks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "leyden/base/errors.hpp"
#include "leyden/base/floating_point.hpp"
#include "leyden/numerics/rounding.hpp"
#include "leyden/observe/peak_track.hpp"

namespace leyden {
namespace {

/// gt after which a battery that has not gained energy for certain is given up; the error of P_max
/// is then rise/t.
constexpr double longest_fruitless_search = 100.0;

/// Most cells of time that a walk may take: days. Not refused at once: a battery that fills up at
/// its first peak is done then.
constexpr double most_cells = 1e9;
constexpr double cells_before_a_refusal = 24;

/// Most cells that the proof of P_max may take beyond the window, minutes, and how many are tried
/// when it would take more.
constexpr double most_cells_for_power = 1e6;
constexpr double cells_for_a_hopeless_power = 1e4;

/// How often a cell is halved in search of the first peak, and how many samples that may take in
/// all.
constexpr int deepest_look = 30;
constexpr long most_looks = 5000;

/// Walks through time cell by cell and shows each cell to those who still look for something.
class Search {
 public:
  Search(Evolution& evolution, const PeakSearch& search)
      : evolution_(evolution),
        search_(search),
        bounds_(evolution.bounds()),
        cell_{{}, evolution.evaluate(0.0)},
        energy_(evolution, bounds_, Objective::energy, cell_.right),
        power_(evolution, bounds_, Objective::power, cell_.right) {}

  Peaks run() {
    if (!std::isfinite(bounds_.derivatives[3]) || !std::isfinite(bounds_.rise)) {
      throw Unreachable(
          "energies far beyond g overflow; take a stronger coupling, or less detuning or "
          "crosstalk");
    }
    if (bounds_.derivatives[3] > 0.0 && reach() > 0.0) walk();
    const bool cut = evolution_.cutoff_error().energy > 0.0;
    const bool proven = search_.energy && first_proven_ && !cut;
    Peaks peaks{energy_.peak(), first_, proven, power_.peak(), energy_.record(), power_.record()};
    peaks.power_record.given_up =
        search_.power && can_rise() && (power_given_up_ || !power_.is_certain());
    return peaks;
  }

 private:
  void walk();

  /// A battery that is full at the start can only fall, and be full again.
  bool can_rise() const { return bounds_.rise > 0.0; }

  /// How far E moves, for the width of cells.
  double reach() const { return can_rise() ? bounds_.rise : bounds_.fall; }

  double horizon() const;
  void report(double now) const;
  double cells_until(double end, double now, double width) const;
  void require_end(double now, double width) const;
  bool power_is_hopeless(double now, double width) const;
  void look_for_first(const Cell& cell, int depth);

  Evolution& evolution_;
  const PeakSearch& search_;
  EnergyBounds bounds_;
  Cell cell_;
  PeakTrack energy_;
  PeakTrack power_;
  double cells_ = 0.0;
  bool power_given_up_ = false;
  std::optional<Peak> first_;
  bool first_proven_ = true;
  long first_evaluations_ = 0;
};

/// Time from which on E <= rise keeps the power below the best one.
double Search::horizon() const {
  if (power_.is_certain()) return bounds_.rise / power_.best();
  return std::max(search_.window, longest_fruitless_search);
}

void Search::report(double now) const {
  if (!search_.progress) return;
  const double end = search_.energy ? search_.window : 0.0;
  search_.progress(std::min(1.0, now / std::max(end, search_.power ? horizon() : 0.0)));
}

/// Cells of time that a walk until `end` takes in all.
double Search::cells_until(double end, double now, double width) const {
  return cells_ + (end - now) / width;
}

/// Refuses a window whose search would not end.
void Search::require_end(double now, double width) const {
  const double cells = cells_until(search_.window, now, width);
  if (cells_ < cells_before_a_refusal || cells <= most_cells) return;
  throw Unreachable(
      fmt::format("the window {:.4g} holds {:.2g} cells of time, more than the {:g} that can be "
                  "searched; shorten it to {:.2g}",
                  search_.window, cells, most_cells, most_cells * width));
}

/// Beyond the window the search for P_max may be given up: the result is then worse, not wrong.
bool Search::power_is_hopeless(double now, double width) const {
  return cells_ > cells_for_a_hopeless_power &&
         cells_until(horizon(), now, width) > most_cells_for_power;
}

void Search::walk() {
  const double width = cell_width(reach(), bounds_.derivatives[3]);
  bool energy_open = search_.energy;
  for (;;) {
    const double now = cell_.right.time;
    const bool power_open = search_.power && can_rise() && now < horizon();
    if (!energy_open && !power_open) break;
    report(now);
    cells_ += 1.0;
    if (energy_open) {
      require_end(now, width);
    } else if (power_is_hopeless(now, width)) {
      power_given_up_ = true;
      break;
    }
    const double next = energy_open ? std::min(now + width, search_.window) : now + width;
    if (!(next > now)) {
      throw Unreachable("the window is too long to be resolved in time; shorten it");
    }
    cell_.left = cell_.right;
    cell_.right = evolution_.advance(next);
    if (power_open) power_.pass(cell_);
    if (energy_open) {
      if (can_rise()) energy_.pass(cell_);
      look_for_first(cell_, 0);
      const bool all_seen = next == search_.window;
      const bool nothing_higher = first_ && (energy_.complete() || !can_rise());
      if (all_seen || nothing_higher) {
        if (can_rise()) energy_.finish(cell_, all_seen ? 0.0 : bounds_.rise);
        energy_open = false;
      }
    }
  }
  if (search_.power && can_rise()) power_.finish(cell_, bounds_.rise / power_.record().horizon);
}

/// Halves the cell until the bounds on the second and third derivative settle where E has a local
/// maximum and where it has none.
void Search::look_for_first(const Cell& cell, int depth) {
  if (first_) return;
  const double width = cell.width();
  const double left = cell.left.slope;
  const double right = cell.right.slope;
  const double blur = rounded_up(cell.left.slope_error + cell.right.slope_error);
  // A slope differs from its chord by at most D3 w²/8, and along the cell by at most D2 w.
  const double slow = std::min(std::abs(left), std::abs(right));
  const bool no_room =
      left * right > 0.0 &&
      (slow > rounded_up(bounds_.derivatives[2] * width * width / 8) + blur ||
       std::abs(left) + std::abs(right) > rounded_up(bounds_.derivatives[1] * width) + blur);
  // E'' differs from the slope's secant by at most D3 w.
  const double bend = rounded_up(bounds_.derivatives[2] * width * width) + blur;
  const bool convex = right - left > bend;
  if (no_room || convex) return;

  const bool rises_at_left = left > cell.left.slope_error;
  const bool falls_at_right = right < -cell.right.slope_error;
  const bool falls = rises_at_left && falls_at_right;
  // A slope that only decreases has no zero when it ends positive, or begins negative or with the
  // zero of t = 0.
  const bool concave = left - right > bend;
  const bool begins_falling =
      left < -cell.left.slope_error || (cell.left.time == 0.0 && left == 0.0 && falls_at_right);
  if (concave && (right > cell.right.slope_error || begins_falling)) return;

  const bool single = concave && falls;
  const bool exhausted = depth == deepest_look || first_evaluations_ >= most_looks;
  if (single || (falls && exhausted)) {
    first_ = energy_.local_maximum(cell);
    first_proven_ = first_proven_ && single;
    return;
  }
  if (exhausted) {
    first_proven_ = false;
    return;
  }
  ++first_evaluations_;
  const Sample middle = evolution_.evaluate(cell.left.time + width / 2);
  look_for_first({cell.left, middle}, depth + 1);
  look_for_first({middle, cell.right}, depth + 1);
}

}  // namespace

Peaks find_peaks(Evolution& evolution, const PeakSearch& search) {
  const FloatingPointScope default_environment;
  return Search(evolution, search).run();
}

}  // namespace leyden
