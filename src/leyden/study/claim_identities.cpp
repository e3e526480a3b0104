// SPDX-License-Identifier: Apache-2.0
// The closed forms that the paper prints, against the engine or against each other.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <variant>

#include "leyden/base/errors.hpp"
#include "leyden/propagate/evolution.hpp"
#include "leyden/study/claim_closed_forms.hpp"
#include "leyden/study/claim_estimate.hpp"
#include "leyden/study/claim_quantity.hpp"

namespace leyden {
namespace {

InvalidInput not_for(const char* equation, const char* model) {
  return {fmt::format("{} with another model", equation), model, "set the protocol keys so"};
}

void require_two_cells(const Charging& charging, const char* equation) {
  if (charging.cells == 2 && charging.chargers >= 2 && charging.charger == Charger::spins) return;
  throw not_for(equation, "2 cells and at least 2 charger spins");
}

double time_of_point(const ChargeRequest& request, Count i) {
  return request.window * static_cast<double>(i) / static_cast<double>(request.points - 1);
}

/// Largest distance of populations from (A5) on the points of the curve.
Estimate a5_distance(const Subject& subject, const FitOptions&, Runs& runs) {
  const ChargeRequest request = subject.request();
  require_two_cells(request.charging, "(A5)");
  if (runs.planning()) return {};
  const auto evolution = evolve(make_protocol(request.charging));
  const double steepest = evolution->bounds().derivatives[0];
  Estimate farthest;
  for (Count i = 0; i < request.points; ++i) {
    const double time = time_of_point(request, i);
    const Sample sample = evolution->advance(time);
    const auto computed = evolution->populations(time).probabilities;
    const auto printed = two_cell_populations(request.charging.chargers, time);
    // A state that is off by δ has populations off by δ(2+δ), and a slope by that times its bound.
    const double radius = rounded_up(sample.slope_error / steepest);
    for (std::size_t k = 0; k < printed.size(); ++k) {
      farthest = larger(farthest, {std::abs(computed.at(k) - printed[k]),
                                   radius + formula_roundoff * (1.0 + time)});
    }
  }
  return farthest;
}

/// Largest distance of E(t) from `formula` on the points of the curve.
template <class Formula>
Estimate curve_distance(const ChargeRequest& request, const Runs& runs, const Formula& formula) {
  if (runs.planning()) return {};
  Estimate farthest;
  for (const Sample& sample : charging_curve(request, {})) {
    const Estimate distance{std::abs(sample.energy - formula(sample.time)),
                            sample.energy_error + formula_roundoff * (1.0 + sample.time)};
    farthest = larger(farthest, distance);
  }
  return farthest;
}

Estimate single_cell_distance(const Subject& subject, const FitOptions&, Runs& runs) {
  const ChargeRequest request = subject.request();
  if (request.charging.cells != 1 || request.charging.chargers != 1) {
    throw not_for("(12)", "1 cell and 1 charger spin");
  }
  return curve_distance(request, runs, single_cell_energy);
}

Estimate thermal_distance(const Subject& subject, const FitOptions&, Runs& runs) {
  const ChargeRequest request = subject.request();
  const Charging& charging = request.charging;
  const auto* start = std::get_if<ThermalCharger>(&charging.start);
  if (charging.cells != 2 || charging.chargers != 2 || start == nullptr || start->count != 1) {
    throw not_for("(17)", "2 cells, 2 charger spins and start = thermal-charger:p1,1");
  }
  const double p0 = 1.0 - start->excited_population;
  return curve_distance(request, runs,
                        [p0](double t) { return one_thermal_charger_energy(p0, t); });
}

/// (17) at p0 = 0 against 2|c1|² + |c2|² + |c3|² at N = 2.
Estimate thermal_limit(const Subject& subject, const FitOptions&, Runs&) {
  const ChargeRequest request = subject.request();
  Estimate farthest{0.0, formula_roundoff * (1.0 + request.window)};
  for (Count i = 0; i < request.points; ++i) {
    const double time = time_of_point(request, i);
    const auto p = two_cell_populations(2, time);
    const double distance = std::abs(one_thermal_charger_energy(0.0, time) - (p[1] + 2.0 * p[2]));
    farthest.value = std::max(farthest.value, distance);
  }
  return farthest;
}

Estimate a7_distance(const Subject& subject, const FitOptions&, Runs& runs) {
  const Charging charging = subject.request().charging;
  require_two_cells(charging, "(A7)");
  return energy_at(subject, 2, true, runs) - two_cell_largest_energy(charging.chargers);
}

Estimate a7_forms(const Subject& subject, const FitOptions&, Runs&) {
  const Charging charging = subject.request().charging;
  require_two_cells(charging, "(A7)");
  return two_cell_largest_energy_in_xi(charging.chargers) -
         two_cell_largest_energy(charging.chargers);
}

/// Time of the first peak against π/ξ, relative.
Estimate a7_time(const Subject& subject, const FitOptions&, Runs& runs) {
  const ChargeRequest request = subject.request();
  require_two_cells(request.charging, "π/(ξg)");
  const Estimate expected = two_cell_peak_time(request.charging.chargers);
  return quantity_named("E_first_gt").measure(subject, {}, runs) / expected - exactly(1.0);
}

/// The two couplings of a chain that two cells climb, collective states normalised.
std::vector<double> couplings(const ChargeRequest& request) {
  const Protocol protocol = make_protocol(request.charging);
  const Component& start = protocol.start.at(0).components.at(0);
  const Block& block = protocol.blocks.at(start.block);
  const Shift exchange{+1, -1};
  const double low = transition_element(block, start.label, exchange);
  return {low, transition_element(block, shifted(start.label, exchange), exchange)};
}

/// The entries √N and √(2N-2) of (A2), between product states of the cells, against the engine:
/// collective states make both larger by √2.
Estimate a2_elements(const Subject& subject, const FitOptions&, Runs&) {
  const ChargeRequest request = subject.request();
  require_two_cells(request.charging, "(A2)");
  const auto n = static_cast<double>(request.charging.chargers);
  const auto computed = couplings(request);
  const double scale = std::sqrt(2.0 * n - 2.0);
  const double distance = std::max(std::abs(computed[0] / std::sqrt(2.0) - std::sqrt(n)),
                                   std::abs(computed[1] / std::sqrt(2.0) - scale));
  return {distance / scale, formula_roundoff};
}

/// (A2)/√N against (A4), entry by entry as printed: there the start |00> is the last basis state,
/// here the first, so the first coupling from the start meets the last one.
Estimate a2_a4_elements(const Subject& subject, const FitOptions&, Runs&) {
  const ChargeRequest request = subject.request();
  require_two_cells(request.charging, "(A2)");
  ChargeRequest cavity = request;
  cavity.charging.charger = Charger::cavity;
  cavity.charging.chargers = 2;
  const auto spins = couplings(request);
  const auto photons = couplings(cavity);
  const double root = std::sqrt(static_cast<double>(request.charging.chargers));
  const double distance =
      std::max(std::abs(spins[1] / root - photons[0]), std::abs(spins[0] / root - photons[1]));
  return {distance, formula_roundoff};
}

/// What J_+J_- + J_-J_+ counts too much for Σ_{l≠j}: the terms with l = j.
Estimate crosstalk_constant(const Subject& subject, const FitOptions&, Runs&) {
  const Count n = subject.request().charging.chargers;
  const Ladder ladder = Ladder::spins(n, 1.0);
  const double scale = static_cast<double>(n) + 1.0;
  double constant = 0.0;
  double spread = 0.0;
  for (Count level = 0; level <= n; ++level) {
    const double up = level < n ? ladder.raising(level) : 0.0;
    const double down = level > 0 ? ladder.raising(level - 1) : 0.0;
    const double excess = up * up + down * down - ladder.interaction_energy(level);
    if (level == 0) constant = excess;
    spread = std::max(spread, std::abs(excess - constant));
  }
  return {constant, spread + 8 * unit_roundoff * scale * scale};
}

}  // namespace

std::vector<Quantity> identity_quantities() {
  return {
      {"single_cell_distance", "largest |E(t) - sin²(gt)| (paper Sec. III)", false,
       single_cell_distance},
      {"crosstalk_constant", "J_+J_- + J_-J_+ minus Σ_{l≠j} of paper Eq. (14)", false,
       crosstalk_constant},
      {"thermal_distance", "largest |E(t) - Eq. (17)| [ω0]", false, thermal_distance},
      {"thermal_limit", "largest |Eq. (17) at p0 = 0 - Eq. (A6)| [ω0]", false, thermal_limit},
      {"A2_elements", "entries of (A2) against the engine, relative", false, a2_elements},
      {"A2_A4_elements", "largest difference of the entries of (A2)/√N and (A4)", false,
       a2_a4_elements},
      {"A5_distance", "largest difference of populations from (A5)", false, a5_distance},
      {"A7_distance", "first peak of E minus (A7) [ω0]", false, a7_distance},
      {"A7_forms", "difference of the two forms of (A7) [ω0]", false, a7_forms},
      {"A7_time", "time of the first peak over π/(ξg), minus 1", false, a7_time},
  };
}

}  // namespace leyden
