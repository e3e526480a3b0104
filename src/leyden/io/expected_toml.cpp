// SPDX-License-Identifier: Apache-2.0
#include "leyden/io/expected_toml.hpp"

#include <fmt/format.h>

#include <cmath>

#include "leyden/base/floating_point.hpp"
#include "leyden/io/toml_text.hpp"

namespace leyden {
namespace {

std::optional<double> number(const toml::table& entry, const char* key, const Place& place) {
  const toml::node* node = entry.get(key);
  if (node == nullptr) return std::nullopt;
  const auto value = node->is_number() ? node->value<double>() : std::nullopt;
  if (value && std::isfinite(*value)) return value;
  throw invalid_at(place, fmt::format("{} is {}", key, kind_of(*node)), "a finite number",
                   "write it so");
}

double required_number(const toml::table& entry, const char* key, const Place& place) {
  if (const auto value = number(entry, key, place)) return *value;
  throw invalid_at(place, fmt::format("no {}", key), "a finite number", "add it");
}

std::string word(const toml::table& entry, const char* key) {
  const toml::node* node = entry.get(key);
  return node == nullptr ? "" : node->value_exact<std::string>().value_or("");
}

Expectation read_entry(const toml::table& entry, const std::string& source) {
  const Place place{source, entry.source().begin.line};
  require_known_keys(
      entry, source,
      {"series", "cells", "chargers", "gt", "column", "maximum_of", "value", "tolerance"},
      "in an expected value");
  Expectation expected;
  expected.place = fmt::format("{}:{}", source, place.line);
  expected.series = word(entry, "series");
  expected.cells = number(entry, "cells", place);
  expected.chargers = number(entry, "chargers", place);
  expected.gt = number(entry, "gt", place);
  const std::string column = word(entry, "column");
  const std::string maximum_of = word(entry, "maximum_of");
  expected.maximum = !maximum_of.empty();
  expected.column = expected.maximum ? maximum_of : column;
  if (expected.series.empty() || column.empty() != expected.maximum) {
    throw invalid_at(place, "no series, or no or more than one of column and maximum_of",
                     "series, and one of column and maximum_of, in quotes", "correct it");
  }
  expected.value = required_number(entry, "value", place);
  expected.tolerance = required_number(entry, "tolerance", place);
  if (expected.tolerance > 0.0) return expected;
  throw invalid_at(place, fmt::format("tolerance = {}", expected.tolerance), "> 0", "raise it");
}

}  // namespace

std::vector<Expectation> parse_expectations(std::string_view text, const std::string& source) {
  const FloatingPointScope default_environment;
  const toml::table root = parse_toml(text, source);
  require_known_keys(root, source, {"expected"}, "at the top of expected values");
  const auto* list = root.get_as<toml::array>("expected");
  if (list == nullptr || list->empty() || !list->is_homogeneous(toml::node_type::table)) {
    throw invalid_at({source, 1}, "no list of expected values", "expected = [ { … }, … ]",
                     "write it so");
  }
  std::vector<Expectation> expectations;
  for (const toml::node& entry : *list) {
    expectations.push_back(read_entry(*entry.as_table(), source));
  }
  return expectations;
}

std::vector<Expectation> read_expectations(const std::string& path) {
  return parse_expectations(read_toml_file(path), path);
}

}  // namespace leyden
