// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include "leyden/base/errors.hpp"

namespace leyden {

/// Where in a TOML text something stands.
struct Place {
  std::string source;  ///< usually a path
  unsigned line = 0;   ///< from 1 on
};

/// A complaint with its place in front: "study.toml:7: ".
InvalidInput invalid_at(const Place& place, const std::string& came, const std::string& allowed,
                        const std::string& remedy);
InvalidInput invalid_at(const Place& place, const InvalidInput& complaint);

/// What kind of value a node holds, in words: "a string".
std::string kind_of(const toml::node& node);

/// Throws InvalidInput when `table` has a key that is not among `known`. `where` names the table.
void require_known_keys(const toml::table& table, const std::string& source,
                        const std::vector<std::string>& known, const std::string& where);

/// Parses TOML from outside, after `require_modest_toml`.
/// Throws InvalidInput with the line.
toml::table parse_toml(std::string_view text, const std::string& source);

/// The text of a file, as far as it is worth parsing.
/// Throws FileError when it cannot be read.
std::string read_toml_file(const std::string& path);

}  // namespace leyden
