// SPDX-License-Identifier: Apache-2.0
#include "leyden/model/multiplets.hpp"

#include <cmath>
#include <map>
#include <utility>

namespace leyden {
namespace {

/// Binomial probabilities of 0 … n successes, from the mode outwards by ratios.
std::vector<double> binomial_distribution(Count n, double p) {
  std::vector<double> weights(static_cast<std::size_t>(n + 1), 0.0);
  if (p <= 0.0 || p >= 1.0) {
    weights[p <= 0.0 ? 0 : static_cast<std::size_t>(n)] = 1.0;
    return weights;
  }
  const auto mode = static_cast<Count>(std::floor(static_cast<double>(n + 1) * p));
  const Count start = mode > n ? n : mode;
  const auto at = [&](Count s) -> double& { return weights[static_cast<std::size_t>(s)]; };
  at(start) = 1.0;
  const double odds = p / (1.0 - p);
  for (Count s = start; s < n; ++s) {
    at(s + 1) = at(s) * odds * static_cast<double>(n - s) / static_cast<double>(s + 1);
  }
  for (Count s = start; s > 0; --s) {
    at(s - 1) = at(s) / odds * static_cast<double>(s) / static_cast<double>(n - s + 1);
  }
  double sum = 0.0;
  for (const double weight : weights) sum += weight;
  for (double& weight : weights) weight /= sum;
  return weights;
}

/// Squared coefficients <j m, a a | J, m+a>² for all J, doubled quantum numbers throughout; entry i
/// belongs to 2J = lowest + 2 i.
std::vector<double> coupling_to_full_spin(Count j2, Count m2, Count a2, Count lowest) {
  const Count total2 = m2 + a2;
  std::vector<double> weights;
  double weight = 1.0;
  double sum = 0.0;
  for (Count c2 = lowest; c2 <= a2 + j2; c2 += 2) {
    weights.push_back(weight);
    sum += weight;
    const auto half = [](Count doubled) { return static_cast<double>(doubled) / 2.0; };
    const double up = (half(c2 + j2 - a2) + 1.0) * (half(c2 + total2) + 1.0) * half(a2 + j2 - c2);
    const double down =
        (half(a2 + j2 + c2) + 2.0) * (half(a2 - j2 + c2) + 1.0) * (half(c2 - total2) + 1.0);
    weight *= static_cast<double>(c2 + 3) / static_cast<double>(c2 + 1) * up / down;
  }
  for (double& w : weights) w /= sum;
  return weights;
}

}  // namespace

std::vector<MultipletWeight> thermal_multiplets(Count n, Count count, double population) {
  const std::vector<double> excited = binomial_distribution(count, population);
  const Count full2 = n - count;
  std::map<std::pair<Count, Count>, double> merged;
  for (Count s = 0; s <= count; ++s) {
    const double probability = excited[static_cast<std::size_t>(s)];
    if (probability == 0.0) continue;
    const Count m2 = 2 * s - count;
    // Share of multiplet j among the C(count, s) states with s excited spins: d_j / C(count, s).
    double ratio = 1.0;
    for (Count j2 = std::abs(m2); j2 <= count; j2 += 2) {
      const auto above = static_cast<double>(count + j2) / 2.0 + 1.0;
      const double share = ratio * static_cast<double>(j2 + 1) / above;
      ratio *= static_cast<double>(count - j2) / 2.0 / above;
      const Count total2 = m2 + full2;
      const Count lowest = std::max(std::abs(j2 - full2), std::abs(total2));
      const std::vector<double> coupled = coupling_to_full_spin(j2, m2, full2, lowest);
      for (std::size_t i = 0; i < coupled.size(); ++i) {
        const Count spins = lowest + 2 * static_cast<Count>(i);
        merged[{spins, (spins + total2) / 2}] += probability * share * coupled[i];
      }
    }
  }
  std::vector<MultipletWeight> result;
  for (const auto& [state, probability] : merged) {
    if (probability > 0.0) result.push_back({state.first, state.second, probability});
  }
  return result;
}

}  // namespace leyden
