// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "leyden/base/types.hpp"
#include "leyden/model/protocol.hpp"

namespace leyden {

/// The general case: every label that the terms reach from the start, found by walking there and
/// kept in a list. Slower and larger than the named spaces, and the same physics.
class Lattice {
 public:
  /// Throws InvalidInput when more than `most_states` are reached.
  Lattice(const Block& block, const std::vector<Term>& terms, const Label& start,
          Count most_states = 4'000'000);

  Count dimension() const { return static_cast<Count>(labels_.size()); }
  Label label(Count index) const { return labels_[static_cast<std::size_t>(index)]; }
  std::optional<Count> index(const Label& label) const;

 private:
  std::vector<Label> labels_;
  std::map<Label, Count> indices_;
};

}  // namespace leyden
