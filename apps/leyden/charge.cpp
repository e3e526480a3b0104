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
      text += sets_photons(c.start) ? "cavity"
                                    : "cavity with " + count(c.chargers, "photon", "photons");
      break;
    case Charger::limit:
      text += "infinitely many charger spins";
      break;
    case Charger::lmg:
      text += "charging each other";
      break;
    case Charger::drive:
      text += "driven by a classical field";
      break;
  }
  text += fmt::format(", γ = {}, {} = {}", c.anisotropy,
                      c.charger == Charger::spins || lacks_charger(c.charger) ? "g/ω0" : "g~/ω0",
                      c.coupling);
  if (c.coupling_scale == CouplingScale::sqrt_cells) text += ", per cell over sqrt(M)";
  if (c.photons != 1) text += ", two-photon coupling";
  if (c.detuning != 0.0) text += fmt::format(", detuning {}", c.detuning);
  if (c.crosstalk != 0.0) text += fmt::format(", g1/g = {}", c.crosstalk);
  if (c.battery_crosstalk != 0.0) text += fmt::format(", g2/g = {}", c.battery_crosstalk);
  return text + fmt::format(", start {}, window gt <= {:.6g}\n", to_text(c.start), request.window);
}

std::string row(const char* name, const char* what, double value, double error, const char* unit,
                const std::string& at) {
  return fmt::format("  {:<8}{:<30}{:>18}  ± {:<8} {:<5} {}\n", name, what, digits(value, error),
                     radius(value, error), unit, at);
}

std::string peak_row(const char* name, const char* what, const Peak& peak, const char* unit) {
  const std::string at = fmt::format("at gt = {} ± {}", digits(peak.time, peak.time_error),
                                     radius(peak.time, peak.time_error));
  return row(name, what, peak.value, peak.error, unit, at);
}

std::string advantages_text(const std::vector<NormalisedAdvantage>& advantages) {
  const auto what = [](Normalisation normalisation) {
    switch (normalisation) {
      case Normalisation::coupling:
        break;
      case Normalisation::spread:
        return "at equal spread of H1";
      case Normalisation::norm:
        return "at equal norm of H1";
    }
    return "at equal coupling g";
  };
  std::string text;
  for (const auto& [normalisation, value] : advantages) {
    text += value ? row("", what(normalisation), value->value, value->error, "", "")
                  : fmt::format("  {:<8}{:<30}{:>18}\n", "", what(normalisation), "not defined");
  }
  return text;
}

/// One row per observable: its values where E and where P are largest.
std::string observations_text(const PeakObservations& observations) {
  const auto number = [](const std::optional<Estimate>& value) {
    return value ? fmt::format("{:>18} ± {:<7}", digits(value->value, value->error),
                               radius(value->value, value->error, 0))
                 : fmt::format("{:>18}   {:<7}", "not defined", "");
  };
  std::string text =
      fmt::format("\n  {:<26}{:>18}   {:<7}{:>18}\n", "observables", "at E_max", "", "at P_max");
  for (std::size_t i = 0; i < observations.wanted.size(); ++i) {
    const Wanted& wanted = observations.wanted[i];
    std::string line =
        fmt::format("  {:<26}{}{} {}", wanted.name(), number(observations.at_energy_peak.values[i]),
                    number(observations.at_power_peak.values[i]), wanted.observable->unit);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

std::string passage_text(const Passage& passage) {
  std::string text =
      row("reach", fmt::format("gt when E first is {} E_max", passage.fraction).c_str(),
          passage.time, passage.time_error, "", "");
  text.erase(text.find_last_not_of(" \n") + 1);
  return text + "\n";
}

/// What the radii leave open of a passage, if anything.
std::string passage_note(const Passage& passage) {
  if (passage.gap > 0.0) {
    return fmt::format(
        "  that fraction is not told from E_max itself: E is lower before, and comes within {:.1e} "
        "of it\n",
        passage.gap);
  }
  if (!passage.rising && passage.time_error > 0.0) {
    return "  E comes within its radii of that fraction before it is sure to have reached it\n";
  }
  return "";
}

std::string answer_text(const ChargeRequest& request, const ChargeResult& result,
                        const ChargeExtras& extras) {
  const Peaks& peaks = result.peaks;
  std::string text = heading(request) + "\n";
  text += peak_row("E_max", "stored energy, in the window", peaks.energy, "ω0");
  text += peaks.first ? peak_row("E_first", "stored energy, first peak", *peaks.first, "ω0")
                      : std::string("  E_first stored energy, first peak     none in the window\n");
  text += peak_row("P_max", "average power, over all t > 0", peaks.power, "g ω0");
  if (request.charging.charger == Charger::spins) {
    const Estimate& normalized = result.normalized_power;
    text += row("", "P_max / sqrt(N)", normalized.value, normalized.error, "g ω0", "");
  }
  text += row("η", "collective advantage", result.advantage.value, result.advantage.error, "", "");
  text += advantages_text(extras.advantages);
  if (extras.passage) text += passage_text(*extras.passage);
  if (extras.observations) text += observations_text(*extras.observations);
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
  if (extras.passage) text += passage_note(*extras.passage);
  return text;
}

std::string answer_csv(const ChargeResult& result, const ChargeExtras& extras) {
  std::string text = "quantity,value,error,gt,gt_error\n";
  const auto add = [&](const char* name, const Peak& peak) {
    text +=
        fmt::format("{},{},{},{},{}\n", name, peak.value, peak.error, peak.time, peak.time_error);
  };
  add("E_max", result.peaks.energy);
  if (result.peaks.first) add("E_first", *result.peaks.first);
  add("P_max", result.peaks.power);
  text += fmt::format("eta,{},{},,\n", result.advantage.value, result.advantage.error);
  for (const auto& [normalisation, value] : extras.advantages) {
    text += fmt::format("eta_fixed_{},", name(normalisation));
    text += value ? fmt::format("{},{},,\n", value->value, value->error) : ",,,\n";
  }
  if (const auto& passage = extras.passage) {
    text += fmt::format("reach,{},,{},{}\n", passage->fraction, passage->time, passage->time_error);
  }
  const auto& observations = extras.observations;
  if (!observations) return text;
  const auto observed = [&](const Observation& now, const char* where, double time_error) {
    for (std::size_t i = 0; i < now.values.size(); ++i) {
      text += fmt::format("{}_{},", observations->wanted[i].name(), where);
      if (now.values[i])
        text += fmt::format("{},{}", now.values[i]->value, now.values[i]->error);
      else
        text += ",";
      text += fmt::format(",{},{}\n", now.time, time_error);
    }
  };
  observed(observations->at_energy_peak, "at_E_max", result.peaks.energy.time_error);
  observed(observations->at_power_peak, "at_P_max", result.peaks.power.time_error);
  return text;
}

std::string curve_csv(const std::vector<Sample>& curve, const std::vector<Wanted>& wanted,
                      const std::vector<Observation>& observations) {
  std::string text = "gt,E,P,dE,radius";
  for (const Wanted& one : wanted) text += fmt::format(",{0},{0}_radius", one.name());
  text += '\n';
  for (std::size_t i = 0; i < curve.size(); ++i) {
    const Sample& s = curve[i];
    const double power = s.time > 0.0 ? s.energy / s.time : 0.0;
    text += fmt::format("{},{},{},{},{}", s.time, s.energy, power, s.slope, s.energy_error);
    for (std::size_t j = 0; j < wanted.size(); ++j) {
      const auto& value = observations[i].values[j];
      text += value ? fmt::format(",{},{}", value->value, value->error) : ",,";
    }
    text += '\n';
  }
  return text;
}

std::string answer(const ChargeCommand& command, const ChargeResult& result,
                   const ChargeExtras& extras) {
  switch (command.format) {
    case Format::json:
      return charge_json(command.request, result, extras);
    case Format::csv:
      return answer_csv(result, extras);
    case Format::text:
      break;
  }
  return answer_text(command.request, result, extras);
}

void require_curve_target(const ChargeCommand& command) {
  if (!command.curve || !command.out.empty()) return;
  if (command.format != Format::csv) {
    throw InvalidInput("--points without --out",
                       "--points n --out FILE, or --points n --format csv",
                       "say where the curve goes");
  }
  if (command.reach || !command.normalise.empty()) {
    throw InvalidInput("--points with --reach or --normalise but no --out",
                       "--points n --out FILE: the table of the curve has no room for them",
                       "say where the curve goes");
  }
}

}  // namespace

void run(const ChargeCommand& command) {
  require_curve_target(command);
  Destination destination(command.out);
  Console console(command.quiet);
  const ChargeResult result = charge(command.request, console.progress("charging"));
  ChargeExtras extras;
  if (!command.observe.empty()) {
    extras.observations = observe_peaks(command.request, result, command.observe);
  }
  if (!command.normalise.empty()) {
    extras.advantages = normalised_advantages(command.request, result, command.normalise,
                                              console.progress("advantages"));
  }
  if (command.reach) {
    extras.passage = reach(command.request, result, *command.reach, console.progress("reach"));
  }
  std::vector<Sample> curve;
  std::vector<Observation> along;
  const bool plots = command.format == Format::text && stdout_is_terminal() &&
                     (command.curve || command.out.empty());
  if (command.curve || plots) {
    ChargeRequest request = command.request;
    if (!command.curve) request.points = 241;
    curve = charging_curve(request, result.method.fock_cutoff, console.progress("curve"));
  }
  if (command.curve && extras.observations) {
    along = observe(command.request, command.observe, curve_times(command.request),
                    result.method.fock_cutoff, console.progress("observables"));
  }
  console.clear();
  if (!command.curve) {
    destination.deliver(answer(command, result, extras));
  } else if (command.out.empty()) {
    print(curve_csv(curve, command.observe, along));
  } else {
    destination.deliver(curve_csv(curve, command.observe, along));
    print(answer(command, result, extras));
  }
  if (plots) print("\n" + terminal_plot(curve, terminal_width()));
}

}  // namespace leyden::app
