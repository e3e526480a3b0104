// SPDX-License-Identifier: Apache-2.0
#include "truth.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "course.hpp"
#include "spectrum.hpp"

namespace honesty {
namespace {

/// Energies below this are rounding of a zero.
constexpr double nothing = 1e-28;

/// Population of the two highest Fock levels that nothing depends on. The state is off by at most
/// t sqrt(n) M times its root: a few 1e3 times 1e-31.
constexpr double invisible = 1e-62;

/// A piece of a span: Bernstein coefficients on begin … begin + width.
struct Piece {
  double begin;
  double width;
  std::vector<double> control;
};

/// De Casteljau: the two halves.
std::pair<Piece, Piece> halves(const Piece& piece) {
  const std::size_t size = piece.control.size();
  std::vector<double> row = piece.control;
  std::vector<double> left{row.front()};
  std::vector<double> right{row.back()};
  for (std::size_t level = 1; level < size; ++level) {
    for (std::size_t i = 0; i + level < size; ++i) row[i] = (row[i] + row[i + 1]) / 2;
    left.push_back(row.front());
    right.push_back(row[size - level - 1]);
  }
  std::reverse(right.begin(), right.end());
  const double half = piece.width / 2;
  return {{piece.begin, half, std::move(left)}, {piece.begin + half, half, std::move(right)}};
}

/// A span in 32 pieces.
std::vector<Piece> fine_pieces(const Span& span) {
  constexpr int halvings = 5;
  std::vector<Piece> pieces{{span.begin, span.end - span.begin, span.control}};
  for (int i = 0; i < halvings; ++i) {
    std::vector<Piece> finer;
    for (const Piece& piece : pieces) {
      auto [left, right] = halves(piece);
      finer.push_back(std::move(left));
      finer.push_back(std::move(right));
    }
    pieces = std::move(finer);
  }
  return pieces;
}

std::vector<double> differences(const std::vector<double>& control) {
  std::vector<double> result;
  for (std::size_t i = 0; i + 1 < control.size(); ++i) {
    result.push_back(control[i + 1] - control[i]);
  }
  return result;
}

double largest(const std::vector<double>& control) {
  return *std::max_element(control.begin(), control.end());
}

/// E or E/t.
enum class Objective { energy, power };

/// A maximum over the whole course: spans are left out when their polynomial plus its error stays
/// below the best value, cut in halves until E is concave, and then searched by Newton's method
/// with quadruple precision.
class Maximum {
 public:
  Maximum(const Course<Quad>& course, Objective objective, double end, double known)
      : course_(course),
        objective_(objective),
        end_(end),
        error_(course.energy_error()),
        curvature_error_(course.curvature_error()),
        bound_(known) {}

  Quad search(const std::vector<Span>& spans) {
    if (objective_ == Objective::energy) offer(end_);
    look_around(spans);
    for (const Span& span : spans) {
      if (span.begin >= end_) break;
      width_ = span.end - span.begin;
      pass({span.begin, width_, span.control}, 0);
    }
    // The grid is known to twelve digits.
    if (static_cast<double>(best_) < bound_ * (1 - 1e-9) - 10 * error_)
      throw Undecided("a peak was missed");
    return best_;
  }

 private:
  /// A first idea of the best value: none of the tests of `pass` ends where E/t rises while E is
  /// convex.
  void look_around(const std::vector<Span>& spans) {
    for (const Span& span : spans) {
      if (span.begin >= end_) break;
      for (const Piece& piece : fine_pieces(span)) {
        const double energy = piece.control.front() - error_;
        if (objective_ == Objective::energy) {
          bound_ = std::max(bound_, energy);
        } else if (piece.begin > 0) {
          bound_ = std::max(bound_, energy / piece.begin);
        }
      }
    }
    if (objective_ == Objective::power) {
      earliest_ = 2 * bound_ / course_.evolution().derivative_bound(2);
    }
  }

  void pass(const Piece& piece, int depth) {
    const double to = piece.begin + piece.width;
    // E <= D2 t²/2 keeps E/t below what is known.
    if (to <= earliest_) return;
    std::vector<double> control = piece.control;
    double target = bound_;
    if (objective_ == Objective::power) {
      const auto degree = static_cast<double>(control.size() - 1);
      for (std::size_t i = 0; i < control.size(); ++i) {
        control[i] -= bound_ * (piece.begin + piece.width * static_cast<double>(i) / degree);
      }
      target = 0;
    }
    if (largest(control) + error_ <= target) return;

    const auto degree = static_cast<double>(piece.control.size() - 1);
    const std::vector<double> slopes = differences(piece.control);
    const double part = piece.width / width_;
    const double bend = degree * (degree - 1) * largest(differences(slopes)) / (part * part);
    if (bend + curvature_error_ < 0) {
      search_concave(piece);
      return;
    }
    if (objective_ == Objective::energy) {
      // Monotone: the ends are better looked for next door.
      const double blur = curvature_error_ * part / degree;
      const auto [least, most] = std::minmax_element(slopes.begin(), slopes.end());
      if (*least > blur || *most < -blur) return;
    }
    constexpr int deepest = 44;
    if (depth == deepest) throw Undecided("a maximum is too flat");
    const auto [left, right] = halves(piece);
    pass(left, depth + 1);
    pass(right, depth + 1);
  }

  /// dE/dt, or t² dP/dt = t dE/dt - E; both fall where E is concave.
  std::pair<Quad, Quad> ascent(Quad time, const Jet& jet) const {
    if (objective_ == Objective::energy) return {jet.slope, jet.curvature};
    return {time * jet.slope - jet.energy, time * jet.curvature};
  }

  void search_concave(const Piece& piece) {
    // Newton from the middle of the bracket that halving the polynomial leaves; a maximum a little
    // outside of the piece is taken as well.
    Piece bracket = piece;
    for (int i = 0; i < 12; ++i) {
      auto [left, right] = halves(bracket);
      const auto degree = static_cast<double>(left.control.size() - 1);
      const double slope = degree * (right.control[1] - right.control[0]) / right.width;
      const double sign =
          objective_ == Objective::energy ? slope : right.begin * slope - right.control[0];
      bracket = sign > 0 ? std::move(right) : std::move(left);
    }
    const double from = piece.begin - piece.width / 8;
    const double to = piece.begin + 9 * piece.width / 8;
    Quad time = bracket.begin + bracket.width / 2;
    for (int i = 0; i < 8; ++i) {
      const auto [value, rate] = ascent(time, course_.at(time));
      if (!(rate < 0)) return;
      const Quad shift = value / rate;
      time -= shift;
      if (!(time > from && time < to) || time <= 0 || time > end_) return;
      // The next step would be this one squared.
      if (static_cast<double>(magnitude(shift)) < 1e-15 * width_) {
        offer(time);
        return;
      }
    }
    throw Undecided("Newton's method does not settle");
  }

  void offer(Quad time) {
    const Quad energy = course_.at(time).energy;
    const Quad value = objective_ == Objective::energy ? energy : energy / time;
    if (value > best_) best_ = value;
    bound_ = std::max(bound_, static_cast<double>(best_));
  }

  const Course<Quad>& course_;
  Objective objective_;
  double end_;
  double error_;
  double curvature_error_;
  double earliest_ = 0;
  double bound_;
  double width_ = 0;
  Quad best_ = 0;
};

/// The slope on a fine grid, from the polynomials.
struct Slope {
  double time;
  double value;
};

std::vector<Slope> slopes(const Span& span) {
  std::vector<Slope> result;
  for (const Piece& piece : fine_pieces(span)) {
    const auto degree = static_cast<double>(piece.control.size() - 1);
    result.push_back({piece.begin, degree * (piece.control[1] - piece.control[0]) / piece.width});
  }
  return result;
}

/// Time at which the slope falls through zero in a bracket that holds one such place.
Quad fall(const Course<Quad>& course, double low, double high) {
  Quad from = low;
  Quad to = high;
  Quad time = (from + to) / 2;
  for (int i = 0; i < 200; ++i) {
    const Jet jet = course.at(time);
    (jet.slope > 0 ? from : to) = time;
    Quad next = jet.curvature < 0 ? time - jet.slope / jet.curvature : from;
    if (!(next > from && next < to)) next = (from + to) / 2;
    if (static_cast<double>(magnitude(next - time)) < 1e-15 * (high - low)) return next;
    time = next;
  }
  throw Undecided("the first peak does not settle");
}

/// The first fall of the slope through zero. Ambiguous when a slope that is nearly zero may hide a
/// ripple before it or makes the peak itself one.
FirstPeak first_peak(const Course<Quad>& course, const std::vector<Span>& spans, double window) {
  constexpr double clear = 1e-3;
  std::vector<Slope> seen;
  std::optional<std::size_t> peak;  // the slope has fallen below zero from here on
  bool closed = false;              // and has risen again
  for (const Span& span : spans) {
    if (span.begin >= window || closed) break;
    for (const Slope& slope : slopes(span)) {
      if (!seen.empty() && !closed) {
        if (!peak && seen.back().value > 0 && slope.value <= 0) peak = seen.size();
        closed = peak && seen.back().value < 0 && slope.value >= 0;
      }
      seen.push_back(slope);
    }
  }
  seen.push_back({window, static_cast<double>(course.at(window).slope)});
  if (!peak && seen[seen.size() - 2].value > 0 && seen.back().value <= 0) peak = seen.size() - 1;

  double scale = 0;
  for (const Slope& slope : seen) scale = std::max(scale, std::abs(slope.value));
  const double small = clear * scale;
  const double noise = course.curvature_error() / (spans.front().end - spans.front().begin);
  if (small <= noise) return {FirstPeak::Status::ambiguous, 0};

  // Every phase of one sign up to the valley behind the peak has to be a clear one, without a waist
  // that nearly touches zero; neither has the slope to be nearly zero at the end of the window.
  double height = 0;
  for (std::size_t i = 1; i < seen.size(); ++i) {
    const double before = seen[i - 1].value;
    const double here = seen[i].value;
    const bool crosses = (before > 0) != (here > 0) && i > 1;
    if (crosses && height < small) return {FirstPeak::Status::ambiguous, 0};
    height = crosses ? std::abs(here) : std::max(height, std::abs(here));
    if (peak && i > *peak && crosses) break;
    const bool last = i + 1 == seen.size();
    if (last && std::abs(here) < small) return {FirstPeak::Status::ambiguous, 0};
    if (last || i < 2) continue;
    const double after = seen[i + 1].value;
    const bool same_sign = (before > 0) == (here > 0) && (here > 0) == (after > 0);
    const bool waist = std::abs(here) <= std::abs(before) && std::abs(here) <= std::abs(after);
    if (same_sign && waist && std::abs(here) < small) return {FirstPeak::Status::ambiguous, 0};
  }
  if (!peak) return {FirstPeak::Status::none, 0};
  const Quad time = fall(course, seen[*peak - 1].time, seen[*peak].time);
  return {FirstPeak::Status::there, course.at(time).energy};
}

/// Goes on until no later time can beat the best power; false when that takes more than `budget`.
template <class Real>
bool reach_horizon(Course<Real>& course, double rise, double budget) {
  for (;;) {
    const double power = course.best_power();
    const double horizon = power > 0 ? 1.001 * rise / power : INFINITY;
    if (course.end() >= horizon) return true;
    const double next = std::min(horizon, course.end() * 2);
    const double price = course.cost_to(next);
    if (price > budget) return false;
    budget -= price;
    course.extend(next);
  }
}

template <class Real>
double reach_window(Course<Real>& course, double window, double budget) {
  const double price = course.cost_to(window);
  if (price > budget / 2) throw TooLong("the window takes too long");
  course.extend(window);
  return budget - price;
}

}  // namespace

Truth truth(const System& system, double window, double budget) {
  Truth truth;
  Course<Quad> course(system);
  for (std::size_t i = 0; i < truth.points.size(); ++i) {
    truth.points[i].time = window * (static_cast<double>(i + 1) / 4);
  }
  if (!course.evolution().moves()) {
    truth.largest_power = 0;
    return truth;
  }
  budget = reach_window(course, window, budget);
  double highest = 0;
  for (Point& point : truth.points) {
    const Jet jet = course.at(point.time);
    point.energy = jet.energy;
    point.slope = jet.slope;
    highest = std::max(highest, static_cast<double>(magnitude(jet.energy)));
  }
  // Nothing at three times and on no node: nothing at all, by symmetry. Nor can more be gained
  // than there is to gain.
  const double rise = highest_energy(system);
  if (highest < nothing || rise <= 0) {
    truth.first.status = FirstPeak::Status::ambiguous;
    truth.largest_power = 0;
    return truth;
  }
  const std::vector<Span> in_window = course.spans();
  truth.largest_energy =
      Maximum(course, Objective::energy, window, course.best_energy(window)).search(in_window);
  truth.first = first_peak(course, in_window, window);
  if (reach_horizon(course, rise, budget)) {
    try {
      truth.largest_power = Maximum(course, Objective::power, course.end(), course.best_power())
                                .search(course.spans());
    } catch (const Undecided&) {
      truth.largest_power.reset();
    }
  }
  if (course.population_at_cutoff() > invisible) throw Undecided("the Fock cutoff is visible");
  return truth;
}

System converged_system(const Protocol& protocol, double window, double budget) {
  if (!needs_cutoff(protocol)) return collective_system(protocol);
  int cutoff = protocol.chargers + protocol.start.chargers + 2 * protocol.cells + 16;
  for (;;) {
    // Double precision will do to see how far the photons get.
    System system = collective_system(protocol, cutoff);
    Course<double> scout(system);
    const double rest = reach_window(scout, window, budget);
    reach_horizon(scout, highest_energy(system), rest);
    if (scout.population_at_cutoff() <= invisible / 4) return system;
    cutoff += cutoff / 4;
  }
}

}  // namespace honesty
