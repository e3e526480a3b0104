// SPDX-License-Identifier: Apache-2.0
// What a Fock cutoff changes, against runs whose cutoff is so high that it changes nothing.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

#include "leyden/model/charging.hpp"
#include "leyden/propagate/evolution.hpp"
#include "leyden/propagate/leakage.hpp"
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

/// (B.14) for one edge state, with the samples written out anew.
TEST(Leakage, SupremumIsThatOfTheTheory) {
  Dice dice(4);
  for (const double tau : {0.3, 5.0, 60.0, 128.0}) {
    for (const bool rotated : {false, true}) {
      Cut cut;
      cut.edge = {1};
      cut.coupling = 3.0;
      Leakage leakage(cut);
      const std::size_t orders = chebyshev_series(tau).coefficients.size();
      std::vector<std::complex<double>> amplitudes;
      leakage.begin(tau);
      for (std::size_t j = 0; j < orders; ++j) {
        State<double> vector{PaddedVector<double>(2), PaddedVector<double>(2)};
        vector.re[0] = vector.im[0] = 1.0;  // not at the edge
        vector.re[1] = dice.uniform(-1, 1);
        vector.im[1] = dice.uniform(-1, 1);
        const bool real = j == 0 || rotated;
        leakage.record(vector, real);
        amplitudes.emplace_back(vector.re[1], real ? 0.0 : vector.im[1]);
      }
      const auto edge = [&](double x) {
        const auto c = chebyshev_series(tau / 2 * (1 + x)).coefficients;
        std::complex<double> sum = 0.0;
        std::complex<double> phase = 1.0;
        for (std::size_t j = 0; j < std::min(orders, c.size()); ++j) {
          sum += c[j] * phase * amplitudes[j];
          if (!rotated) phase *= std::complex<double>(0.0, -1.0);
        }
        return std::abs(sum);
      };
      const std::size_t nodes = 2 * chebyshev_series(tau / 2).coefficients.size();
      double highest = 0.0;
      for (std::size_t i = 0; i < nodes; ++i) {
        const double angle =
            std::numbers::pi * (static_cast<double>(i) + 0.5) / static_cast<double>(nodes);
        highest = std::max(highest, edge(std::cos(angle)));
      }
      const double expected = 3.0 * std::numbers::sqrt2 * highest;
      EXPECT_GE(leakage.supremum(rotated), expected);
      EXPECT_LE(leakage.supremum(rotated), expected * (1 + 1e-9));
      for (double x = -1; x <= 1; x += 1.0 / 512) {
        EXPECT_LE(3.0 * edge(x), leakage.supremum(rotated));
      }
      // Beginning again forgets what was recorded.
      leakage.begin(tau);
      leakage.record(State<double>{PaddedVector<double>(2), PaddedVector<double>(2)}, false);
      EXPECT_EQ(leakage.supremum(rotated), 0.0);
    }
  }
}

}  // namespace
}  // namespace leyden
