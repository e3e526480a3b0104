// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/claim_rule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "leyden/base/errors.hpp"
#include "leyden/study/claim_estimate.hpp"

namespace leyden {
namespace {

/// A reading with what its numbers amount to.
struct Judged {
  DecidedReading reading;
  Judgement judgement{false, false, false, std::numeric_limits<double>::infinity()};
  bool counts = true;
};

Judgement judge(const Claim& claim, const Estimate& value) {
  if (claim.criterion) return judge(*claim.criterion, value);
  return judge(parse_printed(*claim.printed, claim.exact), value);
}

Judged judged(const Claim& claim, const Reading& reading, const ReadingOutcome& outcome) {
  Judged result;
  result.reading = {reading.name, unknown_estimate(), {}, outcome.trouble};
  result.counts = reading.counts;
  if (outcome.items.empty()) return result;
  if (claim.printed && outcome.items.size() > 1) {
    throw InvalidInput(fmt::format("claim '{}': reading '{}' with {} values for one printed number",
                                   claim.id, reading.name, outcome.items.size()),
                       "one value", "give every key one value");
  }
  Judgement& all = result.judgement;
  all = {true, false, true, -std::numeric_limits<double>::infinity()};
  for (const Item& item : outcome.items) {
    const Judgement one = judge(claim, item.value);
    all.passes = all.passes && one.passes;
    all.fails = all.fails || one.fails;
    all.near = all.near && one.near;
    if (one.miss <= all.miss) continue;
    all.miss = one.miss;
    result.reading.value = item.value;
    result.reading.at = item.at;
  }
  return result;
}

/// The first reading that passes, or else the one that misses least.
std::optional<std::size_t> deciding(const std::vector<Judged>& readings) {
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    const Judgement& one = readings[i].judgement;
    if (!readings[i].counts || std::isnan(readings[i].reading.value.value)) continue;
    if (one.passes) return i;
    if (!best || one.miss < readings[*best].judgement.miss) best = i;
  }
  return best;
}

}  // namespace

std::string_view to_text(ClaimStatus status) {
  switch (status) {
    case ClaimStatus::reproduced:
      return "reproduced";
    case ClaimStatus::close:
      return "close";
    case ClaimStatus::deviates:
      return "deviates";
    case ClaimStatus::undecided:
      return "undecided";
  }
  throw InternalError("an unknown status");
}

Estimate DecidedClaim::value() const {
  return reading ? readings.at(*reading).value : unknown_estimate();
}

DecidedClaim decide_claim(const Claim& claim, const std::vector<ReadingOutcome>& outcomes) {
  if (outcomes.size() != claim.readings.size()) {
    throw InternalError("a claim was decided without all of its readings");
  }
  std::vector<Judged> readings;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    readings.push_back(judged(claim, claim.readings[i], outcomes[i]));
  }
  const auto any = [&](auto test) {
    return std::any_of(readings.begin(), readings.end(),
                       [&](const Judged& r) { return r.counts && test(r.judgement); });
  };
  DecidedClaim decided;
  decided.claim = claim;
  decided.reading = deciding(readings);
  if (any([](const Judgement& j) { return j.passes; })) {
    decided.status = ClaimStatus::reproduced;
  } else if (claim.open && any([](const Judgement& j) { return j.near; })) {
    decided.status = ClaimStatus::close;
  } else if (!decided.reading || any([](const Judgement& j) { return !j.fails; })) {
    decided.status = ClaimStatus::undecided;
  } else {
    decided.status = ClaimStatus::deviates;
  }
  for (Judged& reading : readings) decided.readings.push_back(std::move(reading.reading));
  decided.why = reason_text(decided);
  return decided;
}

}  // namespace leyden
