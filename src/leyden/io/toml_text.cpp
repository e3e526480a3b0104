// SPDX-License-Identifier: Apache-2.0
#include "leyden/io/toml_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "leyden/base/text.hpp"
#include "leyden/io/text_file.hpp"
#include "leyden/io/toml_limits.hpp"

namespace leyden {

InvalidInput invalid_at(const Place& place, const std::string& came, const std::string& allowed,
                        const std::string& remedy) {
  return {fmt::format("{}:{}: {}", place.source, place.line, came), allowed, remedy};
}

InvalidInput invalid_at(const Place& place, const InvalidInput& complaint) {
  // Taken apart as it was put together; a place cannot be added to a finished message.
  const std::string message = complaint.what();
  const std::string before_allowed = ": allowed is ";
  const std::size_t allowed = message.find(before_allowed);
  const std::size_t remedy = message.rfind("; ");
  if (allowed == std::string::npos || remedy == std::string::npos || remedy < allowed) {
    return invalid_at(place, message, "what the documentation says", "correct it");
  }
  const std::size_t from = allowed + before_allowed.size();
  return invalid_at(place, message.substr(0, allowed), message.substr(from, remedy - from),
                    message.substr(remedy + 2));
}

std::string kind_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::none:
      return "nothing";
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::string:
      return "a string";
    case toml::node_type::integer:
    case toml::node_type::floating_point:
      return "a number";
    case toml::node_type::boolean:
      return "true or false";
    case toml::node_type::date:
    case toml::node_type::time:
    case toml::node_type::date_time:
      return "a date or time";
  }
  throw InternalError("an unknown kind of TOML value");
}

void require_known_keys(const toml::table& table, const std::string& source,
                        const std::vector<std::string>& known, const std::string& where) {
  for (const auto& [key, value] : table) {
    if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
    throw invalid_at({source, key.source().begin.line},
                     fmt::format("unknown key '{}' {}", key.str(), where), joined(known, ", "),
                     "correct its name or move it");
  }
}

toml::table parse_toml(std::string_view text, const std::string& source) {
  require_modest_toml(text, source);
  try {
    return toml::parse(text, source);
  } catch (const toml::parse_error& error) {
    throw invalid_at({source, error.source().begin.line}, std::string(error.description()),
                     "TOML 1.0", "correct the line");
  }
}

std::string read_toml_file(const std::string& path) {
  return read_text_file(path, largest_toml);
}

}  // namespace leyden
