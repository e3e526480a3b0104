// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/cut.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "leyden/base/errors.hpp"
#include "leyden/numerics/rounding.hpp"

namespace leyden {
namespace {

/// The shift without what it does to one ladder.
Shift without(Shift shift, std::size_t ladder) {
  shift[ladder] = 0;
  return shift;
}

/// Bounds the norm of Σ coefficient · (product of raising elements of the other ladders).
double drive_of(const Block& block, const std::vector<Term>& terms, std::size_t cut) {
  double sum = 0.0;
  for (const Term& term : terms) {
    if (term.shift[cut] == 0 || term.coefficient == 0.0) continue;
    if (std::abs(term.shift[cut]) != 1) {
      throw InternalError("a term that moves a cut ladder by more than one level");
    }
    double product = std::abs(strength(term));
    for (std::size_t i = 0; i < block.size(); ++i) {
      if (i == cut || term.shift[i] == 0) continue;
      double largest = 0.0;
      for (Count level = 0; level < block[i].top(); ++level) {
        largest = std::max(largest, block[i].raising(level));
      }
      product *= std::pow(largest, std::abs(term.shift[i]));
    }
    sum += product;
  }
  return rounded_up(sum);
}

/// True when a term leads from `label` across the edge of the ladder `cut`.
bool leads_out(const Block& block, const std::vector<Term>& terms, std::size_t cut,
               const Label& label) {
  const Ladder& ladder = block[cut];
  for (const Term& term : terms) {
    for (const int direction : {+1, -1}) {
      const int step = direction * term.shift[cut];
      const bool out = (step > 0 && ladder.is_cut_above() && label[cut] == ladder.top()) ||
                       (step < 0 && ladder.is_cut_below() && label[cut] == 0);
      if (!out || term.coefficient == 0.0) continue;
      if (contains(block, shifted(label, without(term.shift, cut), direction))) return true;
    }
  }
  return false;
}

}  // namespace

double Cut::current(double time) const {
  return rounded_up(2 * drive * (std::sqrt(occupation + 1.0) + drive * std::abs(time)));
}

Cut find_cut(const Space& space, const Block& block, const std::vector<Term>& terms,
             const std::vector<Label>& starts) {
  Cut cut;
  for (std::size_t ladder = 0; ladder < block.size(); ++ladder) {
    const Ladder& edge = block[ladder];
    if (!edge.is_cut_above() && !edge.is_cut_below()) continue;
    std::vector<Count> states;
    for (Count i = 0; i < dimension(space); ++i) {
      if (leads_out(block, terms, ladder, label(space, i))) states.push_back(i);
    }
    if (states.empty()) continue;
    if (ladder == 0) throw InternalError("a battery without a highest level");
    if (!cut.edge.empty()) throw InternalError("a space with two open edges");
    cut.edge = std::move(states);
    cut.drive = drive_of(block, terms, ladder);
    const Count beyond = edge.is_cut_above() ? edge.top() : -1;
    cut.coupling = rounded_up(cut.drive * edge.raising(beyond));
    for (const Label& start : starts) {
      const Count level = start[ladder];
      const Count quanta = edge.is_cut_above() ? level : edge.top() - level;
      cut.occupation = std::max(cut.occupation, static_cast<double>(quanta));
    }
  }
  return cut;
}

}  // namespace leyden
