// SPDX-License-Identifier: Apache-2.0
// The closed forms that the paper prints, against the engine or against each other.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <variant>

#include "leyden/base/errors.hpp"
#include "leyden/propagate/evolution.hpp"
#include "leyden/study/claim_estimate.hpp"
#include "leyden/study/claim_quantity.hpp"

namespace leyden {
namespace {

/// Closed forms of a few dozen operations on numbers of order one, sin and cos of arguments up to
/// a few thousand among them, are good to this part of their scale.
constexpr double formula_roundoff = 4096 * unit_roundoff;

InvalidInput not_for(const char* equation, const char* model) {
  return {fmt::format("{} with another model", equation), model, "set the protocol keys so"};
}

void require_two_cells(const Charging& charging, const char* equation) {
  if (charging.cells == 2 && charging.chargers >= 2 && charging.charger == Charger::spins) return;
  throw not_for(equation, "2 cells and at least 2 charger spins");
}

double squared_frequency(Count chargers) {
  return 6.0 * static_cast<double>(chargers) - 4.0;
}

/// |c4|², |c2|² + |c3|², |c1|² as printed: probabilities of 0, 1 and 2 excited cells.
std::vector<double> printed_populations(Count chargers, double time) {
  const double xi2 = squared_frequency(chargers);
  const double angle = std::sqrt(xi2) * time;
  const double half = std::sin(angle / 2);
  const double c1 = -2.0 * std::sqrt(2.0 * (xi2 + 4.0) * (xi2 - 2.0)) / (3.0 * xi2) * half * half;
  const double c2 = std::sqrt((xi2 + 4.0) / (6.0 * xi2)) * std::sin(angle);
  const double c4 = ((xi2 + 4.0) * std::cos(angle) + 2.0 * (xi2 - 2.0)) / (3.0 * xi2);
  return {c4 * c4, 2.0 * c2 * c2, c1 * c1};
}

/// Largest distance of populations from (A5) on the points of the curve.
Estimate a5_distance(const Subject& subject, const FitOptions&, Runs& runs) {
  const ChargeRequest request = subject.request();
  require_two_cells(request.charging, "(A5)");
  if (runs.planning()) return {};
  const auto evolution = evolve(make_protocol(request.charging));
  Estimate farthest;
  for (Count i = 0; i < request.points; ++i) {
    const double time =
        request.window * static_cast<double>(i) / static_cast<double>(request.points - 1);
    const Sample sample = evolution->advance(time);
    const std::vector<double> computed = evolution->populations(time);
    const std::vector<double> printed = printed_populations(request.charging.chargers, time);
    for (std::size_t k = 0; k < printed.size(); ++k) {
      // With two cells the radius of E is that of a population: (m/2) δ(2+δ), m = 2.
      const Estimate distance{std::abs(computed.at(k) - printed[k]),
                              sample.energy_error + formula_roundoff * (1.0 + time)};
      farthest = larger(farthest, distance);
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

double square(double x) {
  return x * x;
}

Estimate single_cell_distance(const Subject& subject, const FitOptions&, Runs& runs) {
  const ChargeRequest request = subject.request();
  if (request.charging.cells != 1 || request.charging.chargers != 1) {
    throw not_for("(12)", "1 cell and 1 charger spin");
  }
  return curve_distance(request, runs, [](double t) { return square(std::sin(t)); });
}

double one_thermal_charger(double p0, double t) {
  const double ideal = 2.0 * square(std::sin(std::sqrt(2.0) * t));
  return ideal - p0 * (ideal - square(std::sin(2.0 * t)) / 2.0);
}

Estimate thermal_distance(const Subject& subject, const FitOptions&, Runs& runs) {
  const ChargeRequest request = subject.request();
  const Charging& charging = request.charging;
  const auto* start = std::get_if<ThermalCharger>(&charging.start);
  if (charging.cells != 2 || charging.chargers != 2 || start == nullptr || start->count != 1) {
    throw not_for("(17)", "2 cells, 2 charger spins and start = thermal-charger:p1,1");
  }
  const double p0 = 1.0 - start->excited_population;
  return curve_distance(request, runs, [p0](double t) { return one_thermal_charger(p0, t); });
}

/// (17) at p0 = 0 against 2|c1|² + |c2|² + |c3|² at N = 2.
Estimate thermal_limit(const Subject& subject, const FitOptions&, Runs&) {
  const ChargeRequest request = subject.request();
  Estimate farthest{0.0, formula_roundoff * (1.0 + request.window)};
  for (Count i = 0; i < request.points; ++i) {
    const double time =
        request.window * static_cast<double>(i) / static_cast<double>(request.points - 1);
    const std::vector<double> p = printed_populations(2, time);
    const double distance = std::abs(one_thermal_charger(0.0, time) - (p[1] + 2.0 * p[2]));
    farthest.value = std::max(farthest.value, distance);
  }
  return farthest;
}

Estimate printed_largest_energy(const Charging& charging) {
  require_two_cells(charging, "(A7)");
  const Estimate n = exactly(static_cast<double>(charging.chargers));
  const Estimate divisor = exactly(3.0) * n - exactly(2.0);
  return exactly(16.0) * n * (n - exactly(1.0)) / (divisor * divisor);
}

Estimate a7_distance(const Subject& subject, const FitOptions&, Runs& runs) {
  const ChargeRequest request = subject.request();
  return energy_at(subject, 2, true, runs) - printed_largest_energy(request.charging);
}

Estimate a7_forms(const Subject& subject, const FitOptions&, Runs&) {
  const Charging charging = subject.request().charging;
  const Estimate other = printed_largest_energy(charging);
  const Estimate xi2 = exactly(squared_frequency(charging.chargers));
  const Estimate xi4 = xi2 * xi2;
  const Estimate first =
      exactly(16.0) * (xi4 + exactly(2.0) * xi2 - exactly(8.0)) / (exactly(9.0) * xi4);
  return first - other;
}

/// Time of the first peak against π/ξ, relative.
Estimate a7_time(const Subject& subject, const FitOptions&, Runs& runs) {
  const ChargeRequest request = subject.request();
  require_two_cells(request.charging, "π/(ξg)");
  const Estimate pi{std::acos(-1.0), unit_roundoff * 4.0};
  const Estimate expected = pi / square_root(exactly(squared_frequency(request.charging.chargers)));
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
  double constant = 0.0;
  double spread = 0.0;
  for (Count level = 0; level <= n; ++level) {
    const double up = level < n ? ladder.raising(level) : 0.0;
    const double down = level > 0 ? ladder.raising(level - 1) : 0.0;
    const double excess = up * up + down * down - ladder.interaction_energy(level);
    if (level == 0) constant = excess;
    spread = std::max(spread, std::abs(excess - constant));
  }
  return {constant, spread + 8 * unit_roundoff * square(static_cast<double>(n) + 1.0)};
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
