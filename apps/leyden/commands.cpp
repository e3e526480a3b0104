// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "console.hpp"
#include "leyden/base/errors.hpp"

namespace leyden::app {

Format parse_format(const std::string& text) {
  if (text == "text") return Format::text;
  if (text == "json") return Format::json;
  if (text == "csv") return Format::csv;
  throw InvalidInput(fmt::format("format = '{}'", text), "text, json or csv", "choose one");
}

Destination::Destination(const std::string& out) {
  if (!out.empty()) file_.emplace(out);
}

void Destination::deliver(const std::string& text) {
  if (!file_) return print(text);
  file_->write(text);
  file_->commit();
}

std::string digits(double value, double error) {
  const double finest = std::max(error, 1e-15 * std::abs(value));
  if (std::abs(value) >= 1e15) {
    const int significant = static_cast<int>(std::ceil(std::log10(std::abs(value) / finest)));
    return fmt::format("{:.{}e}", value, std::clamp(significant, 1, 15));
  }
  const int decimals =
      finest > 0.0 ? std::clamp(static_cast<int>(std::ceil(-std::log10(finest))), 0, 15) : 0;
  const std::string text = fmt::format("{:.{}f}", value, decimals);
  // A zero that rounding left on the lower side.
  const bool zero = text.find_first_not_of("-0.") == std::string::npos;
  return zero && text.front() == '-' ? text.substr(1) : text;
}

std::string radius(double value, double error, int decimals) {
  if (!std::isfinite(value) || !std::isfinite(error))
    return fmt::format("{:.{}e}", error, decimals);
  const double shown = std::strtod(digits(value, error).c_str(), nullptr);
  const double total = error + std::abs(shown - value);
  const std::string nearest = fmt::format("{:.{}e}", total, decimals);
  if (std::strtod(nearest.c_str(), nullptr) >= total) return nearest;
  const double last = std::pow(10.0, std::floor(std::log10(total)) - decimals);
  return fmt::format("{:.{}e}", total + last / 2, decimals);
}

}  // namespace leyden::app
