// SPDX-License-Identifier: Apache-2.0
#include "leyden/model/protocol.hpp"

#include <algorithm>
#include <cmath>

#include "leyden/numerics/rounding.hpp"

namespace leyden {

bool contains(const Block& block, const Label& label) {
  for (std::size_t i = 0; i < most_ladders; ++i) {
    const Count levels = i < block.size() ? block[i].levels() : 1;
    if (label[i] < 0 || label[i] >= levels) return false;
  }
  return true;
}

double transition_element(const Block& block, const Label& label, const Shift& shift) {
  if (!contains(block, label) || !contains(block, shifted(label, shift))) return 0.0;
  long double element = 1.0L;
  for (std::size_t i = 0; i < block.size(); ++i) {
    const Count lowest = label[i] + std::min(shift[i], 0);
    const Count highest = label[i] + std::max(shift[i], 0);
    for (Count level = lowest; level < highest; ++level) {
      element *= block[i].raising<long double>(level);
    }
  }
  return static_cast<double>(element);
}

Element diagonal_element(const Block& block, const Label& label, const Label& origin,
                         double coupling) {
  Count quanta = 0;
  long double detuned = 0.0L;
  long double interaction = 0.0L;
  long double magnitude = 0.0L;
  for (std::size_t i = 0; i < block.size(); ++i) {
    const Ladder& ladder = block[i];
    const Count climbed = label[i] - origin[i];
    quanta += climbed;
    detuned += static_cast<long double>(ladder.detuning()) * static_cast<long double>(climbed);
    const auto here = ladder.interaction_energy<long double>(label[i]);
    const auto there = ladder.interaction_energy<long double>(origin[i]);
    interaction += here - there;
    magnitude += std::fabs(here) + std::fabs(there);
  }
  const long double free = (static_cast<long double>(quanta) + detuned) / coupling;
  magnitude += (std::fabs(static_cast<long double>(quanta)) + std::fabs(detuned)) / coupling;
  return {static_cast<double>(free + interaction),
          8 * extended_roundoff * static_cast<double>(magnitude)};
}

bool has_flat_diagonal(const Block& block, const std::vector<Term>& terms) {
  for (const Term& term : terms) {
    int quanta = 0;
    double detuned = 0.0;
    for (std::size_t i = 0; i < block.size(); ++i) {
      if (block[i].has_interaction() && term.shift[i] != 0) return false;
      quanta += term.shift[i];
      detuned += block[i].detuning() * term.shift[i];
    }
    if (quanta != 0 || detuned != 0.0) return false;
  }
  return true;
}

}  // namespace leyden
