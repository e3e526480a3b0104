// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "leyden/observe/advantage.hpp"

namespace leyden {

/// How a value compares with what a statement asks of it.
struct Judgement {
  bool passes = false;  ///< every number within value ± error passes
  bool fails = false;   ///< none does; neither: the radius is too large to tell
  bool near = false;    ///< every number within value ± error comes within 5 % of passing
  double miss = 0.0;    ///< how far from the goal; the smaller, the better
};

/// What "close" means: 5 % of the printed number, or of the threshold of a criterion.
inline constexpr double closeness = 0.05;

/// A number as the paper prints it.
struct Printed {
  double value = 0.0;
  double unit = 0.0;  ///< one unit of the last digit; for an exact number, 1e-9 of it
};

/// "9.76", "84", "-0.5" or "16/9". A fraction is exact; a decimal number is when `exact` says so:
/// the text "2" may mean the integer or a rounded number.
/// Throws InvalidInput.
Printed parse_printed(const std::string& text, bool exact = false);

/// Passes: within one unit of the last digit. `miss` is the distance.
Judgement judge(const Printed& printed, const Estimate& value);

/// The test that a statement in words must pass.
struct Criterion {
  enum class Kind { above, below, at_least, at_most, within, between };
  Kind kind = Kind::above;
  double bound = 0.0;  ///< of `between` the lower one; `within` bounds the magnitude
  double upper = 0.0;  ///< of `between` only
};

/// "positive", "negative", "above 1", "below 0", "at_least 0.1", "at_most 0.02", "within 1e-12" or
/// "between -0.1 0". Throws InvalidInput.
Criterion parse_criterion(const std::string& text);
std::string to_text(const Criterion& criterion);

/// `miss` is negative by the margin with which the value passes. Only thresholds of size can be
/// missed narrowly: at_least, at_most and within.
Judgement judge(const Criterion& criterion, const Estimate& value);

}  // namespace leyden
