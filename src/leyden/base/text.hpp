// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <string>

namespace leyden {

/// The items of a range, formatted and separated by `separator`.
template <class Range>
std::string joined(const Range& items, const char* separator) {
  std::string text;
  for (const auto& item : items) {
    if (!text.empty()) text += separator;
    text += fmt::format("{}", item);
  }
  return text;
}

}  // namespace leyden
