// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/window_evolution.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "leyden/base/errors.hpp"
#include "leyden/model/charging.hpp"
#include "support/dice.hpp"

namespace leyden {
namespace {

const Route chebyshev{Propagator::chebyshev};
const Route wide{Propagator::chebyshev, Arithmetic::double_double};

Charging spins(Count cells, Count chargers) {
  Charging charging;
  charging.cells = cells;
  charging.chargers = chargers;
  return charging;
}

Charging random_chain(Dice& dice, Count most) {
  Charging charging = spins(dice.whole(1, most), dice.whole(1, most));
  const double kind = dice.uniform(0, 1);
  if (kind < 0.2) charging.charger = Charger::cavity;
  if (kind > 0.8) {
    charging.charger = Charger::limit;
    charging.chargers = 0;
  }
  if (dice.chance(0.3) && charging.charger != Charger::limit) {
    charging.start = DickeStart{dice.whole(0, charging.cells), dice.whole(0, charging.chargers)};
  }
  return charging;
}

TEST(WindowEvolution, AgreesWithThirtyTwoDigitsWithinItsRadius) {
  Dice dice(21);
  int windows = 0;
  for (int i = 0; i < 120; ++i) {
    const Protocol protocol = make_protocol(random_chain(dice, 30));
    const auto evolution = evolve(protocol);
    if (evolution->propagator() != "window") continue;
    ++windows;
    const auto exact = evolve(protocol, wide);
    for (const double time : {0.01, 0.3, 2.2, -1.7, 11.0}) {
      const Sample a = evolution->evaluate(time);
      const Sample b = exact->evaluate(time);
      EXPECT_LE(std::abs(a.energy - b.energy), a.energy_error + b.energy_error) << i;
      EXPECT_LE(std::abs(a.slope - b.slope), a.slope_error + b.slope_error) << i;
      // An inner start takes part in most eigenstates, and its rounding adds up over them.
      EXPECT_LE(a.energy_error, 4e-13 * static_cast<double>(evolution->dimension())) << i;
      EXPECT_NEAR(evolution->curvature(time), exact->curvature(time),
                  1e-10 * evolution->bounds().derivatives[1]);
    }
  }
  EXPECT_GT(windows, 90);
}

TEST(WindowEvolution, HasThePopulationsOfTheState) {
  Dice dice(22);
  for (int i = 0; i < 30; ++i) {
    const Protocol protocol = make_protocol(random_chain(dice, 12));
    const auto evolution = evolve(protocol);
    const auto exact = evolve(protocol, wide);
    const Populations a = evolution->populations(0.8);
    const Populations b = exact->populations(0.8);
    ASSERT_EQ(a.probabilities.size(), b.probabilities.size());
    double apart = 0.0;
    for (std::size_t k = 0; k < a.probabilities.size(); ++k) {
      apart += std::abs(a.probabilities[k] - b.probabilities[k]);
    }
    EXPECT_LE(apart, a.error + b.error);
    EXPECT_LE(a.error, 1e-12);
  }
}

TEST(WindowEvolution, BeginsExactlyAtNothing) {
  const auto evolution = evolve(make_protocol(spins(6, 9)));
  ASSERT_EQ(evolution->propagator(), "window");
  const Sample sample = evolution->evaluate(0.0);
  EXPECT_EQ(sample.energy, 0.0);
  EXPECT_EQ(sample.energy_error, 0.0);
  EXPECT_EQ(sample.slope, 0.0);
  EXPECT_EQ(sample.slope_error, 0.0);
}

TEST(WindowEvolution, OneChargerFollowsTheSineAtAnyTime) {
  const auto evolution = evolve(make_protocol(spins(1, 9)));
  for (const double time : {0.1, 3.0, 1e4}) {
    const Sample sample = evolution->evaluate(time);
    const long double phase = 3.0L * static_cast<long double>(time);
    const long double s = std::sin(phase);
    EXPECT_LE(std::abs(static_cast<double>(sample.energy - s * s)), sample.energy_error);
    EXPECT_LE(sample.energy_error, 2e-14);
  }
}

TEST(WindowEvolution, DoesNotLoseAccuracyWithTime) {
  const auto evolution = evolve(make_protocol(spins(10, 10)));
  const auto exact = evolve(make_protocol(spins(10, 10)), wide);
  const double time = 5000.0;
  const Sample far = evolution->evaluate(time);
  const Sample truth = exact->evaluate(time);
  EXPECT_LE(std::abs(far.energy - truth.energy), far.energy_error + truth.energy_error);
  EXPECT_LE(far.energy_error, 2e-12);
  EXPECT_LE(evolution->evaluate(1e9).energy_error, 2e-12);
  EXPECT_THROW(evolution->evaluate(1e16), Unreachable);
  EXPECT_THROW(evolution->evaluate(-1e16), Unreachable);
}

TEST(WindowEvolution, AgreesWithChebyshevOnALongChain) {
  const auto evolution = evolve(make_protocol(spins(2000, 2000)));
  const auto other = evolve(make_protocol(spins(2000, 2000)), chebyshev);
  ASSERT_EQ(evolution->propagator(), "window");
  ASSERT_EQ(other->propagator(), "chebyshev");
  for (const double time : {0.001, 0.0025, 0.004}) {
    const Sample a = evolution->evaluate(time);
    const Sample b = other->evaluate(time);
    EXPECT_LE(std::abs(a.energy - b.energy), a.energy_error + b.energy_error);
    EXPECT_LE(std::abs(a.slope - b.slope), a.slope_error + b.slope_error);
    EXPECT_LE(a.energy_error, 1e-13 * 2000);
  }
}

TEST(WindowEvolution, IsNotUsedWhereTheDiagonalDoesNotVanish) {
  Charging detuned = spins(4, 4);
  detuned.detuning = 0.1;
  EXPECT_EQ(evolve(make_protocol(detuned))->propagator(), "chebyshev");
  Charging anisotropic = spins(4, 4);
  anisotropic.anisotropy = 0.5;
  EXPECT_EQ(evolve(make_protocol(anisotropic))->propagator(), "chebyshev");
  EXPECT_EQ(evolve(make_protocol(spins(4, 4)), wide)->propagator(), "chebyshev");
  EXPECT_EQ(evolve(make_protocol(spins(4, 4)), Propagator::spectral)->propagator(), "spectral");
}

}  // namespace
}  // namespace leyden
