// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/verify.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "leyden/base/errors.hpp"

namespace leyden {
namespace {

ChargeRequest request_of(Count cells, Count chargers, double anisotropy) {
  ChargeRequest request;
  request.charging.cells = cells;
  request.charging.chargers = chargers;
  request.charging.anisotropy = anisotropy;
  return request;
}

StatedRun stated(const ChargeRequest& request) {
  return state(request, charge(request));
}

std::vector<ChargeRequest> many_requests() {
  std::vector<ChargeRequest> requests{request_of(10, 10, 0.0), request_of(5, 3, 0.5),
                                      request_of(0, 3, 0.2), request_of(3, 0, 0.0)};
  ChargeRequest cavity = request_of(3, 2, 1.0);
  cavity.charging.charger = Charger::cavity;
  cavity.charging.coupling = 0.4;
  requests.push_back(cavity);
  ChargeRequest mixture = request_of(3, 3, 0.3);
  mixture.charging.start = BatteryMixture{{0.5, 0.2, 0.3, 0.0}};
  requests.push_back(mixture);
  ChargeRequest short_window = request_of(4, 4, 0.0);
  short_window.window = 0.2;
  requests.push_back(short_window);
  ChargeRequest tight = request_of(4, 4, 0.6);
  tight.tolerance = 1e-13;
  requests.push_back(tight);
  return requests;
}

TEST(Verify, EveryHonestRunHolds) {
  for (const ChargeRequest& request : many_requests()) {
    const Verification verification = verify(stated(request));
    EXPECT_TRUE(verification.holds());
    EXPECT_TRUE(verification.contradictions.empty());
    EXPECT_GE(verification.comparisons.size(), 3u);
    EXPECT_EQ(verification.route, "full diagonalisation");
    EXPECT_GE(verification.dimension, 1);
  }
}

TEST(Verify, EveryFalsifiedNumberIsFoundOut) {
  const std::vector<std::function<void(StatedRun&)>> falsifications{
      [](StatedRun& run) { run.energy.value += 1e-9; },
      [](StatedRun& run) { run.energy.value -= 1e-9; },
      [](StatedRun& run) { run.first->value += 1e-9; },
      [](StatedRun& run) { run.power.value *= 1 + 1e-10; },
      [](StatedRun& run) { run.advantage.value -= 1e-9; },
      [](StatedRun& run) { run.energy.time += 1e-3; },
      [](StatedRun& run) { run.first->time -= 1e-3; },
      [](StatedRun& run) { run.power.time += 1e-3; },
      [](StatedRun& run) { run.energy.time += 1e-7; },  // flat, but not within gt_error
      [](StatedRun& run) { run.power.time -= 1e-7; },
      [](StatedRun& run) { run.first.reset(); },
      [](StatedRun& run) { run.energy.time = run.energy.time_error = 0.0; },
      [](StatedRun& run) { run.first->time = run.first->time_error = 0.0; },
      [](StatedRun& run) { run.power.time = run.power.time_error = 0.0; },
      [](StatedRun& run) { run.normalized_power *= 2; },
      [](StatedRun& run) { run.energy_gap = 1.0; },
      [](StatedRun& run) { run.power_gap = 1.0; },
      [](StatedRun& run) { run.dimension += 1; },
      [](StatedRun& run) { run.space = "chain"; },
      [](StatedRun& run) { run.request.window = 1.0; },
      [](StatedRun& run) { run.request.charging.coupling *= 1.0001; },
      [](StatedRun& run) { run.energy = *run.first; },  // a peak, but not the highest
  };
  int number = 0;
  for (const auto& falsify : falsifications) {
    ChargeRequest request = request_of(5, 4, 0.3);
    StatedRun run = stated(request);
    falsify(run);
    EXPECT_FALSE(verify(run).holds()) << "falsification " << number;
    ++number;
  }
}

TEST(Verify, AFirstPeakThatIsNoneIsFoundOut) {
  ChargeRequest request = request_of(4, 4, 0.0);
  request.window = 0.2;
  StatedRun run = stated(request);
  ASSERT_FALSE(run.first.has_value());
  run.first = run.energy;
  EXPECT_FALSE(verify(run).holds());
}

TEST(Verify, UnprovenFirstPeaksDoNotContradictEachOther) {
  ChargeRequest request = request_of(5, 5, 0.0);
  request.charging.coupling = 0.05;
  request.charging.detuning = 3.0;
  request.charging.start = DickeStart{3, 3};
  request.window = 10;
  EXPECT_TRUE(verify(stated(request)).holds());
}

TEST(Verify, AModeOfNoEnergyIsDiagonalisedOnce) {
  ChargeRequest request = request_of(2, 2, 1.0);
  request.charging.charger = Charger::cavity;
  request.charging.coupling = 1.0;
  request.charging.detuning = -1.0;  // many photons
  request.window = 0.3;
  EXPECT_TRUE(verify(stated(request)).holds());
}

TEST(Verify, WiderRadiiStayTrue) {
  StatedRun run = stated(request_of(4, 4, 0.3));
  run.energy.value += 1e-6;
  run.energy.error = 2e-6;
  EXPECT_TRUE(verify(run).holds());
}

TEST(Verify, WhatIsTooLargeToBeDiagonalisedIsRefused) {
  StatedRun run;
  run.request = request_of(1000, 1000, 0.5);
  EXPECT_THROW(verify(run), Unreachable);
  run.request = request_of(3, -1, 0.5);
  EXPECT_THROW(verify(run), InvalidInput);
}

TEST(Verify, IntervalsThatTouchAgree) {
  EXPECT_TRUE((Comparison{"", {1.0, 0.25}, {1.5, 0.25}}).agrees());
  EXPECT_FALSE((Comparison{"", {1.0, 0.25}, {1.6, 0.25}}).agrees());
  EXPECT_FALSE((Verification{{}, {"no"}, "", 0}).holds());
}

}  // namespace
}  // namespace leyden
