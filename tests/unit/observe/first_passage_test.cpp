// SPDX-License-Identifier: Apache-2.0
// First passages on curves that are known everywhere.
#include "leyden/observe/first_passage.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include "leyden/base/errors.hpp"
#include "support/curve.hpp"

namespace leyden {
namespace {

constexpr double pi = 3.14159265358979323846;

double begin_of(const Passage& passage) {
  return passage.time - passage.time_error;
}
double end_of(const Passage& passage) {
  return passage.time + passage.time_error;
}

/// Where a curve that is below a level before and not after crosses it.
double crossing(const Curve& curve, double level, double before, double after) {
  for (int i = 0; i < 60; ++i) {
    const double middle = before + (after - before) / 2;
    (curve.energy(middle) < level ? before : after) = middle;
  }
  return after;
}

/// The first time at which a curve is at a level, by a grid.
double first_crossing(const Curve& curve, double level, double window, int points) {
  for (int i = 1; i <= points; ++i) {
    const double time = window * i / points;
    if (curve.energy(time) >= level) return crossing(curve, level, time - window / points, time);
  }
  return INFINITY;
}

void expect_inside(const Passage& passage, double truth) {
  EXPECT_LE(begin_of(passage), truth * (1 + 1e-15)) << "fraction " << passage.fraction;
  EXPECT_GE(end_of(passage), truth * (1 - 1e-15)) << "fraction " << passage.fraction;
}

TEST(FirstPassage, OfASquaredSineIsItsInverse) {
  const Peak highest{1.0, 1e-15, pi / 2, 1e-8};
  for (const double fraction : {1e-12, 1e-6, 0.1, 0.5, 0.9, 0.999999, 1 - 1e-12}) {
    Curve curve({{1.0, 2.0}});
    const Passage passage = first_passage(curve, highest, fraction);
    expect_inside(passage, std::asin(std::sqrt(fraction)));
    EXPECT_EQ(passage.fraction, fraction);
    EXPECT_EQ(passage.gap, 0.0);
    EXPECT_TRUE(passage.rising);
    EXPECT_EQ(passage.evaluations, curve.evaluations);
    EXPECT_LT(passage.evaluations, 40) << fraction;
    // Twice the radii over the slope, and a bit for the last halving.
    const double slope = 2 * std::sqrt(fraction * (1 - fraction));
    EXPECT_LT(passage.time_error, 4e-15 / slope);
  }
}

TEST(FirstPassage, OfTheWholeIsTheMaximum) {
  Curve curve({{1.0, 2.0}});
  const Peak highest{1.0, 1e-14, pi / 2 + 3e-9, 1e-8};
  const Passage passage = first_passage(curve, highest, 1.0);
  expect_inside(passage, pi / 2);
  expect_inside(passage, highest.time);
  EXPECT_LT(passage.time_error, 3e-7) << "sqrt of the radii";
  EXPECT_GE(passage.gap, 2e-14) << "that it is reached cannot be shown";
  EXPECT_LE(passage.gap, 2.2e-14);
  EXPECT_FALSE(passage.rising);
  EXPECT_LT(passage.evaluations, 200);
}

TEST(FirstPassage, OfTheWholeAtTheEndOfAWindowIsThere) {
  Curve curve({{1.0, 2.0}});
  const Passage passage = first_passage(curve, {curve.energy(1.0), 1e-15, 1.0, 0.0}, 1.0);
  expect_inside(passage, 1.0);
  EXPECT_LT(passage.time_error, 1e-14);
  EXPECT_TRUE(passage.rising);
}

TEST(FirstPassage, WithoutAnyMaximumShownNothingBeyondTheBestTimeIsClaimed) {
  Curve curve({{1.0, 2.0}});
  const Passage passage = first_passage(curve, {1.0, 1e-14, pi / 2, pi / 2}, 1.0);
  EXPECT_NEAR(end_of(passage), pi / 2, 1e-15);
}

TEST(FirstPassage, OfNothingIsAtOnce) {
  Curve curve({{-1.0, 2.0}});
  const Passage passage = first_passage(curve, {0.0, 0.0, 0.0, 0.0}, 0.7);
  EXPECT_EQ(passage.time, 0.0);
  EXPECT_EQ(passage.time_error, 0.0);
  EXPECT_EQ(passage.gap, 0.0);
  EXPECT_EQ(passage.fraction, 0.7);
  EXPECT_EQ(curve.evaluations, 0);
  EXPECT_GE(first_passage(curve, {0.0, 0.25, 0.0, 0.0}, 0.5).gap, 0.125);
  EXPECT_NEAR(first_passage(curve, {0.0, 0.25, 0.0, 0.0}, 0.5).gap, 0.125, 1e-12);
}

TEST(FirstPassage, OfLessThanIsKnownCoversAllTimes) {
  Curve curve({{1.0, 2.0}});
  const Passage passage = first_passage(curve, {1e-6, 2e-6, 1e-3, 0.0}, 0.5);
  EXPECT_LE(begin_of(passage), 0.0);
  EXPECT_GE(end_of(passage), 1e-3);
  EXPECT_GE(passage.gap, 1.5e-6) << "at most 0.5 (1 + 2), at least 1 - 2";
}

/// The top of a bump at t = 3.
double top_of(Curve& curve) {
  double top = 3.0;
  for (int i = 0; i < 20; ++i) top -= curve.slope(top) / curve.curvature(top);
  return top;
}

/// A slow rise to 1 at 5π, and before its half a bump that touches the half up to `excess`.
Curve touching(double width, double excess) {
  double height = 0.4;
  for (int i = 0; i < 20; ++i) {
    Curve curve({{1.0, 0.2}}, {{height, 3.0, width}});
    height += 0.5 + excess - curve.energy(top_of(curve));
  }
  return Curve({{1.0, 0.2}}, {{height, 3.0, width}});
}

const Peak slow_maximum{1.0, 1e-15, 5 * pi, 1e-8};
const double slow_half = std::asin(std::sqrt(0.5)) / 0.1;

TEST(FirstPassage, ABumpThatOnlyJustReachesTheLevelIsNotMissed) {
  for (const double width : {0.1, 0.01, 1e-3}) {
    for (const double excess : {1e-3, 1e-6, 1e-9, 1e-12}) {
      Curve curve = touching(width, excess);
      const Passage passage = first_passage(curve, slow_maximum, 0.5);
      expect_inside(passage, crossing(curve, 0.5, 3 - 2 * width, top_of(curve)));
      EXPECT_LT(passage.time_error, 1e-8);
      EXPECT_EQ(passage.gap, 0.0);
      EXPECT_TRUE(passage.rising);
      EXPECT_LT(passage.evaluations, 60 / width + 400);
    }
  }
}

TEST(FirstPassage, ABumpThatJustFailsToReachTheLevelIsPassed) {
  for (const double width : {0.1, 0.01, 1e-3}) {
    for (const double excess : {-1e-3, -1e-6, -1e-9, -1e-12}) {
      Curve curve = touching(width, excess);
      const Passage passage = first_passage(curve, slow_maximum, 0.5);
      expect_inside(passage, slow_half);
      EXPECT_LT(passage.time_error, 1e-13);
      EXPECT_TRUE(passage.rising);
      EXPECT_LT(passage.evaluations, 60 / width + 400);
    }
  }
}

TEST(FirstPassage, ABumpThatTouchesTheLevelWithinItsRadiiOpensTheInterval) {
  for (const double excess : {-1e-16, 0.0, 1e-16}) {
    Curve curve = touching(0.01, excess);
    const Passage passage = first_passage(curve, slow_maximum, 0.5);
    EXPECT_NEAR(begin_of(passage), 3.0, 0.01);
    expect_inside(passage, top_of(curve));
    expect_inside(passage, slow_half);
    EXPECT_LT(end_of(passage), slow_half + 0.4) << "there it is certain";
    EXPECT_EQ(passage.gap, 0.0);
    EXPECT_FALSE(passage.rising);
    EXPECT_LT(passage.evaluations, 5000);
  }
}

TEST(FirstPassage, ABumpBetweenTwoSamplesEndsTheIntervalWhereItIsCertain) {
  // After the touching bump, one that is above the level only inside of a cell.
  const double rest = 0.5 - std::pow(std::sin(0.3), 2);
  Curve curve({{1.0, 0.2}}, {{rest - 1e-3, 3.0, 0.3}, {0.6, 5.05, 0.3}});
  curve.energy_error = 1e-3;
  const Passage passage = first_passage(curve, {1.0, 1e-3, 5 * pi, 1e-8}, 0.5);
  EXPECT_NEAR(begin_of(passage), 3.0, 0.1);
  EXPECT_LT(end_of(passage), 5.0);
  EXPECT_GE(curve.energy(end_of(passage)), 0.5);
  EXPECT_FALSE(passage.rising);
}

TEST(FirstPassage, HoldsForRandomSumsOfWaves) {
  for (int i = 0; i < 60; ++i) {
    const auto part = [i](int n) { return std::fmod((i + 1) * 0.6180339887498949 * n, 1.0); };
    Curve curve({{part(1), 0.3 + 8 * part(2)}, {part(3) - 0.3, 5 * part(5)}, {0.7, part(7) + 0.2}});
    PeakSearch search;
    search.window = 0.5 + 12 * part(11);
    search.power = false;
    const Peak highest = find_peaks(curve, search).energy;
    ASSERT_GT(highest.value, 0.0);
    const double fraction = i % 3 == 0 ? 0.999 : part(13);
    const Passage passage = first_passage(curve, highest, fraction);
    expect_inside(passage, first_crossing(curve, fraction * curve.energy(highest.time),
                                          highest.time, 20'000));
    EXPECT_LT(passage.time_error, 1e-9);
    EXPECT_EQ(passage.gap, 0.0);
  }
}

TEST(FirstPassage, CoversSamplesThatAreWrongByTheirRadii) {
  for (const double error : {1e-12, 1e-8, 1e-4}) {
    for (int i = 0; i < 100; ++i) {
      Curve curve({{1.0, 2.0}, {0.2, 9.0}});
      curve.energy_error = error;
      curve.slope_error = 10 * error;
      curve.noise = [i](double t) { return i < 2 ? 2.0 * i - 1 : scrambled(t * (1 + i)); };
      const double top = curve.energy(pi / 2);
      const double fraction = 0.009 * (i + 1);
      // Not the highest value: a level is a level.
      const Passage passage = first_passage(curve, {top, error, pi / 2, 1e-3}, fraction);
      expect_inside(passage, first_crossing(curve, fraction * top, pi / 2, 20'000));
      EXPECT_LT(passage.time_error, 1e4 * error);
      EXPECT_LT(passage.evaluations, 2000);
    }
  }
}

TEST(FirstPassage, CoversBumpsThatNoiseHides) {
  for (const double excess : {-1e-5, -1e-7, 0.0, 1e-7, 1e-5}) {
    for (int i = 0; i < 20; ++i) {
      Curve curve = touching(0.02, excess);
      curve.energy_error = 1e-7;
      curve.slope_error = 1e-6;
      curve.noise = [i](double t) { return scrambled(t + i); };
      const Passage passage = first_passage(curve, {1.0, 1e-7, 5 * pi, 1e-3}, 0.5);
      const double truth = excess > 0 ? crossing(curve, 0.5, 2.96, top_of(curve)) : slow_half;
      expect_inside(passage, truth);
    }
  }
}

TEST(FirstPassage, CoversSlopesThatAreWrongWhenEnergiesAreExact) {
  for (const double sign : {-1.0, 1.0}) {
    Curve curve({{1.0, 2.0}});
    curve.energy_error = 0.0;
    curve.slope_error = 0.05;
    curve.noise = [sign](double) { return sign; };
    for (const double fraction : {0.01, 0.3, 0.9}) {
      const Passage passage = first_passage(curve, {1.0, 1e-15, pi / 2, 1e-2}, fraction);
      expect_inside(passage, std::asin(std::sqrt(fraction)));
      EXPECT_LT(passage.time_error, 1e-12);
    }
  }
}

TEST(FirstPassage, AtTheBeginningNothingIsStoredForCertain) {
  Curve curve({{1.0, 2.0}});
  curve.energy_error = 1e-3;
  const Passage passage = first_passage(curve, {1.0, 1e-3, pi / 2, 1e-2}, 1e-3);
  EXPECT_GT(begin_of(passage), 1e-3);
  expect_inside(passage, std::asin(std::sqrt(1e-3)));
}

TEST(FirstPassage, LooseBoundsOfTheCurvatureCostLittle) {
  // Steps alone would be a thousand times shorter.
  Curve curve = touching(0.1, -1e-6);
  EnergyBounds bounds = curve.bounds();
  bounds.derivatives[1] *= 1e6;
  curve.set_bounds(bounds);
  const Passage passage = first_passage(curve, slow_maximum, 0.5);
  expect_inside(passage, slow_half);
  EXPECT_LT(passage.evaluations, 1000);
}

/// a t + b t², by far below its bounds otherwise: a step may end at its crossing.
class Parabola final : public Evolution {
 public:
  Parabola(double a, double b) : a_(a), b_(b) {}
  double anchor() const override { return 0.0; }
  Sample evaluate(double t) override {
    const long double energy = t * (a_ + t * static_cast<long double>(b_));
    return {t, static_cast<double>(energy), 0.0, a_ + 2 * b_ * t, 0.0};
  }
  Sample advance(double t) override { return evaluate(t); }
  double curvature(double) override { return 2 * b_; }
  Populations populations(double) override { return {}; }
  EnergyBounds bounds() const override { return {1.0, {1, 2 * std::abs(b_), 0, 0}}; }
  Count dimension() const override { return 1; }
  std::string_view propagator() const override { return "test"; }

 private:
  double a_;
  double b_;
};

TEST(FirstPassage, AStepEndsBeforeTheCrossingWhereEBendsAsMuchAsItMay) {
  for (const double a : {-1.0, -0.3, 0.0, 0.4, 2.0}) {
    for (const double level : {1e-9, 0.02, 0.1}) {
      Parabola parabola(a, 0.7);
      const double last = 2.0;
      const double highest = parabola.evaluate(last).energy;
      if (highest <= 0.2) continue;
      const Passage passage = first_passage(parabola, {highest, 0.0, last, 0.0}, level / highest);
      const long double root = std::sqrt(a * static_cast<long double>(a) + 2.8L * level);
      const long double truth = a > 0 ? 2 * level / (a + root) : (root - a) / 1.4L;
      EXPECT_LE(begin_of(passage), truth * (1 + 1e-15L)) << a << " " << level;
      EXPECT_GE(end_of(passage), truth * (1 - 1e-15L));
      EXPECT_LT(passage.time_error, 1e-13);
    }
  }
}

TEST(FirstPassage, AFractionThatTheErrorOfTheMaximumCoversSaysWhatIsOpen) {
  Curve curve({{1.0, 2.0}});
  const Passage passage = first_passage(curve, {1.0, 1e-3, pi / 2, 1e-2}, 0.9985);
  EXPECT_NEAR(passage.gap, 0.9985 * 1.001 - 0.999, 1e-12) << "high - (value - error)";
  EXPECT_EQ(first_passage(curve, {1.0, 1e-3, pi / 2, 1e-2}, 0.9975).gap, 0.0);
}

TEST(FirstPassage, ALevelIsAsBlurredAsTheMaximum) {
  Curve curve({{1.0, 2.0}});
  const Passage passage = first_passage(curve, {0.999, 1e-3, pi / 2, 1e-2}, 0.5);
  EXPECT_LE(begin_of(passage), std::asin(std::sqrt(0.499)));
  EXPECT_GE(end_of(passage), std::asin(std::sqrt(0.5)));
  EXPECT_LT(passage.time_error, 1e-3);
}

TEST(FirstPassage, ACutLadderAddsWhatTheTrueProcessMayStoreMore) {
  Curve curve({{1.0, 2.0}});
  curve.cutoff = {1e-6, 1e-6, 1e-6};
  const Passage passage = first_passage(curve, {1.0, 1e-15, pi / 2, 1e-2}, 0.5);
  EXPECT_LE(begin_of(passage), std::asin(std::sqrt(0.5 - 1e-6)));
  EXPECT_GE(begin_of(passage), std::asin(std::sqrt(0.5 - 1.1e-6)));
  EXPECT_NEAR(end_of(passage), std::asin(std::sqrt(0.5)), 1e-7);
}

TEST(FirstPassage, UselessBoundsMakeTheIntervalLongerAndNeverWrong) {
  for (const double second : {1e14, 1e30}) {
    Curve curve({{1.0, 2.0}});
    EnergyBounds bounds = curve.bounds();
    bounds.derivatives[1] = second;
    curve.set_bounds(bounds);
    const Passage passage = first_passage(curve, {1.0, 1e-15, pi / 2, 1e-8}, 0.9);
    expect_inside(passage, std::asin(std::sqrt(0.9)));
    EXPECT_LT(passage.time_error, 1.0);
    EXPECT_FALSE(passage.rising);
    EXPECT_LE(passage.evaluations, 101'000);
  }
}

TEST(FirstPassage, IsWalkedToNoFurtherThanTheMaximum) {
  Curve curve({{1.0, 2.0}});
  first_passage(curve, {1.0, 1e-15, pi / 2, 1e-8}, 0.01);
  EXPECT_LT(curve.anchor(), 1.5);
  Curve whole({{1.0, 2.0}});
  first_passage(whole, {1.0, 1e-15, pi / 2, 1e-8}, 1.0);
  EXPECT_EQ(whole.anchor(), pi / 2);
}

TEST(FirstPassage, OfSeveralEqualMaximaTheFirstBeginsTheInterval) {
  Curve curve({{1.0, 2.0}});
  const Passage passage = first_passage(curve, {1.0, 1e-14, 3 * pi / 2, 1e-8}, 1.0);
  expect_inside(passage, pi / 2);
  expect_inside(passage, 3 * pi / 2);
  EXPECT_LT(curve.anchor(), 3.0) << "no sample could show more";
}

TEST(FirstPassage, NeverLooksBeyondItsCell) {
  // What a cut ladder leaks is known until the end of the cell.
  for (const double loose : {1.0, 1e12}) {
    Curve curve({{1.0, 2.0}, {0.1, 40.0}});
    EnergyBounds bounds = curve.bounds();
    bounds.derivatives[3] *= loose;
    curve.set_bounds(bounds);
    bool of_energy = false;
    curve.noise = [&](double t) {
      of_energy = !of_energy;
      EXPECT_LE(of_energy ? t : t / 2, curve.anchor());
      return 0.0;
    };
    for (const double fraction : {0.3, 0.9}) {
      expect_inside(first_passage(curve, {1.0, 1e-15, pi / 2, 1e-8}, fraction),
                    first_crossing(curve, fraction, pi / 2, 20'000));
    }
  }
}

TEST(FirstPassage, ASlopeThatMayBeAnyDoesNotRiseForCertain) {
  Curve curve({{1.0, 2.0}});
  curve.slope_error = 0.9;
  EXPECT_TRUE(first_passage(curve, {1.0, 1e-15, pi / 2, 1e-8}, 0.5).rising);
  curve.slope_error = 1.1;
  EXPECT_FALSE(first_passage(curve, {1.0, 1e-15, pi / 2, 1e-8}, 0.5).rising);
}

TEST(FirstPassage, ReportsProgressAndCanBeStopped) {
  Curve curve({{1.0, 2.0}});
  const Peak highest{1.0, 1e-15, pi / 2, 1e-8};
  std::vector<double> seen;
  first_passage(curve, highest, 0.5, [&](double fraction) { seen.push_back(fraction); });
  ASSERT_FALSE(seen.empty());
  for (const double fraction : seen) {
    EXPECT_GE(fraction, 0.0);
    EXPECT_LE(fraction, 1.0);
  }
  EXPECT_THROW(first_passage(curve, highest, 0.5, [](double) { throw Cancelled(); }), Cancelled);
}

}  // namespace
}  // namespace leyden
