// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/mixture.hpp"

#include <algorithm>
#include <cmath>

#include "leyden/numerics/rounding.hpp"

namespace leyden {

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
  // Adding up, and probabilities that are themselves good to a few roundings per member.
  const double additions = unit_roundoff * (3.0 * static_cast<double>(members_.size()) + 16.0);
  total.energy_error = rounded_up(total.energy_error + additions * energies);
  total.slope_error = rounded_up(total.slope_error + additions * slopes);
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

std::vector<double> MixtureEvolution::populations(double time) {
  std::vector<double> total;
  for (const Member& member : members_) {
    const std::vector<double> part = member.evolution->populations(time);
    total.resize(std::max(total.size(), part.size()), 0.0);
    for (std::size_t k = 0; k < part.size(); ++k) total[k] += member.probability * part[k];
  }
  return total;
}

EnergyBounds MixtureEvolution::bounds() const {
  EnergyBounds total;
  for (const Member& member : members_) {
    const EnergyBounds part = member.evolution->bounds();
    total.rise += member.probability * part.rise;
    for (std::size_t j = 0; j < total.derivatives.size(); ++j) {
      total.derivatives[j] += member.probability * part.derivatives[j];
    }
  }
  total.rise = rounded_up(total.rise);
  for (double& derivative : total.derivatives) derivative = rounded_up(derivative);
  return total;
}

Count MixtureEvolution::dimension() const {
  Count total = 0;
  for (const Member& member : members_) total += member.evolution->dimension();
  return total;
}

}  // namespace leyden
