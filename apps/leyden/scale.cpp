// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "commands.hpp"
#include "console.hpp"
#include "leyden/base/executor.hpp"
#include "leyden/io/charge_json.hpp"

namespace leyden::app {
namespace {

/// Empty where no number of them means anything.
std::string chargers_text(const ScalingPoint& point) {
  return point.chargers ? fmt::format("{}", *point.chargers) : "";
}

std::string table_text(const std::vector<ScalingPoint>& table) {
  std::string text = fmt::format("{:>10} {:>12} {:>22} {:>9} {:>16} {:>16} {:>14}\n", "M", "N",
                                 "P_max [g ω0]", "± ", "gt", "η", "β");
  for (const ScalingPoint& point : table) {
    const Peak& power = point.power;
    text += fmt::format("{:>10} {:>12} {:>21} {:>9} {:>16} {:>15} {:>13}\n", point.cells,
                        chargers_text(point), digits(power.value, power.error),
                        radius(power.value, power.error), digits(power.time, power.time_error),
                        digits(point.advantage.value, point.advantage.error),
                        point.exponent ? digits(point.exponent->value, point.exponent->error) : "");
  }
  if (!table.empty() && table.front().estimated) {
    text += "  by the law of large batteries; errors are estimates, not bounds\n";
  }
  return text;
}

std::string table_csv(const std::vector<ScalingPoint>& table) {
  std::string text =
      "cells,chargers,P_max,P_max_error,P_max_gt,P_max_gt_error,eta,eta_error,beta,beta_error\n";
  for (const ScalingPoint& point : table) {
    const Peak& p = point.power;
    text +=
        fmt::format("{},{},{},{},{},{},{},{},", point.cells, chargers_text(point), p.value, p.error,
                    p.time, p.time_error, point.advantage.value, point.advantage.error);
    text += point.exponent ? fmt::format("{},{}\n", point.exponent->value, point.exponent->error)
                           : std::string(",\n");
  }
  return text;
}

}  // namespace

void run(const ScaleCommand& command) {
  Destination destination(command.out);
  Console console(command.quiet);
  const auto executor = thread_executor();
  const auto table = scaling(command.request, *executor, console.progress("scaling"));
  console.clear();
  switch (command.format) {
    case Format::text:
      return destination.deliver(table_text(table));
    case Format::json:
      return destination.deliver(scaling_json(table));
    case Format::csv:
      return destination.deliver(table_csv(table));
  }
}

}  // namespace leyden::app
