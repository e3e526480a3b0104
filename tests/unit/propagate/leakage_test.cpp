// SPDX-License-Identifier: Apache-2.0
// What a Fock cutoff changes, against runs whose cutoff is so high that it changes nothing.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "leyden/model/charging.hpp"
#include "leyden/propagate/evolution.hpp"
#include "support/dice.hpp"

namespace leyden {
namespace {

const std::vector<double> times{0.01, 0.1, 0.3, 0.7, 1.5, 3.0, 6.0};

Charging dicke(Charger charger, double anisotropy, double coupling) {
  Charging c;
  c.charger = charger;
  c.cells = 3;
  c.chargers = charger == Charger::limit ? 0 : 2;
  c.anisotropy = anisotropy;
  c.coupling = coupling;
  return c;
}

struct Widest {
  double rate = 0.0;
  double energy = 0.0;
};

void expect_radii_hold(const Charging& charging, Count cutoff, const Route& route) {
  const auto truth = evolve(make_protocol(charging, 600));
  const auto cut = evolve(make_protocol(charging, cutoff), route);
  Widest difference;
  for (const double time : times) {
    const Sample exact = truth->advance(time);
    const Sample sample = cut->advance(time);
    ASSERT_LT(exact.energy_error, 1e-8) << "the reference must not leak";
    const double apart = std::abs(sample.energy - exact.energy);
    EXPECT_LE(apart, sample.energy_error + exact.energy_error) << cutoff << " at " << time;
    EXPECT_LE(std::abs(sample.slope - exact.slope), sample.slope_error + exact.slope_error)
        << cutoff << " at " << time;
    difference.energy = std::max(difference.energy, apart - exact.energy_error);
    difference.rate = std::max(difference.rate, (apart - exact.energy_error) / time);
    const CutoffError bound = cut->cutoff_error();
    EXPECT_LE(difference.energy, bound.energy);
    EXPECT_LE(difference.rate, bound.power);
    EXPECT_LE(bound.leak, bound.energy);
  }
}

TEST(Leakage, BoundsWhatACutoffChanges) {
  for (const Charger charger : {Charger::cavity, Charger::limit}) {
    for (const double anisotropy : {0.1, 1.0}) {
      for (const Count cutoff : {8, 12, 20, 30, 50, 90}) {
        expect_radii_hold(dicke(charger, anisotropy, 0.7), cutoff, {});
        expect_radii_hold(dicke(charger, anisotropy, 0.7), cutoff, Propagator::spectral);
      }
    }
  }
}

TEST(Leakage, BoundsItInDoubleDoubleToo) {
  for (const Count cutoff : {8, 20, 40}) {
    expect_radii_hold(dicke(Charger::cavity, 0.6, 0.5), cutoff,
                      {Propagator::chebyshev, Arithmetic::double_double});
  }
}

TEST(Leakage, AsksForLittleMoreThanIsNeeded) {
  // The bound is of first order in what leaks, the energy of second: the price is some levels more.
  const Charging charging = dicke(Charger::cavity, 1.0, 0.5);
  const Sample exact = evolve(make_protocol(charging, 600))->advance(2.0);
  Count needed = 0;
  Count asked = 0;
  for (Count cutoff = 16; cutoff < 300 && asked == 0; cutoff += 2) {
    const Sample sample = evolve(make_protocol(charging, cutoff))->advance(2.0);
    const double apart = std::abs(sample.energy - exact.energy);
    if (apart > 1e-9) needed = cutoff + 2;
    if (sample.energy_error < 1e-9) asked = cutoff;
  }
  EXPECT_GE(asked, needed);
  EXPECT_LE(static_cast<double>(asked), 1.7 * static_cast<double>(needed));
}

TEST(Leakage, FallsBelowRoundingAsTheCutoffGrows) {
  const Charging charging = dicke(Charger::cavity, 1.0, 0.5);
  double before = INFINITY;
  for (const Count cutoff : {30, 60, 90, 120, 150}) {
    const auto evolution = evolve(make_protocol(charging, cutoff));
    evolution->advance(6.0);
    const double leak = evolution->cutoff_error().leak;
    EXPECT_LT(leak, before);
    before = leak;
  }
  EXPECT_LT(before, 1e-13);
}

TEST(Leakage, NothingLeaksWhereNothingIsCut) {
  Charging charging = dicke(Charger::cavity, 0.0, 0.5);
  const auto evolution = evolve(make_protocol(charging));
  evolution->advance(3.0);
  EXPECT_EQ(evolution->cutoff_error().energy, 0.0);
  EXPECT_EQ(evolution->cutoff_error().power, 0.0);
}

TEST(Leakage, OfAMixtureIsTheWeightedSum) {
  Charging charging = dicke(Charger::cavity, 1.0, 0.5);
  charging.start = BatteryMixture{{0.25, 0.75, 0, 0}};
  const auto truth = evolve(make_protocol(charging, 400));
  const auto evolution = evolve(make_protocol(charging, 24));
  const Sample sample = evolution->advance(1.5);
  const Sample exact = truth->advance(1.5);
  EXPECT_LE(std::abs(sample.energy - exact.energy), sample.energy_error + exact.energy_error);
  EXPECT_GT(evolution->cutoff_error().energy, 0.0);
}

}  // namespace
}  // namespace leyden
