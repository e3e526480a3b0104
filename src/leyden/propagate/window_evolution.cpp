// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/window_evolution.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "leyden/base/errors.hpp"
#include "leyden/numerics/lanes_recurrence.hpp"
#include "leyden/numerics/phase.hpp"
#include "leyden/numerics/rounding.hpp"
#include "leyden/numerics/sums.hpp"
#include "leyden/operators/chain_bounds.hpp"

namespace leyden {
namespace {

double dot(const std::vector<double>& x, const std::vector<double>& y) {
  return lane_sum(static_cast<Count>(x.size()), [&](Count i) {
    return x[static_cast<std::size_t>(i)] * y[static_cast<std::size_t>(i)];
  });
}

double absolute_dot(const std::vector<double>& x, const std::vector<double>& y) {
  return lane_sum(static_cast<Count>(x.size()), [&](Count i) {
    return std::abs(x[static_cast<std::size_t>(i)] * y[static_cast<std::size_t>(i)]);
  });
}

double sum(const std::vector<double>& x) {
  return lane_sum(static_cast<Count>(x.size()),
                  [&](Count i) { return x[static_cast<std::size_t>(i)]; });
}

void scale_each(const std::vector<double>& x, const std::vector<double>& y,
                std::vector<double>& result) {
  for (std::size_t i = 0; i < x.size(); ++i) result[i] = x[i] * y[i];
}

/// Distance from one site to the next of the same parity.
constexpr Count two = 2;

}  // namespace

WindowEvolution::WindowEvolution(const ChainHamiltonian<DoubleDouble>& chain,
                                 TridiagonalWindow window, Count excitations)
    : window_(std::move(window)),
      excitations_(excitations),
      stride_(chain.stride()),
      negative_(chain.couplings()[0] < DoubleDouble(0.0)),
      lanes_((window_.pairs() + 7) / 8 * 8) {
  lowest_ = static_cast<double>(-stride_ * window_.start());
  highest_ = static_cast<double>(stride_ * (dimension() - 1 - window_.start()));
  bounds_.rise = highest_;
  bounds_.fall = -lowest_;
  bounds_.derivatives = chain_derivative_bounds(chain.couplings(), stride_);
  add_up();
}

/// The two quadratic forms, and the defect of the start.
void WindowEvolution::add_up() {
  const std::size_t lanes = window_.lanes();
  LevelSums same(lanes);
  LevelSums other(lanes);
  const Count start = window_.start();
  DoubleDouble squares = 0.0;
  std::vector<double> at_zero(TridiagonalWindow::block_sites);
  window_.for_each_block([&](const TridiagonalWindow::Block& block) {
    for (const bool is_same : {true, false}) {
      const bool begins_same = (block.first - start) % two == 0;
      const Count offset = begins_same == is_same ? 0 : 1;
      const Count count = (block.count - offset + 1) / two;
      const double* rows = block.amplitudes + static_cast<std::size_t>(offset) * lanes;
      const auto row_stride = static_cast<std::ptrdiff_t>(two * static_cast<Count>(lanes));
      const Count first = block.first + offset - start;
      (is_same ? same : other)
          .add(rows, row_stride, count, static_cast<double>(stride_ * first),
               static_cast<double>(stride_ * two));
      if (!is_same) continue;
      sum_lanes(rows, static_cast<std::size_t>(row_stride), lanes, count, at_zero.data());
      if (first <= 0 && first + two * count > 0) {
        at_zero[static_cast<std::size_t>(-first / two)] -= 1.0;
      }
      squares += DoubleDouble(lane_sum(count, [&](Count i) {
        const double x = at_zero[static_cast<std::size_t>(i)];
        return x * x;
      }));
    }
  });

  // Rounding of the amplitudes and of their sums at every site, in norm at most Σ ‖a_j‖ times this.
  const double carried = sum(window_.norms());
  const double blur = unit_roundoff * carried *
                      (TridiagonalWindow::amplitude_rounding + static_cast<double>(lanes) / 16 + 8);
  defect_ = rounded_up(std::sqrt(squares.high()) + blur);

  const std::size_t pairs = window_.pairs();
  const bool one_sign = lowest_ == 0.0 || highest_ == 0.0;
  const double range = highest_ - lowest_;
  const auto form = [&](const LevelSums& sums) {
    Form result;
    for (std::size_t i = 0; i < pairs; ++i) {
      for (std::size_t j = 0; j < pairs; ++j) result.matrix.push_back(sums(i, j));
      result.matrix.resize((i + 1) * lanes_, 0.0);
      const double norm = window_.norms()[i];
      const double square = one_sign ? std::abs(sums(i, i)) : range * norm * norm;
      // Sums of one sign are good to far better than this.
      result.magnitudes.push_back(std::sqrt(square) * (1 + 1e-9));
    }
    result.magnitudes.resize(lanes_, 0.0);
    return result;
  };
  same_ = form(same);
  other_ = form(other);
  for (const DoubleDouble& value : window_.values()) frequencies_.push_back(value.high());
  for (std::vector<double>* each :
       {&frequencies_, &waves_.cos, &waves_.sin, &same_row_, &other_row_, &falling_, &rising_}) {
    each->resize(lanes_, 0.0);
  }
  for (Form* each : {&same_, &other_}) {
    each->sum = sum(each->magnitudes);
    each->sum_of_slopes = dot(frequencies_, each->magnitudes);
  }
}

void WindowEvolution::multiply(const Form& form, const std::vector<double>& x,
                               std::vector<double>& y) const {
  const double* in = x.data();
  for (std::size_t i = 0; i < window_.pairs(); ++i) {
    const double* row = form.matrix.data() + i * lanes_;
    y[i] = lane_sum(static_cast<Count>(lanes_), [&](Count j) { return row[j] * in[j]; });
  }
}

void WindowEvolution::set_time(double time) {
  double widest = 0.0;
  for (std::size_t j = 0; j < window_.pairs(); ++j) {
    const DoubleDouble angle = window_.values()[j] * DoubleDouble(time);
    widest = std::max(widest, std::abs(angle.high()));
    if (!(widest <= largest_angle)) {
      throw Unreachable("the window is too long: its phases are lost; shorten it");
    }
    const Phase at = phase(angle);
    waves_.cos[j] = at.cos;
    waves_.sin[j] = at.sin;
  }
  waves_.error = phase_rounding * unit_roundoff + 0x1p-98 * widest;
}

double WindowDistance::of_energy(double energy, double known) const {
  // ‖φ‖ is known to δ only, and the expectation is that of the normalised state.
  const double carried = known + delta * (2 + delta) * std::abs(energy);
  const double variance =
      std::max(0.0, highest - energy + carried) * std::max(0.0, energy - lowest + carried);
  const double range = highest - lowest;
  return std::min(range,
                  rounded_up(2 * delta * std::sqrt(variance) + range * delta * delta + carried));
}

double WindowDistance::of_slope(double steepest) const {
  const double range = highest - lowest;
  return rounded_up(steepest * delta * (2 + delta) + 2 * residual * range * (1 + delta));
}

WindowDistance WindowEvolution::distance(double time) const {
  const double residual = window_.residual();
  return {rounded_up(defect_ + std::abs(time) * residual), residual, lowest_, highest_};
}

/// Relative rounding of a quadratic form: its matrix, and two sums over the pairs.
double WindowEvolution::sum_rounding() const {
  const double sums = static_cast<double>(window_.pairs()) / 8 + 9;
  return unit_roundoff *
         (level_sums_rounding + 2 * TridiagonalWindow::amplitude_rounding + 2 * sums + 8);
}

Sample WindowEvolution::evaluate(double time) {
  Sample result;
  result.time = time;
  if (time == 0.0) return result;  // E = 0 by definition, dE/dt = 0 because the start is real
  set_time(time);
  const Waves& at = waves_;
  multiply(same_, at.cos, same_row_);
  multiply(other_, at.sin, other_row_);
  // d cos = -λ sin, d sin = λ cos.
  scale_each(frequencies_, at.sin, falling_);
  scale_each(frequencies_, at.cos, rising_);
  result.energy = dot(at.cos, same_row_) + dot(at.sin, other_row_);
  result.slope = 2 * (dot(rising_, other_row_) - dot(falling_, same_row_));

  const double rounding = sum_rounding();
  const double x = absolute_dot(at.cos, same_.magnitudes);
  const double y = absolute_dot(at.sin, other_.magnitudes);
  const double energy_rounding =
      rounding * (x * x + y * y) + 2.1 * at.error * (x * same_.sum + y * other_.sum);
  const double dx = absolute_dot(falling_, same_.magnitudes);
  const double dy = absolute_dot(rising_, other_.magnitudes);
  const double slope_rounding =
      2 * rounding * (dx * x + dy * y) +
      2.1 * at.error *
          (same_.sum_of_slopes * x + dx * same_.sum + other_.sum_of_slopes * y + dy * other_.sum);

  const WindowDistance apart = distance(time);
  result.energy_error = apart.of_energy(result.energy, energy_rounding);
  result.slope_error = apart.of_slope(bounds_.derivatives[0]) + rounded_up(slope_rounding);
  return result;
}

Sample WindowEvolution::advance(double time) {
  anchor_ = time;
  return evaluate(time);
}

double WindowEvolution::curvature(double time) {
  set_time(time);
  scale_each(frequencies_, waves_.sin, falling_);
  scale_each(frequencies_, waves_.cos, rising_);
  std::vector<double> row(lanes_, 0.0);
  std::vector<double> bend(lanes_, 0.0);
  const auto second = [&](const Form& form, const std::vector<double>& here,
                          const std::vector<double>& first) {
    multiply(form, first, row);
    const double steep = dot(first, row);
    scale_each(frequencies_, here, bend);
    scale_each(frequencies_, bend, bend);
    multiply(form, here, row);
    return 2 * (steep - dot(bend, row));
  };
  return second(same_, waves_.cos, falling_) + second(other_, waves_.sin, rising_);
}

double WindowEvolution::sum_up(
    double time, const std::function<void(Count site, double amplitude)>& visit) const {
  window_.for_each_block([&](const TridiagonalWindow::Block& block) {
    for (Count i = 0; i < block.count; ++i) {
      const Count site = block.first + i;
      const std::vector<double>& with =
          (site - window_.start()) % two == 0 ? waves_.cos : waves_.sin;
      const double* row = block.amplitudes + static_cast<std::size_t>(i) * window_.lanes();
      visit(site, lane_sum(static_cast<Count>(window_.pairs()),
                           [&](Count j) { return row[j] * with[static_cast<std::size_t>(j)]; }));
    }
  });
  const double sums = static_cast<double>(window_.pairs()) / 8 + 12;
  const double rounding =
      sum(window_.norms()) *
      (unit_roundoff * (TridiagonalWindow::amplitude_rounding + sums) + waves_.error);
  return distance(time).delta + rounding;
}

Populations WindowEvolution::populations(double time) {
  set_time(time);
  Populations result;
  const Count lowest_cells = excitations_ - stride_ * window_.start();
  result.probabilities.assign(
      static_cast<std::size_t>(lowest_cells + stride_ * (dimension() - 1) + 1), 0.0);
  const double delta = sum_up(time, [&](Count site, double amplitude) {
    result.probabilities[static_cast<std::size_t>(lowest_cells + stride_ * site)] =
        amplitude * amplitude;
  });
  result.error = rounded_up(delta * (2 + delta) + 4 * unit_roundoff);
  return result;
}

Amplitudes WindowEvolution::amplitudes(double time) {
  set_time(time);
  Amplitudes result;
  result.values.resize(static_cast<std::size_t>(dimension()));
  const double delta = sum_up(time, [&](Count site, double amplitude) {
    const bool odd = (site - window_.start()) % two != 0;
    const double im = negative_ ? amplitude : -amplitude;
    result.values[static_cast<std::size_t>(site)] = {odd ? 0.0 : amplitude, odd ? im : 0.0};
  });
  result.error = rounded_up(delta + unit_roundoff);
  return result;
}

std::unique_ptr<WindowEvolution> evolve_in_window(const ChainHamiltonian<DoubleDouble>& chain,
                                                  Count start, Count excitations) {
  std::vector<DoubleDouble> couplings;
  for (Count i = 0; i + 1 < chain.dimension(); ++i) couplings.push_back(chain.couplings()[i]);
  if (!chain.rotated() || couplings.empty()) return nullptr;
  auto window = TridiagonalWindow::find(std::move(couplings), start);
  if (!window) return nullptr;
  auto evolution = std::make_unique<WindowEvolution>(chain, std::move(*window), excitations);
  // A window that misses part of the start is no use, whatever the reason.
  return evolution->defect() < 1e-9 ? std::move(evolution) : nullptr;
}

}  // namespace leyden
