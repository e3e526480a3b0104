// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>

#include "leyden/base/errors.hpp"
#include "leyden/model/charging.hpp"
#include "leyden/operators/hamiltonian.hpp"
#include "leyden/propagate/evolution.hpp"
#include "support/dice.hpp"

namespace leyden {
namespace {

const Route wide{Propagator::chebyshev, Arithmetic::double_double};

Charging spins(Count cells, Count chargers, double anisotropy) {
  Charging c;
  c.cells = cells;
  c.chargers = chargers;
  c.anisotropy = anisotropy;
  return c;
}

TEST(DoubleDoubleEvolution, OneCellFollowsTheSineToTheLastBit) {
  const auto evolution = evolve(make_protocol(spins(1, 1, 0.0)), wide);
  for (const double time : {0.3, 1.0, 5.0, 40.0}) {
    const Sample sample = evolution->evaluate(time);
    const long double s = std::sin(static_cast<long double>(time));
    const long double c = std::cos(static_cast<long double>(time));
    EXPECT_LE(std::abs(static_cast<double>(sample.energy - s * s)), sample.energy_error);
    EXPECT_LE(std::abs(static_cast<double>(sample.slope - 2 * s * c)), sample.slope_error);
    EXPECT_LE(sample.energy_error, 1.2e-16) << "only the last rounding is left";
  }
}

TEST(DoubleDoubleEvolution, AgreesWithDoubleWithinItsRadiusAndShrinksIt) {
  Dice dice(12);
  for (int i = 0; i < 60; ++i) {
    Charging c =
        spins(dice.whole(1, 5), dice.whole(1, 5), dice.chance(0.4) ? 0 : dice.uniform(0, 1));
    c.coupling = dice.uniform(0.05, 1);
    if (dice.chance(0.4)) c.detuning = dice.uniform(-0.5, 0.5);
    if (dice.chance(0.4)) c.crosstalk = dice.uniform(-2, 2);
    if (dice.chance(0.4)) c.battery_crosstalk = dice.uniform(-2, 2);
    const double p = dice.uniform(0, 1);
    if (dice.chance(0.3)) c.start = ThermalCharger{p, {}};
    const Protocol protocol = make_protocol(c);
    const auto narrow = evolve(protocol);
    const auto sharp = evolve(protocol, wide);
    for (const double time : {0.4, 3.1, -2.0, 9.0}) {
      const Sample a = narrow->evaluate(time);
      const Sample b = sharp->evaluate(time);
      EXPECT_LE(std::abs(a.energy - b.energy), a.energy_error + b.energy_error);
      EXPECT_LE(std::abs(a.slope - b.slope), a.slope_error + b.slope_error);
      EXPECT_LE(b.energy_error, 1e-14);
    }
  }
}

TEST(DoubleDoubleEvolution, LongTimesStayExact) {
  // Ten thousand Rabi periods; the argument is reduced in extended precision.
  const auto evolution = evolve(make_protocol(spins(1, 1, 0.0)), wide);
  const double time = 31415.9;
  const long double s = std::sin(static_cast<long double>(time));
  const Sample sample = evolution->evaluate(time);
  EXPECT_LE(std::abs(static_cast<double>(sample.energy - s * s)), sample.energy_error + 1e-15);
  EXPECT_LE(sample.energy_error, 1e-15);
}

TEST(DoubleDoubleEvolution, SuperposedStartsAreNormalisedInIt) {
  Protocol protocol;
  protocol.blocks = {{Ladder::spins(4)}};
  protocol.terms = {{0.4, {+2}}};
  protocol.coupling = 0.8;
  protocol.start = {{1.0, {{std::sqrt(0.3), 0, {0}}, {-std::sqrt(0.7), 0, {2}}}}};
  const Sample narrow = evolve(protocol)->evaluate(2.0);
  const Sample sharp = evolve(protocol, wide)->evaluate(2.0);
  EXPECT_LE(std::abs(narrow.energy - sharp.energy), narrow.energy_error + sharp.energy_error);
  EXPECT_LE(sharp.energy_error, 1e-15);
}

TEST(DoubleDoubleEvolution, EveryKindOfSpaceHasIt) {
  Protocol lattice;
  lattice.blocks = {{Ladder::spins(2), Ladder::spins(3, 0.4), Ladder::spins(2)}};
  lattice.terms = {{1.0, {+1, -1, 0}}, {0.7, {0, +1, -1}}, {-0.3, {+1, 0, +1}}};
  lattice.coupling = 0.5;
  lattice.start = {{1.0, {{1.0, 0, {0, 2, 1}}}}};
  for (const Protocol& protocol :
       {lattice, make_protocol(spins(3, 4, 0.5)), make_protocol(spins(3, 4, 0.0))}) {
    const Sample narrow = evolve(protocol)->evaluate(1.7);
    const Sample sharp = evolve(protocol, wide)->evaluate(1.7);
    EXPECT_LE(std::abs(narrow.energy - sharp.energy), narrow.energy_error + sharp.energy_error);
    EXPECT_LE(sharp.energy_error, 1e-15);
    EXPECT_LE(100 * sharp.energy_error, narrow.energy_error);
    if (plan(protocol).space != "checkerboard") {  // which keeps many vectors in double
      EXPECT_GT(plan(protocol, wide).bytes, 1.5 * plan(protocol).bytes);
    }
  }
  EXPECT_EQ(name(Arithmetic::double_double), "double-double");
  EXPECT_EQ(name(Arithmetic::double_precision), "double");
}

TEST(DoubleDoubleEvolution, ElementsAgreeWithThoseOfDoubleToARounding) {
  const Protocol protocol = make_protocol(spins(4, 5, 0.3));
  const Space space = reachable_space(protocol.blocks[0], protocol.terms, {0, 5});
  const auto narrow = make_hamiltonian<double>(space, protocol.blocks[0], protocol, {0, 5}, true);
  const auto sharp =
      make_hamiltonian<DoubleDouble>(space, protocol.blocks[0], protocol, {0, 5}, true);
  for (Count i = 0; i < narrow->dimension(); ++i) {
    const MatrixRow a = narrow->row(i);
    const MatrixRow b = sharp->row(i);
    ASSERT_EQ(a.size, b.size);
    for (int j = 0; j < a.size; ++j) {
      const auto slot = static_cast<std::size_t>(j);
      EXPECT_EQ(a.entries[slot].index, b.entries[slot].index);
      EXPECT_NEAR(a.entries[slot].element, b.entries[slot].element,
                  1e-15 * std::abs(b.entries[slot].element));
    }
  }
}

TEST(DoubleDoubleEvolution, HasNoSpectralRoute) {
  EXPECT_THROW(
      evolve(make_protocol(spins(2, 2, 0)), {Propagator::spectral, Arithmetic::double_double}),
      InvalidInput);
}

}  // namespace
}  // namespace leyden
