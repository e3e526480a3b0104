// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/mixture.hpp"

#include <algorithm>
#include <cmath>

#include "leyden/numerics/rounding.hpp"

namespace leyden {

double MixtureEvolution::additions() const {
  return unit_roundoff * (3.0 * static_cast<double>(members_.size()) + 16.0);
}

template <class Take>
Sample MixtureEvolution::sum(double time, const Take& take) {
  Sample total;
  total.time = time;
  double energies = 0.0;
  double slopes = 0.0;
  for (const Member& member : members_) {
    const double p = member.probability;
    const Sample sample = take(*member.evolution);
    total.energy += p * sample.energy;
    total.energy_error += p * sample.energy_error;
    total.slope += p * sample.slope;
    total.slope_error += p * sample.slope_error;
    energies += p * std::abs(sample.energy);
    slopes += p * std::abs(sample.slope);
  }
  total.energy_error = rounded_up(total.energy_error + additions() * energies);
  total.slope_error = rounded_up(total.slope_error + additions() * slopes);
  return total;
}

Sample MixtureEvolution::evaluate(double time) {
  return sum(time, [time](Evolution& evolution) { return evolution.evaluate(time); });
}

Sample MixtureEvolution::advance(double time) {
  return sum(time, [time](Evolution& evolution) { return evolution.advance(time); });
}

double MixtureEvolution::curvature(double time) {
  double total = 0.0;
  for (const Member& member : members_) {
    total += member.probability * member.evolution->curvature(time);
  }
  return total;
}

Populations MixtureEvolution::populations(double time) {
  Populations total;
  for (const Member& member : members_) {
    const Populations part = member.evolution->populations(time);
    auto& sums = total.probabilities;
    sums.resize(std::max(sums.size(), part.probabilities.size()), 0.0);
    for (std::size_t k = 0; k < part.probabilities.size(); ++k) {
      sums[k] += member.probability * part.probabilities[k];
    }
    total.error += member.probability * part.error;
  }
  total.error = rounded_up(total.error + additions());
  return total;
}

CutoffError MixtureEvolution::cutoff_error() const {
  CutoffError total;
  for (const Member& member : members_) {
    const CutoffError part = member.evolution->cutoff_error();
    total.energy += member.probability * part.energy;
    total.power += member.probability * part.power;
    total.leak += member.probability * part.leak;
  }
  return {rounded_up(total.energy), rounded_up(total.power), total.leak};
}

EnergyBounds MixtureEvolution::bounds() const {
  EnergyBounds total;
  for (const Member& member : members_) {
    const EnergyBounds part = member.evolution->bounds();
    total.rise += member.probability * part.rise;
    total.fall += member.probability * part.fall;
    for (std::size_t j = 0; j < total.derivatives.size(); ++j) {
      total.derivatives[j] += member.probability * part.derivatives[j];
    }
  }
  total.rise = rounded_up(total.rise);
  total.fall = rounded_up(total.fall);
  for (double& derivative : total.derivatives) derivative = rounded_up(derivative);
  return total;
}

std::string_view MixtureEvolution::propagator() const {
  const std::string_view first = members_.front().evolution->propagator();
  const bool alike = std::all_of(members_.begin(), members_.end(), [&](const Member& member) {
    return member.evolution->propagator() == first;
  });
  return alike ? first : "mixed";
}

Count MixtureEvolution::dimension() const {
  Count total = 0;
  for (const Member& member : members_) total += member.evolution->dimension();
  return total;
}

}  // namespace leyden
