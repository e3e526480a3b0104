// SPDX-License-Identifier: Apache-2.0
#include "leyden/observe/peak_track.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "leyden/numerics/cubic.hpp"
#include "leyden/numerics/rounding.hpp"

namespace leyden {
namespace {

/// E = sin²(t), with radii as stated.
class SquaredSine final : public Evolution {
 public:
  double anchor() const override { return 0.0; }
  Sample evaluate(double t) override {
    ++evaluations;
    return {t, std::pow(std::sin(t), 2), energy_error, std::sin(2 * t), slope_error};
  }
  Sample advance(double t) override { return evaluate(t); }
  double curvature(double t) override { return exaggeration * 2 * std::cos(2 * t); }
  Populations populations(double) override { return {}; }
  EnergyBounds bounds() const override { return {rise, {1, 2, 4, 8}}; }
  Count dimension() const override { return 2; }
  std::string_view propagator() const override { return "test"; }

  double rise = 1.0;
  double energy_error = 1e-15;
  double slope_error = 1e-15;
  double exaggeration = 1.0;  // the curvature is an estimate
  long evaluations = 0;
};

struct Fixture {
  explicit Fixture(Objective objective, double rise = 1.0)
      : bounds{rise, {1, 2, 4, 8}}, track(evolution, bounds, objective, evolution.evaluate(0.0)) {}

  Cell cell(double from, double to) { return {evolution.evaluate(from), evolution.evaluate(to)}; }
  void pass(double from, double to) { track.pass(cell(from, to)); }

  SquaredSine evolution;
  EnergyBounds bounds;
  PeakTrack track;
};

TEST(PeakTrack, BeginsWithNothing) {
  Fixture f(Objective::power);
  EXPECT_EQ(f.track.best(), 0.0);
  EXPECT_EQ(f.track.best_time(), 0.0);
  EXPECT_FALSE(f.track.complete());
}

TEST(PeakTrack, FindsAMaximumInsideACellItsEndsDoNotShow) {
  Fixture f(Objective::energy);
  f.pass(0.0, 0.9);
  f.pass(0.9, 2.2);
  EXPECT_NEAR(f.track.best(), 1.0, 1e-14);
  EXPECT_NEAR(f.track.best_time(), std::acos(-1.0) / 2, 1e-12);
  EXPECT_TRUE(f.track.complete());
  EXPECT_EQ(f.track.record().horizon, 2.2);
}

TEST(PeakTrack, IsCompleteOnlyAtTheBoundForAllTimes) {
  Fixture f(Objective::energy, 1.01);
  f.pass(0.0, 0.9);
  f.pass(0.9, 2.2);
  EXPECT_FALSE(f.track.complete());
}

TEST(PeakTrack, IsCertainWhenMoreThanTwiceTheErrorOfTheEnergyIsStored) {
  for (const double energy_error : {0.1, 0.4}) {
    for (const double slope_error : {1e-15, 0.8}) {
      Fixture f(Objective::power);
      const Cell cell{{0.5, 0.0, 0.0, 0.0, 0.0}, {1.0, 0.7, energy_error, 1.0, slope_error}};
      f.evolution.energy_error = energy_error;
      f.evolution.slope_error = slope_error;
      EXPECT_FALSE(f.track.is_certain());
      f.track.pass(cell);
      EXPECT_EQ(f.track.is_certain(), energy_error < 0.2);
    }
  }
}

TEST(PeakTrack, AMaximumAtTheLastEndIsSettledWhenTheSlopeIsUp) {
  Fixture f(Objective::energy);
  f.pass(0.0, 0.5);
  f.pass(0.5, 1.0);
  f.track.finish(f.cell(0.5, 1.0), 0.0);
  const Peak peak = f.track.peak();
  EXPECT_EQ(peak.time, 1.0);
  EXPECT_EQ(peak.time_error, 0.0);
  EXPECT_EQ(peak.value, std::pow(std::sin(1.0), 2));
  EXPECT_LT(peak.error, 1e-12);
}

TEST(PeakTrack, TheBoundOfTheRestEntersTheGap) {
  for (const double rest : {0.0, 1.2}) {
    Fixture f(Objective::energy, 1.5);
    f.pass(0.0, 0.9);
    f.pass(0.9, 2.2);
    f.track.finish(f.cell(0.9, 2.2), rest);
    EXPECT_NEAR(f.track.record().gap, rest > 0.0 ? 0.2 : 0.0, 1e-12);
    EXPECT_GE(f.track.peak().error, f.track.record().gap);
  }
}

TEST(PeakTrack, PowerAtTheLastEndIsSettledBeyondIt) {
  Fixture f(Objective::power);
  f.pass(0.0, 0.6);
  f.pass(0.6, 1.1);  // the maximum is at 1.1656
  f.track.finish(f.cell(0.6, 1.1), 0.0);
  EXPECT_NEAR(f.track.peak().time, 1.165561185207211, 1e-9);
  EXPECT_NEAR(f.track.peak().value, 0.724611353776708, 1e-14);
}

TEST(PeakTrack, LocalMaximumLiesInTheCellWhoseSlopeTurns) {
  Fixture f(Objective::energy);
  const Peak peak = f.track.local_maximum(f.cell(1.0, 1.9));
  EXPECT_NEAR(peak.time, std::acos(-1.0) / 2, peak.time_error);
  EXPECT_LT(peak.time_error, 1e-12);
  EXPECT_NEAR(peak.value, 1.0, peak.error);
  EXPECT_LT(peak.error, 1e-13);
}

/// (P.3) and 32 roundings of the cubic's absolute terms.
double uncertainty(const Cell& cell, double fourth) {
  const double w = cell.width();
  const Cubic c =
      Cubic::hermite(w, cell.left.energy, cell.left.slope, cell.right.energy, cell.right.slope);
  const double terms = std::abs(c.c0) + std::abs(c.c1) * w + std::abs(c.c2) * w * w +
                       std::abs(c.c3) * w * w * w + fourth * w * w * w * w / 24;
  return std::max(cell.left.energy_error, cell.right.energy_error) +
         w / 4 * std::max(cell.left.slope_error, cell.right.slope_error) +
         32 * unit_roundoff * terms;
}

TEST(PeakTrack, TheGapOfARisingCellIsItsUncertainty) {
  // The bound is exact at the right end, where the cell is highest.
  for (const double energy_error : {0.0, 1e-6}) {
    for (const double slope_error : {0.0, 1e-5}) {
      for (const bool larger_on_the_left : {false, true}) {
        Fixture f(Objective::energy, 2.0);
        Cell cell = f.cell(0.2, 0.5);
        Sample& sample = larger_on_the_left ? cell.left : cell.right;
        sample.energy_error = energy_error;
        sample.slope_error = slope_error;
        f.track.pass(cell);
        ASSERT_EQ(f.track.best_time(), 0.5);
        f.track.finish(cell, 0.0);
        const double expected = uncertainty(cell, 8.0);
        EXPECT_NEAR(f.track.record().gap, expected, 1e-3 * expected + 2 * unit_roundoff);
      }
    }
  }
}

TEST(PeakTrack, TheUncertaintyKnowsTheFourthDerivative) {
  // So steep that the cell stays highest at its right end.
  Fixture f(Objective::energy, 2.0);
  f.bounds.derivatives[3] = 100.0;
  const Cell cell{{0.2, 0.2, 0.0, 1.0, 0.0}, {1.2, 1.2, 0.0, 1.0, 0.0}};
  f.track.pass(cell);
  f.track.finish(cell, 0.0);
  EXPECT_NEAR(f.track.record().gap, uncertainty(cell, 100.0), 4 * unit_roundoff);
}

TEST(PeakTrack, ACellTooShortForACubicIsKnownToEightRoundingsOfItsTerms) {
  // One rounding long, so that E cannot change: what is left is the rounding of E - λ t - target.
  const double energy = 3e6;
  const double begin = 2.0;
  const double end = begin + 4 * unit_roundoff;
  for (const Objective objective : {Objective::energy, Objective::power}) {
    Fixture f(objective, 1e8);
    f.bounds.derivatives[1] = 1e100;  // what E <= D2 t²/2 excludes is nothing
    const Cell cell{{begin, energy, 0.0, 1.0, 0.0}, {end, energy, 0.0, 1.0, 0.0}};
    f.track.pass(cell);
    f.track.finish(cell, 0.0);
    const double per_value = objective == Objective::power ? begin : 1.0;
    const double expected = 8 * unit_roundoff * 2 * energy / per_value;
    // The difference itself, and adding to the best value, round once each.
    EXPECT_NEAR(f.track.record().gap, expected, 2 * 2 * unit_roundoff * energy / per_value);
  }
}

TEST(PeakTrack, ACellWithoutRoomForARiseIsBoundedFromAbove) {
  // E may rise by D1 width/2 above its ends, which is less than the ends are uncertain.
  Fixture f(Objective::energy);
  const Cell cell{{3.1406, 1e-5, 0.0, 0.0, 0.0}, {3.1426, 1e-5, 1e-2, 0.0, 0.0}};
  f.track.pass(cell);
  f.track.finish(cell, 0.0);
  ASSERT_EQ(f.track.best(), 1e-5);
  // Rounding up is a thousand roundings of the rise; three sums round to the last bit of 0.01.
  const double expected = rounded_up(1.0 * cell.width() / 2) + 1e-2;
  EXPECT_NEAR(f.track.record().gap, expected, 3 * unit_roundoff * 1e-2);
}

TEST(PeakTrack, ThePowerOfALaterCellIsKnownToItsUncertaintyOverTheTime) {
  // Past the maximum the bound of E - p t is highest where the cell begins, at time 2.
  Fixture f(Objective::power);
  f.pass(0.0, 0.6);
  f.pass(0.6, 1.1);
  f.pass(1.1, 1.3);
  const double best = f.track.best();
  Cell cell = f.cell(2.0, 2.2);
  cell.left.energy = 2.0 * best;  // as powerful as the best, and falling
  cell.left.slope = 0.0;
  cell.right.energy = cell.left.energy - 0.05;
  cell.right.slope = -0.5;
  cell.right.energy_error = 1e-5;
  f.track.pass(cell);
  f.track.finish(cell, 0.0);
  EXPECT_NEAR(f.track.record().gap, uncertainty(cell, 8.0) / 2.0, 1e-9);
}

TEST(PeakTrack, TheBestOfAPowerSearchFromZeroIsBoundedNearZero) {
  // No power was found: E is below some b, and below D2 t²/2, so E/t <= sqrt(D2 b / 2).
  Fixture f(Objective::power);
  const double width = 0.1;
  const Cell cell{{0.0, 0.0, 1e-5, 0.0, 0.0}, {width, 0.0, 1e-5, 0.0, 0.0}};
  f.track.pass(cell);
  f.track.finish(cell, 0.0);
  const double b = upper_bound(Cubic{}, width, 8.0, 0.0, width) + uncertainty(cell, 8.0);
  EXPECT_GT(b, 1.1e-5);
  EXPECT_NEAR(f.track.record().gap, std::sqrt(2.0 * b / 2), 1e-12);
  EXPECT_EQ(f.track.peak().error, f.track.record().gap);
}

TEST(PeakTrack, TimeErrorIsOneAndAHalfTimesWhatTheSlopeLeavesOpen) {
  // sin² at π/2: curvature 2. Newton ends when the slope is a sixteenth of its radius.
  Fixture f(Objective::energy, 2.0);
  f.evolution.slope_error = 1e-6;
  f.pass(0.0, 0.9);
  f.pass(0.9, 2.2);
  f.track.finish(f.cell(0.9, 2.2), 0.0);
  const Peak peak = f.track.peak();
  EXPECT_GE(peak.time_error, 1.5 * 2e-6 / 2);
  EXPECT_LE(peak.time_error, 1.5 * (2 + 1.0 / 16) * 1e-6 / 2 * 1.0001);
}

TEST(PeakTrack, TimeErrorIsCertainOnBothSides) {
  // With a curvature that is three times too large the first distance tried reaches far enough on
  // one side only.
  Fixture f(Objective::energy, 2.0);
  f.evolution.slope_error = 1e-6;
  f.evolution.exaggeration = 3.0;
  const Peak peak = f.track.local_maximum(f.cell(1.0, 1.9));
  EXPECT_GT(std::sin(2 * (peak.time - peak.time_error)), 1e-6);
  EXPECT_LT(std::sin(2 * (peak.time + peak.time_error)), -1e-6);
}

TEST(PeakTrack, AMaximumAtTheLastEndHasATimeErrorUnlessTheSlopeIsUp) {
  Fixture f(Objective::energy, 2.0);
  f.evolution.slope_error = 1e-6;
  const double top = std::acos(-1.0) / 2;
  f.pass(0.0, 0.9);
  f.pass(0.9, top);
  f.track.finish(f.cell(0.9, top), 0.0);
  EXPECT_NEAR(f.track.peak().time, top, 1e-6);
  EXPECT_GE(f.track.peak().time_error, 1.5e-6 * (1 - 1e-9));
}

TEST(PeakTrack, NothingBeforeTwiceThePowerOverTheCurvatureCanBeatIt) {
  // E <= D2 t²/2: up to gt = 2 p/D2 = 0.7246 a sample may be as wrong as it likes.
  Fixture f(Objective::power);
  f.pass(0.0, 0.6);
  f.pass(0.6, 1.1);
  f.pass(1.1, 1.3);
  f.evolution.energy_error = 0.5;
  f.pass(0.4, 0.7);
  const Cell last = f.cell(1.1, 1.3);
  f.track.finish(last, 0.0);
  EXPECT_LT(f.track.record().gap, 1e-9);
}

TEST(PeakTrack, TimeErrorOfThePowerKnowsTheErrorOfTheEnergy) {
  // t dP/dt = dE/dt - E/t, its radius slope_error + energy_error/t; the guess takes E'' for its
  // slope.
  Fixture f(Objective::power);
  f.evolution.slope_error = 1e-7;
  f.evolution.energy_error = 1e-6;
  f.pass(0.0, 0.6);
  f.pass(0.6, 1.3);
  f.track.finish(f.cell(0.6, 1.3), 0.0);
  const Peak peak = f.track.peak();
  const double radius = 1e-7 + 1e-6 / peak.time;
  const double curvature = std::abs(2 * std::cos(2 * peak.time));
  EXPECT_GE(peak.time_error, 1.5 * 2 * radius / curvature);
  EXPECT_LE(peak.time_error, 1.5 * (2 + 1.0 / 16) * radius / curvature * 1.001);
}

TEST(PeakTrack, ErrorOfALocalMaximumIsThatOfTheSampleAndOfItsTime) {
  Fixture f(Objective::energy, 2.0);
  f.evolution.slope_error = 1e-4;
  f.evolution.energy_error = 1e-9;
  const Peak peak = f.track.local_maximum(f.cell(1.0, 1.9));
  const double flat = std::abs(std::sin(2 * peak.time)) + 1e-4;
  const double within = peak.time_error * (flat + 2.0 / 2 * peak.time_error);
  EXPECT_NEAR(peak.error, 1e-9 + within, 1e-11 * within + 1e-20);
  Fixture low(Objective::energy, 1e-12);
  low.evolution.slope_error = 1e-4;
  EXPECT_EQ(low.track.local_maximum(low.cell(1.0, 1.9)).error, 1e-12) << "at most the rise";
}

TEST(PeakTrack, ErrorsOfTheBestSampleCount) {
  // A best sample that is worse than the ends of its cell.
  for (const Objective objective : {Objective::energy, Objective::power}) {
    Fixture f(objective);
    Cell cell = f.cell(0.6, 1.1);
    f.track.pass(cell);
    f.evolution.energy_error = 1e-3;
    f.track.finish(cell, 0.0);
    const Peak peak = f.track.peak();
    if (objective == Objective::power) {
      EXPECT_NEAR(peak.error, 1e-3 / peak.time, 1e-12);
    } else {
      EXPECT_LT(peak.error, 1e-12) << "the end of the cell, not evaluated again";
    }
  }
}

TEST(PeakTrack, CountsItsEvaluations) {
  Fixture f(Objective::energy);
  const long before = f.evolution.evaluations;
  const Cell cell = f.cell(0.0, 0.9);
  f.track.pass(cell);
  // The right end of the cell was evaluated for it, the left one for the cell before.
  EXPECT_EQ(f.track.record().evaluations, f.evolution.evaluations - before - 1);
}

}  // namespace
}  // namespace leyden
