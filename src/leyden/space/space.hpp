// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "leyden/model/protocol.hpp"
#include "leyden/space/chain.hpp"
#include "leyden/space/checkerboard.hpp"
#include "leyden/space/lattice.hpp"

namespace leyden {

/// The states a start can reach, found from the terms and never asked of the user: the coset of the
/// lattice that the shifts span. The variants differ in storage only.
using Space = std::variant<Chain, Checkerboard, Lattice>;

/// One shift gives a chain, exchange and pair a checkerboard, everything else a lattice. Terms with
/// coefficient zero do not count.
/// Throws InvalidInput when the start is not on the ladders.
Space reachable_space(const Block& block, const std::vector<Term>& terms, const Label& start);

Count dimension(const Space& space);
Label label(const Space& space, Count index);
std::optional<Count> index(const Space& space, const Label& label);

/// chain, checkerboard or lattice.
std::string name(const Space& space);

}  // namespace leyden
