// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <cstddef>

#include "leyden/base/errors.hpp"
#include "leyden/study/claim_rule.hpp"

namespace leyden {
namespace {

constexpr const char* allowed =
    "{value}, {error}, {printed}, {unit}, {reading}, {at}, {#n} and {at#n} for reading n";

const std::string& sentence(const Reason& why, ClaimStatus status) {
  switch (status) {
    case ClaimStatus::reproduced:
      return why.general.empty() ? why.reproduced : why.general;
    case ClaimStatus::close:
      return why.general.empty() ? why.close : why.general;
    case ClaimStatus::deviates:
      return why.general.empty() ? why.deviates : why.general;
    case ClaimStatus::undecided:
      break;
  }
  static const std::string none;
  return none;
}

/// Enough digits for a sentence; the value in full stands beside it.
std::string in_short(double value) {
  if (std::isnan(value)) return "an unknown value";
  return fmt::format("{:.4g}", value);
}

const DecidedReading& numbered(const DecidedClaim& decided, const std::string& name) {
  const std::string digits = name.substr(name.find('#') + 1);
  std::size_t number = 0;
  for (const char digit : digits) {
    if (digit < '0' || digit > '9' || number > decided.readings.size())
      number = 0;
    else
      number = 10 * number + static_cast<std::size_t>(digit - '0');
  }
  if (number >= 1 && number <= decided.readings.size()) return decided.readings[number - 1];
  throw InvalidInput(fmt::format("claim '{}': placeholder {{{}}}", decided.claim.id, name), allowed,
                     "correct it");
}

std::string replacement(const DecidedClaim& decided, const std::string& name) {
  const DecidedReading none;
  const DecidedReading& deciding = decided.reading ? decided.readings[*decided.reading] : none;
  if (name == "value") return in_short(deciding.value.value);
  if (name == "error") return fmt::format("{:.1g}", deciding.value.error);
  if (name == "printed") return decided.claim.printed.value_or("");
  if (name == "unit") return decided.claim.unit;
  if (name == "reading") return deciding.name;
  if (name == "at") return deciding.at;
  if (name.rfind("at#", 0) == 0) return numbered(decided, name).at;
  if (name.rfind('#', 0) == 0) return in_short(numbered(decided, name).value.value);
  throw InvalidInput(fmt::format("claim '{}': placeholder {{{}}}", decided.claim.id, name), allowed,
                     "correct it");
}

std::string undecided_text(const DecidedClaim& decided) {
  for (const DecidedReading& reading : decided.readings) {
    if (!reading.trouble.empty()) {
      return fmt::format("“{}” could not be computed: {}.", reading.name, reading.trouble);
    }
  }
  return "The radius of the computed value is too large to tell.";
}

/// `pattern` with its placeholders filled in.
std::string filled(const DecidedClaim& decided, const std::string& pattern) {
  std::string text;
  std::size_t begin = 0;
  for (;;) {
    const std::size_t open = pattern.find('{', begin);
    const std::size_t close = open == std::string::npos ? open : pattern.find('}', open);
    if (close == std::string::npos) return text + pattern.substr(begin);
    text += pattern.substr(begin, open - begin);
    text += replacement(decided, pattern.substr(open + 1, close - open - 1));
    begin = close + 1;
  }
}

}  // namespace

std::string reason_text(const DecidedClaim& decided) {
  if (decided.status == ClaimStatus::undecided) return undecided_text(decided);
  return filled(decided, sentence(decided.claim.why, decided.status));
}

void validate_reason(const Claim& claim) {
  DecidedClaim any;
  any.claim = claim;
  any.readings.resize(claim.readings.size());
  const Reason& why = claim.why;
  for (const auto* text : {&why.general, &why.reproduced, &why.close, &why.deviates}) {
    filled(any, *text);
  }
}

}  // namespace leyden
