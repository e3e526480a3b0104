// SPDX-License-Identifier: Apache-2.0
#include "leyden/space/chain.hpp"

#include <algorithm>
#include <limits>

namespace leyden {
namespace {

/// How often `shift` can be repeated from `label` before a ladder ends.
Count steps_until_the_end(const Block& block, const Label& label, const Shift& shift,
                          int direction) {
  Count steps = std::numeric_limits<Count>::max();
  for (std::size_t i = 0; i < block.size(); ++i) {
    const Count stride = Count{direction} * shift[i];
    if (stride > 0) steps = std::min(steps, (block[i].top() - label[i]) / stride);
    if (stride < 0) steps = std::min(steps, label[i] / -stride);
  }
  return steps == std::numeric_limits<Count>::max() ? 0 : steps;
}

}  // namespace

Chain::Chain(const Block& block, Shift shift, const Label& start) : shift_(upwards(shift)) {
  const Count below = steps_until_the_end(block, start, shift_, -1);
  const Count above = steps_until_the_end(block, start, shift_, +1);
  origin_ = shifted(start, shift_, -below);
  dimension_ = below + above + 1;
}

std::optional<Count> Chain::index(const Label& label) const {
  for (std::size_t i = 0; i < most_ladders; ++i) {
    if (shift_[i] == 0) continue;
    const Count index = (label[i] - origin_[i]) / shift_[i];
    if (index < 0 || index >= dimension_ || this->label(index) != label) return std::nullopt;
    return index;
  }
  return label == origin_ ? std::optional<Count>(0) : std::nullopt;
}

}  // namespace leyden
