// SPDX-License-Identifier: Apache-2.0
#include "leyden/io/axis_toml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "leyden/study/parameters.hpp"

namespace leyden {
namespace {

enum class Kind { whole, number, word };

/// What a parameter takes, asked of its own reader.
Kind kind_of_parameter(const std::string& parameter) {
  if (parameter == chargers_per_cell) return Kind::number;
  const auto takes = [&](const char* text) {
    try {
      ChargeRequest scratch;
      assign(scratch, parameter, text);
      return true;
    } catch (const InvalidInput&) {
      return false;
    }
  };
  if (takes("2.5")) return Kind::number;
  return takes("2") ? Kind::whole : Kind::word;
}

const char* allowed_values(Kind kind) {
  return kind == Kind::word ? "a string or a list of strings"
                            : "a number, a list of numbers or a range { from, to, … }";
}

/// Reads the entries of one key.
class AxisReader {
 public:
  AxisReader(const std::string& key, const Place& place)
      : key_(key), place_(place), kind_(kind_of_parameter(parameter_of(key))) {}

  std::vector<std::string> values(const toml::node& node) const {
    if (const auto* list = node.as_array()) {
      std::vector<std::string> values;
      for (const toml::node& entry : *list) values.push_back(value(entry));
      return values;
    }
    const auto* table = node.as_table();
    if (table != nullptr && kind_ != Kind::word) return range(*table);
    return {value(node)};
  }

 private:
  [[noreturn]] void fail(const std::string& came, const std::string& allowed,
                         const std::string& remedy) const {
    throw invalid_at(place_, fmt::format("{} {}", key_, came), allowed, remedy);
  }

  std::string value(const toml::node& node) const {
    if (kind_ == Kind::word) {
      if (const auto word = node.value_exact<std::string>()) return *word;
    } else if (const auto whole = node.value_exact<std::int64_t>()) {
      return fmt::format("{}", *whole);
    } else if (const auto number = node.value_exact<double>()) {
      return fmt::format("{}", *number);
    }
    fail(fmt::format("is or holds {}", leyden::kind_of(node)), allowed_values(kind_),
         "write it so");
  }

  std::optional<double> number(const toml::table& table, const char* name) const {
    const toml::node* node = table.get(name);
    if (node == nullptr) return std::nullopt;
    const auto value = node->is_number() ? node->value<double>() : std::nullopt;
    if (value && std::isfinite(*value)) return value;
    fail(fmt::format("with {} that is {}", name, leyden::kind_of(*node)), "a finite number",
         "write it so");
  }

  bool is_logarithmic(const toml::table& table) const {
    const toml::node* node = table.get("scale");
    if (node == nullptr) return false;
    const auto scale = node->value_exact<std::string>().value_or("");
    if (scale == "linear" || scale == "log") return scale == "log";
    fail("with an unknown scale", "\"linear\" or \"log\"", "choose one");
  }

  std::vector<std::string> range(const toml::table& table) const {
    require_known_keys(table, place_.source, {"from", "to", "step", "points", "scale"},
                       fmt::format("in the range of {}", key_));
    const auto from = number(table, "from");
    const auto to = number(table, "to");
    if (!from || !to) fail("has no from or no to", "both", "add what is missing");
    if (*to < *from) {
      fail(fmt::format("from {} to {} is empty", *from, *to), "to >= from", "exchange them");
    }
    auto step = number(table, "step");
    const auto points = number(table, "points");
    const bool logarithmic = is_logarithmic(table);
    if (step && points) fail("with step and points", "one of them", "drop the other");
    if (logarithmic && !points) fail("on a logarithmic scale", "points, and no step", "add them");
    if (logarithmic && !(*from > 0.0)) {
      fail(fmt::format("on a logarithmic scale from {}", *from), "from > 0", "raise it");
    }
    if (points) return equidistant(*from, *to, *points, logarithmic);
    if (!step && kind_ != Kind::whole) fail("has no step and no points", "one of them", "add it");
    return stepped(*from, *to, step.value_or(1.0));
  }

  std::vector<std::string> stepped(double from, double to, double step) const {
    if (!(step > 0.0)) fail(fmt::format("with step {}", step), "step > 0", "choose such a step");
    // Decimal steps meet `to` up to rounding.
    const double last = std::floor((to - from) / step + 1e-9);
    require_count(last + 1.0);
    std::vector<std::string> values;
    for (double i = 0.0; i <= last; ++i) values.push_back(text(from + i * step, from, to));
    return values;
  }

  std::vector<std::string> equidistant(double from, double to, double points,
                                       bool logarithmic) const {
    if (points < 2.0 || points != std::floor(points)) {
      fail(fmt::format("with {} points", points), "a whole number from 2 on", "choose one");
    }
    require_count(points);
    std::vector<std::string> values;
    for (double i = 0.0; i < points; ++i) {
      double value = from + (to - from) * i / (points - 1.0);
      if (logarithmic) value = from * std::pow(to / from, i / (points - 1.0));
      if (i == points - 1.0) value = to;
      if (logarithmic && kind_ == Kind::whole) value = std::round(value);
      const std::string next = text(value, from, to);
      if (values.empty() || values.back() != next) values.push_back(next);
    }
    return values;
  }

  /// Fifteen digits inside a range: 0.1 + 2 * 0.1 shall read 0.3.
  std::string text(double value, double from, double to) const {
    const bool as_it_is = kind_ == Kind::whole || value == from || value == to;
    return as_it_is ? fmt::format("{}", value) : fmt::format("{:.15g}", value);
  }

  void require_count(double count) const {
    if (count <= static_cast<double>(largest_study)) return;
    fail(fmt::format("with {:.10g} values", count), fmt::format("{} at most", largest_study),
         "take fewer");
  }

  const std::string& key_;
  const Place& place_;
  Kind kind_;
};

std::string exchanged(std::string_view text, char from, char to) {
  std::string result(text);
  std::replace(result.begin(), result.end(), from, to);
  return result;
}

}  // namespace

std::string key_of(std::string_view parameter) {
  return exchanged(parameter, '-', '_');
}

std::string parameter_of(std::string_view key) {
  return exchanged(key, '_', '-');
}

StatedAxis read_axis(const std::string& key, const toml::node& node, const Place& place) {
  StatedAxis stated{{parameter_of(key), AxisReader(key, place).values(node)}, place};
  try {
    validate(stated.axis);
  } catch (const InvalidInput& complaint) {
    throw invalid_at(place, complaint);
  }
  return stated;
}

}  // namespace leyden
