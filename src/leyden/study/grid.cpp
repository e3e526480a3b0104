// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "leyden/base/errors.hpp"
#include "leyden/base/floating_point.hpp"
#include "leyden/study/parameters.hpp"
#include "leyden/study/parse.hpp"

namespace leyden {
namespace {

/// Cells times a decimal ratio miss a whole number by rounding only.
constexpr double rounding_of_ratio = 1e-12;

Count chargers_for(Count cells, const std::string& ratio_text) {
  const double ratio = parse_number("chargers per cell", ratio_text);
  const double chargers = ratio * static_cast<double>(cells);
  const double whole = std::round(chargers);
  if (chargers >= 0.0 && whole < static_cast<double>(largest_count) &&
      std::abs(chargers - whole) <= rounding_of_ratio * std::max(1.0, whole)) {
    return static_cast<Count>(whole);
  }
  throw InvalidInput(fmt::format("{} chargers per cell for {} cells", ratio_text, cells),
                     fmt::format("a whole number of chargers from 0 to {}", largest_count - 1),
                     "choose a ratio that divides the cells");
}

void assign_axis(ChargeRequest& request, const Axis& axis, const std::string& value) {
  if (axis.parameter == chargers_per_cell) {
    request.charging.chargers = chargers_for(request.charging.cells, value);
  } else {
    assign(request, axis.parameter, value);
  }
}

std::size_t rank(const Axis& axis) {
  const auto& table = parameters();
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const Parameter& p) { return p.name == target(axis); });
  return static_cast<std::size_t>(found - table.begin());
}

}  // namespace

std::string_view target(const Axis& axis) {
  return axis.parameter == chargers_per_cell ? std::string_view("chargers") : axis.parameter;
}

void validate(const Axis& axis) {
  if (axis.values.empty()) {
    throw InvalidInput(fmt::format("{} without a value", axis.parameter), "one value or more",
                       "list some");
  }
  ChargeRequest scratch;
  for (const std::string& value : axis.values) {
    if (axis.parameter == chargers_per_cell) {
      const double ratio = parse_number("chargers per cell", value);
      if (std::isfinite(ratio) && ratio >= 0.0) continue;
      throw InvalidInput(fmt::format("chargers per cell = {}", value), "a finite number >= 0",
                         "choose a number in that range");
    }
    assign(scratch, axis.parameter, value);
  }
}

Grid::Grid(std::vector<Axis> axes) : axes_(std::move(axes)) {
  for (const Axis& axis : axes_) validate(axis);
  std::stable_sort(axes_.begin(), axes_.end(),
                   [](const Axis& a, const Axis& b) { return rank(a) < rank(b); });
  for (std::size_t i = 1; i < axes_.size(); ++i) {
    if (rank(axes_[i - 1]) != rank(axes_[i])) continue;
    throw InvalidInput(
        fmt::format("{} and {} together", axes_[i - 1].parameter, axes_[i].parameter),
        "one of them", "drop the other");
  }
  double combinations = 1.0;
  for (const Axis& axis : axes_) combinations *= static_cast<double>(axis.values.size());
  if (combinations > static_cast<double>(largest_study)) {
    throw InvalidInput(fmt::format("a study of {:.10g} protocols", combinations),
                       fmt::format("{} at most", largest_study), "take fewer values");
  }
  size_ = static_cast<Count>(combinations);
  if (axes_.empty() || axes_.front().parameter != "cells") {
    throw InvalidInput("a study without cells", "a number of cells or several", "add them");
  }
}

std::vector<std::size_t> Grid::position(Count index) const {
  std::vector<std::size_t> position(axes_.size());
  for (std::size_t i = axes_.size(); i-- > 0;) {
    const auto values = static_cast<Count>(axes_[i].values.size());
    position[i] = static_cast<std::size_t>(index % values);
    index /= values;
  }
  return position;
}

ChargeRequest Grid::combine(Count index, const Axis* left_out) const {
  const FloatingPointScope default_environment;
  ChargeRequest request;
  const auto chosen = position(index);
  bool with_chargers = false;
  for (std::size_t i = 0; i < axes_.size(); ++i) {
    if (&axes_[i] == left_out) continue;
    assign_axis(request, axes_[i], axes_[i].values[chosen[i]]);
    with_chargers = with_chargers || target(axes_[i]) == "chargers";
  }
  const Charger charger = request.charging.charger;
  const bool endless = charger == Charger::limit || lacks_charger(charger);
  if (endless && with_chargers) {
    throw InvalidInput(fmt::format("chargers together with charger = {}", to_text(charger)),
                       "no number of chargers where they are infinitely many, or none",
                       "leave it out, or give it a series of its own");
  }
  const bool needed = !endless && !sets_photons(request.charging.start);
  if (needed && !with_chargers && (left_out == nullptr || target(*left_out) != "chargers")) {
    throw InvalidInput("a study without chargers", "chargers or chargers per cell", "add them");
  }
  validate(request);
  return request;
}

ChargeRequest Grid::at(Count index) const {
  return combine(index, nullptr);
}

const Axis* Grid::culprit(Count index) const {
  // From the last to the first: what comes later in the table is measured by what comes before.
  for (auto axis = axes_.rbegin(); axis != axes_.rend(); ++axis) {
    try {
      combine(index, &*axis);
      return &*axis;
    } catch (const InvalidInput&) {
      // Something else is wrong as well, or instead.
    }
  }
  return nullptr;
}

std::string label(const Axis& axis, std::size_t index) {
  const std::string& value = axis.values.at(index);
  if (axis.parameter == chargers_per_cell) return fmt::format("N/M = {}", value);
  const Parameter& parameter = parameters().at(rank(axis));
  const bool has_symbol = !parameter.symbol.empty();
  return fmt::format("{} = {}", has_symbol ? parameter.symbol : parameter.name, value);
}

}  // namespace leyden
