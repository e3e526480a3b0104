// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "leyden/model/protocol.hpp"
#include "leyden/space/space.hpp"

namespace leyden {

/// Where a space stops although the physics goes on: the edge of a ladder that was cut, and how
/// strongly H acts across it. All in units of g.
struct Cut {
  std::vector<Count> edge;  ///< states with an element of H that leads out; empty: nothing is cut
  double coupling = 0.0;    ///< bounds ‖Q H P‖, P the space and Q what lies beyond
  double drive = 0.0;       ///< ℓ: bounds the operator of the other ladders that b† multiplies
  double occupation = 0.0;  ///< n0: quanta of the cut ladder at the start, from its fixed end

  /// Bounds ‖C ψ(t)‖, C = i[H, k], for the whole ladder and for the cut one, docs/theory/bounds:
  /// 2ℓ (sqrt(n0 + 1) + ℓ t).
  double current(double time) const;
};

/// The cut of `space`, for starts at `starts`.
/// Throws InternalError for what no protocol has so far: an open edge on the battery, two of them,
/// or a term that moves the cut ladder by more than one level.
Cut find_cut(const Space& space, const Block& block, const std::vector<Term>& terms,
             const std::vector<Label>& starts);

}  // namespace leyden
