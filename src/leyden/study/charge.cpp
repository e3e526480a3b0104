// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/charge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "leyden/base/errors.hpp"
#include "leyden/base/floating_point.hpp"
#include "leyden/propagate/evolution.hpp"

namespace leyden {
namespace {

/// Values of two cutoffs agree when they differ by less than this, or than their radii.
constexpr double cutoff_agreement = 1e-12;
constexpr Count largest_cutoff = 200'000;

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
  result.normalized_power = !spins         ? power.value
                            : chargers > 0 ? power.value / std::sqrt(chargers)
                                           : 0.0;
}

ChargeResult run(const ChargeRequest& request, PeakSearch search, Count fock_cutoff) {
  const Protocol protocol = make_protocol(request.charging, fock_cutoff);
  const auto evolution = evolve(protocol);
  ChargeResult result;
  result.peaks = find_peaks(*evolution, search);
  result.method.space = plan(protocol).space;
  result.method.dimension = evolution->dimension();
  if (needs_cutoff(request.charging)) result.method.fock_cutoff = fock_cutoff;
  derive(request.charging, result);
  return result;
}

/// How far two results differ beyond what their radii allow, relative to max(1, value).
double disagreement(const Peaks& a, const Peaks& b) {
  const auto differ = [](const Peak& x, const Peak& y) {
    const double apart = std::abs(x.value - y.value) - (x.error + y.error);
    return std::max(0.0, apart) / std::max(1.0, std::abs(y.value));
  };
  double worst = std::max(differ(a.energy, b.energy), differ(a.power, b.power));
  if (a.first.has_value() != b.first.has_value()) return INFINITY;
  if (a.first) worst = std::max(worst, differ(*a.first, *b.first));
  return worst;
}

/// What the cutoff may still change: as much as its last growth did, at least the agreement asked
/// for. Observed, not proven.
void add_cutoff_error(const Peaks& before, Peaks& peaks) {
  const auto add = [](const Peak& old, Peak& peak) {
    const double change = std::abs(peak.value - old.value);
    peak.error += std::max(change, cutoff_agreement * std::max(1.0, std::abs(peak.value)));
  };
  add(before.energy, peaks.energy);
  if (peaks.first) add(*before.first, *peaks.first);
  add(before.power, peaks.power);
}

ChargeResult run_to_convergence(const ChargeRequest& request, const PeakSearch& search) {
  const Charging& charging = request.charging;
  if (!needs_cutoff(charging)) return run(request, search, 0);
  const auto* dicke = std::get_if<DickeStart>(&charging.start);
  const Count photons = charging.charger == Charger::limit ? 0
                        : dicke != nullptr                 ? dicke->chargers
                                                           : charging.chargers;
  Count cutoff = photons + 2 * charging.cells + 16;
  ChargeResult smaller = run(request, search, cutoff);
  while (cutoff < largest_cutoff) {
    cutoff += cutoff / 2;
    ChargeResult larger = run(request, search, cutoff);
    if (disagreement(smaller.peaks, larger.peaks) <= cutoff_agreement) {
      add_cutoff_error(smaller.peaks, larger.peaks);
      derive(charging, larger);
      return larger;
    }
    smaller = std::move(larger);
  }
  throw Unreachable(
      fmt::format("no Fock cutoff up to {} gives stable values; shorten the window or "
                  "weaken the coupling",
                  largest_cutoff));
}

/// Throws Unreachable when `value` is not known as well as the tolerance promises.
void require_tolerance(const ChargeRequest& request, const std::string& name, double value,
                       double error) {
  if (!request.tolerance) return;
  const double allowed = *request.tolerance * std::max(1.0, std::abs(value));
  if (error <= allowed) return;
  throw Unreachable(fmt::format(
      "{} = {} is known to {:.2g} only, the tolerance asks for {:.2g}: double precision "
      "does not reach it here; shorten the window or raise the tolerance",
      name, value, error, allowed));
}

void require_tolerance(const ChargeRequest& request, const Peaks& peaks) {
  require_tolerance(request, "E_max", peaks.energy.value, peaks.energy.error);
  if (peaks.first) require_tolerance(request, "E_first", peaks.first->value, peaks.first->error);
  require_tolerance(request, "P_max", peaks.power.value, peaks.power.error);
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
  PeakSearch search;
  search.window = request.window;
  search.progress = progress;
  ChargeResult result = run_to_convergence(request, search);
  require_tolerance(request, result.peaks);
  return result;
}

ChargeResult charge_power(const ChargeRequest& request, const Progress& progress) {
  const FloatingPointScope default_environment;
  validate(request);
  PeakSearch search;
  search.energy = false;
  search.progress = progress;
  ChargeResult result = run_to_convergence(request, search);
  require_tolerance(request, result.peaks);
  return result;
}

std::vector<Sample> charging_curve(const ChargeRequest& request,
                                   const std::optional<Count>& fock_cutoff,
                                   const Progress& progress) {
  const FloatingPointScope default_environment;
  validate(request);
  const auto evolution = evolve(make_protocol(request.charging, fock_cutoff.value_or(0)));
  std::vector<Sample> curve;
  const auto last = static_cast<double>(request.points - 1);
  for (Count i = 0; i < request.points; ++i) {
    const double fraction = static_cast<double>(i) / last;
    curve.push_back(
        evolution->advance(i + 1 < request.points ? fraction * request.window : request.window));
    const Sample& sample = curve.back();
    require_tolerance(request, fmt::format("E({})", sample.time), sample.energy,
                      sample.energy_error);
    if (progress) progress(fraction);
  }
  return curve;
}

}  // namespace leyden
