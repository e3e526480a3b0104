// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "leyden/base/types.hpp"

namespace leyden {

/// A double written in full; "inf" and "nan" are read and left to the range checks.
/// Throws InvalidInput naming `name` and `text`.
double parse_number(std::string_view name, const std::string& text);

/// A whole number, 0 to largest_count - 1; 1e6 is one.
Count parse_count(std::string_view name, const std::string& text);

/// "a,b,c" in numbers.
std::vector<double> parse_numbers(std::string_view name, const std::string& text);

}  // namespace leyden
