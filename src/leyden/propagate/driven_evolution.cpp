// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/driven_evolution.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "leyden/base/errors.hpp"
#include "leyden/numerics/rounding.hpp"
#include "leyden/numerics/sums.hpp"
#include "leyden/operators/hamiltonian.hpp"
#include "leyden/propagate/state_radius.hpp"

namespace leyden {
namespace {

/// Σ p_j (k_j - k_0)^n for n = 0, 1, 2.
LevelMoments<double> moments(const DrivenChain& chain, const State<double>& psi) {
  const auto sum = [&](const auto& value) {
    return lane_sum(chain.dimension(), [&](Count j) {
      return value(static_cast<double>(chain.level(j))) * weight(psi, j);
    });
  };
  return {sum([](double) { return 1.0; }), sum([](double k) { return k; }),
          sum([](double k) { return k * k; })};
}

double summation(Count states) {
  return unit_roundoff * (static_cast<double>(states) / 8 + 24);
}

}  // namespace

DrivenEvolution::DrivenEvolution(DrivenChain chain, State<double> start, double start_error,
                                 Count excitations)
    : chain_(std::move(chain)), excitations_(excitations) {
  bounds_.derivatives = chain_.derivative_bounds();
  const Count states = chain_.dimension();
  const auto lowest = static_cast<double>(chain_.level(0));
  const auto highest = static_cast<double>(chain_.level(states - 1));
  range_ = highest - lowest;
  const LevelMoments<double> first = moments(chain_, start);
  first_mean_ = first.mean / first.norm;
  if (start_error > 0.0) {
    const double variance = std::max(0.0, first.square / first.norm - first_mean_ * first_mean_);
    const double rounding = summation(states);
    first_mean_error_ =
        expectation_blur(start_error, variance + 8 * rounding * first.square, range_) +
        2 * rounding * std::abs(first_mean_);
  }
  const double room = first_mean_error_ + 2 * range_ * unit_roundoff;
  bounds_.rise = rounded_up(highest - first_mean_ + room);
  bounds_.fall = rounded_up(first_mean_ - lowest + room);
  anchor_ = {std::move(start), 0.0, start_error};
  target_ = anchor_;
}

DrivenEvolution::Steps DrivenEvolution::steps_between(double from, double to, double longest) {
  const double count = std::max(1.0, std::ceil(std::abs(to - from) / longest));
  // Of some microseconds each at least.
  constexpr double most_steps = 1e8;
  if (!(count <= most_steps)) {
    throw Unreachable(
        "too many turns of the field or of the crosstalk in the window; shorten it, strengthen the "
        "coupling or weaken the crosstalk");
  }
  const DoubleDouble way = DoubleDouble::sum(to, -from);
  return {static_cast<Count>(count), static_cast<double>(way / DoubleDouble(count))};
}

State<double> DrivenEvolution::nothing_on(Count states) {
  return {PaddedVector<double>(states), PaddedVector<double>(states)};
}

void DrivenEvolution::reach(double time) {
  if (target_.time == time) return;
  target_ = anchor_;
  target_.time = NAN;  // until it is whole
  Placed state = anchor_;
  carry(state, time);
  target_ = std::move(state);
  target_.time = time;
}

Sample DrivenEvolution::evaluate(double time) {
  reach(time);
  return sample(target_);
}

Sample DrivenEvolution::advance(double time) {
  const Sample result = evaluate(time);
  anchor_ = target_;
  return result;
}

Sample DrivenEvolution::sample(const Placed& state) const {
  const LevelMoments<double> sums = moments(chain_, state.psi);
  const double rounding = summation(chain_.dimension());
  require_unit_norm(sums.norm - 1.0, state.error, rounding);
  const double mean = sums.mean / sums.norm;
  const double square = sums.square / sums.norm;
  const double variance = std::max(0.0, square - mean * mean) + 8 * rounding * square;
  const double delta = normalised_distance(state.error);

  Sample result;
  result.time = state.time;
  result.energy = mean - first_mean_;
  const double energy_error = expectation_blur(delta, variance, range_) + first_mean_error_ +
                              2 * rounding * (std::sqrt(square) + std::abs(first_mean_));
  result.energy_error =
      std::min(range_, energy_error + 4 * unit_roundoff * std::abs(result.energy));
  if (chain_.dimension() < 2) return result;
  result.slope = chain_.flow(state.psi, DoubleDouble(state.time)) / sums.norm;
  const double steepest = bounds_.derivatives[0];
  result.slope_error =
      rounded_up(steepest * (std::min(2.0, 2 * delta + delta * delta) + 4 * rounding));
  return result;
}

double DrivenEvolution::curvature(double time) {
  if (chain_.dimension() < 2) return 0.0;
  reach(time);
  return chain_.flow_slope(target_.psi, DoubleDouble(time));
}

Populations DrivenEvolution::populations(double time) {
  reach(time);
  Populations result;
  for (Count j = 0; j < chain_.dimension(); ++j) {
    const auto cells = static_cast<std::size_t>(excitations_ + chain_.level(j));
    if (cells >= result.probabilities.size()) result.probabilities.resize(cells + 1, 0.0);
    result.probabilities[cells] += weight(target_.psi, j);
  }
  result.error = rounded_up(probability_blur(target_.error) +
                            unit_roundoff * (static_cast<double>(chain_.dimension()) + 8));
  return result;
}

Amplitudes DrivenEvolution::amplitudes(double time) {
  reach(time);
  Amplitudes result;
  result.values.reserve(static_cast<std::size_t>(chain_.dimension()));
  result.frame = chain_.frame();
  for (Count j = 0; j < chain_.dimension(); ++j) {
    result.values.emplace_back(target_.psi.re[j], target_.psi.im[j]);
  }
  result.error = rounded_up(target_.error + unit_roundoff);
  return result;
}

}  // namespace leyden
