// SPDX-License-Identifier: Apache-2.0
// Peak searches on curves that are known everywhere.
#include "leyden/observe/peaks.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <random>
#include <utility>
#include <vector>

#include "leyden/base/errors.hpp"
#include "leyden/numerics/rounding.hpp"
#include "support/curve.hpp"

namespace leyden {
namespace {

constexpr double pi = 3.14159265358979323846;

Peaks peaks_of(Curve& curve, double window) {
  PeakSearch search;
  search.window = window;
  return find_peaks(curve, search);
}

/// The stated value and radius against a dense grid.
void expect_energy_maximum(const Curve& curve, const Peak& peak, double window, int points) {
  EXPECT_GE(peak.time, 0.0);
  EXPECT_LE(peak.time, window);
  EXPECT_LE(std::abs(peak.value - curve.energy(peak.time)), peak.error + 1e-15);
  double highest = 0.0;
  for (int i = 0; i <= points; ++i) highest = std::max(highest, curve.energy(window * i / points));
  EXPECT_LE(highest, peak.value + peak.error + 1e-15);
}

void expect_power_maximum(const Curve& curve, const Peak& peak, double end, int points) {
  if (peak.time > 0.0) {
    EXPECT_LE(std::abs(peak.value - curve.energy(peak.time) / peak.time), peak.error + 1e-15);
  }
  double highest = 0.0;
  for (int i = 1; i <= points; ++i) {
    const double time = end * i / points;
    highest = std::max(highest, curve.energy(time) / time);
  }
  EXPECT_LE(highest, peak.value + peak.error + 1e-15);
}

TEST(FindPeaks, OfASquaredSineIsTheParallelScheme) {
  Curve curve({{1.0, 2.0}});
  const Peaks peaks = peaks_of(curve, 2 * pi);
  EXPECT_NEAR(peaks.energy.value, 1.0, 1e-14);
  EXPECT_NEAR(peaks.energy.time, pi / 2, 1e-12);
  EXPECT_NEAR(peaks.power.value, 0.724611353776708, 1e-14);
  EXPECT_NEAR(peaks.power.time, 1.165561185207211, 1e-12);
  ASSERT_TRUE(peaks.first.has_value());
  EXPECT_NEAR(peaks.first->time, pi / 2, 1e-12);
  EXPECT_LT(peaks.energy.error, 1e-12);
  EXPECT_LT(peaks.power.error, 1e-12);
  EXPECT_FALSE(peaks.energy_record.given_up);
  EXPECT_FALSE(peaks.power_record.given_up);
}

TEST(FindPeaks, LooksForEverythingInOneFullPeriodUnlessToldOtherwise) {
  EXPECT_EQ(PeakSearch{}.window, 2 * pi);
  EXPECT_TRUE(PeakSearch{}.energy);
  EXPECT_TRUE(PeakSearch{}.power);
}

TEST(FindPeaks, ASpikeLateInTheWindowCannotHide) {
  for (const double width : {0.1, 0.01, 0.003}) {
    for (const double center : {7.77, 17.3, 19.98}) {
      Curve curve({{1.0, 0.6}}, {{1.5, center, width}});
      const Peaks peaks = peaks_of(curve, 20.0);
      EXPECT_NEAR(peaks.energy.time, center, 2 * width);
      EXPECT_GE(peaks.energy.value, curve.energy(center));
      EXPECT_LT(peaks.energy.error, 1e-11);
    }
  }
}

TEST(FindPeaks, ASpikeInThePowerCannotHideBeyondTheWindow) {
  Curve curve({{0.1, 1.0}}, {{6.0, 11.0, 0.02}});
  const Peaks peaks = peaks_of(curve, 1.0);
  EXPECT_NEAR(peaks.power.time, 11.0, 0.01);
  EXPECT_GE(peaks.power.value, 6.0 / 11.0);
  EXPECT_NEAR(peaks.energy.value, curve.energy(1.0), 1e-13);
  EXPECT_GE(peaks.power_record.horizon, curve.bounds().rise / peaks.power.value);
}

TEST(FindPeaks, RandomSumsOfWavesAreBoundedByValueAndError) {
  std::mt19937_64 engine(3);
  const auto uniform = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(engine() >> 11) * 0x1p-53;
  };
  for (int i = 0; i < 60; ++i) {
    std::vector<Wave> waves;
    for (int w = 0; w < 4; ++w) waves.push_back({uniform(-0.3, 1), uniform(0.2, 8)});
    Curve curve(waves);
    const double window = uniform(0.05, 20);
    const Peaks peaks = peaks_of(curve, window);
    expect_energy_maximum(curve, peaks.energy, window, 20000);
    expect_power_maximum(curve, peaks.power, 30.0, 20000);
    EXPECT_LT(peaks.energy.error, 1e-11);
    EXPECT_LT(peaks.power.error, 1e-11);
    EXPECT_EQ(peaks.energy.error, std::max(peaks.energy.error, peaks.energy_record.gap));
    EXPECT_EQ(peaks.power.error, std::max(peaks.power.error, peaks.power_record.gap));
  }
}

TEST(FindPeaks, TimesAreWithinTheirErrors) {
  std::mt19937_64 engine(4);
  for (int i = 0; i < 40; ++i) {
    const double tilt = static_cast<double>(engine() % 100) / 300.0;
    Curve curve({{1.0, 2.0}, {tilt, 0.7}});
    const Peaks peaks = peaks_of(curve, 2.5);
    // The slope, known exactly, changes sign within the stated distance.
    const Peak& e = peaks.energy;
    if (e.time < 2.5) {
      EXPECT_GE(curve.slope(e.time - e.time_error), 0.0);
      EXPECT_LE(curve.slope(e.time + e.time_error), 0.0);
      EXPECT_LT(e.time_error, 1e-9);
    }
    const Peak& p = peaks.power;
    const auto ascent = [&](double t) { return curve.slope(t) - curve.energy(t) / t; };
    EXPECT_GE(ascent(p.time - p.time_error), 0.0);
    EXPECT_LE(ascent(p.time + p.time_error), 0.0);
    EXPECT_LT(p.time_error, 1e-9);
  }
}

TEST(FindPeaks, TheFirstPeakNeedNotBeTheHighest) {
  Curve curve({{0.5, 3.0}, {1.0, 0.5}});
  const Peaks peaks = peaks_of(curve, 10.0);
  ASSERT_TRUE(peaks.first.has_value());
  EXPECT_LT(peaks.first->value, peaks.energy.value - 0.3);
  EXPECT_LT(peaks.first->time, peaks.energy.time);
  // The first fall on a fine grid.
  double t = 1e-4;
  while (curve.energy(t + 1e-4) > curve.energy(t)) t += 1e-4;
  EXPECT_NEAR(peaks.first->time, t, 2e-4);
  EXPECT_NEAR(peaks.first->value, curve.energy(t), 1e-6);
  EXPECT_LT(peaks.first->error, 1e-11);
}

TEST(FindPeaks, AFallIsNoPeak) {
  // E falls first, then rises to its first peak.
  Curve curve({{-0.4, 3.0}, {1.0, 0.8}});
  const Peaks peaks = peaks_of(curve, 6.0);
  ASSERT_TRUE(peaks.first.has_value());
  EXPECT_GT(peaks.first->value, 0.0);
  EXPECT_LT(curve.slope(0.5), 0.0);
  double t = 0.5;
  while (curve.slope(t) < 0.0) t += 1e-4;
  while (curve.slope(t) > 0.0) t += 1e-4;
  EXPECT_NEAR(peaks.first->time, t, 2e-4);
}

TEST(FindPeaks, AMaximumAtTheEndOfTheWindowIsNoPeak) {
  Curve curve({{1.0, 2.0}});
  const double window = 1.0;
  const Peaks peaks = peaks_of(curve, window);
  EXPECT_EQ(peaks.energy.time, window);
  EXPECT_EQ(peaks.energy.time_error, 0.0);
  EXPECT_EQ(peaks.energy.value, curve.energy(window));
  EXPECT_FALSE(peaks.first.has_value());
  EXPECT_GT(peaks.power.time, window) << "the power is sought over all times";
  EXPECT_NEAR(peaks.power.value, 0.724611353776708, 1e-14);
}

TEST(FindPeaks, TheWindowEndsExactly) {
  // A higher value waits right after the window.
  Curve curve({{1.0, 0.3}});
  for (const double window : {1e-9, 0.123, 3.0, 9.99}) {
    const Peaks peaks = peaks_of(curve, window);
    EXPECT_EQ(peaks.energy.time, window);
    EXPECT_EQ(peaks.energy.value, curve.energy(window));
  }
}

TEST(FindPeaks, EqualPeaksGiveTheEarliest) {
  Curve curve({{1.0, 2.0}});
  EXPECT_NEAR(peaks_of(curve, 60.0).energy.time, pi / 2, 1e-10);
  // The same without knowing that nothing can be higher.
  EnergyBounds loose = curve.bounds();
  loose.rise = 2.0;
  curve.set_bounds(loose);
  const Peaks peaks = peaks_of(curve, 60.0);
  EXPECT_NEAR(peaks.energy.time, pi / 2, 1e-10);
  EXPECT_LT(peaks.energy.error, 1e-12);
}

TEST(FindPeaks, KnowingThatNothingIsHigherEndsTheSearch) {
  Curve curve({{1.0, 2.0}});
  EnergyBounds rounded = curve.bounds();
  rounded.rise *= 1 + 1.2e-13;  // as an evolution states it, safe against rounding
  curve.set_bounds(rounded);
  peaks_of(curve, 1e6);
  EXPECT_LT(curve.evaluations, 1000);
}

TEST(FindPeaks, ABatteryThatOnlyLosesEnergyHasNoPower) {
  Curve curve({{-1.0, 2.0}});
  EnergyBounds bounds = curve.bounds();
  bounds.rise = 0.5;
  curve.set_bounds(bounds);
  const Peaks peaks = peaks_of(curve, 5.0);
  EXPECT_EQ(peaks.energy.value, 0.0);
  EXPECT_EQ(peaks.energy.time, 0.0);
  EXPECT_EQ(peaks.power.value, 0.0);
  EXPECT_EQ(peaks.power.time, 0.0);
  EXPECT_GT(peaks.power.error, 0.0) << "later times were not seen";
  EXPECT_LE(peaks.power.error, 0.5 / 100 * 1.01);
  EXPECT_GE(peaks.power_record.horizon, 100.0);
}

TEST(FindPeaks, NoRiseNeedsNoSearch) {
  Curve curve({{-1.0, 2.0}});
  const Peaks peaks = peaks_of(curve, 5.0);  // rise = 0
  EXPECT_EQ(peaks.energy.value, 0.0);
  EXPECT_EQ(peaks.energy.error, 0.0);
  EXPECT_EQ(peaks.power.error, 0.0);
  EXPECT_FALSE(peaks.first.has_value());
  EXPECT_LE(curve.evaluations, 1);
}

TEST(FindPeaks, ABatteryThatNeverMovesThoughItMightStillEndsTheSearch) {
  Curve curve({});
  curve.set_bounds({1.0, {1, 2, 4, 8}});
  for (const double sign : {0.0, 1.0}) {
    curve.evaluations = 0;
    if (sign != 0.0) curve.noise = scrambled;
    const Peaks peaks = peaks_of(curve, 5.0);
    EXPECT_NEAR(peaks.energy.value, 0.0, 1e-13);
    EXPECT_NEAR(peaks.power.value, 0.0, 1e-6);
    EXPECT_LE(peaks.power.error, 0.011);
  }
}

TEST(FindPeaks, ErrorsCoverSamplesThatAreWrongByTheirRadii) {
  for (int i = 0; i < 30; ++i) {
    Curve curve({{1.0, 2.0}, {1e-7 * i, 0.4}});
    curve.energy_error = 1e-7;
    curve.slope_error = 1e-7;
    curve.noise = [i](double t) { return scrambled(t + i); };
    const Peaks peaks = peaks_of(curve, 20.0);
    expect_energy_maximum(curve, peaks.energy, 20.0, 20000);
    expect_power_maximum(curve, peaks.power, 20.0, 20000);
    EXPECT_GE(peaks.energy.error, 1e-7);
    EXPECT_LT(peaks.energy.error, 1e-6);
  }
}

TEST(FindPeaks, ErrorsCoverSlopesThatAreWrongWhenEnergiesAreExact) {
  // Cubics bent down by wrong slopes must not hide the higher of two nearly equal peaks.
  for (int i = 0; i < 40; ++i) {
    Curve curve({{1.0, 2.0}, {1e-4, 0.11}});
    curve.energy_error = 0.0;
    curve.slope_error = 1e-3;
    curve.noise = [i](double t) { return scrambled(t * (1 + i)); };
    const Peaks peaks = peaks_of(curve, 30.0);
    expect_energy_maximum(curve, peaks.energy, 30.0, 30000);
    expect_power_maximum(curve, peaks.power, 30.0, 30000);
  }
}

TEST(FindPeaks, SearchesOnlyWhatIsAskedFor) {
  Curve curve({{1.0, 2.0}});
  PeakSearch only_power;
  only_power.energy = false;
  const Peaks power = find_peaks(curve, only_power);
  EXPECT_NEAR(power.power.value, 0.724611353776708, 1e-14);
  EXPECT_EQ(power.energy.value, 0.0);
  EXPECT_FALSE(power.first.has_value());
  PeakSearch only_energy;
  only_energy.power = false;
  const Peaks energy = find_peaks(curve, only_energy);
  EXPECT_NEAR(energy.energy.value, 1.0, 1e-14);
  EXPECT_EQ(energy.power.value, 0.0);
}

TEST(FindPeaks, PowerDoesNotDependOnTheWindow) {
  for (const double window : {1e-9, 0.5, 40.0}) {
    Curve curve({{1.0, 2.0}, {0.5, 0.3}, {0.2, 5.0}});
    const Peaks peaks = peaks_of(curve, window);
    Curve again({{1.0, 2.0}, {0.5, 0.3}, {0.2, 5.0}});
    PeakSearch only_power;
    only_power.energy = false;
    const Peak alone = find_peaks(again, only_power).power;
    EXPECT_NEAR(peaks.power.value, alone.value, peaks.power.error + alone.error);
    EXPECT_NEAR(peaks.power.time, alone.time, 1e-9);
  }
}

TEST(FindPeaks, TheFirstPeakOfACutLadderIsNotClaimedToBeProven) {
  for (const double leaked : {0.0, 1e-15}) {
    Curve curve({{1.0, 2.0}});
    curve.cutoff = {leaked, leaked, leaked};
    const Peaks peaks = peaks_of(curve, 2 * pi);
    ASSERT_TRUE(peaks.first.has_value());
    EXPECT_EQ(peaks.first_proven, leaked == 0.0);
  }
}

/// Samples that a test makes up, and nothing else.
class MadeUp : public Evolution {
 public:
  explicit MadeUp(const EnergyBounds& bounds) : bounds_(bounds) {}
  double anchor() const override { return 0.0; }
  Sample advance(double t) override { return evaluate(t); }
  double curvature(double) override { return 0.0; }
  Populations populations(double) override { return {}; }
  EnergyBounds bounds() const override { return bounds_; }
  Count dimension() const override { return 1; }
  std::string_view propagator() const override { return "test"; }

 private:
  EnergyBounds bounds_;
};

/// Rises from 0 to the end of its window, with an exact slope.
class Climb final : public MadeUp {
 public:
  Climb(std::function<double(double)> slope, const EnergyBounds& bounds)
      : MadeUp(bounds), slope_(std::move(slope)) {}

  Sample evaluate(double t) override {
    ++evaluations;
    return {t, t, 0.0, slope_(t), 0.0};
  }

  long evaluations = 0;

 private:
  std::function<double(double)> slope_;
};

/// Samples that the search takes in one cell 0 <= t <= 1, where E changes too little for a cubic.
long samples_of(const std::function<double(double)>& slope, double second, double third) {
  Climb climb(slope, {10, {0, second, third, 1}});
  PeakSearch search;
  search.window = 1.0;
  search.power = false;
  EXPECT_FALSE(find_peaks(climb, search).first.has_value());
  return climb.evaluations;
}

TEST(FindPeaks, ASlopeIsSettledOnlyBeyondTheRoundingOfItsBounds) {
  // (P.8) with slopes 1 and 2 at the ends: settled by 1 > D3/8, by 3 > D2, or by 2 - 1 > D3.
  const auto slope = [](double t) { return 1 + t; };
  const double large = 1e3;
  for (const double beyond : {0.0, 5e-14}) {
    EXPECT_EQ(samples_of(slope, large, 8 * (1 - beyond)), samples_of(slope, large, 7.99) + 1);
    EXPECT_EQ(samples_of(slope, 3 * (1 - beyond), large), samples_of(slope, 2.99, large) + 1);
  }
  // Equal is not beyond.
  const auto before_rounding = [](double bound) {
    double value = bound / (1 + 1024 * 0x1p-53);
    while (rounded_up(value) < bound) value = std::nextafter(value, bound);
    while (rounded_up(value) > bound) value = std::nextafter(value, 0.0);
    EXPECT_EQ(rounded_up(value), bound);
    return value;
  };
  EXPECT_EQ(samples_of(slope, large, 8 * before_rounding(1.0)), samples_of(slope, large, 7.99) + 1);
  EXPECT_EQ(samples_of(slope, before_rounding(3.0), large), samples_of(slope, 2.99, large) + 1);
  const auto bending = [](double t) { return t; };  // no room: only the third bound can settle it
  EXPECT_GT(samples_of(bending, large, 1 - 5e-14), samples_of(bending, large, 0.99));
}

TEST(FindPeaks, ACellIsHalvedThirtyTimesInSearchOfTheFirstPeak) {
  // Where the slope is a square the cells that touch its zero stay undecided, the others do not.
  EXPECT_EQ(samples_of([](double t) { return t * t; }, 2, 2), 2 + 30);
  EXPECT_EQ(samples_of([](double t) { return (1 - t) * (1 - t); }, 2, 2), 2 + 30 + 1);
}

/// The ends of a cell that begins at 0, and what is thrown when the middle is asked for.
class Ends final : public MadeUp {
 public:
  struct Undecided {};

  Ends(const Sample& left, const Sample& right, double second, double third)
      : MadeUp({10, {0, second, third, 1}}), left_(left), right_(right) {}

  Sample evaluate(double t) override {
    if (t == right_.time / 2) throw Undecided();
    return t == 0.0 ? left_ : right_;
  }

 private:
  Sample left_;
  Sample right_;
};

/// (P.8) for a cell that begins at t = 0, without a certain maximum in it.
bool settles(const Sample& left, const Sample& right, double second, double third) {
  const double a = left.slope;
  const double b = right.slope;
  const double a_error = left.slope_error;
  const double b_error = right.slope_error;
  const double w = right.time;
  const double blur = a_error + b_error;
  const bool no_room =
      a * b > 0 && (std::min(std::abs(a), std::abs(b)) > third * w * w / 8 + blur ||
                    std::abs(a) + std::abs(b) > second * w + blur);
  const bool falling = a < -a_error || (a == 0 && b < -b_error);
  return no_room || b - a > third * w * w + blur ||
         (a - b > third * w * w + blur && (b > b_error || falling));
}

TEST(FindPeaks, TheSlopesAtTheEndsOfACellSettleItOrNot) {
  const double slopes[] = {-1.0, -0.75, -0.25, 0.0, 0.25, 0.75, 1.0};
  const double errors[] = {0.0, 0.1, 0.3};
  int settled = 0;
  int open = 0;
  for (const double a : slopes) {
    for (const double b : slopes) {
      for (const double a_error : errors) {
        for (const double b_error : errors) {
          for (const double second : {0.02, 0.62, 1.44, 50.0}) {
            for (const double third : {0.0, 0.33, 0.88, 1.77, 50.0}) {
              if (a > a_error && b < -b_error) continue;  // a maximum is looked for
              // Exchanges short and long cells from case to case.
              const double width = (settled + open) % 2 == 0 ? 1.0 : 0.75;
              const Sample left{0.0, 0.0, 0.0, a, a_error};
              const Sample right{width, 1.0, 0.0, b, b_error};
              Ends ends(left, right, second, third);
              PeakSearch search;
              search.window = width;
              search.power = false;
              const bool expected = settles(left, right, second, third);
              ++(expected ? settled : open);
              if (expected) {
                EXPECT_FALSE(find_peaks(ends, search).first.has_value());
              } else {
                EXPECT_THROW(find_peaks(ends, search), Ends::Undecided)
                    << a << " ± " << a_error << ", " << b << " ± " << b_error << ", " << second
                    << ", " << third;
              }
            }
          }
        }
      }
    }
  }
  EXPECT_GT(settled, 1000);
  EXPECT_GT(open, 1000);
}

TEST(FindPeaks, ReportsProgressAndStopsWhenItIsCancelled) {
  Curve curve({{1.0, 2.0}, {0.3, 1.7}});
  PeakSearch search;
  search.window = 50.0;
  double last = -1.0;
  int calls = 0;
  search.progress = [&](double fraction) {
    EXPECT_GE(fraction, 0.0);
    EXPECT_LE(fraction, 1.0);
    last = fraction;
    ++calls;
  };
  find_peaks(curve, search);
  EXPECT_GT(calls, 10);
  EXPECT_GT(last, 0.9);
  search.progress = [&](double fraction) {
    if (fraction > 0.3) throw Cancelled();
  };
  EXPECT_THROW(find_peaks(curve, search), Cancelled);
}

TEST(FindPeaks, AWindowThatCannotBeResolvedIsRefused) {
  Curve curve({{1.0, 2.0}});
  EnergyBounds bounds = curve.bounds();
  bounds.derivatives[3] = std::numeric_limits<double>::infinity();
  curve.set_bounds(bounds);
  EXPECT_THROW(peaks_of(curve, 1.0), Unreachable);
}

TEST(FindPeaks, BoundsThatAreNoNumbersAreRefusedAndNotTakenForNothingToFind) {
  for (const double bad :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    Curve curve({{1.0, 2.0}});
    EnergyBounds bounds = curve.bounds();
    bounds.derivatives[3] = bad;
    curve.set_bounds(bounds);
    EXPECT_THROW(peaks_of(curve, 1.0), Unreachable);
    bounds = Curve({{1.0, 2.0}}).bounds();
    bounds.rise = bad;
    curve.set_bounds(bounds);
    EXPECT_THROW(peaks_of(curve, 1.0), Unreachable);
  }
}

TEST(FindPeaks, AWindowOfNearlyNoTimeHoldsNoEnergy) {
  for (const double window : {5e-324, 2.3e-308, 1e-200, 1e-108, 1e-50}) {
    Curve curve({{1.0, 2.0}});
    const Peaks peaks = peaks_of(curve, window);
    EXPECT_NEAR(peaks.energy.value, 0.0, 1e-15) << window;
    EXPECT_LE(peaks.energy.error, 1e-13) << window;
    EXPECT_GT(peaks.power.value, 0.1) << window;
  }
}

TEST(FindPeaks, AWindowWithTooManyCellsIsRefusedUnlessTheSearchEndsEarly) {
  Curve incommensurate({{0.5, 2.0}, {0.5, 2.0 * std::sqrt(2.0)}});
  EXPECT_THROW(peaks_of(incommensurate, 1e300), Unreachable);
  Curve full({{1.0, 2.0}});
  EXPECT_NEAR(peaks_of(full, 1e300).energy.value, 1.0, 1e-12);
}

}  // namespace
}  // namespace leyden
