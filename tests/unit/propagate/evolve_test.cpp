// SPDX-License-Identifier: Apache-2.0
// What every evolution promises, on random protocols of all chargers, starts and term shapes.
#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "leyden/base/errors.hpp"
#include "leyden/model/charging.hpp"
#include "leyden/propagate/board_evolution.hpp"
#include "leyden/propagate/evolution.hpp"
#include "support/dice.hpp"

namespace leyden {
namespace {

std::vector<double> distribution(Dice& dice, Count size) {
  std::vector<double> p(static_cast<std::size_t>(size));
  double sum = 0.0;
  for (double& value : p) sum += value = dice.uniform(0, 1);
  for (double& value : p) value /= sum;
  return p;
}

Protocol random_charging(Dice& dice, Charger charger, int start) {
  Charging c;
  c.charger = charger;
  c.cells = dice.whole(1, 4);
  c.chargers = dice.whole(1, 4);
  c.anisotropy = dice.chance(0.4) ? 0.0 : dice.uniform(0, 1);
  c.coupling = dice.uniform(0.1, 1);
  c.detuning = dice.chance(0.5) ? 0.0 : dice.uniform(-0.4, 0.4);
  c.battery_crosstalk = dice.chance(0.5) ? 0.0 : dice.uniform(-2, 2);
  if (charger == Charger::spins && dice.chance(0.5)) c.crosstalk = dice.uniform(-2, 2);
  if (start == 1) c.start = BatteryMixture{distribution(dice, c.cells + 1)};
  if (start == 2 && charger != Charger::limit) {
    c.start = DickeStart{dice.whole(0, c.cells), dice.whole(0, c.chargers)};
  }
  if (start == 3 && charger == Charger::spins)
    c.start = ChargerMixture{distribution(dice, c.chargers + 1)};
  if (start == 4 && charger == Charger::spins) c.start = ThermalCharger{dice.uniform(0, 1), {}};
  return make_protocol(c, 9);
}

/// Three ladders, all joined.
Protocol three_ladders() {
  Protocol protocol;
  protocol.blocks = {{Ladder::spins(2), Ladder::spins(3, 0.4), Ladder::cavity(3).detuned(-0.1)}};
  protocol.terms = {{1.0, {+1, -1, 0}}, {0.7, {0, +1, -1}}, {-0.3, {+1, 0, +1}}};
  protocol.coupling = 0.5;
  protocol.start = {{1.0, {{1.0, 0, {0, 2, 1}}}}};
  return protocol;
}

/// A Lipkin-Meshkov-Glick battery with a superposed start.
Protocol squeezed_battery() {
  Protocol protocol;
  protocol.blocks = {{Ladder::spins(6)}};
  protocol.terms = {{0.4, {+2}}};
  protocol.coupling = 0.8;
  protocol.start = {{1.0, {{std::sqrt(0.3), 0, {0}}, {-std::sqrt(0.7), 0, {2}}}}};
  return protocol;
}

std::vector<Protocol> many_protocols() {
  Dice dice(5);
  std::vector<Protocol> protocols{three_ladders(), squeezed_battery()};
  for (const Charger charger : {Charger::spins, Charger::cavity, Charger::limit}) {
    for (int start = 0; start < 5; ++start) {
      for (int i = 0; i < 3; ++i) protocols.push_back(random_charging(dice, charger, start));
    }
  }
  return protocols;
}

constexpr Propagator both[] = {Propagator::chebyshev, Propagator::spectral};

void expect_same_bits(const Sample& a, const Sample& b) {
  EXPECT_EQ(a.time, b.time);
  EXPECT_EQ(a.energy, b.energy);
  EXPECT_EQ(a.energy_error, b.energy_error);
  EXPECT_EQ(a.slope, b.slope);
  EXPECT_EQ(a.slope_error, b.slope_error);
}

void expect_agreement(const Sample& a, const Sample& b) {
  EXPECT_EQ(a.time, b.time);
  EXPECT_LE(std::abs(a.energy - b.energy), a.energy_error + b.energy_error);
  EXPECT_LE(std::abs(a.slope - b.slope), a.slope_error + b.slope_error);
}

TEST(Evolve, BothPropagatorsAgreeWithinTheSumOfTheirRadii) {
  for (const Protocol& protocol : many_protocols()) {
    const auto chebyshev = evolve(protocol);
    const auto spectral = evolve(protocol, Propagator::spectral);
    for (const double time : {0.0, 0.3, 1.9, -0.8, 12.0}) {
      const Sample a = chebyshev->evaluate(time);
      const Sample b = spectral->evaluate(time);
      expect_agreement(a, b);
      if (chebyshev->cutoff_error().energy == 0.0) {
        EXPECT_LT(a.energy_error, 1e-9);
        EXPECT_LT(b.energy_error, 1e-9);
      }
      EXPECT_NEAR(chebyshev->curvature(time), spectral->curvature(time),
                  1e-9 * (1 + chebyshev->bounds().derivatives[1]));
    }
  }
}

TEST(Evolve, EvaluateLeavesTheAnchorAndAdvanceMovesIt) {
  for (const Propagator propagator : both) {
    for (const Protocol& protocol : many_protocols()) {
      const auto evolution = evolve(protocol, propagator);
      EXPECT_EQ(evolution->anchor(), 0.0);
      evolution->evaluate(0.7);
      evolution->evaluate(-0.2);
      evolution->curvature(0.4);
      evolution->populations(0.5);
      EXPECT_EQ(evolution->anchor(), 0.0);
      evolution->advance(0.6);
      EXPECT_EQ(evolution->anchor(), 0.6);
      evolution->evaluate(0.1);
      EXPECT_EQ(evolution->anchor(), 0.6);
      evolution->advance(0.2);
      EXPECT_EQ(evolution->anchor(), 0.2);
    }
  }
}

TEST(Evolve, TheSameTimeTwiceIsTheSameAnswer) {
  for (const Protocol& protocol : many_protocols()) {
    const auto evolution = evolve(protocol);
    const Sample first = evolution->evaluate(0.9);
    expect_same_bits(evolution->evaluate(0.9), first);
    evolution->evaluate(0.4);
    expect_same_bits(evolution->evaluate(0.9), first);
    const Sample moved = evolution->advance(0.9);
    expect_same_bits(moved, first);
    expect_same_bits(evolution->evaluate(0.9), first);
    expect_same_bits(evolution->advance(0.9), first);
  }
}

TEST(Evolve, TheOrderOfQuestionsDoesNotMatterWithinTheRadii) {
  for (const Protocol& protocol : many_protocols()) {
    const auto fresh = evolve(protocol);
    const auto wandering = evolve(protocol);
    for (const double anchor : {0.5, 3.0, 1.1, 0.0}) {
      wandering->advance(anchor);
      for (const double time : {2.0, 0.25, 0.0, anchor}) {
        expect_agreement(wandering->evaluate(time), fresh->evaluate(time));
      }
    }
  }
}

TEST(Evolve, RepeatedRunsGiveTheSameBits) {
  for (const Protocol& protocol : many_protocols()) {
    const auto a = evolve(protocol);
    const auto b = evolve(protocol);
    for (const double time : {0.3, 1.4}) expect_same_bits(a->advance(time), b->advance(time));
    EXPECT_EQ(a->populations(2.0), b->populations(2.0));
  }
}

double mean(const Populations& populations) {
  const std::vector<double>& p = populations.probabilities;
  double sum = 0.0;
  for (std::size_t k = 0; k < p.size(); ++k) sum += static_cast<double>(k) * p[k];
  return sum;
}

TEST(Evolve, PopulationsAreProbabilitiesWhoseMeanIsTheEnergy) {
  for (const Propagator propagator : both) {
    for (const Protocol& protocol : many_protocols()) {
      const auto evolution = evolve(protocol, propagator);
      const double at_start = mean(evolution->populations(0.0));
      for (const double time : {0.0, 0.8, 2.5}) {
        const auto populations = evolution->populations(time);
        double sum = 0.0;
        for (const double p : populations.probabilities) {
          EXPECT_GE(p, 0.0);
          sum += p;
        }
        EXPECT_NEAR(sum, 1.0, 1e-12);
        EXPECT_NEAR(mean(populations) - at_start, evolution->evaluate(time).energy, 1e-11);
      }
    }
  }
}

TEST(Evolve, PopulationsCountTheExcitedCellsOfTheStart) {
  Charging c;
  c.cells = 3;
  c.chargers = 2;
  c.start = DickeStart{2, 1};
  EXPECT_EQ(evolve(make_protocol(c))->populations(0.0).probabilities.at(2), 1.0);
  c.start = BatteryMixture{{0.4, 0.6, 0, 0}};
  const auto populations = evolve(make_protocol(c))->populations(0.0).probabilities;
  EXPECT_NEAR(populations.at(0), 0.4, 1e-15);
  EXPECT_NEAR(populations.at(1), 0.6, 1e-15) << "also in the smaller total spin";
}

TEST(Evolve, SlopeAndCurvatureAreDerivatives) {
  const double h = 1e-4;
  for (const Protocol& protocol : many_protocols()) {
    const auto evolution = evolve(protocol);
    const auto d = evolution->bounds().derivatives;
    for (const double time : {0.0, 0.6, 2.2}) {
      const Sample before = evolution->evaluate(time - h);
      const Sample after = evolution->evaluate(time + h);
      // Central differences miss by h²/6 of the third derivative; h is small against the rounding.
      const double slope = (after.energy - before.energy) / (2 * h);
      const double rounding = (after.energy_error + before.energy_error) / (2 * h) + 1e-11;
      EXPECT_NEAR(evolution->evaluate(time).slope, slope, d[2] * h * h / 6 + rounding);
      const double curvature = (after.slope - before.slope) / (2 * h);
      const double slope_rounding = (after.slope_error + before.slope_error) / (2 * h) + 1e-11;
      EXPECT_NEAR(evolution->curvature(time), curvature, d[3] * h * h / 6 + slope_rounding);
    }
  }
}

TEST(Evolve, EnergyKeepsTheBoundsThatWereStatedBeforehand) {
  for (const Protocol& protocol : many_protocols()) {
    const auto evolution = evolve(protocol);
    const EnergyBounds bounds = evolution->bounds();
    for (double time = 0.0; time < 8.0; time += 0.05) {
      const Sample sample = evolution->advance(time);
      EXPECT_LE(sample.energy, bounds.rise + sample.energy_error);
      EXPECT_LE(std::abs(sample.slope), bounds.derivatives[0] + sample.slope_error);
      EXPECT_LE(std::abs(evolution->curvature(time)), bounds.derivatives[1] * (1 + 1e-9) + 1e-9);
    }
  }
}

TEST(Evolve, AMixtureIsTheWeightedSumOfItsParts) {
  Protocol protocol = three_ladders();
  protocol.blocks.push_back({Ladder::spins(1, 0.0, 1), Ladder::spins(2), Ladder::cavity(2)});
  const std::vector<Branch> parts{
      {0.2, {{1.0, 0, {0, 3, 1}}}}, {0.5, {{1.0, 1, {0, 2, 1}}}}, {0.3, {{1.0, 0, {1, 1, 1}}}}};
  protocol.start = parts;
  const auto mixed = evolve(protocol);
  EXPECT_EQ(plan(protocol).space, "mixture");
  for (const double time : {0.4, 1.3}) {
    double energy = 0.0, slope = 0.0, rest = 0.0;
    for (Branch part : parts) {
      const double probability = std::exchange(part.probability, 1.0);
      Protocol alone = protocol;
      alone.start = {part};
      const auto evolution = evolve(alone);
      const Sample sample = evolution->evaluate(time);
      energy += probability * sample.energy;
      slope += probability * sample.slope;
      rest += probability * mean(evolution->populations(time));
    }
    EXPECT_NEAR(mixed->evaluate(time).energy, energy, 1e-14);
    EXPECT_NEAR(mixed->evaluate(time).slope, slope, 1e-13);
    EXPECT_NEAR(mean(mixed->populations(time)), rest, 1e-13);
  }
}

TEST(Evolve, ASuperpositionInOneSpaceIsCoherent) {
  // (|0,1> + |1,0>)/√2 is an eigenstate of the exchange.
  Protocol protocol;
  protocol.blocks = {{Ladder::spins(1), Ladder::spins(1)}};
  protocol.terms = {{1.0, {+1, -1}}};
  protocol.start = {{1.0, {{std::sqrt(0.5), 0, {0, 1}}, {std::sqrt(0.5), 0, {1, 0}}}}};
  for (const Propagator propagator : both) {
    const auto evolution = evolve(protocol, propagator);
    for (const double time : {0.3, 1.0}) EXPECT_NEAR(evolution->evaluate(time).energy, 0.0, 1e-14);
  }
  // A driven cell from (|0> + |1>)/√2. The mixture of |0> and |1> would not move at all.
  Protocol driven;
  driven.blocks = {{Ladder::spins(1)}};
  driven.terms = {{1.0, {+1}}};
  driven.coupling = 0.5;  // H/g = S_+ + S_- + 2 k
  driven.start = {{1.0, {{std::sqrt(0.5), 0, {0}}, {std::sqrt(0.5), 0, {1}}}}};
  // Spin along x precesses about (2, 0, 2)/√8 with the angle √8 t: k - 1/2 = (1 - cos(√8 t))/4.
  for (const Propagator propagator : both) {
    const auto evolution = evolve(driven, propagator);
    for (const double time : {0.2, 0.9, 2.6}) {
      const double expected = (1 - std::cos(std::sqrt(8.0) * time)) / 4;
      EXPECT_NEAR(evolution->evaluate(time).energy, expected, 1e-13);
    }
  }
}

TEST(Evolve, SignsOfASuperpositionMatter) {
  Protocol protocol = squeezed_battery();
  const double one = evolve(protocol)->evaluate(0.4).energy;
  protocol.start[0].components[1].amplitude *= -1;
  EXPECT_GT(std::abs(evolve(protocol)->evaluate(0.4).energy - one), 0.01);
}

TEST(Evolve, ADetuningOfPairsOfPhotonsKeepsItsDigits) {
  // One cell, two photons: Rabi's formula with h = sqrt(2) g. Half a quantum less half a detuning
  // is no double.
  for (const double detuning : {1e-5, 1e-13, 3e-17, 0.3}) {
    Charging c;
    c.charger = Charger::cavity;
    c.photons = 2;
    c.chargers = 2;
    c.detuning = detuning;
    c.coupling = detuning;
    for (const Propagator route : {Propagator::automatic, Propagator::spectral}) {
      const auto evolution = evolve(make_protocol(c), route);
      const long double turn = std::sqrt(2 + 0.25L);
      const long double s = std::sin(turn * 1.1L);
      const Sample sample = evolution->evaluate(1.1);
      EXPECT_LE(std::abs(sample.energy - 2 / (turn * turn) * s * s), sample.energy_error + 1e-16L)
          << "detuning " << detuning;
      EXPECT_LT(sample.energy_error, 1e-11) << "detuning " << detuning;
    }
  }
}

TEST(Evolve, AProtocolWithoutStartIsABug) {
  Protocol protocol = three_ladders();
  protocol.start.clear();
  EXPECT_THROW(evolve(protocol), InternalError);
}

TEST(Evolve, AStartOffTheLaddersIsRefused) {
  Protocol protocol = three_ladders();
  protocol.start[0].components[0].label = {0, 4, 0};
  EXPECT_THROW(evolve(protocol), InvalidInput);
  EXPECT_THROW(plan(protocol), InvalidInput);
}

Charging spins(Count cells, Count chargers, double anisotropy = 0.0) {
  Charging charging;
  charging.cells = cells;
  charging.chargers = chargers;
  charging.anisotropy = anisotropy;
  return charging;
}

TEST(Plan, NamesTheSpaceAndItsSize) {
  const Plan chain = plan(make_protocol(spins(5, 9)));
  EXPECT_EQ(chain.space, "chain");
  EXPECT_EQ(chain.dimension, 6.0);
  EXPECT_GT(chain.bytes, 6.0 * 8);
  EXPECT_EQ(plan(make_protocol(spins(5, 9, 0.1))).space, "checkerboard");
  EXPECT_EQ(plan(three_ladders()).space, "lattice");
  EXPECT_EQ(evolve(make_protocol(spins(5, 9, 0.1)))->dimension(), 30);
  EXPECT_GT(plan(make_protocol(spins(50, 50)), Propagator::spectral).bytes, 51.0 * 51 * 8);
}

TEST(Plan, CountsWhatABoardKeeps) {
  // States, base, anchor, target, zeros, four vectors and two outputs: complex but for the zeros.
  EXPECT_EQ(BoardEvolution::bytes(1e8, false), 1e8 * (16 + 16 * (3.5 + 4 + 2)));
  EXPECT_EQ(BoardEvolution::bytes(1e8, true), 1e8 * (16 + 8 * (3.5 + 4 + 2)));
  const auto expect = [](const Charging& charging, double states, bool folded) {
    const double bytes = BoardEvolution::bytes(states, folded);
    EXPECT_NEAR(plan(make_protocol(charging), Propagator::chebyshev).bytes, bytes, 1e-6 * bytes);
  };
  expect(spins(4000, 4001, 1.0), 4001.0 * 4002.0 / 2, false);
  const double square = 4001.0 * 4001.0 / 2;
  Charging charging = spins(4000, 4000, 1.0);
  expect(charging, square, true);
  charging.detuning = 0.1;
  expect(charging, square, false);
  charging.detuning = 0.0;
  charging.start = DickeStart{1, 4000};
  expect(charging, square, false);
  // Small ones keep as many vectors as a step has.
  EXPECT_GT(plan(make_protocol(spins(3, 4, 1.0))).bytes, 10 * 16.0 * 200);
}

TEST(Plan, SharesTheMemoryOfBoardsAmongTheMembersOfAMixture) {
  Charging charging = spins(60, 60, 1.0);
  charging.start = ThermalCharger{0.5, {}};
  const Plan mixture = plan(make_protocol(charging));
  EXPECT_EQ(mixture.space, "mixture");
  // The least is eleven vectors; alone each member would keep more than a hundred.
  EXPECT_LT(mixture.bytes, 200 * mixture.dimension);
  EXPECT_GT(plan(make_protocol(spins(60, 60, 1.0))).bytes, 1000 * 61.0 * 61.0 / 2);
}

TEST(Plan, TellsSizesThatNoMachineHoldsAndEvolveRefusesThem) {
  const Count n = 1'000'000'000'000'000;
  const Protocol chain = make_protocol(spins(n, n));
  EXPECT_NEAR(plan(chain).dimension, 1e15, 1.0);
  const Protocol board = make_protocol(spins(n, n, 0.5));
  EXPECT_NEAR(plan(board).dimension / 0.5e30, 1.0, 1e-12);
  for (const Protocol& protocol : {chain, board}) {
    try {
      evolve(protocol);
      FAIL() << "not refused";
    } catch (const InvalidInput& failure) {
      EXPECT_NE(std::string(failure.what()).find("GiB"), std::string::npos) << failure.what();
    }
  }
}

}  // namespace
}  // namespace leyden
