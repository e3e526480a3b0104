// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "leyden/base/types.hpp"
#include "leyden/model/protocol.hpp"

namespace leyden {

/// States reached by repeating one shift: index i = 0 … dimension-1 is origin + i · shift. The
/// battery never goes down along it. With γ = 0 it holds min(M, N) + 1 states or fewer.
class Chain {
 public:
  Chain(const Block& block, Shift shift, const Label& start);

  Count dimension() const { return dimension_; }
  const Shift& shift() const { return shift_; }
  Label label(Count index) const { return shifted(origin_, shift_, index); }

  /// Empty when the label is not on the chain.
  std::optional<Count> index(const Label& label) const;

 private:
  Shift shift_;
  Label origin_;
  Count dimension_ = 1;
};

}  // namespace leyden
