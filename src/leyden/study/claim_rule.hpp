// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "leyden/study/claims.hpp"

namespace leyden {

/// What a reading gave, before it is judged.
struct ReadingOutcome {
  std::vector<Item> items;
  std::string trouble;  ///< why there are no items
};

/// The rule that decides a claim, apart from any physics.
///
/// A reading passes when all its numbers do, with their whole radius. Of several passing readings
/// the nearest one decides for a printed number, the first one for a statement in words. None
/// passing: close when the definition is open and the best reading misses the printed number, or
/// the threshold of size, by at most 5 %; undecided when a reading could not be computed or its
/// radius is too large to tell; deviates otherwise.
/// Throws InvalidInput when a reading of a printed number has more than one value.
DecidedClaim decide_claim(const Claim& claim, const std::vector<ReadingOutcome>& outcomes);

/// The sentence of a decided claim with its placeholders filled in.
/// Throws InvalidInput for a placeholder that does not exist.
std::string reason_text(const DecidedClaim& decided);

}  // namespace leyden
