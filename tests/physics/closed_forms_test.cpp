// SPDX-License-Identifier: Apache-2.0
// Closed forms of the paper, to 1e-12.
#include <gtest/gtest.h>

#include <cmath>

#include "leyden/propagate/evolution.hpp"
#include "leyden/study/charge.hpp"

namespace leyden {
namespace {

constexpr double pi = 3.14159265358979323846;
constexpr double closeness = 1e-12;

double energy(const Charging& charging, double time) {
  return evolve(make_protocol(charging))->evaluate(time).energy;
}

Charging spins(Count cells, Count chargers, double anisotropy = 0.0) {
  Charging charging;
  charging.cells = cells;
  charging.chargers = chargers;
  charging.anisotropy = anisotropy;
  return charging;
}

double squared_sine(double x) {
  return std::sin(x) * std::sin(x);
}

TEST(ClosedForms, OneCellOrOneChargerOscillatesAtTheSquareRootOfTheOther) {
  for (const double time : {0.1, 0.83, 2.5}) {
    for (const Count many : {1, 2, 7, 1000}) {
      const double expected = squared_sine(std::sqrt(static_cast<double>(many)) * time);
      EXPECT_NEAR(energy(spins(1, many), time), expected, closeness);
      EXPECT_NEAR(energy(spins(many, 1), time), expected, closeness);
    }
  }
}

TEST(ClosedForms, OneCellAndOneChargerDoNotFeelTheAnisotropy) {
  for (const double anisotropy : {0.0, 0.3, 1.0}) {
    EXPECT_NEAR(energy(spins(1, 1, anisotropy), 0.7), squared_sine(0.7), closeness);
  }
}

TEST(ClosedForms, AmplitudesOfTwoCells) {  // paper Eqs. (A5, A6)
  for (const double chargers : {2.0, 3.0, 20.0, 200.0}) {
    const double xi2 = 2 * (3 * chargers - 2);
    const double xi = std::sqrt(xi2);
    for (const double time : {0.05, 0.4, 1.9}) {
      const double full =
          8 * (xi2 + 4) * (xi2 - 2) / (9 * xi2 * xi2) * std::pow(squared_sine(xi * time / 2), 2);
      const double half = (xi2 + 4) / (6 * xi2) * squared_sine(xi * time);
      EXPECT_NEAR(energy(spins(2, static_cast<Count>(chargers)), time), 2 * full + 2 * half,
                  closeness);
    }
  }
}

TEST(ClosedForms, MaximumOfTwoCells) {  // paper Eq. (A7)
  for (const double n : {2.0, 3.0, 5.0, 20.0, 200.0, 1e6}) {
    ChargeRequest request;
    request.charging = spins(2, static_cast<Count>(n));
    const double peak_time = pi / std::sqrt(2 * (3 * n - 2));
    request.window = 1.5 * peak_time;
    const Peak peak = charge(request).peaks.energy;
    EXPECT_NEAR(peak.value, 16 * n * (n - 1) / ((3 * n - 2) * (3 * n - 2)), closeness);
    EXPECT_NEAR(peak.time, peak_time, 1e-10 * peak_time);
  }
  ChargeRequest one;
  one.charging = spins(2, 1);
  EXPECT_NEAR(charge(one).peaks.energy.value, 1.0, closeness);
}

TEST(ClosedForms, OneThermalChargerSpin) {  // paper Eq. (17)
  for (const double p0 : {0.0, 0.25, 1.0}) {
    Charging charging = spins(2, 2);
    charging.start = ThermalCharger{1.0 - p0, 1};
    for (const double time : {0.2, 0.9, 3.1}) {
      const double root = squared_sine(std::sqrt(2.0) * time);
      const double expected = 2 * root - p0 * (2 * root - 0.5 * squared_sine(2 * time));
      EXPECT_NEAR(energy(charging, time), expected, closeness);
    }
  }
}

TEST(ClosedForms, CellsAndChargersMayBeExchangedForIsotropicCoupling) {
  for (const double time : {0.11, 0.6, 2.0}) {
    EXPECT_NEAR(energy(spins(4, 9), time), energy(spins(9, 4), time), closeness);
  }
}

TEST(ClosedForms, ChargingBeginsWithTheProductOfBothSizes) {
  const double time = 1e-5;
  for (const double anisotropy : {0.0, 0.5, 1.0}) {
    EXPECT_NEAR(energy(spins(6, 7, anisotropy), time) / (time * time), 42.0, 1e-5);
  }
}

TEST(ClosedForms, TheParallelSchemeIsOneCellAtATime) {  // paper Eqs. (9, 12)
  ChargeRequest request;
  const Peaks peaks = charge(request).peaks;
  EXPECT_NEAR(peaks.energy.value, 1.0, closeness);
  EXPECT_NEAR(peaks.power.value, parallel_power, closeness);
  EXPECT_NEAR(peaks.power.time, parallel_power_time, closeness);
  EXPECT_NEAR(std::tan(parallel_power_time), 2 * parallel_power_time, 1e-14);
}

}  // namespace
}  // namespace leyden
