// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/claims.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "leyden/base/errors.hpp"
#include "leyden/base/floating_point.hpp"
#include "leyden/study/claim_rule.hpp"

namespace leyden {
namespace {

ReadingOutcome outcome_of(const Reading& reading, const Claim& claim, Runs& runs) {
  const double scale = claim.unit == "%" ? 100.0 : 1.0;
  try {
    return {items(reading, scale, runs), {}};
  } catch (const Unreachable& trouble) {
    return {{}, trouble.what()};
  }
}

}  // namespace

std::vector<DecidedClaim> decide(const std::vector<Claim>& claims, Executor& executor,
                                 const Progress& progress, ChargeMemo* memo) {
  const FloatingPointScope default_environment;
  Runs runs;
  for (const Claim& claim : claims) {
    for (const Reading& reading : claim.readings) outcome_of(reading, claim, runs);
  }
  ChargeMemo own;
  runs.compute(executor, memo != nullptr ? *memo : own, progress);

  std::vector<DecidedClaim> decided;
  for (const Claim& claim : claims) {
    std::vector<ReadingOutcome> outcomes;
    for (const Reading& reading : claim.readings) {
      outcomes.push_back(outcome_of(reading, claim, runs));
    }
    decided.push_back(decide_claim(claim, outcomes));
  }
  return decided;
}

void validate(const Claim& claim) {
  if (claim.printed.has_value() == claim.criterion.has_value()) {
    throw InvalidInput(fmt::format("claim '{}' with {} printed number and criterion", claim.id,
                                   claim.printed ? "both" : "neither"),
                       "one of them",
                       "a number is compared with what is printed, words are tested");
  }
  if (claim.printed) parse_printed(*claim.printed, claim.exact);
  const auto counts = [](const Reading& reading) { return reading.counts; };
  if (std::none_of(claim.readings.begin(), claim.readings.end(), counts)) {
    throw InvalidInput(fmt::format("claim '{}' without a reading that counts", claim.id),
                       "at least one", "say how it can be understood");
  }
  for (const Reading& reading : claim.readings) validate(reading);
  validate_reason(claim);
}

}  // namespace leyden
