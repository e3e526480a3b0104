// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/claim_family.hpp"

#include <fmt/format.h>

#include <cmath>

#include "leyden/base/errors.hpp"
#include "leyden/study/parameters.hpp"
#include "leyden/study/parse.hpp"

namespace leyden {
namespace {

std::vector<double> evenly_shared(double ideal, Count others) {
  std::vector<double> probabilities(static_cast<std::size_t>(others) + 1);
  probabilities[0] = ideal;
  for (std::size_t i = 1; i < probabilities.size(); ++i) {
    probabilities[i] = (1.0 - ideal) / static_cast<double>(others);
  }
  return probabilities;
}

}  // namespace

void Subject::set(std::string_view key, const std::string& text) {
  // What is set last holds, also where two keys set the same thing.
  if (key == "chargers-per-cell") {
    chargers_per_cell_ = parse_number(key, text);
  } else if (key == "rescaled-window") {
    rescaled_window_ = parse_number(key, text);
  } else if (key == "even-charger-mixture") {
    even_charger_mixture_ = parse_number(key, text);
    even_battery_mixture_.reset();
  } else if (key == "even-battery-mixture") {
    even_battery_mixture_ = parse_number(key, text);
    even_charger_mixture_.reset();
  } else {
    assign(base_, key, text);
    if (key == "chargers") chargers_per_cell_.reset();
    if (key == "window") rescaled_window_.reset();
    if (key == "start") {
      even_charger_mixture_.reset();
      even_battery_mixture_.reset();
    }
  }
}

bool Subject::scales_with_cells() const {
  return chargers_per_cell_.has_value() || base_.charging.charger == Charger::limit;
}

ChargeRequest Subject::request(Count cells) const {
  ChargeRequest request = base_;
  Charging& charging = request.charging;
  charging.cells = cells;
  if (chargers_per_cell_) {
    const double chargers = *chargers_per_cell_ * static_cast<double>(cells);
    if (!(chargers >= 0.0 && chargers < static_cast<double>(largest_count)) ||
        chargers != std::floor(chargers)) {
      throw InvalidInput(
          fmt::format("chargers_per_cell = {} with {} cells", *chargers_per_cell_, cells),
          "a whole number of chargers", "choose a ratio that gives one");
    }
    charging.chargers = static_cast<Count>(chargers);
  }
  if (rescaled_window_) {
    const bool spins = charging.charger == Charger::spins && charging.chargers > 0;
    request.window = spins ? *rescaled_window_ / std::sqrt(static_cast<double>(charging.chargers))
                           : *rescaled_window_;
  }
  if (even_charger_mixture_) {
    charging.start = ChargerMixture{evenly_shared(*even_charger_mixture_, charging.chargers)};
  }
  if (even_battery_mixture_) {
    charging.start = BatteryMixture{evenly_shared(*even_battery_mixture_, cells)};
  }
  return request;
}

std::string symbol_of(std::string_view key) {
  if (key == "chargers-per-cell") return "N/M";
  for (const Parameter& parameter : parameters()) {
    if (parameter.name == key && !parameter.symbol.empty()) return std::string(parameter.symbol);
  }
  return std::string(key);
}

std::vector<Member> members(const Family& family) {
  std::vector<Member> result(1);
  for (const Setting& setting : family) {
    std::vector<Member> longer;
    for (const Member& member : result) {
      for (const std::string& value : setting.values) {
        Member next = member;
        next.subject.set(setting.key, value);
        if (setting.values.size() > 1) {
          if (!next.label.empty()) next.label += ", ";
          next.label += fmt::format("{} = {}", symbol_of(setting.key), value);
        }
        longer.push_back(std::move(next));
      }
    }
    result = std::move(longer);
  }
  return result;
}

}  // namespace leyden
