// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/coupling_evolution.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <vector>

#include "leyden/model/charging.hpp"
#include "leyden/operators/coupled_spins.hpp"
#include "leyden/operators/coupling_kernels.hpp"
#include "support/dice.hpp"

namespace leyden {
namespace {

constexpr double everything = std::numeric_limits<double>::infinity();

Protocol strong(Count cells, Count chargers, double coupling = 0.1, double detuning = 0.0) {
  Charging c;
  c.cells = cells;
  c.chargers = chargers;
  c.anisotropy = 1.0;
  c.coupling = coupling;
  c.detuning = detuning;
  return make_protocol(c);
}

CoupledSpins spins_of(const Protocol& protocol) {
  return coupled_spins(protocol.blocks[0], protocol, protocol.start[0].components[0].label).value();
}

void expect_agreement(const Sample& a, const Sample& b) {
  EXPECT_LE(std::abs(a.energy - b.energy), a.energy_error + b.energy_error) << a.time;
  EXPECT_LE(std::abs(a.slope - b.slope), a.slope_error + b.slope_error) << a.time;
}

/// Diagonalisation in the basis of excited spins shares no basis, no series and no recurrence.
TEST(CouplingEvolution, AgreesWithDiagonalisation) {
  Dice dice(1);
  for (int i = 0; i < 40; ++i) {
    const Protocol protocol = strong(dice.whole(1, 12), dice.whole(1, 12), dice.uniform(0.05, 2),
                                     dice.uniform(-0.5, 0.5));
    CouplingEvolution evolution(spins_of(protocol), everything, {});
    const auto oracle = evolve(protocol, Propagator::spectral);
    std::vector<double> times;
    for (int k = 0; k < 12; ++k) times.push_back(dice.uniform(0, 3));
    const std::vector<Sample> followed = evolution.follow(times);
    for (std::size_t k = 0; k < times.size(); ++k) {
      const Sample expected = oracle->evaluate(times[k]);
      expect_agreement(followed[k], expected);
      expect_agreement(evolution.evaluate(times[k]), expected);
      EXPECT_NEAR(followed[k].energy, expected.energy, 1e-11);
    }
    const double time = dice.uniform(0, 3);
    const double bent = oracle->curvature(time);
    EXPECT_NEAR(evolution.curvature(time), bent, 1e-9 * (1 + std::abs(bent)));
    const Populations got = evolution.populations(time);
    const Populations expected = oracle->populations(time);
    double apart = 0.0;
    for (std::size_t k = 0; k < got.probabilities.size(); ++k) {
      apart += std::abs(got.probabilities[k] - expected.probabilities[k]);
    }
    EXPECT_LE(apart, got.error + expected.error);
  }
}

/// A cut that is too small must grow; one that is nearly too small must own up to what it loses.
TEST(CouplingEvolution, IsWithinItsRadiusWhateverTheCut) {
  Dice dice(2);
  int grown = 0;
  for (int i = 0; i < 24; ++i) {
    const Protocol protocol = strong(dice.whole(20, 40), dice.whole(20, 40), dice.uniform(0.05, 1));
    const CoupledSpins spins = spins_of(protocol);
    const double most = static_cast<double>(spins.cells * spins.chargers) / 4;
    const double cut = dice.uniform(0.05, 0.9) * most;
    CouplingEvolution evolution(spins, cut, {});
    const auto oracle = evolve(protocol, Propagator::chebyshev);
    const double end = dice.uniform(0.05, 0.6);
    std::vector<double> times;
    for (int k = 1; k <= 5; ++k) times.push_back(end * k / 5);
    const std::vector<Sample> got = evolution.follow(times);
    for (std::size_t k = 0; k < times.size(); ++k) {
      expect_agreement(got[k], oracle->advance(times[k]));
    }
    if (evolution.cut() > cut) ++grown;
    // What the start holds beyond the cut is in every radius.
    if (evolution.cut() == cut) {
      const CouplingBoard board(spins, cut);
      AlignedArray x = board.vector();
      const double missing = board.lay_out_start(x.data() + CouplingBoard::margin);
      EXPECT_GE(got.front().energy_error,
                static_cast<double>(spins.cells) * std::min(1.0, missing * missing));
    }
  }
  EXPECT_GT(grown, 3);
}

/// The start lies within the cut, but fast spins turn their own energy into coupling beyond it.
TEST(CouplingEvolution, GrowsWhereFastSpinsLeadOut) {
  const Protocol protocol = strong(100, 100, 0.01);
  const CoupledSpins spins = spins_of(protocol);
  const CouplingBoard board(spins, 900.0);
  AlignedArray x = board.vector();
  EXPECT_LT(board.lay_out_start(x.data() + CouplingBoard::margin), 1e-7);
  CouplingEvolution evolution(spins, 900.0, {});
  const auto oracle = evolve(protocol, Propagator::chebyshev);
  for (const double time : {0.05, 0.15}) {
    const Sample got = evolution.advance(time);
    expect_agreement(got, oracle->advance(time));
    EXPECT_LT(got.energy_error, 1e-7);
  }
  EXPECT_GT(evolution.cut(), 900.0);
}

TEST(CouplingEvolution, LosesNothingThatMattersAtItsUsualCut) {
  const Protocol protocol = strong(300, 260);
  ASSERT_TRUE(CouplingEvolution::pays(spins_of(protocol)));
  CouplingEvolution evolution(spins_of(protocol));
  const auto board = evolve(protocol, Propagator::chebyshev);
  for (const double time : {0.01, 0.045, 0.09}) {
    const Sample got = evolution.advance(time);
    const Sample expected = board->advance(time);
    expect_agreement(got, expected);
    EXPECT_NEAR(got.energy, expected.energy, 1e-11 * expected.energy);
    EXPECT_LT(got.energy_error, expected.energy_error);
  }
  EXPECT_EQ(evolution.cut(), CouplingEvolution::usual_cut(spins_of(protocol)));
}

TEST(CouplingEvolution, TakesTheEnergyOfTheNormalisedState) {
  const CoupledSpins spins = spins_of(strong(60, 60));
  const double cut = 20.0;  // loses a part of the start that shows
  const CouplingBoard board(spins, cut);
  AlignedArray re = board.vector();
  AlignedArray im = board.vector();
  EXPECT_GT(board.lay_out_start(re.data() + CouplingBoard::margin), 1e-2);
  const CouplingMoments m =
      measure(board, {re.data() + CouplingBoard::margin, im.data() + CouplingBoard::margin});
  EXPECT_LT(m.norm, 1 - 1e-4);
  CouplingEvolution evolution(spins, cut, {});
  const Sample first = evolution.evaluate(0.0);
  EXPECT_EQ(evolution.cut(), cut);
  EXPECT_NEAR(first.energy, m.mean / m.norm + 30.0, 1e-12);
  EXPECT_LT(std::abs(first.energy), first.energy_error);  // it is 0
}

TEST(CouplingEvolution, HoldsNoMoreBytesThanItSaid) {
  Dice dice(3);
  for (int i = 0; i < 40; ++i) {
    const CoupledSpins spins =
        spins_of(strong(dice.whole(2, 900), dice.whole(2, 900), dice.uniform(0.1, 10)));
    const CouplingBoard board(spins, CouplingEvolution::usual_cut(spins));
    const double vector = 16 * (static_cast<double>(board.size()) + 16);
    const double vectors = std::floor(std::clamp(48e6 / vector, 4.0, 256.0));
    const double outputs = std::floor(std::clamp(32e6 / vector, 2.0, 64.0));
    EXPECT_GE(CouplingEvolution::bytes(spins), vector * (3.5 + vectors + outputs));
  }
}

TEST(CouplingEvolution, GrowsFromNothing) {
  for (const double cut : {0.0, -1.0}) {
    const Protocol protocol = strong(3, 4);
    CouplingEvolution evolution(spins_of(protocol), cut, {});
    expect_agreement(evolution.evaluate(0.3),
                     evolve(protocol, Propagator::spectral)->evaluate(0.3));
  }
}

/// A block of a mixture begins with cells that are excited and stay so.
TEST(CouplingEvolution, CountsTheCellsThatAreExcitedThroughout) {
  Charging c;
  c.cells = 302;
  c.chargers = 300;
  c.anisotropy = 1.0;
  c.coupling = 0.3;
  BatteryMixture start;
  start.probabilities.assign(303, 0.0);
  start.probabilities[0] = 0.25;
  start.probabilities[1] = 0.75;
  c.start = start;
  const Protocol protocol = make_protocol(c);
  const auto mixture = evolve(protocol);
  const auto boards = evolve(protocol, Propagator::chebyshev);
  for (const double time : {0.0, 0.01}) {
    const Populations got = mixture->populations(time);
    const Populations expected = boards->populations(time);
    ASSERT_EQ(got.probabilities.size(), expected.probabilities.size());
    double apart = 0.0;
    for (std::size_t k = 0; k < got.probabilities.size(); ++k) {
      apart += std::abs(got.probabilities[k] - expected.probabilities[k]);
    }
    EXPECT_LE(apart, got.error + expected.error) << time;
  }
}

TEST(CouplingEvolution, IsTakenWhereItPays) {
  EXPECT_EQ(evolve(strong(50, 50))->propagator(), "chebyshev");
  EXPECT_EQ(evolve(strong(400, 400))->propagator(), "coupling");
  EXPECT_EQ(evolve(strong(400, 400), Propagator::chebyshev)->propagator(), "chebyshev");
  // Slow spins turn little of their own energy into coupling; fast ones much.
  EXPECT_FALSE(CouplingEvolution::pays(spins_of(strong(400, 400, 1e-3))));
  EXPECT_FALSE(CouplingEvolution::pays(spins_of(strong(100, 100))));
  EXPECT_LT(plan(strong(1000, 1000)).bytes, 150e6);
}

TEST(CouplingEvolution, AnswersThatASizeIsTooLargeAtOnce) {
  EXPECT_GT(plan(strong(1'000'000, 1'000'000)).bytes, 1e10);
  EXPECT_GT(plan(strong(1'000'000'000'000, 1'000'000'000'000)).bytes, 1e20);
}

TEST(CouplingEvolution, ComesBackToWhereItWasWhenItsCutGrows) {
  const Protocol protocol = strong(30, 30);
  const CoupledSpins spins = spins_of(protocol);
  CouplingEvolution evolution(spins, 60.0, {});
  const auto board = evolve(protocol, Propagator::chebyshev);
  for (const double time : {0.02, 0.05, 0.3}) {
    expect_agreement(evolution.advance(time), board->advance(time));
    EXPECT_EQ(evolution.anchor(), time);
    expect_agreement(evolution.evaluate(time + 0.2), board->evaluate(time + 0.2));
    EXPECT_EQ(evolution.anchor(), time);
  }
  EXPECT_GT(evolution.cut(), 60.0);
}

TEST(CouplingEvolution, KnowsHowFarABatteryCanGo) {
  const EnergyBounds empty = CouplingEvolution(spins_of(strong(12, 9))).bounds();
  EXPECT_EQ(empty.rise, 12.0);
  EXPECT_EQ(empty.fall, 0.0);
  CoupledSpins full = spins_of(strong(12, 9));
  full.cells_up = true;
  CouplingEvolution evolution(full);
  EXPECT_EQ(evolution.bounds().rise, 0.0);
  EXPECT_EQ(evolution.bounds().fall, 12.0);
  EXPECT_EQ(evolution.evaluate(0.0).energy, 0.0);
  EXPECT_LT(evolution.evaluate(0.1).energy, 0.0);
}

}  // namespace
}  // namespace leyden
