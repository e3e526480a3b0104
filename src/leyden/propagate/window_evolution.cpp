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

std::vector<double> product(const std::vector<double>& x, const std::vector<double>& y) {
  std::vector<double> result(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) result[i] = x[i] * y[i];
  return result;
}

/// Distance from one site to the next of the same parity.
constexpr Count two = 2;

}  // namespace

WindowEvolution::WindowEvolution(const ChainHamiltonian<DoubleDouble>& chain,
                                 TridiagonalWindow window, Count excitations)
    : window_(std::move(window)), excitations_(excitations), stride_(chain.stride()) {
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
      if (count <= 0) continue;
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
      const double norm = window_.norms()[i];
      const double square = one_sign ? std::abs(sums(i, i)) : range * norm * norm;
      // Sums of one sign are good to far better than this.
      result.magnitudes.push_back(std::sqrt(square) * (1 + 1e-9));
    }
    return result;
  };
  same_ = form(same);
  other_ = form(other);
  for (const DoubleDouble& value : window_.values()) frequencies_.push_back(value.high());
  for (Form* each : {&same_, &other_}) {
    each->sum = sum(each->magnitudes);
    each->sum_of_slopes = dot(frequencies_, each->magnitudes);
  }
}

std::vector<double> WindowEvolution::Form::times(const std::vector<double>& x) const {
  std::vector<double> result(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double* row = matrix.data() + i * x.size();
    result[i] = lane_sum(static_cast<Count>(x.size()),
                         [&](Count j) { return row[j] * x[static_cast<std::size_t>(j)]; });
  }
  return result;
}

WindowEvolution::Angles WindowEvolution::angles(double time) const {
  Angles result;
  result.cos.reserve(window_.pairs());
  result.sin.reserve(window_.pairs());
  double widest = 0.0;
  for (const DoubleDouble& value : window_.values()) {
    const DoubleDouble angle = value * DoubleDouble(time);
    widest = std::max(widest, std::abs(angle.high()));
    if (!(widest <= largest_angle)) {
      throw Unreachable("the window is too long: its phases are lost; shorten it");
    }
    const Phase at = phase(angle);
    result.cos.push_back(at.cos);
    result.sin.push_back(at.sin);
  }
  result.error = phase_rounding * unit_roundoff + 0x1p-98 * widest;
  return result;
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
  const Angles at = angles(time);
  const std::vector<double> same = same_.times(at.cos);
  const std::vector<double> other = other_.times(at.sin);
  // d cos = -λ sin, d sin = λ cos.
  const std::vector<double> falling = product(frequencies_, at.sin);
  const std::vector<double> rising = product(frequencies_, at.cos);
  result.energy = dot(at.cos, same) + dot(at.sin, other);
  result.slope = 2 * (dot(rising, other) - dot(falling, same));

  const double rounding = sum_rounding();
  const double x = absolute_dot(at.cos, same_.magnitudes);
  const double y = absolute_dot(at.sin, other_.magnitudes);
  const double energy_rounding =
      rounding * (x * x + y * y) + 2.1 * at.error * (x * same_.sum + y * other_.sum);
  const double dx = absolute_dot(falling, same_.magnitudes);
  const double dy = absolute_dot(rising, other_.magnitudes);
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
  const Angles at = angles(time);
  const std::vector<double> falling = product(frequencies_, at.sin);
  const std::vector<double> rising = product(frequencies_, at.cos);
  const auto second = [&](const Form& form, const std::vector<double>& here,
                          const std::vector<double>& first) {
    const std::vector<double> bend = product(frequencies_, product(frequencies_, here));
    return 2 * (dot(first, form.times(first)) - dot(bend, form.times(here)));
  };
  return second(same_, at.cos, falling) + second(other_, at.sin, rising);
}

Populations WindowEvolution::populations(double time) {
  const Angles at = angles(time);
  Populations result;
  const Count lowest_cells = excitations_ - stride_ * window_.start();
  result.probabilities.assign(
      static_cast<std::size_t>(lowest_cells + stride_ * (dimension() - 1) + 1), 0.0);
  window_.for_each_block([&](const TridiagonalWindow::Block& block) {
    for (Count i = 0; i < block.count; ++i) {
      const Count site = block.first + i;
      const std::vector<double>& with = (site - window_.start()) % two == 0 ? at.cos : at.sin;
      const double* row = block.amplitudes + static_cast<std::size_t>(i) * window_.lanes();
      const double amplitude = lane_sum(static_cast<Count>(with.size()), [&](Count j) {
        return row[j] * with[static_cast<std::size_t>(j)];
      });
      result.probabilities[static_cast<std::size_t>(lowest_cells + stride_ * site)] =
          amplitude * amplitude;
    }
  });
  const double sums = static_cast<double>(window_.pairs()) / 8 + 12;
  const double rounding =
      sum(window_.norms()) *
      (unit_roundoff * (TridiagonalWindow::amplitude_rounding + sums) + at.error);
  const double delta = distance(time).delta + rounding;
  result.error = rounded_up(delta * (2 + delta) + 4 * unit_roundoff);
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
