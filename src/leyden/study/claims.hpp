// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "leyden/base/executor.hpp"
#include "leyden/base/progress.hpp"
#include "leyden/study/claim_criterion.hpp"
#include "leyden/study/claim_reading.hpp"

namespace leyden {

/// What became of a statement of the paper.
enum class ClaimStatus {
  reproduced,  ///< some reading is within one unit of the last printed digit, or passes the test
  close,       ///< the paper leaves the definition open, and the best reading is within 5 %
  deviates,    ///< no reading comes that near
  undecided    ///< could not be computed, or not well enough to tell
};

std::string_view to_text(ClaimStatus status);

/// One sentence on why a claim has its status, with placeholders that the program fills in:
/// {value} {error} {printed} {unit} {reading} {at} of the reading that decides, {#2} {at#2} of the
/// second reading of the list. Where `general` is empty, the sentence of the status is taken.
struct Reason {
  std::string general;
  std::string reproduced;
  std::string close;
  std::string deviates;
};

/// A statement of the paper that computation can decide. It has either a printed number or a
/// criterion; in unit "%" every value is multiplied by 100.
struct Claim {
  std::string id;
  int number = 0;
  std::string section;
  std::string where;
  std::string statement;
  std::optional<std::string> printed;
  bool exact = false;  ///< the printed number is meant exactly, not rounded
  std::optional<Criterion> criterion;
  std::string unit;
  std::string meaning;
  bool open = false;  ///< the paper leaves the definition open: window, fit, which cavity
  std::vector<Reading> readings;
  Reason why;
};

struct DecidedReading {
  std::string name;
  Estimate value;       ///< nan when it could not be computed; of several numbers the worst
  std::string at;       ///< which of several numbers that is
  std::string trouble;  ///< why there is no value
};

struct DecidedClaim {
  Claim claim;
  ClaimStatus status = ClaimStatus::undecided;
  std::optional<std::size_t> reading;  ///< the one that decides; none when none could be computed
  std::vector<DecidedReading> readings;
  std::string why;

  Estimate value() const;  ///< of the reading that decides, or nan
};

/// Computes every reading of every claim and decides them. Runs that several readings share are
/// computed once, and those that `memo` knows not at all. The outcome does not depend on the
/// executor.
/// Throws InvalidInput when a claim asks for what does not exist; Cancelled through `progress`.
std::vector<DecidedClaim> decide(const std::vector<Claim>& claims, Executor& executor,
                                 const Progress& progress = {}, ChargeMemo* memo = nullptr);

/// Throws InvalidInput when the claim has neither or both of printed number and criterion, no
/// reading that counts, or a reading or a placeholder that asks for what does not exist.
void validate(const Claim& claim);

}  // namespace leyden
