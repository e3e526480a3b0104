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
/// A reading passes when all its numbers do, with their whole radius; the first one that passes
/// decides. None passing: close when the definition is open and the best reading misses the printed
/// number, or the threshold of size, by at most 5 %; undecided when a reading could not be computed
/// or its radius is too large to tell; deviates otherwise. Readings that do not count are carried
/// along.
/// Throws InvalidInput when a reading of a printed number has more than one value.
DecidedClaim decide_claim(const Claim& claim, const std::vector<ReadingOutcome>& outcomes);

/// The sentence of a decided claim with its placeholders filled in.
/// Throws InvalidInput for a placeholder that does not exist.
std::string reason_text(const DecidedClaim& decided);

/// Throws InvalidInput when a sentence of the claim has a placeholder that does not exist.
void validate_reason(const Claim& claim);

}  // namespace leyden
