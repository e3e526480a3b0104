// SPDX-License-Identifier: Apache-2.0
#include "leyden/observe/interaction_size.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "leyden/numerics/rounding.hpp"
#include "leyden/operators/interaction_norm.hpp"
#include "leyden/propagate/sectors.hpp"

namespace leyden {
namespace {

/// A sum, and the sum of the magnitudes that made it.
struct Sum {
  double value = 0.0;
  double magnitude = 0.0;

  void add(double part) {
    value += part;
    magnitude += std::abs(part);
  }
};

using SparseVector = std::map<Label, Sum>;

/// (H1 - mean) ψ, ψ the normalised start of the sector.
SparseVector apply_interaction(const Sector& sector, const Protocol& protocol, double mean) {
  const Block& block = protocol.blocks[sector.block];
  double squares = 0.0;
  for (const StartAmplitude& part : sector.start) squares += part.amplitude * part.amplitude;
  SparseVector result;
  for (const StartAmplitude& part : sector.start) {
    const double amplitude = part.amplitude / std::sqrt(squares);
    const Label& at = part.label;
    const double own = charges_itself(protocol) ? block[0].absolute_interaction_energy(at[0]) : 0.0;
    result[at].add(own * amplitude);
    result[at].add(-mean * amplitude);
    for (const Term& term : protocol.terms) {
      const Label above = shifted(at, term.shift, +1);
      const Label below = shifted(at, term.shift, -1);
      if (contains(block, above)) {
        result[above].add(strength(term) * transition_element(block, at, term.shift) * amplitude);
      }
      if (contains(block, below)) {
        result[below].add(strength(term) * transition_element(block, below, term.shift) *
                          amplitude);
      }
    }
  }
  return result;
}

/// <H1> over the whole start.
Estimate mean_interaction(const std::vector<Sector>& sectors, const Protocol& protocol) {
  Sum mean;
  double terms = 0.0;
  for (const Sector& sector : sectors) {
    const SparseVector image = apply_interaction(sector, protocol, 0.0);
    double squares = 0.0;
    for (const StartAmplitude& part : sector.start) squares += part.amplitude * part.amplitude;
    for (const StartAmplitude& part : sector.start) {
      const double weight = sector.probability * part.amplitude / std::sqrt(squares);
      mean.value += weight * image.at(part.label).value;
      mean.magnitude += std::abs(weight) * image.at(part.label).magnitude;
      terms += 1.0;
    }
  }
  return {mean.value, (32 + terms) * unit_roundoff * mean.magnitude};
}

}  // namespace

Estimate interaction_spread(const Protocol& protocol) {
  const std::vector<Sector> sectors = split_into_sectors(protocol);
  const Estimate mean = mean_interaction(sectors, protocol);
  long double square = 0.0L;
  long double magnitudes = 0.0L;
  double parts = 0.0;
  for (const Sector& sector : sectors) {
    parts += static_cast<double>(sector.start.size());
    for (const auto& [label, sum] : apply_interaction(sector, protocol, mean.value)) {
      const auto share = static_cast<long double>(sector.probability);
      square += share * sum.value * sum.value;
      magnitudes += share * sum.magnitude * sum.magnitude;
    }
  }
  const auto spread = static_cast<double>(std::sqrt(square));
  // Each component errs by a few roundings of its magnitude, and by those of the sums that
  // normalise the start. A mean that is off by e takes sqrt(A² - e²) to A, which is no farther than
  // e.
  const double of_components =
      (32 + parts) * unit_roundoff * static_cast<double>(std::sqrt(magnitudes));
  return {spread, rounded_up(of_components + mean.error)};
}

std::optional<Estimate> interaction_norm(const Protocol& protocol) {
  std::set<std::pair<std::size_t, Label>> known;
  Enclosure largest;
  for (const Sector& sector : split_into_sectors(protocol)) {
    if (!known.emplace(sector.block, label(sector.space, 0)).second) continue;
    const auto norm = interaction_norm(sector.space, protocol.blocks[sector.block], protocol);
    if (!norm) return std::nullopt;
    largest = {std::max(largest.low, norm->low), std::max(largest.high, norm->high)};
  }
  const double value = largest.low + (largest.high - largest.low) / 2;
  return Estimate{value, rounded_up(largest.high - value) + unit_roundoff * value};
}

}  // namespace leyden
