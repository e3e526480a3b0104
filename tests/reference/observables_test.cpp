// SPDX-License-Identifier: Apache-2.0
// Every observable against its definition on density matrices in the full product space.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "leyden/study/observations.hpp"
#include "reference/observables.hpp"
#include "reference/random_case.hpp"

namespace leyden {
namespace {

constexpr double agreement = 1e-10;

/// The reference computes in long double; its own rounding.
constexpr double oracle = 1e-14;

std::vector<Observation> ours(const Charging& charging, const std::vector<Wanted>& wanted,
                              double time) {
  ChargeRequest request;
  request.charging = charging;
  return observe(request, wanted, {time}, std::nullopt);
}

void expect_agreement(const std::vector<Wanted>& wanted, const Observation& mine,
                      const reference::Observables& truth, const std::string& what,
                      std::set<std::string>& seen, double widest = 1e-9) {
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const std::string name(wanted[i].observable->name);
    const auto expected = truth.find(name);
    if (expected == truth.end()) continue;
    if (!mine.values[i]) continue;
    seen.insert(name);
    const auto value = static_cast<double>(expected->second);
    const Estimate& estimate = *mine.values[i];
    const double off = std::abs(estimate.value - value);
    EXPECT_TRUE(off <= agreement * std::max(1.0, std::abs(value)))
        << name << ", " << what << ": " << estimate.value << " instead of " << value;
    EXPECT_TRUE(off <= estimate.error + oracle * std::max(1.0, std::abs(value)))
        << name << ", " << what << ": off by " << off << ", radius " << estimate.error;
    // An arccosine near 1, a distribution in which some levels are empty, and the quotient of two
    // small numbers are known less well.
    const bool rough = name == "mandelstam_tamm" || name == "ergotropy_ratio" ||
                       name.find("signal_to_noise") != std::string::npos ||
                       name.find("fisher") != std::string::npos;
    EXPECT_TRUE(rough || estimate.error <= widest * std::max(1.0, std::abs(value)))
        << name << ", " << what << ": radius " << estimate.error;
  }
}

TEST(Observables, AgreeWithTheirDefinitionsInTheFullSpaceOnRandomProtocols) {
  Dice dice(20261127);
  std::set<std::string> seen;
  for (int i = 0; i < 200; ++i) {
    const Case random = random_case(dice, 8);
    const auto cells = static_cast<int>(random.charging.cells);
    if (cells > 5) continue;
    const auto part = static_cast<int>(dice.whole(0, cells));
    const double time = dice.chance(0.1) ? 0.0 : dice.uniform(0.0, 6.0);
    std::vector<Wanted> wanted = parse_observables("all");
    wanted.push_back(parse_observables("ergotropy_of:" + std::to_string(part)).front());
    const bool small = random.charging.cells + random.charging.chargers <= 6;
    const auto truth = reference::observe(random.spins, random.mixture, time, part, small);
    const auto mine = ours(random.charging, wanted, time);
    expect_agreement(wanted, mine.front(), truth,
                     describe(random.charging) + fmt::format(" gt={}", time), seen);
  }
  // All but the time that rests on a bound of the spectrum, and what only a field has.
  for (const Observable& o : observables()) {
    if (o.name == "margolus_levitin" || o.name == "drive_work") continue;
    EXPECT_TRUE(seen.count(std::string(o.name)) == 1) << o.name << " was compared with nothing";
  }
}

TEST(Observables, AgreeForCoherentThermalAndSqueezedCavities) {
  Dice dice(31);
  std::set<std::string> seen;
  for (std::size_t i = 0; i < 24; ++i) {
    Charging c;
    c.charger = Charger::cavity;
    c.cells = dice.whole(1, 3);
    const bool pure = i % 3 != 1;
    const double mean = dice.uniform(0.1, i % 3 == 0 ? 2.0 : 0.4);
    c.start = LightStart{std::array{Light::coherent, Light::thermal, Light::squeezed}[i % 3], mean};
    if (i >= 12) c.anisotropy = dice.uniform(0.1, 1.0);
    c.coupling = dice.uniform(0.05, 0.3);
    if (dice.chance(0.5)) c.detuning = dice.uniform(-0.3, 0.3);
    const Count cutoff = highest_photon(c) + c.cells + (c.anisotropy == 0.0 ? 0 : 12);
    const reference::Cavity cavity{static_cast<int>(c.cells),
                                   static_cast<int>(cutoff),
                                   c.anisotropy,
                                   c.coupling,
                                   c.detuning,
                                   0.0};
    const reference::Mixture start = i % 3 == 0   ? reference::coherent(cavity, mean)
                                     : i % 3 == 1 ? reference::thermal(cavity, mean)
                                                  : reference::squeezed(cavity, mean);
    const double time = dice.uniform(0.2, 3.0);
    const bool small = pure && (cutoff + 1) << c.cells <= 150;
    const auto truth = reference::observe(cavity, start, time, 1, small);
    std::vector<Wanted> wanted = parse_observables("all");
    wanted.push_back(parse_observables("ergotropy_of:1").front());
    ChargeRequest request;
    request.charging = c;
    const auto mine = observe(request, wanted, {time}, cutoff);
    expect_agreement(wanted, mine.front(), truth,
                     describe(c) + fmt::format(" cutoff={} gt={}", cutoff, time), seen, 1e-8);
  }
  for (const char* name : {"ergotropy", "ergotropy_collective", "negativity", "concurrence"}) {
    EXPECT_TRUE(seen.count(name) == 1) << name;
  }
}

TEST(Observables, AgreeForTwoPhotonsAndForCouplingsScaledWithTheCells) {
  Dice dice(77);
  std::set<std::string> seen;
  for (int i = 0; i < 16; ++i) {
    Charging c;
    c.charger = Charger::cavity;
    c.cells = dice.whole(1, 4);
    c.photons = i % 2 == 0 ? 2 : 1;
    if (dice.chance(0.7)) c.coupling_scale = CouplingScale::sqrt_cells;
    if (dice.chance(0.5)) c.detuning = dice.uniform(-0.3, 0.3);
    if (dice.chance(0.5)) c.battery_crosstalk = dice.uniform(-1.0, 1.0);
    const Count excited = dice.whole(0, c.cells);
    const Count photons = dice.whole(0, 6);
    c.start = DickeStart{excited, photons};
    const auto cutoff = static_cast<int>(photons + c.photons * excited);
    const bool fixed = c.coupling_scale == CouplingScale::fixed;
    const double scale = fixed ? 1.0 : 1.0 / std::sqrt(static_cast<double>(c.cells));
    reference::Cavity cavity{static_cast<int>(c.cells), cutoff};
    cavity.detuning = c.detuning;
    cavity.battery_crosstalk = c.battery_crosstalk;
    cavity.photons = static_cast<int>(c.photons);
    cavity.scale = scale;
    const auto start =
        reference::dicke(cavity, static_cast<int>(excited), static_cast<int>(photons));
    const double time = dice.uniform(0.2, 3.0);
    const auto truth = reference::observe(cavity, start, time, 1, cutoff < 8);
    const std::vector<Wanted> wanted = parse_observables("all");
    const auto mine = ours(c, wanted, time);
    expect_agreement(wanted, mine.front(), truth, describe(c) + fmt::format(" gt={}", time), seen);
  }
  EXPECT_TRUE(seen.count("charger_energy") == 1);
}

TEST(Observables, AgreeForAQuenchOfTheCellsThemselves) {
  Dice dice(99);
  std::set<std::string> seen;
  for (int i = 0; i < 30; ++i) {
    Charging c;
    c.charger = Charger::lmg;
    c.chargers = 0;
    c.cells = dice.whole(1, 6);
    c.anisotropy = dice.uniform(0.0, 1.0);
    c.coupling = dice.uniform(0.1, 3.0);
    if (dice.chance(0.5)) c.battery_crosstalk = dice.uniform(-1.0, 1.0);
    const Count excited = dice.whole(0, c.cells);
    c.start = DickeStart{excited, 0};
    const reference::Quench quench{static_cast<int>(c.cells), c.anisotropy, c.coupling,
                                   c.battery_crosstalk};
    const double time = dice.uniform(0.2, 5.0);
    const auto truth = reference::observe(
        quench, reference::dicke(quench, static_cast<int>(excited)), time, 1, false);
    const std::vector<Wanted> wanted = parse_observables("all");
    const auto mine = ours(c, wanted, time);
    expect_agreement(wanted, mine.front(), truth, describe(c) + fmt::format(" gt={}", time), seen);
  }
  EXPECT_TRUE(seen.count("ergotropy") == 1);
  EXPECT_TRUE(seen.count("fisher_information") == 1);
}

TEST(Observables, AgreeForCellsInAClassicalField) {
  Dice dice(311);
  std::set<std::string> seen;
  for (int i = 0; i < 40; ++i) {
    const DrivenCase random = random_driven_case(dice);
    const Charging& c = random.charging;
    const double time = dice.uniform(0.0, 3.0);
    const auto part = static_cast<int>(dice.whole(0, c.cells));
    const bool pure = random.mixture.size() == 1;
    const auto truth = reference::observe(random.drive, random.mixture, time, part, pure);
    std::vector<Wanted> wanted = parse_observables("all");
    wanted.push_back(parse_observables("ergotropy_of:" + std::to_string(part)).front());
    const auto mine = ours(c, wanted, time);
    expect_agreement(wanted, mine.front(), truth, describe(c) + fmt::format(" gt={}", time), seen);
    for (std::size_t w = 0; w < wanted.size(); ++w) {
      const std::string name = wanted[w].name();
      const bool of_constant_h =
          name == "energy_balance" || name == "mandelstam_tamm" || name == "margolus_levitin";
      EXPECT_TRUE(!of_constant_h || !mine.front().values[w]) << name << " is not defined";
    }
  }
  for (const char* name : {"drive_work", "interaction_energy", "interaction_variance", "power",
                           "fisher_information", "battery_crosstalk_energy", "ergotropy",
                           "ergotropy_collective", "ergotropy_of", "concurrence", "coherence"}) {
    EXPECT_TRUE(seen.count(name) == 1) << name << " was compared with nothing";
  }
}

}  // namespace
}  // namespace leyden
