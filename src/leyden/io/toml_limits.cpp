// SPDX-License-Identifier: Apache-2.0
#include "leyden/io/toml_limits.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "leyden/base/errors.hpp"

namespace leyden {
namespace {

/// Position behind the string that begins at `begin` with a quote of either kind. A string on one
/// line ends with it at the latest, as it does for the parser.
std::size_t skip_string(std::string_view text, std::size_t begin) {
  const char quote = text[begin];
  const bool escapes = quote == '"';
  const std::string triple(3, quote);
  const bool many_lines = text.substr(begin, 3) == triple;
  std::size_t i = begin + (many_lines ? 3 : 1);
  while (i < text.size()) {
    if (escapes && text[i] == '\\') {
      i += 2;
    } else if (many_lines ? text.substr(i, 3) == triple : text[i] == quote) {
      return i + (many_lines ? 3 : 1);
    } else if (!many_lines && text[i] == '\n') {
      return i;
    } else {
      ++i;
    }
  }
  return text.size();
}

[[noreturn]] void too_deep(std::string_view text, std::size_t at, const std::string& source,
                           const char* what) {
  const auto line =
      1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  throw InvalidInput(fmt::format("{}:{}: more than {} {}", source, line, deepest_toml, what),
                     fmt::format("{} at most", deepest_toml), "write it flatter");
}

}  // namespace

void require_modest_toml(std::string_view text, const std::string& source) {
  if (text.size() > largest_toml) {
    throw InvalidInput(fmt::format("{} with {} bytes or more", source, text.size()),
                       fmt::format("{} at most", largest_toml), "split it");
  }
  int depth = 0;
  int dots = 0;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == '"' || c == '\'') {
      i = skip_string(text, i);
      continue;
    }
    if (c == '#') {
      i = std::min(text.find('\n', i), text.size());
      continue;
    }
    if (c == '[' || c == '{') {
      if (++depth > deepest_toml) too_deep(text, i, source, "nested values");
    } else if (c == ']' || c == '}') {
      depth = std::max(0, depth - 1);
    }
    if (c == '.') {
      if (++dots >= deepest_toml) too_deep(text, i, source, "parts of a dotted key");
    } else if (std::string_view(",=\n[]{}").find(c) != std::string_view::npos) {
      dots = 0;
    }
    ++i;
  }
}

}  // namespace leyden
