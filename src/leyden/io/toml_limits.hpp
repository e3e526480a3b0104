// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace leyden {

inline constexpr std::size_t largest_toml = std::size_t{1} << 20;  ///< bytes
inline constexpr int deepest_toml = 32;  ///< nested values, or parts of a dotted key

/// Refuses a TOML text that is too large or too deep for a parser that recurses: what it would do
/// to the stack is decided before it sees the text.
/// Throws InvalidInput with the line.
void require_modest_toml(std::string_view text, const std::string& source);

}  // namespace leyden
