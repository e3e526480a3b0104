// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "commands.hpp"
#include "console.hpp"
#include "leyden/base/errors.hpp"
#include "leyden/io/charge_json.hpp"
#include "leyden/study/parameters.hpp"
#include "terminal_plot.hpp"

namespace leyden::app {
namespace {

std::string heading(const ChargeRequest& request) {
  const Charging& c = request.charging;
  const auto count = [](Count n, const char* one, const char* many) {
    return fmt::format("{} {}", n, n == 1 ? one : many);
  };
  std::string text = count(c.cells, "cell", "cells") + ", ";
  switch (c.charger) {
    case Charger::spins:
      text += count(c.chargers, "charger spin", "charger spins");
      break;
    case Charger::cavity:
      text += "cavity with " + count(c.chargers, "photon", "photons");
      break;
    case Charger::limit:
      text += "infinitely many charger spins";
      break;
  }
  text += fmt::format(", γ = {}, {} = {}", c.anisotropy,
                      c.charger == Charger::spins ? "g/ω0" : "g~/ω0", c.coupling);
  if (c.detuning != 0.0) text += fmt::format(", detuning {}", c.detuning);
  if (c.crosstalk != 0.0) text += fmt::format(", g1/g = {}", c.crosstalk);
  if (c.battery_crosstalk != 0.0) text += fmt::format(", g2/g = {}", c.battery_crosstalk);
  return text + fmt::format(", start {}, window gt <= {:.6g}\n", to_text(c.start), request.window);
}

std::string row(const char* name, const char* what, const std::string& value, double error,
                const char* unit, const std::string& at) {
  return fmt::format("  {:<8}{:<30}{:>18}  ± {:<8.1e} {:<5} {}\n", name, what, value, error, unit,
                     at);
}

std::string peak_row(const char* name, const char* what, const Peak& peak, const char* unit) {
  const std::string at =
      fmt::format("at gt = {} ± {:.1e}", digits(peak.time, peak.time_error), peak.time_error);
  return row(name, what, digits(peak.value, peak.error), peak.error, unit, at);
}

std::string answer_text(const ChargeRequest& request, const ChargeResult& result) {
  const Peaks& peaks = result.peaks;
  std::string text = heading(request) + "\n";
  text += peak_row("E_max", "stored energy, in the window", peaks.energy, "ω0");
  text += peaks.first ? peak_row("E_first", "stored energy, first peak", *peaks.first, "ω0")
                      : std::string("  E_first stored energy, first peak     none in the window\n");
  text += peak_row("P_max", "average power, over all t > 0", peaks.power, "g ω0");
  if (request.charging.charger == Charger::spins) {
    const Estimate& normalized = result.normalized_power;
    text += row("", "P_max / sqrt(N)", digits(normalized.value, normalized.error), normalized.error,
                "g ω0", "");
  }
  text += row("η", "collective advantage", digits(result.advantage.value, result.advantage.error),
              result.advantage.error, "", "");
  text += fmt::format("\n  {} of {} states", result.method.space, result.method.dimension);
  if (result.method.arithmetic == Arithmetic::double_double) text += " in double-double";
  if (result.method.fock_cutoff) {
    text += fmt::format(", Fock levels up to {}", *result.method.fock_cutoff);
  }
  text += fmt::format("; maxima by branch and bound, {} and {} evaluations\n",
                      peaks.energy_record.evaluations, peaks.power_record.evaluations);
  if (peaks.power_record.given_up) {
    text += fmt::format(
        "  energy is gained too slowly to settle P_max: all times after gt = {:.4g} are only known "
        "to stay below its error\n",
        peaks.power_record.horizon);
  }
  if (!peaks.first_proven) text += "  a ripple lost in rounding may come before the first peak\n";
  return text;
}

std::string answer_csv(const ChargeResult& result) {
  std::string text = "quantity,value,error,gt,gt_error\n";
  const auto add = [&](const char* name, const Peak& peak) {
    text +=
        fmt::format("{},{},{},{},{}\n", name, peak.value, peak.error, peak.time, peak.time_error);
  };
  add("E_max", result.peaks.energy);
  if (result.peaks.first) add("E_first", *result.peaks.first);
  add("P_max", result.peaks.power);
  text += fmt::format("eta,{},{},,\n", result.advantage.value, result.advantage.error);
  return text;
}

std::string curve_csv(const std::vector<Sample>& curve) {
  std::string text = "gt,E,P,dE,radius\n";
  for (const Sample& s : curve) {
    const double power = s.time > 0.0 ? s.energy / s.time : 0.0;
    text += fmt::format("{},{},{},{},{}\n", s.time, s.energy, power, s.slope, s.energy_error);
  }
  return text;
}

std::string answer(const ChargeCommand& command, const ChargeResult& result) {
  switch (command.format) {
    case Format::json:
      return charge_json(command.request, result);
    case Format::csv:
      return answer_csv(result);
    case Format::text:
      break;
  }
  return answer_text(command.request, result);
}

void require_curve_target(const ChargeCommand& command) {
  if (!command.curve || !command.out.empty() || command.format == Format::csv) return;
  throw InvalidInput("--points without --out", "--points n --out FILE, or --points n --format csv",
                     "say where the curve goes");
}

}  // namespace

void run(const ChargeCommand& command) {
  require_curve_target(command);
  Destination destination(command.out);
  Console console(command.quiet);
  const ChargeResult result = charge(command.request, console.progress("charging"));
  std::vector<Sample> curve;
  const bool plots = command.format == Format::text && stdout_is_terminal() &&
                     (command.curve || command.out.empty());
  if (command.curve || plots) {
    ChargeRequest request = command.request;
    if (!command.curve) request.points = 241;
    curve = charging_curve(request, result.method.fock_cutoff, console.progress("curve"));
  }
  console.clear();
  if (!command.curve) {
    destination.deliver(answer(command, result));
  } else if (command.out.empty()) {
    print(curve_csv(curve));
  } else {
    destination.deliver(curve_csv(curve));
    print(answer(command, result));
  }
  if (plots) print("\n" + terminal_plot(curve, terminal_width()));
}

}  // namespace leyden::app
