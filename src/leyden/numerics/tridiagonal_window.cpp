// SPDX-License-Identifier: Apache-2.0
#include "leyden/numerics/tridiagonal_window.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "leyden/numerics/lanes_recurrence.hpp"
#include "leyden/numerics/rounding.hpp"

namespace leyden {
namespace {

/// The window in units of the energy spread of the start. Beyond it the weight of a start at the
/// end of a chain of charger spins, which falls like sech(πE/2ΔH), is below 1e-30.
constexpr double widest_spread = 45.0;

/// Chains up to this long are diagonalised whole.
constexpr Count whole = 64;

/// Sites between two additions of the sums of squares: bounds their rounding.
constexpr Count sum_sites = 256;

/// Amplitudes that add up to less than this are left out.
constexpr double weightless = 2e-18;

/// Distance from the next eigenvalue, in gaps, from which one more Rayleigh step is exact.
constexpr double settled = 1e-10;
constexpr int most_steps = 20;

/// Double-double recurrences err by this much of ‖T‖ in residual, local errors of the factors
/// included, docs/theory/window.
constexpr double recurrence_rounding = 0x1p-97;

}  // namespace

/// Both recurrences of all lanes, taken to the bond where they meet.
struct TridiagonalWindow::Sweep {
  RecurrenceLanes lower;
  RecurrenceLanes upper;
  std::vector<double> at_start;  ///< p at the start's site, of the recurrence that passes it

  /// How the two halves of a lane fit together.
  struct Meeting {
    DoubleDouble ratio;      ///< of the upper half, so that they agree on one site of the bond
    double residual = 0.0;   ///< (λ - T) v on the other
    double amplitude = 0.0;  ///< v there
  };
  Meeting meeting(std::size_t lane, double coupling, const double* scale) const {
    const DoubleDouble p0 = lower.before(lane), p1 = lower.here(lane);
    const DoubleDouble u0 = upper.here(lane), u1 = upper.before(lane);
    const bool on_first = std::abs(p0.high() * u0.high()) >= std::abs(p1.high() * u1.high());
    Meeting meeting;
    if (on_first) {
      meeting.ratio = p0 / u0;
      meeting.residual = coupling * scale[1] * (p1 - meeting.ratio * u1).high();
      meeting.amplitude = scale[0] * p0.high();
    } else {
      meeting.ratio = p1 / u1;
      meeting.residual = coupling * scale[0] * (meeting.ratio * u0 - p0).high();
      meeting.amplitude = scale[1] * p1.high();
    }
    return meeting;
  }

  double norm_square(std::size_t lane, double ratio) const {
    return lower.squares(lane).high() + ratio * ratio * upper.squares(lane).high();
  }

  /// A continuous function of λ that grows and is a whole number at every eigenvalue, the m-th from
  /// below at m - 1.
  double phase(std::size_t lane) const {
    const double p0 = lower.before_high[lane], p1 = lower.here_high[lane];
    const double u0 = upper.here_high[lane], u1 = upper.before_high[lane];
    const auto alike = [](double x, double y) { return std::signbit(x) == std::signbit(y); };
    const double count = lower.rises[lane] - (alike(p0, p1) ? 1.0 : 0.0) + upper.rises[lane] -
                         (alike(u0, u1) ? 1.0 : 0.0);
    return count + (std::atan(p1 / p0) + std::atan(u0 / u1)) / std::numbers::pi - 0.5;
  }

  /// Its derivative (Christoffel and Darboux).
  double phase_slope(std::size_t lane, double coupling, const double* scale) const {
    const auto square = [](double x) { return x * x; };
    const double lower_part = lower.squares(lane).high() /
                              (square(lower.before_high[lane]) + square(lower.here_high[lane]));
    const double upper_part = upper.squares(lane).high() /
                              (square(upper.before_high[lane]) + square(upper.here_high[lane]));
    return (lower_part + upper_part) / (std::numbers::pi * coupling * scale[0] * scale[1]);
  }
};

TridiagonalWindow::TridiagonalWindow(std::vector<DoubleDouble> couplings, Count start)
    : couplings_(std::move(couplings)), start_(start) {
  prepare();
}

std::optional<TridiagonalWindow> TridiagonalWindow::find(std::vector<DoubleDouble> couplings,
                                                         Count start) {
  for (DoubleDouble& coupling : couplings) {
    coupling = fabs(coupling);
    if (!(coupling.high() > 0.0) || !std::isfinite(coupling.high())) return std::nullopt;
  }
  TridiagonalWindow window(std::move(couplings), start);
  if (!window.search()) return std::nullopt;
  return window;
}

void TridiagonalWindow::prepare() {
  const auto n = static_cast<std::size_t>(dimension());
  const auto& g = couplings_;
  scale_.resize(n);
  factor_high_.resize(n);
  factor_low_.resize(n);
  DoubleDouble below = 1.0;  // scale(k-1); the first two are free
  DoubleDouble here = 1.0;
  for (std::size_t k = 0; k < n; ++k) {
    // (T v)(k) is this times the three terms of the recurrence.
    const DoubleDouble common = k > 0 ? g[k - 1] * below : g[0];
    const DoubleDouble factor = here / common;
    factor_high_[k] = factor.high();
    factor_low_[k] = factor.low();
    scale_[k] = here.high();
    if (k + 1 == n) break;
    const DoubleDouble next = k > 0 ? common / g[k] : DoubleDouble(1.0);
    below = here;
    here = next;
  }
  double widest = 0.0;
  for (std::size_t k = 0; k + 1 < n; ++k) {
    if (g[k].high() > widest) {
      widest = g[k].high();
      bond_ = static_cast<Count>(k);
    }
    radius_ = std::max(radius_, g[k].high() + (k > 0 ? g[k - 1].high() : 0.0));
  }
  radius_ = rounded_up(radius_);
}

TridiagonalWindow::Sweep TridiagonalWindow::sweep(const std::vector<DoubleDouble>& values) const {
  Sweep result{RecurrenceLanes(values), RecurrenceLanes(values), {}};
  const auto walk = [&](RecurrenceLanes& lanes, Count from, Count to) {
    const Count direction = to >= from ? +1 : -1;
    for (Count site = from;; site += direction) {
      const Count left = (to - site) * direction + 1;
      if (left <= 0) break;
      if (site == start_) result.at_start = lanes.here_high;
      // A run ends before the start, whose value is to be noted.
      const Count until_start = (start_ - site) * direction;
      const Count run = std::min({left, sum_sites, until_start > 0 ? until_start : sum_sites});
      const auto at = static_cast<std::size_t>(site);
      advance({&factor_high_[at], &factor_low_[at], &scale_[at],
               static_cast<std::ptrdiff_t>(direction), run},
              lanes);
      site += direction * (run - 1);
    }
  };
  walk(result.lower, 0, bond_);
  walk(result.upper, dimension() - 1, bond_ + 1);
  return result;
}

/// Sets the values to those in (0, limit], and 0 where it belongs to the start, to a small part of
/// their distances: from the phase and its slope on a grid. None when there are too many.
std::vector<TridiagonalWindow::Bracket> TridiagonalWindow::guess_values(double limit) {
  values_.clear();
  const double coupling = couplings_[static_cast<std::size_t>(bond_)].high();
  const double* scale = &scale_[static_cast<std::size_t>(bond_)];
  const double at_zero = (static_cast<double>(dimension()) - 3.0) / 2;
  const Sweep top = sweep({DoubleDouble(limit)});
  const double within = top.phase(0) - at_zero;
  if (!(within <= static_cast<double>(most_pairs))) return {};

  const auto intervals = static_cast<std::size_t>(within) + 4;
  std::vector<DoubleDouble> grid;
  for (std::size_t i = 0; i <= intervals; ++i) {
    grid.push_back(limit * (static_cast<double>(i) / static_cast<double>(intervals)));
  }
  const Sweep sampled = sweep(grid);
  const auto phase = [&](std::size_t i) { return i == 0 ? at_zero : sampled.phase(i); };
  const auto width = [&](std::size_t i) { return 1.0 / sampled.phase_slope(i, coupling, scale); };

  std::vector<Bracket> brackets;
  if (dimension() % 2 == 1 && start_ % 2 == 0) {
    values_.push_back(0.0);
    brackets.push_back({at_zero, 0.0, 0.0});
  }
  std::size_t i = 0;
  for (double target = std::floor(at_zero) + 1.0; target <= phase(intervals); target += 1.0) {
    while (i + 1 < intervals && phase(i + 1) < target) ++i;
    // The cubic λ(phase) that agrees in value and slope at both ends (Hermite).
    const double span = phase(i + 1) - phase(i);
    const double t = (target - phase(i)) / span;
    const double low = grid[i].high(), high = grid[i + 1].high();
    const double guess = low + (high - low) * t * t * (3 - 2 * t) +
                         span * t * (1 - t) * ((1 - t) * width(i) - t * width(i + 1));
    values_.push_back(guess > low && guess < high ? guess : low + (high - low) / 2);
    brackets.push_back({target, low, high});
  }
  return brackets;
}

bool TridiagonalWindow::search() {
  const auto s = static_cast<std::size_t>(start_);
  const double below = s > 0 ? couplings_[s - 1].high() : 0.0;
  const double above = s + 1 < scale_.size() ? couplings_[s].high() : 0.0;
  const double spread = std::hypot(below, above);
  double limit = dimension() <= whole ? radius_ : std::min(radius_, widest_spread * spread);
  for (;; limit = std::min(radius_, 1.5 * limit)) {
    if (!search_below(limit)) return false;
    const bool complete = norms_.empty() || norms_.back() < 1e-15 || limit == radius_;
    if (complete) break;
  }
  return !values_.empty();
}

/// Finds the eigenpairs below a limit: Rayleigh steps from the first guesses, each held in the
/// interval that the phase allows it.
bool TridiagonalWindow::search_below(double limit) {
  const double coupling = couplings_[static_cast<std::size_t>(bond_)].high();
  const double* scale = &scale_[static_cast<std::size_t>(bond_)];
  std::vector<Bracket> brackets = guess_values(limit);
  for (int step = 0; step < most_steps; ++step) {
    const Sweep sweep = this->sweep(values_);
    adopt(sweep);
    double farthest = 0.0;
    for (std::size_t j = 0; j < values_.size(); ++j) {
      if (values_[j] == DoubleDouble(0.0)) continue;
      const double slope = sweep.phase_slope(j, coupling, scale);
      Bracket& bracket = brackets[j];
      const double off = sweep.phase(j) - bracket.phase;
      (off > 0.0 ? bracket.high : bracket.low) = values_[j].high();
      const Sweep::Meeting meeting = sweep.meeting(j, coupling, scale);
      const double rayleigh =
          meeting.amplitude * meeting.residual / sweep.norm_square(j, meeting.ratio.high());
      const double shift = std::abs(off) < 0.1 ? rayleigh : off / slope;
      DoubleDouble next = values_[j] - DoubleDouble(shift);
      const bool close = std::abs(off) < 1e-3;
      if (!close && !(next.high() > bracket.low && next.high() < bracket.high)) {
        next = bracket.low + (bracket.high - bracket.low) / 2;
      }
      const double moved = std::abs((next - values_[j]).high()) * slope;
      if (!std::isfinite(moved)) return false;
      farthest = std::max(farthest, moved);
      values_[j] = next;
    }
    if (step == 0) {
      drop_weightless();
      brackets.resize(values_.size());
    }
    if (farthest < settled) {
      adopt(this->sweep(values_));
      return true;
    }
  }
  return false;
}

/// Forgets the highest values, as long as what they carry of the start does not count.
void TridiagonalWindow::drop_weightless() {
  double left_out = 0.0;
  while (values_.size() > 1 && (left_out += norms_.back()) < weightless) {
    values_.pop_back();
    norms_.pop_back();
  }
}

void TridiagonalWindow::adopt(const Sweep& sweep) {
  const double coupling = couplings_[static_cast<std::size_t>(bond_)].high();
  const double* scale = &scale_[static_cast<std::size_t>(bond_)];
  const std::size_t padded = sweep.lower.size();
  norms_.assign(values_.size(), 0.0);
  lower_weight_.assign(padded, 0.0);
  upper_weight_.assign(padded, 0.0);
  residual_ = 0.0;
  for (std::size_t j = 0; j < values_.size(); ++j) {
    const Sweep::Meeting meeting = sweep.meeting(j, coupling, scale);
    const double ratio = meeting.ratio.high();
    const double square = sweep.norm_square(j, ratio);
    const double multiplicity = values_[j] == DoubleDouble(0.0) ? 1.0 : 2.0;
    const double at_start = scale_[static_cast<std::size_t>(start_)] * sweep.at_start[j] *
                            (start_ > bond_ ? ratio : 1.0);
    norms_[j] = multiplicity * std::abs(at_start) / std::sqrt(square);
    lower_weight_[j] = multiplicity * at_start / square;
    upper_weight_[j] = lower_weight_[j] * ratio;
    residual_ += norms_[j] *
                 (std::abs(meeting.residual) / std::sqrt(square) + recurrence_rounding * radius_);
  }
  residual_ *= 1.0 + 1e-9;
}

void TridiagonalWindow::for_each_block(const std::function<void(const Block&)>& visit) const {
  RecurrenceLanes lower(values_), upper(values_);
  std::vector<double> rows(static_cast<std::size_t>(block_sites) * lower.size());
  for (Count site = 0; site <= bond_; site += block_sites) {
    const Count count = std::min(block_sites, bond_ + 1 - site);
    const auto at = static_cast<std::size_t>(site);
    advance({&factor_high_[at], &factor_low_[at], &scale_[at], +1, count}, lower,
            lower_weight_.data(), rows.data());
    visit({site, count, rows.data()});
  }
  for (Count end = dimension(); end > bond_ + 1; end -= block_sites) {
    const Count count = std::min(block_sites, end - bond_ - 1);
    const auto last = static_cast<std::size_t>(end - 1);
    advance({&factor_high_[last], &factor_low_[last], &scale_[last], -1, count}, upper,
            upper_weight_.data(), rows.data());
    visit({end - count, count, rows.data()});
  }
}

}  // namespace leyden
