// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/parse.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

#include "leyden/base/errors.hpp"
#include "leyden/base/floating_point.hpp"

namespace leyden {

double parse_number(std::string_view name, const std::string& text) {
  const FloatingPointScope default_environment;  // strtod rounds as it is told to
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  const bool starts_well = !text.empty() && !std::isspace(static_cast<unsigned char>(text.front()));
  if (starts_well && end == text.c_str() + text.size()) return value;
  throw InvalidInput(fmt::format("{} = '{}'", name, text), "a number", "write it like 0.1 or 1e-3");
}

Count parse_count(std::string_view name, const std::string& text) {
  const double value = parse_number(name, text);
  if (value >= 0.0 && value < static_cast<double>(largest_count) && value == std::floor(value)) {
    return static_cast<Count>(value);
  }
  throw InvalidInput(fmt::format("{} = {}", name, text),
                     fmt::format("a whole number from 0 to {}", largest_count - 1),
                     "choose a number in that range");
}

std::vector<double> parse_numbers(std::string_view name, const std::string& text) {
  std::vector<double> values;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t comma = std::min(text.find(',', begin), text.size());
    values.push_back(parse_number(name, text.substr(begin, comma - begin)));
    begin = comma + 1;
  }
  return values;
}

}  // namespace leyden
