// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/charge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "leyden/base/errors.hpp"
#include "leyden/base/floating_point.hpp"
#include "leyden/numerics/rounding.hpp"
#include "leyden/propagate/evolution.hpp"

namespace leyden {
namespace {

/// What a Fock cutoff may change where no tolerance was given [ω0].
constexpr double default_leak = 1e-12;

/// And however large a tolerance is: a leak blurs the slope, and with it the first peak.
constexpr double largest_leak = 1e-10;
constexpr Count largest_cutoff = 100'000;

/// Tolerances below this are out of reach of results that are doubles.
constexpr double least_tolerance = 1e-15;

/// Points of a curve between two looks at whether the user wants to stop.
constexpr std::size_t points_at_once = 100;

/// Ends a run whose Fock cutoff is too low as soon as that shows.
struct CutoffTooLow {};

void require_positive(double value, const char* name) {
  if (std::isfinite(value) && value > 0.0) return;
  throw InvalidInput(fmt::format("{} = {}", name, value), "a finite number above 0",
                     "choose a value in that range");
}

/// What follows from the power.
void derive(const Charging& charging, ChargeResult& result) {
  const Peak& power = result.peaks.power;
  result.advantage = collective_advantage({power.value, power.error}, charging.cells);
  const bool spins = charging.charger == Charger::spins;
  const auto chargers = static_cast<double>(charging.chargers);
  const double unit = spins && chargers > 0 ? std::sqrt(chargers) : 1.0;
  const double normalized = power.value / unit;
  const double rounding = spins ? 4 * unit_roundoff * std::abs(normalized) : 0.0;
  result.normalized_power = {normalized, power.error / unit + rounding};
}

ChargeResult run(const ChargeRequest& request, PeakSearch search, Count fock_cutoff,
                 const Route& route, double most_leak) {
  const Protocol protocol = make_protocol(request.charging, fock_cutoff);
  const auto evolution = evolve(protocol, route);
  const Progress report = search.progress;
  search.progress = [&](double fraction) {
    if (evolution->cutoff_error().leak > most_leak) throw CutoffTooLow{};
    if (report) report(fraction);
  };
  ChargeResult result;
  result.peaks = find_peaks(*evolution, search);
  if (evolution->cutoff_error().leak > most_leak) throw CutoffTooLow{};
  result.method.space = plan(protocol, route).space;
  result.method.dimension = evolution->dimension();
  result.method.propagator = evolution->propagator();
  result.method.arithmetic = route.arithmetic;
  result.method.instruction_set = active_instruction_set();
  if (needs_cutoff(request.charging)) result.method.fock_cutoff = fock_cutoff;
  derive(request.charging, result);
  return result;
}

/// Lets the Fock cutoff grow until what leaks through it is negligible, docs/theory/bounds.
ChargeResult run_along(const ChargeRequest& request, const PeakSearch& search, const Route& route,
                       Count least_cutoff) {
  if (!needs_cutoff(request.charging)) return run(request, search, 0, route, INFINITY);
  const double most_leak =
      request.tolerance ? std::min(*request.tolerance / 4, largest_leak) : default_leak;
  const Count lowest = highest_photon(request.charging) + 2 * request.charging.cells + 16;
  const Count highest = largest_cutoff + 8 * lowest;
  Count cutoff = std::max(least_cutoff, lowest);
  while (cutoff <= highest) {
    try {
      return run(request, search, cutoff, route, most_leak);
    } catch (const CutoffTooLow&) {
      cutoff += cutoff / 3;
    }
  }
  throw Unreachable(fmt::format(
      "Fock levels up to {} are not enough; shorten the window or weaken the coupling", highest));
}

double allowed_error(const ChargeRequest& request, double value) {
  return *request.tolerance * std::max(1.0, std::abs(value));
}

bool keeps_tolerance(const ChargeRequest& request, double value, double error) {
  return !request.tolerance || error <= allowed_error(request, value);
}

bool keeps_tolerance(const ChargeRequest& request, const Peaks& peaks) {
  const auto kept = [&](const Peak& peak) {
    return keeps_tolerance(request, peak.value, peak.error);
  };
  return kept(peaks.energy) && kept(peaks.power) && (!peaks.first || kept(*peaks.first));
}

[[noreturn]] void refuse(const ChargeRequest& request, const std::string& name, double value,
                         double error, const char* remedy) {
  throw Unreachable(
      fmt::format("{} = {} is known to {:.2g} only, the tolerance asks for {:.2g}; {}", name, value,
                  error, allowed_error(request, value), remedy));
}

constexpr const char* shorter = "shorten the window or raise the tolerance";

void require_tolerance(const ChargeRequest& request, const Peaks& peaks) {
  const auto require = [&](const char* name, const Peak& peak, const char* remedy) {
    if (!keeps_tolerance(request, peak.value, peak.error)) {
      refuse(request, name, peak.value, peak.error, remedy);
    }
  };
  require("E_max", peaks.energy, shorter);
  if (peaks.first) require("E_first", *peaks.first, shorter);
  require("P_max", peaks.power,
          peaks.power_record.given_up
              ? "energy is gained too slowly to search all times; raise the tolerance"
              : "raise the tolerance");
}

/// Double precision, and double-double where that does not keep the tolerance.
ChargeResult run(const ChargeRequest& request, const PeakSearch& search) {
  ChargeResult result = run_along(request, search, {}, 0);
  const bool escalates = request.tolerance && *request.tolerance >= least_tolerance;
  // What a search that was given up leaves open has nothing to do with digits.
  const Peak& power = result.peaks.power;
  const bool hopeless =
      result.peaks.power_record.given_up && !keeps_tolerance(request, power.value, power.error);
  if (escalates && !hopeless && !keeps_tolerance(request, result.peaks)) {
    result = run_along(request, search, {Propagator::automatic, Arithmetic::double_double},
                       result.method.fock_cutoff.value_or(0));
  }
  require_tolerance(request, result.peaks);
  return result;
}

/// The curve in one arithmetic; nothing when a point does not keep the tolerance.
std::optional<std::vector<Sample>> curve_in(const ChargeRequest& request, const Protocol& protocol,
                                            Arithmetic arithmetic, bool last_chance,
                                            const Progress& progress) {
  const auto evolution = evolve(protocol, {Propagator::automatic, arithmetic});
  std::vector<Sample> curve;
  const std::vector<double> all = curve_times(request);
  for (std::size_t begin = 0; begin < all.size(); begin += points_at_once) {
    const std::size_t end = std::min(begin + points_at_once, all.size());
    const std::vector<double> times(all.begin() + static_cast<std::ptrdiff_t>(begin),
                                    all.begin() + static_cast<std::ptrdiff_t>(end));
    for (const Sample& sample : evolution->follow(times)) {
      if (!keeps_tolerance(request, sample.energy, sample.energy_error)) {
        if (!last_chance) return std::nullopt;
        refuse(request, fmt::format("E({})", sample.time), sample.energy, sample.energy_error,
               shorter);
      }
      curve.push_back(sample);
    }
    if (progress) progress(static_cast<double>(end) / static_cast<double>(all.size()));
  }
  return curve;
}

PeakSearch search_of(const ChargeRequest& request, const Progress& progress) {
  PeakSearch search;
  search.window = request.window;
  search.progress = progress;
  return search;
}

}  // namespace

void validate(const ChargeRequest& request) {
  validate(request.charging);
  require_positive(request.window, "window");
  if (request.tolerance) require_positive(*request.tolerance, "tolerance");
  constexpr Count most_points = 100'000'000;
  if (request.points < 2 || request.points > most_points) {
    throw InvalidInput(fmt::format("points = {}", request.points),
                       fmt::format("an integer from 2 to {}", most_points),
                       "choose a number in that range");
  }
}

ChargeResult charge(const ChargeRequest& request, const Progress& progress) {
  const FloatingPointScope default_environment;
  validate(request);
  return run(request, search_of(request, progress));
}

ChargeResult charge_along(const ChargeRequest& request, const Route& route, Count fock_cutoff,
                          const Progress& progress) {
  const FloatingPointScope default_environment;
  validate(request);
  return run(request, search_of(request, progress), fock_cutoff, route, INFINITY);
}

ChargeResult charge_power(const ChargeRequest& request, const Progress& progress) {
  const FloatingPointScope default_environment;
  validate(request);
  PeakSearch search = search_of(request, progress);
  search.energy = false;
  return run(request, search);
}

std::vector<double> curve_times(const ChargeRequest& request) {
  const auto last = static_cast<double>(request.points - 1);
  std::vector<double> times;
  for (Count i = 0; i < request.points; ++i) {
    const double fraction = static_cast<double>(i) / last;
    times.push_back(i + 1 < request.points ? fraction * request.window : request.window);
  }
  return times;
}

std::vector<Sample> charging_curve(const ChargeRequest& request,
                                   const std::optional<Count>& fock_cutoff,
                                   const Progress& progress) {
  const FloatingPointScope default_environment;
  validate(request);
  const Protocol protocol = make_protocol(request.charging, fock_cutoff.value_or(0));
  const bool escalates = request.tolerance && *request.tolerance >= least_tolerance;
  auto curve = curve_in(request, protocol, Arithmetic::double_precision, !escalates, progress);
  if (!curve) curve = curve_in(request, protocol, Arithmetic::double_double, true, progress);
  return std::move(*curve);
}

}  // namespace leyden
