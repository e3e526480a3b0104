// SPDX-License-Identifier: Apache-2.0
#include "leyden/space/lattice.hpp"

#include <fmt/format.h>

#include "leyden/base/errors.hpp"

namespace leyden {

Lattice::Lattice(const Block& block, const std::vector<Term>& terms, const Label& start,
                 Count most_states) {
  indices_.emplace(start, 0);
  labels_.push_back(start);
  for (std::size_t next = 0; next < labels_.size(); ++next) {
    const Label here = labels_[next];
    for (const Term& term : terms) {
      for (const Count direction : {Count{+1}, Count{-1}}) {
        const Label there = shifted(here, term.shift, direction);
        if (!contains(block, there) || !indices_.emplace(there, dimension()).second) continue;
        labels_.push_back(there);
        if (dimension() > most_states) {
          throw InvalidInput(
              fmt::format("terms that reach more than {} states", most_states),
              fmt::format("up to {} states outside chains and checkerboards", most_states),
              "take smaller ladders");
        }
      }
    }
  }
}

std::optional<Count> Lattice::index(const Label& label) const {
  const auto found = indices_.find(label);
  return found == indices_.end() ? std::nullopt : std::optional<Count>(found->second);
}

}  // namespace leyden
