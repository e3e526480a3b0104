// SPDX-License-Identifier: Apache-2.0
#include "leyden/observe/peak_track.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace leyden {
namespace {

/// E = sin²(t).
class SquaredSine final : public Evolution {
 public:
  double anchor() const override { return 0.0; }
  Sample evaluate(double t) override {
    ++evaluations;
    return {t, std::pow(std::sin(t), 2), 1e-15, std::sin(2 * t), 1e-15};
  }
  Sample advance(double t) override { return evaluate(t); }
  double curvature(double t) override { return 2 * std::cos(2 * t); }
  Populations populations(double) override { return {}; }
  EnergyBounds bounds() const override { return {rise, {1, 2, 4, 8}}; }
  Count dimension() const override { return 2; }

  double rise = 1.0;
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
