// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/observations.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "leyden/base/errors.hpp"

namespace leyden {
namespace {

ChargeRequest ideal(Count cells, Count chargers, double anisotropy = 0.0) {
  ChargeRequest request;
  request.charging.cells = cells;
  request.charging.chargers = chargers;
  request.charging.anisotropy = anisotropy;
  return request;
}

TEST(ParseObservables, ReadsAListAndKeepsItsOrder) {
  const auto wanted = parse_observables("entropy,ergotropy_of:2,ergotropy,entropy");
  ASSERT_EQ(wanted.size(), 3u);
  EXPECT_EQ(wanted[0].name(), "entropy");
  EXPECT_EQ(wanted[1].name(), "ergotropy_of:2");
  EXPECT_EQ(wanted[2].name(), "ergotropy");
}

TEST(ParseObservables, AllAreThoseWithoutAParameter) {
  EXPECT_EQ(parse_observables("all").size() + 1, observables().size());
}

TEST(ParseObservables, NamesWhatItDoesNotKnow) {
  for (const char* text :
       {"", "energy", "entropy,", "entropy,,purity", "ergotropy_of",
        "ergotropy_of:", "ergotropy_of:x", "ergotropy_of:-1", "entropy:2", "ALL", "entropy "}) {
    EXPECT_THROW(parse_observables(text), InvalidInput) << text;
  }
}

TEST(Observe, RefusesMoreCellsThanThereAre) {
  EXPECT_THROW(observe(ideal(3, 2), parse_observables("ergotropy_of:4"), {1.0}, std::nullopt),
               InvalidInput);
}

TEST(Observe, OneCellAndOneChargerSwapTheirStates) {
  const double t = 0.6;
  const auto now = observe(ideal(1, 1), parse_observables("ergotropy,purity,entropy,negativity"),
                           {t}, std::nullopt);
  const double p = std::sin(t) * std::sin(t);
  const auto& values = now.front().values;
  EXPECT_NEAR(values[0]->value, std::max(0.0, 2 * p - 1), 1e-14);
  EXPECT_NEAR(values[1]->value, p * p + (1 - p) * (1 - p), 1e-14);
  EXPECT_NEAR(values[2]->value, -p * std::log(p) - (1 - p) * std::log(1 - p), 1e-14);
  EXPECT_NEAR(values[3]->value, std::sin(t) * std::cos(t), 1e-14);
}

TEST(Observe, TheLeastTimeToAnOrthogonalStateIsExactWhereGershgorinIs) {
  // Energies -g and g, the start in the middle of them: pi / (2 g), which it takes.
  const auto now = observe(ideal(1, 1), parse_observables("margolus_levitin,mandelstam_tamm"),
                           {std::acos(0.0)}, std::nullopt);
  EXPECT_NEAR(now.front().values[0]->value, std::acos(0.0), 1e-14);
  EXPECT_NEAR(now.front().values[1]->value, std::acos(0.0), 1e-14);
}

TEST(Observe, NothingIsDefinedWhereThereIsNothing) {
  const auto wanted = parse_observables("all");
  for (const auto& [cells, chargers] : {std::pair<Count, Count>{0, 0}, {0, 3}, {3, 0}}) {
    const auto now = observe(ideal(cells, chargers), wanted, {0.0, 1.0}, std::nullopt);
    for (const Observation& observation : now) {
      for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (!observation.values[i]) continue;
        EXPECT_TRUE(std::isfinite(observation.values[i]->value)) << wanted[i].name();
        EXPECT_TRUE(std::isfinite(observation.values[i]->error)) << wanted[i].name();
      }
    }
  }
}

/// d(E_B + E_C + E_int + crosstalk)/dt = 0.
TEST(Observe, TheBalanceClosesForEveryProtocolThatDoesNotDependOnTime) {
  std::vector<ChargeRequest> requests;
  for (const double anisotropy : {0.0, 0.3, 1.0}) {
    for (const Start& start :
         {Start(IdealStart{}), Start(DickeStart{1, 2}), Start(ChargerMixture{{0.4, 0.3, 0.2, 0.1}}),
          Start(BatteryMixture{{0.1, 0.2, 0.3, 0.25, 0.15}}), Start(ThermalCharger{0.7, {}})}) {
      ChargeRequest request = ideal(4, 3, anisotropy);
      request.charging.start = start;
      request.charging.detuning = 0.2;
      request.charging.crosstalk = 0.6;
      request.charging.battery_crosstalk = -0.8;
      requests.push_back(request);
    }
  }
  for (const ChargeRequest& request : requests) {
    const auto now = observe(request, parse_observables("energy_balance,interaction_energy"),
                             {0.3, 2.0, 9.0}, std::nullopt);
    for (const Observation& observation : now) {
      EXPECT_TRUE(std::abs(observation.values[0]->value) <= observation.values[0]->error);
      EXPECT_TRUE(observation.values[0]->error < 1e-10) << observation.values[0]->error;
      EXPECT_TRUE(std::abs(observation.values[1]->value) > 1e-3);
    }
  }
}

TEST(Observe, PowerStaysBelowBothBoundsAndTheElapsedTimeAboveTheSpeedLimit) {
  for (const double anisotropy : {0.0, 0.5}) {
    const auto now =
        observe(ideal(5, 4, anisotropy),
                parse_observables("power,power_bound_fisher,power_bound_variance,mandelstam_tamm"),
                {0.05, 0.2, 0.5, 1.5}, std::nullopt);
    for (const Observation& o : now) {
      const double power = std::abs(o.values[0]->value);
      EXPECT_TRUE(power <= o.values[1]->value + o.values[1]->error + o.values[0]->error);
      EXPECT_TRUE(o.values[1]->value <= o.values[2]->value * (1 + 1e-9));
      EXPECT_TRUE(o.values[3]->value <= o.time + o.values[3]->error);
      EXPECT_TRUE(o.values[3]->value > 0.0);
    }
  }
}

TEST(ObservePeaks, LooksAtTheTimesOfTheMaxima) {
  const ChargeRequest request = ideal(4, 4);
  const ChargeResult result = charge(request);
  const PeakObservations seen =
      observe_peaks(request, result, parse_observables("battery_energy,power"));
  EXPECT_EQ(seen.at_energy_peak.time, result.peaks.energy.time);
  EXPECT_EQ(seen.at_power_peak.time, result.peaks.power.time);
  EXPECT_NEAR(seen.at_energy_peak.values[0]->value, result.peaks.energy.value, 1e-12);
  // dE/dt = E/t where E/t is largest.
  EXPECT_NEAR(seen.at_power_peak.values[1]->value, result.peaks.power.value, 1e-10);
}

}  // namespace
}  // namespace leyden
