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

bool charges_itself(const Protocol& protocol) {
  return protocol.blocks.front().size() == 1 && !is_driven(protocol);
}

template <class Real>
Real transition_element(const Block& block, const Label& label, const Shift& shift) {
  if (!contains(block, label) || !contains(block, shifted(label, shift))) return 0.0;
  using Wide = Preparation<Real>;
  Wide element = 1.0;
  for (std::size_t i = 0; i < block.size(); ++i) {
    const Count lowest = label[i] + std::min(shift[i], 0);
    const Count highest = label[i] + std::max(shift[i], 0);
    for (Count level = lowest; level < highest; ++level) {
      element *= block[i].raising<Wide>(level);
    }
  }
  return static_cast<Real>(element);
}

template <class Real>
Element<Real> diagonal_element(const Block& block, const Label& label, const Label& origin,
                               double coupling) {
  using std::fabs;
  using Wide = Preparation<Real>;
  Count halves = 0;  // of a quantum
  Wide detuned = 0.0;
  Wide interaction = 0.0;
  Wide magnitude = 0.0;
  for (std::size_t i = 0; i < block.size(); ++i) {
    const Ladder& ladder = block[i];
    const Count climbed = label[i] - origin[i];
    const Wide step = Wide(1.0) / Wide(ladder.steps());
    halves += ladder.quanta() * climbed * (2 / ladder.steps());
    detuned += Wide(ladder.detuning()) * Wide(climbed) * step;
    const auto here = ladder.interaction_energy<Wide>(label[i]);
    const auto there = ladder.interaction_energy<Wide>(origin[i]);
    interaction += here - there;
    magnitude += fabs(here) + fabs(there);
  }
  const Wide quanta = Wide(halves) * Wide(0.5);
  const Wide free = (quanta + detuned) / Wide(coupling);
  magnitude += (fabs(quanta) + fabs(detuned)) / Wide(coupling);
  return {static_cast<Real>(free + interaction),
          8 * roundoff<Wide> * static_cast<double>(magnitude)};
}

template double transition_element<double>(const Block&, const Label&, const Shift&);
template DoubleDouble transition_element<DoubleDouble>(const Block&, const Label&, const Shift&);
template Element<double> diagonal_element<double>(const Block&, const Label&, const Label&, double);
template Element<DoubleDouble> diagonal_element<DoubleDouble>(const Block&, const Label&,
                                                              const Label&, double);

DoubleDouble absolute_energy(const Block& block, const Label& label, double coupling) {
  DoubleDouble quanta = 0.0;
  DoubleDouble interaction = 0.0;
  for (std::size_t i = 0; i < block.size(); ++i) {
    const DoubleDouble excitations(block[i].excitations(label[i]));
    const double step = 1.0 / static_cast<double>(block[i].steps());
    quanta += scaled(DoubleDouble(block[i].quanta()) * excitations +
                         DoubleDouble(block[i].detuning()) * excitations,
                     step);
    interaction += block[i].absolute_interaction_energy<DoubleDouble>(label[i]);
  }
  return quanta / DoubleDouble(coupling) + interaction;
}

bool depends_on_time(const Protocol& protocol) {
  return std::any_of(protocol.terms.begin(), protocol.terms.end(), turns);
}

bool is_driven(const Protocol& protocol) {
  const bool in_its_frame =
      std::any_of(protocol.blocks.begin(), protocol.blocks.end(),
                  [](const Block& block) { return block.front().quanta() == 0; });
  return in_its_frame || depends_on_time(protocol);
}

bool has_flat_diagonal(const Block& block, const std::vector<Term>& terms) {
  for (const Term& term : terms) {
    Count halves = 0;
    double detuned = 0.0;
    for (std::size_t i = 0; i < block.size(); ++i) {
      if (block[i].has_interaction() && term.shift[i] != 0) return false;
      const auto shift = static_cast<double>(term.shift[i]);
      halves += block[i].quanta() * term.shift[i] * (2 / block[i].steps());
      detuned += block[i].detuning() * shift / static_cast<double>(block[i].steps());
    }
    if (static_cast<double>(halves) / 2 + detuned != 0.0) return false;
  }
  return true;
}

}  // namespace leyden
