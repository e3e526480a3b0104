// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/charge.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "leyden/base/errors.hpp"
#include "leyden/propagate/evolution.hpp"

namespace leyden {
namespace {

ChargeRequest request_of(Count cells, Count chargers, double anisotropy = 0.0,
                         Charger charger = Charger::spins) {
  ChargeRequest request;
  request.charging.cells = cells;
  request.charging.chargers = chargers;
  request.charging.anisotropy = anisotropy;
  request.charging.charger = charger;
  return request;
}

void expect_nothing_gained(const ChargeRequest& request) {
  const ChargeResult result = charge(request);
  for (const Peak& peak : {result.peaks.energy, result.peaks.power}) {
    EXPECT_EQ(peak.value, 0.0);
    EXPECT_EQ(peak.error, 0.0);
    EXPECT_EQ(peak.time, 0.0);
  }
  EXPECT_EQ(result.normalized_power.value, 0.0);
  EXPECT_EQ(result.advantage.value, 0.0);
}

void expect_nothing_happens(const ChargeRequest& request) {
  expect_nothing_gained(request);
  EXPECT_FALSE(charge(request).peaks.first.has_value());
}

TEST(Charge, WithoutCellsOrChargersNothingHappens) {
  for (const double anisotropy : {0.0, 0.7}) {
    expect_nothing_happens(request_of(0, 5, anisotropy));
    expect_nothing_happens(request_of(5, 0, anisotropy));
    expect_nothing_happens(request_of(0, 0, anisotropy));
    expect_nothing_happens(request_of(0, 3, anisotropy, Charger::cavity));
    expect_nothing_happens(request_of(0, 0, anisotropy, Charger::limit));
  }
}

TEST(Charge, AFullBatteryOrAnEmptyChargerGainsNothing) {
  ChargeRequest full = request_of(3, 3);
  full.charging.start = DickeStart{3, 0};
  expect_nothing_gained(full);
  ChargeRequest empty = request_of(3, 3);
  empty.charging.start = DickeStart{0, 0};
  expect_nothing_happens(empty);
}

TEST(Charge, ABatteryHeldInBalanceBySymmetryGainsNothing) {
  // From k = n with M = N every flow up has its mirror image: E(t) = 0, up to rounding.
  for (const Count half : {1, 2, 3}) {
    ChargeRequest request = request_of(2 * half, 2 * half);
    request.charging.start = DickeStart{half, half};
    request.window = 1.0;
    const Peaks peaks = charge(request).peaks;
    EXPECT_NEAR(peaks.energy.value, 0.0, 1e-11);
    EXPECT_LT(peaks.energy.error, 1e-11);
    EXPECT_NEAR(peaks.power.value, 0.0, 1e-6);
    EXPECT_LT(peaks.power.error, 0.011 * static_cast<double>(half));
  }
}

TEST(Charge, AVanishingAnisotropyIsNone) {
  for (const Count cells : {2, 5}) {
    const Peaks chain = charge(request_of(cells, 3)).peaks;
    const Peaks board = charge(request_of(cells, 3, 1e-12)).peaks;
    EXPECT_NEAR(board.energy.value, chain.energy.value, 1e-10);
    EXPECT_NEAR(board.power.value, chain.power.value, 1e-10);
    EXPECT_NEAR(board.first->value, chain.first->value, 1e-10);
  }
  EXPECT_EQ(charge(request_of(3, 3)).method.space, "chain");
  EXPECT_EQ(charge(request_of(3, 3, 1e-12)).method.space, "checkerboard");
}

TEST(Charge, MoreCellsThanChargersAreFilledOnlyAsFarAsTheChargersReach) {
  for (const Count cells : {3, 10, 50}) {
    const Peaks peaks = charge(request_of(cells, 2)).peaks;
    EXPECT_LE(peaks.energy.value, 2.0 + 1e-12);
    EXPECT_GT(peaks.energy.value, 1.0);
    EXPECT_EQ(charge(request_of(cells, 2)).method.dimension, 3);
  }
}

TEST(Charge, PeaksAreValuesOfTheCurveAndBoundIt) {
  for (const double anisotropy : {0.0, 0.8}) {
    ChargeRequest request = request_of(4, 5, anisotropy);
    request.window = 3.0;
    request.points = 2001;
    const Peaks peaks = charge(request).peaks;
    const auto evolution = evolve(make_protocol(request.charging));
    EXPECT_NEAR(evolution->evaluate(peaks.energy.time).energy, peaks.energy.value, 1e-12);
    EXPECT_NEAR(evolution->evaluate(peaks.power.time).energy / peaks.power.time, peaks.power.value,
                1e-11);
    EXPECT_NEAR(evolution->evaluate(peaks.first->time).energy, peaks.first->value, 1e-12);
    for (const Sample& sample : charging_curve(request, {})) {
      EXPECT_LE(sample.energy, peaks.energy.value + peaks.energy.error + sample.energy_error);
      if (sample.time == 0.0) continue;
      EXPECT_LE(sample.energy / sample.time,
                peaks.power.value + peaks.power.error + sample.energy_error / sample.time);
    }
  }
}

TEST(Charge, APowerThatCannotBeSettledSaysSoAndLeavesItsErrorEverywhere) {
  ChargeRequest request = request_of(2, 2, 0.001);
  request.charging.coupling = 0.01;
  request.charging.start = DickeStart{1, 0};
  request.window = 0.1;
  const ChargeResult result = charge(request);
  EXPECT_TRUE(result.peaks.power_record.given_up);
  EXPECT_FALSE(result.peaks.energy_record.given_up);
  EXPECT_GT(result.peaks.power.error, 0.0);
  EXPECT_GE(result.normalized_power.error, result.peaks.power.error / std::sqrt(2.0));
  EXPECT_GE(result.advantage.error, result.peaks.power.error / (2 * parallel_power));
}

TEST(Charge, DerivedQuantitiesFollowFromThePower) {
  const ChargeResult result = charge(request_of(3, 4));
  EXPECT_NEAR(result.normalized_power.value, result.peaks.power.value / 2, 1e-15);
  EXPECT_EQ(result.advantage.value,
            collective_advantage({result.peaks.power.value, result.peaks.power.error}, 3).value);
  const ChargeResult cavity = charge(request_of(3, 4, 0.0, Charger::cavity));
  EXPECT_EQ(cavity.normalized_power.value, cavity.peaks.power.value);
}

TEST(Charge, AToleranceIsKeptOrRefused) {
  ChargeRequest request = request_of(6, 6, 0.5);
  request.tolerance = 1e-9;
  const Peaks peaks = charge(request).peaks;
  EXPECT_LE(peaks.energy.error, 1e-9 * std::max(1.0, peaks.energy.value));
  EXPECT_LE(peaks.power.error, 1e-9 * std::max(1.0, peaks.power.value));
  request.tolerance = 1e-16;
  try {
    charge(request);
    FAIL() << "not refused";
  } catch (const Unreachable& failure) {
    EXPECT_NE(std::string(failure.what()).find("tolerance"), std::string::npos) << failure.what();
  }
  EXPECT_THROW(charge_power(request), Unreachable);
}

TEST(Charge, ASmallToleranceEscalatesToDoubleDouble) {
  for (const double anisotropy : {0.0, 0.5}) {
    ChargeRequest request = request_of(10, 9, anisotropy);
    request.window = 20;
    const ChargeResult loose = charge(request);
    EXPECT_EQ(loose.method.arithmetic, Arithmetic::double_precision);
    request.tolerance = 2e-14;
    const ChargeResult tight = charge(request);
    EXPECT_EQ(tight.method.arithmetic, Arithmetic::double_double);
    const auto compare = [](const Peak& a, const Peak& b) {
      EXPECT_LE(b.error, 2e-14 * std::max(1.0, b.value));
      EXPECT_LT(b.error, a.error / 5);
      EXPECT_LE(std::abs(a.value - b.value), a.error + b.error);
      EXPECT_LE(std::abs(a.time - b.time), a.time_error + b.time_error);
    };
    compare(loose.peaks.energy, tight.peaks.energy);
    compare(*loose.peaks.first, *tight.peaks.first);
    compare(loose.peaks.power, tight.peaks.power);
    const Peak power = charge_power(request).peaks.power;
    EXPECT_LE(power.error, 2e-14 * power.value);
    request.tolerance = 1e-6;
    EXPECT_EQ(charge(request).method.arithmetic, Arithmetic::double_precision) << "no need";
  }
}

TEST(ChargingCurve, EscalatesAsAWholeWhereAPointDoesNotKeepTheTolerance) {
  ChargeRequest request = request_of(6, 5, 0.5);
  request.points = 21;
  const auto loose = charging_curve(request, {});
  request.tolerance = 1e-14;
  const auto tight = charging_curve(request, {});
  ASSERT_EQ(loose.size(), tight.size());
  for (std::size_t i = 0; i < tight.size(); ++i) {
    EXPECT_EQ(loose[i].time, tight[i].time);
    EXPECT_LE(tight[i].energy_error, 1e-14 * std::max(1.0, tight[i].energy));
    EXPECT_LE(std::abs(loose[i].energy - tight[i].energy),
              loose[i].energy_error + tight[i].energy_error);
  }
  request.tolerance = 1e-17;
  EXPECT_THROW(charging_curve(request, {}), Unreachable);
}

TEST(Charge, ABatteryThatStartsFullHasAFirstPeakToo) {
  ChargeRequest request = request_of(2, 3);
  request.charging.start = DickeStart{2, 0};
  const Peaks peaks = charge(request).peaks;
  EXPECT_EQ(peaks.energy.value, 0.0);
  EXPECT_EQ(peaks.energy.error, 0.0);
  EXPECT_EQ(peaks.power.value, 0.0);
  EXPECT_EQ(peaks.power.error, 0.0);
  ASSERT_TRUE(peaks.first.has_value());
  EXPECT_TRUE(peaks.first_proven);
  EXPECT_LE(peaks.first->value, peaks.first->error);
  const auto evolution = evolve(make_protocol(request.charging));
  double highest = -2.0;
  for (double time = 1.1; time < 2.0; time += 1e-3) {
    highest = std::max(highest, evolution->evaluate(time).energy);
  }
  EXPECT_NEAR(peaks.first->value, highest, 1e-5);
}

TEST(Charge, AFullBatteryKeepsTheSmallestTolerances) {
  for (const Count cells : {1, 2}) {
    ChargeRequest request = request_of(cells, cells);
    request.tolerance = 1e-14;
    const Peak energy = charge(request).peaks.energy;
    EXPECT_LE(std::abs(energy.value - static_cast<double>(cells)), energy.error);
    EXPECT_LE(energy.error, 1e-14 * static_cast<double>(cells));
  }
}

TEST(Charge, AStartThatFallsAtOnceHasAProvenFirstPeak) {
  ChargeRequest request = request_of(3, 3);
  request.charging.start = DickeStart{2, 1};
  EXPECT_TRUE(charge(request).peaks.first_proven);
}

TEST(Charge, TheFirstPeakIsProvenToBeTheFirst) {
  EXPECT_TRUE(charge(request_of(10, 10)).peaks.first_proven);
  EXPECT_TRUE(charge(request_of(4, 7, 1.0)).peaks.first_proven);
  ChargeRequest request = request_of(5, 5);
  request.window = 0.1;
  const Peaks none = charge(request).peaks;
  EXPECT_FALSE(none.first.has_value());
  EXPECT_TRUE(none.first_proven) << "that there is none";
  EXPECT_FALSE(charge_power(request).peaks.first_proven) << "not looked for";
  const ChargeResult cavity = charge(request_of(2, 2, 1.0, Charger::cavity));
  EXPECT_FALSE(cavity.peaks.first_proven) << "of the cut ladder only";
}

TEST(Charge, TinyWindowsShowTheQuadraticBeginning) {
  ChargeRequest request = request_of(3, 4);
  for (const double window : {1e-12, 1e-6}) {
    request.window = window;
    const Peaks peaks = charge(request).peaks;
    EXPECT_EQ(peaks.energy.time, window);
    EXPECT_NEAR(peaks.energy.value, 12 * window * window,
                1e-3 * 12 * window * window + peaks.energy.error);
    EXPECT_LT(peaks.energy.error, 1e-13);
    EXPECT_FALSE(peaks.first.has_value());
    EXPECT_NEAR(peaks.power.value, charge_power(request).peaks.power.value, 1e-12);
  }
}

TEST(Charge, LongWindowsFindRecordsOrEndEarly) {
  ChargeRequest request = request_of(3, 3);
  request.window = 300.0;
  const Peaks peaks = charge(request).peaks;
  EXPECT_GT(peaks.energy.value, 2.99);
  EXPECT_LE(peaks.energy.value, 3.0 + 1e-9);
  EXPECT_LE(peaks.energy.time, 300.0);
  request = request_of(1, 4);
  request.window = 1e9;  // E = sin²(2t) cannot exceed its first peak
  EXPECT_NEAR(charge(request).peaks.energy.time, std::acos(-1.0) / 4, 1e-9);
}

TEST(Charge, BadRequestsAreRefused) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double inf = std::numeric_limits<double>::infinity();
  for (const double bad : {nan, inf, -inf, -1.0, -0.0, 0.0}) {
    ChargeRequest window = request_of(1, 1);
    window.window = bad;
    EXPECT_THROW(charge(window), InvalidInput) << bad;
    EXPECT_THROW(charging_curve(window, {}), InvalidInput) << bad;
    ChargeRequest tolerance = request_of(1, 1);
    tolerance.tolerance = bad;
    EXPECT_THROW(charge(tolerance), InvalidInput) << bad;
    EXPECT_THROW(charge_power(tolerance), InvalidInput) << bad;
  }
  for (const Count bad : {Count{-1}, Count{0}, Count{1}, Count{100'000'001}}) {
    ChargeRequest points = request_of(1, 1);
    points.points = bad;
    EXPECT_THROW(charge(points), InvalidInput) << bad;
  }
  EXPECT_THROW(charge(request_of(-1, 1)), InvalidInput);
}

TEST(ChargePower, IsThePowerOfCharge) {
  for (const auto& request :
       {request_of(3, 4), request_of(4, 3, 0.6), request_of(3, 3, 0.0, Charger::limit),
        request_of(2, 2, 0.4, Charger::cavity)}) {
    const ChargeResult whole = charge(request);
    const ChargeResult part = charge_power(request);
    EXPECT_NEAR(part.peaks.power.value, whole.peaks.power.value,
                part.peaks.power.error + whole.peaks.power.error);
    EXPECT_NEAR(part.peaks.power.time, whole.peaks.power.time, 1e-8);
    EXPECT_NEAR(part.advantage.value, whole.advantage.value,
                part.advantage.error + whole.advantage.error);
    EXPECT_EQ(part.peaks.energy.value, 0.0);
  }
}

TEST(ChargingCurve, RunsFromZeroToExactlyTheWindow) {
  for (const double window : {0.1, 1.0 / 3.0, 6.283185307179586}) {
    for (const Count points : {2, 3, 50}) {
      ChargeRequest request = request_of(2, 3);
      request.window = window;
      request.points = points;
      const auto curve = charging_curve(request, {});
      ASSERT_EQ(static_cast<Count>(curve.size()), points);
      EXPECT_EQ(curve.front().time, 0.0);
      EXPECT_EQ(curve.front().energy, 0.0);
      EXPECT_EQ(curve.back().time, window);
      for (std::size_t i = 1; i < curve.size(); ++i) {
        EXPECT_NEAR(curve[i].time - curve[i - 1].time, window / static_cast<double>(points - 1),
                    1e-14);
      }
      const Sample alone = evolve(make_protocol(request.charging))->evaluate(window);
      EXPECT_NEAR(curve.back().energy, alone.energy,
                  alone.energy_error + curve.back().energy_error);
    }
  }
}

TEST(ChargingCurve, ReportsProgressAndMayBeCancelled) {
  ChargeRequest request = request_of(2, 3);
  double last = -1.0;
  charging_curve(request, {}, [&](double fraction) { last = fraction; });
  EXPECT_EQ(last, 1.0);
  const auto stop = [](double) { throw Cancelled(); };
  EXPECT_THROW(charging_curve(request, {}, stop), Cancelled);
  EXPECT_THROW(charge(request, stop), Cancelled);
  EXPECT_THROW(charge_power(request, stop), Cancelled);
}

TEST(FockCutoff, OfTheDickeModelIsFoundAndLargeEnough) {
  for (const double coupling : {0.1, 1.0}) {
    ChargeRequest request = request_of(2, 2, 1.0, Charger::cavity);
    request.charging.coupling = coupling;
    request.window = 2.0;
    const ChargeResult result = charge(request);
    ASSERT_TRUE(result.method.fock_cutoff.has_value());
    // Twice as many photons change nothing beyond the stated error.
    const auto larger = evolve(make_protocol(request.charging, 2 * *result.method.fock_cutoff));
    for (const Peak* peak : {&result.peaks.energy, &*result.peaks.first}) {
      const Sample sample = larger->evaluate(peak->time);
      EXPECT_NEAR(sample.energy, peak->value, peak->error + sample.energy_error);
    }
    EXPECT_LT(result.peaks.energy.error, 1e-10);
  }
}

TEST(FockCutoff, OfUltrastrongCouplingGoesIntoTheHundredsAndThousands) {
  // 6 cells, 6 photons, gt <= 2π. A cutoff chosen by eye is off by orders of magnitude here.
  const struct {
    double coupling;
    Count least, most;
  } rows[] = {{0.5, 100, 300}, {1.0, 200, 700}, {2.0, 600, 2000}};
  for (const auto& row : rows) {
    ChargeRequest request = request_of(6, 6, 1.0, Charger::cavity);
    request.charging.coupling = row.coupling;
    const ChargeResult result = charge(request);
    const Count cutoff = result.method.fock_cutoff.value();
    EXPECT_GE(cutoff, row.least);
    EXPECT_LE(cutoff, row.most);
    EXPECT_LT(result.peaks.energy.error, 1e-9);
    const auto larger = evolve(make_protocol(request.charging, 2 * cutoff));
    const Sample sample = larger->evaluate(result.peaks.energy.time);
    EXPECT_NEAR(sample.energy, result.peaks.energy.value,
                result.peaks.energy.error + sample.energy_error);
  }
}

TEST(FockCutoff, HoldsForTheWholeCurve) {
  // The maxima come early; the end of the window needs more photons than they do.
  ChargeRequest request = request_of(2, 2, 0.5170588812778494, Charger::cavity);
  request.charging.coupling = 0.9683937665063362;
  request.charging.battery_crosstalk = -0.04695119661;
  request.window = 6.25;
  request.points = 9;
  const ChargeResult result = charge(request);
  const auto truth = evolve(make_protocol(request.charging, 400));
  for (const Sample& sample : charging_curve(request, result.method.fock_cutoff)) {
    const Sample exact = truth->evaluate(sample.time);
    EXPECT_LE(std::abs(sample.energy - exact.energy), sample.energy_error + exact.energy_error);
    EXPECT_LE(sample.energy_error, 1e-10);
  }
}

TEST(FockCutoff, WithAToleranceIsNoHigherThanItAsks) {
  ChargeRequest request = request_of(4, 4, 1.0, Charger::cavity);
  request.charging.coupling = 0.5;
  Count before = 0;
  for (const double tolerance : {1e-3, 1e-13}) {
    request.tolerance = tolerance;
    const ChargeResult result = charge(request);
    EXPECT_GT(*result.method.fock_cutoff, before) << tolerance;
    EXPECT_LE(result.peaks.energy.error, tolerance * std::max(1.0, result.peaks.energy.value));
    before = *result.method.fock_cutoff;
  }
}

TEST(FockCutoff, IsOnlyKeptWhereItIsNeeded) {
  EXPECT_FALSE(charge(request_of(2, 2, 1.0)).method.fock_cutoff.has_value());
  EXPECT_FALSE(charge(request_of(2, 2, 0.0, Charger::cavity)).method.fock_cutoff.has_value());
  EXPECT_TRUE(charge_power(request_of(2, 2, 0.3, Charger::limit)).method.fock_cutoff.has_value());
}

TEST(Charge, SpaceAndDimensionAreReported) {
  EXPECT_EQ(charge(request_of(3, 5)).method.dimension, 4);
  ChargeRequest mixed = request_of(2, 2);
  mixed.charging.start = BatteryMixture{{0.5, 0.5, 0}};
  EXPECT_EQ(charge(mixed).method.space, "mixture");
}

}  // namespace
}  // namespace leyden
