// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/sector_evolution.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "leyden/numerics/rounding.hpp"
#include "leyden/numerics/sums.hpp"
#include "leyden/propagate/state_radius.hpp"

namespace leyden {

namespace {

/// The indices of the states with an amplitude.
template <class Real>
std::vector<Count> components_of(const State<Real>& psi) {
  std::vector<Count> found;
  for (Count i = 0; i < psi.re.size(); ++i) {
    if (!(weight(psi, i) == Real(0.0))) found.push_back(i);
  }
  return found;
}

}  // namespace

template <class Real>
SectorEvolution<Real>::SectorEvolution(std::unique_ptr<Hamiltonian<Real>> hamiltonian,
                                       const State<Real>& start, Count excitations, Cut cut)
    : hamiltonian_(std::move(hamiltonian)), cut_(std::move(cut)), excitations_(excitations) {
  bounds_.derivatives = hamiltonian_->derivative_bounds();
  Count lowest = hamiltonian_->level(0);
  Count highest = lowest;
  for (Count i = 1; i < hamiltonian_->dimension(); ++i) {
    lowest = std::min(lowest, hamiltonian_->level(i));
    highest = std::max(highest, hamiltonian_->level(i));
  }
  range_ = static_cast<double>(highest - lowest);
  const LevelMoments<Real> moments = hamiltonian_->moments(start);
  first_mean_ = moments.mean / moments.norm;
  const std::vector<Count> components = components_of(start);
  if (!components.empty()) first_state_ = components.front();
  if (components.size() == 1) {
    const Count level = hamiltonian_->level(components.front());
    bounds_.rise = static_cast<double>(highest - level);
    bounds_.fall = static_cast<double>(level - lowest);
    // The ceiling knows nothing of what lies beyond a cut.
    if (!is_cut()) {
      bounds_.rise = std::min(bounds_.rise, energy_ceiling(*hamiltonian_, components.front()));
    }
    return;
  }
  const auto mean = static_cast<double>(first_mean_);
  const auto square = static_cast<double>(moments.square / moments.norm);
  start_error_ = (static_cast<double>(components.size()) + 8.0) * roundoff<Real>;
  first_mean_error_ = expectation_blur(
      start_error_, std::max(0.0, square - mean * mean) + 8 * unit_roundoff * square, range_);
  bounds_.rise = rounded_up(static_cast<double>(highest) - mean + 2 * range_ * unit_roundoff);
  bounds_.fall = rounded_up(mean - static_cast<double>(lowest) + 2 * range_ * unit_roundoff);
}

template <class Real>
void SectorEvolution<Real>::subtract_from_diagonal(double center) {
  if (hamiltonian_->rotated()) return;
  hamiltonian_->subtract(center);
  frame_ += center;
}

template <class Real>
Sample SectorEvolution<Real>::sample(const State<Real>& psi, double time,
                                     const StateError& error) const {
  return sample(hamiltonian_->moments(psi), hamiltonian_->flow(psi), time, error);
}

template <class Real>
Sample SectorEvolution<Real>::sample(const LevelMoments<Real>& moments, Real flow, double time,
                                     const StateError& error) const {
  const double summation = roundoff<Real> * hamiltonian_->summation_rounding();
  require_unit_norm(static_cast<double>(moments.norm - Real(1.0)), error.rounding, summation);
  const Real mean = moments.mean / moments.norm;
  const Real square = moments.square / moments.norm;
  const auto magnitude_square = static_cast<double>(square);
  const double variance =
      std::max(0.0, static_cast<double>(square - mean * mean)) + 8 * summation * magnitude_square;

  Sample result;
  result.time = time;
  result.energy = static_cast<double>(mean - first_mean_);
  result.slope = static_cast<double>(flow / moments.norm);
  const double delta = normalised_distance(error.rounding + error.leaked);
  const double energy_error =
      expectation_blur(delta, variance, range_) + first_mean_error_ +
      2 * summation * (std::sqrt(magnitude_square) + std::abs(static_cast<double>(first_mean_)));
  // Beyond a cut the current i[H, k] has no norm, only a bound on what it makes of either state.
  const double current_error =
      is_cut() ? delta * (2 * cut_.current(time) + 2 * cut_.coupling * delta)
               : bounds_.derivatives[0] * std::min(2.0, 2 * delta + delta * delta);
  result.energy_error = std::min(range_, energy_error + unit_roundoff * std::abs(result.energy));
  result.slope_error = rounded_up(current_error + bounds_.derivatives[0] * 2 * summation) +
                       unit_roundoff * std::abs(result.slope);
  return result;
}

template <class Real>
double SectorEvolution<Real>::curvature_of(const State<Real>& psi, PaddedVector<Real>& first,
                                           PaddedVector<Real>& second) const {
  const LevelMoments<Real> moments = hamiltonian_->moments(psi);
  const Real mean = moments.mean / moments.norm;
  const auto k = [&](Count i) { return Real(hamiltonian_->level(i)) - mean; };
  // ψ' = G ψ, ψ'' = G² ψ with G = -iH, or G = A for a rotated chain.
  const double second_sign = hamiltonian_->rotated() ? +1.0 : -1.0;
  const auto part = [&](const PaddedVector<Real>& x) {
    if (x.empty()) return Real(0.0);
    hamiltonian_->apply(1.0, x, 0.0, first);
    hamiltonian_->apply(1.0, first, 0.0, second);
    return lane_sum(x.size(), [&](Count i) {
      return Real(2.0) * k(i) * (first[i] * first[i] + scaled(x[i] * second[i], second_sign));
    });
  };
  return static_cast<double>((part(psi.re) + part(psi.im)) / moments.norm);
}

template <class Real>
Populations SectorEvolution<Real>::populations_of(const State<Real>& psi,
                                                  const StateError& error) const {
  Populations result;
  for (Count i = 0; i < hamiltonian_->dimension(); ++i) {
    const auto cells = static_cast<std::size_t>(excitations_ + hamiltonian_->level(i));
    if (cells >= result.probabilities.size()) result.probabilities.resize(cells + 1, 0.0);
    result.probabilities[cells] += static_cast<double>(weight(psi, i));
  }
  const double delta = error.rounding + error.leaked;
  const auto states = static_cast<double>(hamiltonian_->dimension());
  result.error = rounded_up(probability_blur(delta) + unit_roundoff * (states + 8));
  return result;
}

/// A rotated state is counted from its first, where its phase is 1: ψ_j = (-i)^(j - first) re_j.
template <class Real>
Amplitudes SectorEvolution<Real>::amplitudes_of(const State<Real>& psi,
                                                const StateError& error) const {
  Amplitudes result;
  result.frame = frame_;
  for (Count i = 0; i < hamiltonian_->dimension(); ++i) {
    const auto re = static_cast<double>(psi.re[i]);
    if (!psi.im.empty()) {
      result.values.emplace_back(re, static_cast<double>(psi.im[i]));
      continue;
    }
    const Count turns = hamiltonian_->rotated() ? (i - first_state_) & 3 : 0;
    const double signed_re = turns < 2 ? re : -re;
    result.values.emplace_back(turns % 2 == 0 ? signed_re : 0.0, turns % 2 == 0 ? 0.0 : -signed_re);
  }
  result.error = rounded_up(error.rounding + error.leaked + unit_roundoff);
  return result;
}

template <class Real>
void SectorEvolution<Real>::note_leak(double begin, const StateError& error, double rate) {
  fastest_leak_ = std::max(fastest_leak_, rate);
  // The exact evolution of the cut ladder is within `rounding` of the computed one.
  const double apart = 2 * error.rounding + error.leaked;
  double per_time = fastest_leak_ + cut_.coupling * error.rounding;
  if (begin > 0.0) per_time = std::min(per_time, apart / begin);
  const double factor = range_ * (1 + apart);
  cutoff_error_.energy = std::max(cutoff_error_.energy, rounded_up(factor * apart));
  cutoff_error_.leak = std::max(cutoff_error_.leak, range_ * error.leaked);
  cutoff_error_.power = std::max(cutoff_error_.power, rounded_up(factor * per_time));
}

template class SectorEvolution<double>;
template class SectorEvolution<DoubleDouble>;

}  // namespace leyden
