// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/sector_evolution.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "leyden/base/errors.hpp"
#include "leyden/numerics/rounding.hpp"
#include "leyden/numerics/sums.hpp"

namespace leyden {

namespace {

/// The index of the only state with an amplitude, if there is just one.
std::optional<Count> single_state(const State<double>& psi) {
  std::optional<Count> found;
  for (Count i = 0; i < psi.re.size(); ++i) {
    if (weight(psi, i) == 0.0) continue;
    if (found) return std::nullopt;
    found = i;
  }
  return found;
}

}  // namespace

SectorEvolution::SectorEvolution(std::unique_ptr<Hamiltonian<double>> hamiltonian,
                                 const State<double>& start, Count excitations)
    : hamiltonian_(std::move(hamiltonian)), excitations_(excitations) {
  bounds_.derivatives = derivative_bounds(*hamiltonian_);
  Count lowest = hamiltonian_->level(0);
  Count highest = lowest;
  for (Count i = 1; i < hamiltonian_->dimension(); ++i) {
    lowest = std::min(lowest, hamiltonian_->level(i));
    highest = std::max(highest, hamiltonian_->level(i));
  }
  range_ = static_cast<double>(highest - lowest);
  const LevelMoments moments = hamiltonian_->moments(start);
  first_mean_ = moments.mean / moments.norm;
  bounds_.rise = rounded_up(static_cast<double>(highest) - first_mean_);
  if (const auto state = single_state(start)) {
    bounds_.rise = std::min(bounds_.rise, energy_ceiling(*hamiltonian_, *state));
  }
}

void SectorEvolution::subtract_from_diagonal(double center) {
  if (!hamiltonian_->rotated()) hamiltonian_->subtract(center);
}

Sample SectorEvolution::sample(const State<double>& psi, double time, double error) const {
  const LevelMoments moments = hamiltonian_->moments(psi);
  const double summation = unit_roundoff * hamiltonian_->summation_rounding();
  if (!(std::abs(moments.norm - 1.0) <= 2.1 * error + error * error + 4 * summation)) {
    throw InternalError("a state left the unit sphere by more than its error bound");
  }
  const double mean = moments.mean / moments.norm;
  const double square = moments.square / moments.norm;
  const double variance = std::max(0.0, square - mean * mean) + 8 * summation * square;
  const double magnitude = std::sqrt(square);

  Sample result;
  result.time = time;
  result.energy = mean - first_mean_;
  result.slope = hamiltonian_->flow(psi) / moments.norm;
  // From the computed to the normalised state the distance grows by less than 1 / (1 - δ).
  const double delta = error < 0.5 ? error / (1.0 - error) : 1.0;
  result.energy_error =
      std::min(range_, rounded_up(2 * delta * std::sqrt(variance) + range_ * delta * delta) +
                           2 * summation * (magnitude + std::abs(first_mean_)));
  result.slope_error = rounded_up(bounds_.derivatives[0] *
                                  (std::min(2.0, 2 * delta + delta * delta) + 2 * summation));
  return result;
}

double SectorEvolution::curvature_of(const State<double>& psi, PaddedVector<double>& first,
                                     PaddedVector<double>& second) const {
  const LevelMoments moments = hamiltonian_->moments(psi);
  const double mean = moments.mean / moments.norm;
  const auto k = [&](Count i) { return static_cast<double>(hamiltonian_->level(i)) - mean; };
  // ψ' = G ψ, ψ'' = G² ψ with G = -iH, or G = A for a rotated chain.
  const double second_sign = hamiltonian_->rotated() ? +1.0 : -1.0;
  const auto part = [&](const PaddedVector<double>& x) {
    if (x.empty()) return 0.0;
    hamiltonian_->apply(1.0, x, 0.0, first);
    hamiltonian_->apply(1.0, first, 0.0, second);
    return lane_sum(x.size(), [&](Count i) {
      return 2 * k(i) * (first[i] * first[i] + second_sign * x[i] * second[i]);
    });
  };
  return (part(psi.re) + part(psi.im)) / moments.norm;
}

std::vector<double> SectorEvolution::populations_of(const State<double>& psi) const {
  std::vector<double> result;
  for (Count i = 0; i < hamiltonian_->dimension(); ++i) {
    const auto cells = static_cast<std::size_t>(excitations_ + hamiltonian_->level(i));
    if (cells >= result.size()) result.resize(cells + 1, 0.0);
    result[cells] += weight(psi, i);
  }
  return result;
}

}  // namespace leyden
