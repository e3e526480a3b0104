// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "leyden/model/protocol.hpp"
#include "leyden/operators/perron_root.hpp"
#include "leyden/space/space.hpp"

namespace leyden {

/// Largest |eigenvalue| of H1/g on `space`, H1 being what charges: all terms, without the energies
/// of the ladders; where cells charge themselves with the coupling among them, which is diagonal.
/// Of terms that turn as they stand at gt = 0.
/// Theory    docs/theory/advantage, Section 7
/// Returns   an enclosure 6e-15 wide, relatively, on a chain and some 3e-14 elsewhere; nothing
///           where elements of H1 differ in sign
/// Cost      chain: 50 passes; board: some 20 sqrt(levels) applications of H1, more at small γ
/// Example   M = N = 1: 1;  M = N = 2: sqrt(8);  γ = 1: M N
std::optional<Enclosure> interaction_norm(const Space& space, const Block& block,
                                          const Protocol& protocol);

}  // namespace leyden
