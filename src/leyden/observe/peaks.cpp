// SPDX-License-Identifier: Apache-2.0
#include "leyden/observe/peaks.hpp"

#include <algorithm>
#include <cmath>

#include "leyden/numerics/cubic.hpp"
#include "leyden/numerics/rounding.hpp"

namespace leyden {
namespace {

/// Two neighbouring samples.
struct Cell {
  Sample left;
  Sample right;
  double width() const { return right.time - left.time; }
};

double average_power(const Sample& sample) {
  return sample.energy / sample.time;
}

class Search {
 public:
  Search(Evolution& evolution, const PeakSearch& search)
      : evolution_(evolution), search_(search), bounds_(evolution.bounds()) {}

  Peaks run();

 private:
  double cell_width() const;
  double horizon() const;
  Sample evaluate(double time, SearchRecord& record);

  void search_energy(const Cell& cell, int depth);
  void search_power(const Cell& cell, int depth);
  void search_first(const Cell& cell, int depth);

  void polish_energy(const Cell& cell);
  void polish_power(const Cell& cell);
  Sample stationary_energy(double low, double high, double guess, SearchRecord& record);
  Peak energy_peak(const Sample& sample);

  /// How far the computed cubic of a cell may lie below the true one.
  double uncertainty(const Cell& cell) const {
    // The two slope polynomials of a Hermite cubic add up to s (1 - s/w) <= w/4.
    return std::max(cell.left.energy_error, cell.right.energy_error) +
           cell.width() * std::max(cell.left.slope_error, cell.right.slope_error) / 4;
  }

  /// Nothing higher is possible: a window full of equal maxima need not be walked to its end.
  bool energy_complete() const {
    return energy_polished_ && best_energy_.energy >= bounds_.rise - negligible(bounds_.rise);
  }

  /// Differences smaller than this are not worth an evaluation.
  double negligible(double value) const { return 1e-13 * std::max(std::abs(value), 1e-3 * scale_); }

  static constexpr int deepest = 60;

  /// gt after which a battery that has never gained energy is given up; P_max is then 0, the limit
  /// for t -> 0, with an error of rise/t.
  static constexpr double longest_fruitless_search = 100.0;

  Evolution& evolution_;
  const PeakSearch& search_;
  EnergyBounds bounds_;
  double scale_ = 0.0;
  Sample best_energy_;  ///< E = 0 at t = 0 to begin with
  Sample best_power_;   ///< P -> 0 for t -> 0
  double energy_upper_ = 0.0;
  double power_upper_ = 0.0;
  double power_time_error_ = 0.0;
  bool energy_polished_ = true;
  bool power_polished_ = true;
  bool first_open_ = true;
  Peaks peaks_;
};

double Search::cell_width() const {
  // The cubic then misses E by at most 2e-3 of its range.
  const double fourth = bounds_.derivatives[3];
  return fourth > 0.0 ? std::pow(384 * 2e-3 * scale_ / fourth, 0.25) : INFINITY;
}

double Search::horizon() const {
  if (best_power_.time > 0.0) return bounds_.rise / average_power(best_power_);
  return std::max(search_.window, longest_fruitless_search);
}

Sample Search::evaluate(double time, SearchRecord& record) {
  ++record.evaluations;
  return evolution_.evaluate(time);
}

void Search::search_energy(const Cell& cell, int depth) {
  const double width = cell.width();
  const Cubic cubic =
      Cubic::hermite(width, cell.left.energy, cell.left.slope, cell.right.energy, cell.right.slope);
  const double bound = upper_bound(cubic, width, bounds_.derivatives[3], 0.0, width);
  const double best = best_energy_.energy;
  if (bound <= best + negligible(best) || depth == deepest) {
    energy_upper_ = std::max(energy_upper_, bound + uncertainty(cell));
    return;
  }
  const double guess = maximum(cubic, 0.0, width).at;
  const double s = guess > 0.02 * width && guess < 0.98 * width ? guess : width / 2;
  const Sample middle = evaluate(cell.left.time + s, peaks_.energy_record);
  if (middle.energy > best_energy_.energy) {
    best_energy_ = middle;
    energy_polished_ = false;
  }
  search_energy({cell.left, middle}, depth + 1);
  search_energy({middle, cell.right}, depth + 1);
}

void Search::search_power(const Cell& cell, int depth) {
  const double p = best_power_.time > 0.0 ? average_power(best_power_) : 0.0;
  const double begin = cell.left.time;
  const double width = cell.width();
  // E <= L2 t²/2 keeps the power below p until 2 p / L2.
  const double quadratic = 2 * p / bounds_.derivatives[1];
  const double low = std::clamp(quadratic - begin, 0.0, width);
  if (low == width) return;
  Cubic tilted =
      Cubic::hermite(width, cell.left.energy, cell.left.slope, cell.right.energy, cell.right.slope);
  tilted.c0 -= p * begin;
  tilted.c1 -= p;
  const double excess = upper_bound(tilted, width, bounds_.derivatives[3], low, width);
  const double earliest = begin + low;
  if (excess <= negligible(p) * earliest || depth == deepest) {
    const double above = std::max(0.0, excess + uncertainty(cell));
    if (earliest > 0.0) power_upper_ = std::max(power_upper_, p + above / earliest);
    return;
  }
  const double guess = maximum(tilted, low, width).at;
  const double s = guess > 0.02 * width && guess < 0.98 * width ? guess : width / 2;
  const Sample middle = evaluate(begin + s, peaks_.power_record);
  if (average_power(middle) > p) {
    best_power_ = middle;
    power_polished_ = false;
  }
  search_power({cell.left, middle}, depth + 1);
  search_power({middle, cell.right}, depth + 1);
}

void Search::search_first(const Cell& cell, int depth) {
  if (!first_open_) return;
  if (cell.left.slope > 0.0 && cell.right.slope <= 0.0) {
    const Cubic cubic = Cubic::hermite(cell.width(), cell.left.energy, cell.left.slope,
                                       cell.right.energy, cell.right.slope);
    const double guess = cell.left.time + maximum(cubic, 0.0, cell.width()).at;
    peaks_.first = energy_peak(
        stationary_energy(cell.left.time, cell.right.time, guess, peaks_.energy_record));
    first_open_ = false;
    return;
  }
  // A rise and a fall may both hide between two samples: look closer while the bounds on the second
  // and third derivative leave room for it.
  const double width = cell.width();
  const double slow = std::min(std::abs(cell.left.slope), std::abs(cell.right.slope));
  const double both = std::abs(cell.left.slope) + std::abs(cell.right.slope);
  const bool same_sign = cell.left.slope * cell.right.slope > 0.0;
  const bool no_room = same_sign && (slow > bounds_.derivatives[2] * width * width / 8 ||
                                     both > bounds_.derivatives[1] * width);
  constexpr int deepest_look = 6;
  if (no_room || depth == deepest_look) return;
  const Sample middle = evaluate(cell.left.time + width / 2, peaks_.energy_record);
  search_first({cell.left, middle}, depth + 1);
  search_first({middle, cell.right}, depth + 1);
}

/// Newton on dE/dt = 0, kept inside [low, high].
Sample Search::stationary_energy(double low, double high, double guess, SearchRecord& record) {
  Sample sample = evaluate(guess, record);
  for (int i = 0; i < 60 && std::abs(sample.slope) > sample.slope_error / 16; ++i) {
    (sample.slope > 0.0 ? low : high) = sample.time;
    const double curvature = evolution_.curvature(sample.time);
    double next = curvature < 0.0 ? sample.time - sample.slope / curvature : low;
    if (!(next > low && next < high)) next = low + (high - low) / 2;
    if (next == sample.time || next == low || next == high) break;
    const double moved = std::abs(next - sample.time);
    sample = evaluate(next, record);
    if (moved <= 4e-16 * next) break;
  }
  return sample;
}

void Search::polish_energy(const Cell& cell) {
  if (energy_polished_) return;
  // A best value at the right end may belong to a peak in the next cell.
  if (best_energy_.time >= cell.right.time) return;
  const double reach = cell.width();
  const double low = std::max(0.0, best_energy_.time - reach);
  const double high = std::min(search_.window, best_energy_.time + reach);
  const Sample polished = stationary_energy(low, high, best_energy_.time, peaks_.energy_record);
  if (polished.energy >= best_energy_.energy - negligible(best_energy_.energy)) {
    best_energy_ = polished;
  }
  energy_polished_ = true;
}

/// Newton on dE/dt = E/t.
void Search::polish_power(const Cell& cell) {
  if (power_polished_ || best_power_.time >= cell.right.time) return;
  for (int i = 0; i < 4; ++i) {
    const double excess = best_power_.slope - average_power(best_power_);
    const double curvature = evolution_.curvature(best_power_.time);
    if (!(curvature < 0.0)) break;
    const double next = best_power_.time - excess / curvature;
    if (!(next > 0.0) || std::abs(next - best_power_.time) > cell.width()) break;
    if (std::abs(next - best_power_.time) <= 4e-16 * next) break;
    const Sample sample = evaluate(next, peaks_.power_record);
    const double p = average_power(best_power_);
    if (average_power(sample) < p - negligible(p)) break;
    best_power_ = sample;
  }
  const Sample& best = best_power_;
  const double off =
      std::abs(best.slope - average_power(best)) + best.slope_error + best.energy_error / best.time;
  const double curvature = std::abs(evolution_.curvature(best.time));
  power_time_error_ = curvature > 0.0 ? std::min(1.01 * off / curvature, best.time) : best.time;
  power_time_error_ += 4 * unit_roundoff * best.time;
  power_polished_ = true;
}

Peak Search::energy_peak(const Sample& sample) {
  Peak peak{sample.energy, sample.energy_error, sample.time, 0.0};
  if (sample.time == 0.0) return peak;
  const double curvature = std::abs(evolution_.curvature(sample.time));
  const double slope = std::abs(sample.slope) + sample.slope_error;
  // A maximum at the end of the window needs no slope of zero.
  const bool at_the_end = sample.time == search_.window && sample.slope > sample.slope_error;
  if (!at_the_end) {
    peak.time_error = curvature > 0.0 ? 1.01 * slope / curvature : sample.time;
    peak.time_error = std::min(peak.time_error + 4 * unit_roundoff * sample.time, sample.time);
    if (std::abs(sample.slope) <= sample.slope_error) {
      peak.error += bounds_.derivatives[1] / 2 * peak.time_error * peak.time_error;
    }
  }
  return peak;
}

Peaks Search::run() {
  scale_ = std::max(bounds_.rise, 0.0);
  Cell cell;
  cell.left = evolution_.evaluate(0.0);
  best_energy_ = best_power_ = cell.left;
  const bool moves = bounds_.derivatives[3] > 0.0 && scale_ > 0.0;
  const double end = search_.energy ? search_.window : 0.0;
  const double width = cell_width();
  while (moves) {
    const double now = cell.left.time;
    const bool in_window = now < end && (first_open_ || !energy_complete());
    const bool power_open = search_.power && now < horizon();
    if (!in_window && !power_open) break;
    if (search_.progress) {
      const double target = std::max(end, search_.power ? std::min(horizon(), 1e300) : 0.0);
      search_.progress(std::min(1.0, now / target));
    }
    double next = now + width;
    if (in_window) next = std::min(next, end);
    if (!(next > now)) break;
    cell.right = evolution_.advance(next);
    if (search_.power) {
      ++peaks_.power_record.evaluations;
      if (cell.right.energy > 0.0 &&
          (best_power_.time == 0.0 || average_power(cell.right) > average_power(best_power_))) {
        best_power_ = cell.right;
        power_polished_ = false;
      }
      if (power_open) search_power(cell, 0);
      polish_power(cell);
      peaks_.power_record.horizon = next;
    }
    if (in_window && search_.energy) {
      ++peaks_.energy_record.evaluations;
      if (cell.right.energy > best_energy_.energy) {
        best_energy_ = cell.right;
        energy_polished_ = false;
      }
      search_energy(cell, 0);
      search_first(cell, 0);
      const bool improved = !energy_polished_;
      polish_energy(cell);
      if ((improved && energy_polished_) || best_energy_.time == search_.window) {
        peaks_.energy = energy_peak(best_energy_);
      }
    }
    cell.left = cell.right;
  }
  peaks_.energy_record.gap = std::max(0.0, energy_upper_ - best_energy_.energy);
  peaks_.energy.error = std::max(peaks_.energy.error, peaks_.energy_record.gap);
  if (best_power_.time > 0.0) {
    const double p = average_power(best_power_);
    peaks_.power = {p, best_power_.energy_error / best_power_.time + unit_roundoff * p,
                    best_power_.time, power_time_error_};
    peaks_.power_record.gap = std::max(0.0, power_upper_ - p);
  } else if (moves && search_.power) {
    peaks_.power_record.gap = scale_ / peaks_.power_record.horizon;
  }
  peaks_.power.error = std::max(peaks_.power.error, peaks_.power_record.gap);
  return peaks_;
}

}  // namespace

Peaks find_peaks(Evolution& evolution, const PeakSearch& search) {
  return Search(evolution, search).run();
}

}  // namespace leyden
