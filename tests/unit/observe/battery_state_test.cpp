// SPDX-License-Identifier: Apache-2.0
#include "leyden/observe/battery_state.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "leyden/model/charging.hpp"
#include "leyden/observe/concurrence.hpp"
#include "leyden/observe/spectrum.hpp"

namespace leyden {
namespace {

Protocol spins(Count cells, Count chargers, double anisotropy = 0.0) {
  Charging charging;
  charging.cells = cells;
  charging.chargers = chargers;
  charging.anisotropy = anisotropy;
  return make_protocol(charging);
}

TEST(BatteryState, OfAChainIsALevelForEachState) {
  JointEvolution evolution(spins(4, 6));
  const BatteryState state = battery_state(evolution.at(0.7), Coherences::all);
  EXPECT_TRUE(state.pieces.empty());
  ASSERT_EQ(state.levels.size(), 5u);
  EXPECT_EQ(state.dimension, 5.0);
  double sum = 0.0;
  for (const BatteryLevel& level : state.levels) sum += level.probability;
  EXPECT_NEAR(sum, 1.0, 1e-14);
}

TEST(BatteryState, OfACheckerboardHasTwoPiecesOfOneParityEach) {
  JointEvolution evolution(spins(4, 6, 0.5));
  const BatteryState state = battery_state(evolution.at(0.7), Coherences::all);
  EXPECT_TRUE(state.levels.empty());
  ASSERT_EQ(state.pieces.size(), 2u);
  EXPECT_EQ(state.pieces[0].excited, (std::vector<Count>{0, 2, 4}));
  EXPECT_EQ(state.pieces[1].excited, (std::vector<Count>{1, 3}));
  EXPECT_EQ(battery_state(evolution.at(0.7), Coherences::within_energy).levels.size(), 5u);
}

TEST(BatteryState, PartsOfADickeStateFollowTheHypergeometricDistribution) {
  Protocol protocol = spins(6, 2);
  protocol.start = {{1.0, {{1.0, 0, {4, 1, 0}}}}};
  JointEvolution evolution(protocol);
  const BatteryState part = state_of_cells(evolution.at(0.0), 3);
  // C(3, a) C(3, 4-a) / C(6, 4): 3, 9, 3 of 15 for a = 1, 2, 3.
  ASSERT_EQ(part.levels.size(), 3u);
  EXPECT_NEAR(part.levels[0].probability, 0.2, 1e-15);
  EXPECT_NEAR(part.levels[1].probability, 0.6, 1e-15);
  EXPECT_NEAR(part.levels[2].probability, 0.2, 1e-15);
  EXPECT_EQ(part.levels[2].excited, 3);
}

TEST(BatteryState, AllOfTheCellsAreThePartThatIsTheWhole) {
  JointEvolution evolution(spins(5, 4, 0.7));
  const JointState state = evolution.at(1.1);
  const auto whole = spectrum(battery_state(state, Coherences::all)).all();
  const auto part = spectrum(state_of_cells(state, 5)).all();
  ASSERT_EQ(whole.size(), part.size());
  for (std::size_t i = 0; i < whole.size(); ++i) EXPECT_NEAR(whole[i], part[i], 1e-14);
  const auto nothing = spectrum(state_of_cells(state, 0)).all();
  ASSERT_EQ(nothing.size(), 1u);
  EXPECT_NEAR(nothing[0], 1.0, 1e-14);
}

TEST(BatteryState, APartOfAThousandCellsIsNormalised) {
  Protocol protocol = spins(5000, 2);
  protocol.start = {{1.0, {{1.0, 0, {2500, 1, 0}}}}};
  JointEvolution evolution(protocol);
  const BatteryState part = state_of_cells(evolution.at(0.0), 2500);
  double sum = 0.0;
  double mean = 0.0;
  for (const BatteryLevel& level : part.levels) {
    sum += level.probability;
    mean += level.probability * static_cast<double>(level.excited);
  }
  EXPECT_NEAR(sum, 1.0, 1e-12);
  EXPECT_NEAR(mean, 1250.0, 1e-9);
}

TEST(Concurrence, OfOneExcitationAmongMCellsIsTwoOverM) {
  for (const Count cells : {2, 3, 7}) {
    Protocol protocol = spins(cells, 1);
    protocol.start = {{1.0, {{1.0, 0, {1, 0, 0}}}}};
    JointEvolution evolution(protocol);
    const Estimate c = concurrence(state_of_cells(evolution.at(0.0), 2));
    EXPECT_NEAR(c.value, 2.0 / static_cast<double>(cells), 1e-14) << cells;
    EXPECT_TRUE(c.error < 1e-12);
  }
}

TEST(Concurrence, OfTheStateWithBothOrNoneExcited) {
  Protocol protocol = spins(2, 1);
  protocol.start = {{1.0, {{0.6, 0, {0, 1, 0}}, {0.8, 0, {2, 1, 0}}}}};
  JointEvolution evolution(protocol);
  const Estimate c = concurrence(state_of_cells(evolution.at(0.0), 2));
  EXPECT_NEAR(c.value, 2 * 0.6 * 0.8, 1e-14);
}

}  // namespace
}  // namespace leyden
