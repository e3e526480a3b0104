// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/cut.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "leyden/base/errors.hpp"

namespace leyden {
namespace {

constexpr Shift exchange{+1, -1};
constexpr Shift pair{+1, +1};

Cut cut_of(const Block& block, const std::vector<Term>& terms, const Label& start) {
  return find_cut(reachable_space(block, terms, start), block, terms, {start});
}

TEST(Cut, SpinsHaveNone) {
  EXPECT_TRUE(cut_of({Ladder::spins(3), Ladder::spins(4)}, {{1, exchange}, {0.5, pair}}, {0, 4})
                  .edge.empty());
}

TEST(Cut, ConservedExcitationsNeverReachTheEdge) {
  EXPECT_TRUE(cut_of({Ladder::spins(3), Ladder::cavity(4)}, {{1, exchange}}, {0, 4}).edge.empty());
  EXPECT_TRUE(
      cut_of({Ladder::spins(3), Ladder::large_charger(3)}, {{1, exchange}}, {0, 3}).edge.empty());
}

TEST(Cut, ADickeCavityLeaksFromItsHighestFockLevel) {
  const Block block{Ladder::spins(3), Ladder::cavity(5)};
  const std::vector<Term> terms{{1.0, exchange}, {0.25, pair}};
  const Label start{0, 2};
  const Space space = reachable_space(block, terms, start);
  const Cut cut = find_cut(space, block, terms, {start});
  ASSERT_EQ(cut.edge.size(), 2u) << "half of the four cell levels have the parity of the start";
  for (const Count state : cut.edge) EXPECT_EQ(label(space, state)[1], 5);
  // ‖S_-‖ is the largest raising element, 2 for three cells; b† at the edge is sqrt(6).
  EXPECT_GE(cut.drive, 1.25 * 2.0);
  EXPECT_LE(cut.drive, 1.25 * 2.0 * (1 + 1e-11));
  EXPECT_NEAR(cut.coupling, 1.25 * 2.0 * std::sqrt(6.0), 1e-10);
  EXPECT_EQ(cut.occupation, 2.0);
  EXPECT_NEAR(cut.current(0.0), 2 * 2.5 * std::sqrt(3.0), 1e-10);
  EXPECT_NEAR(cut.current(-2.0), 2 * 2.5 * (std::sqrt(3.0) + 5.0), 1e-10);
}

TEST(Cut, ALargeChargerLeaksAtItsBottom) {
  const Block block{Ladder::spins(2), Ladder::large_charger(7)};
  const std::vector<Term> terms{{1.0, exchange}, {1.0, pair}};
  const Label start{0, 7};
  const Space space = reachable_space(block, terms, start);
  const Cut cut = find_cut(space, block, terms, {start});
  ASSERT_FALSE(cut.edge.empty());
  for (const Count state : cut.edge) EXPECT_EQ(label(space, state)[1], 0);
  EXPECT_NEAR(cut.coupling, 2 * std::sqrt(2.0) * std::sqrt(8.0), 1e-10);
  EXPECT_EQ(cut.occupation, 0.0);
}

TEST(Cut, WhatCannotBeBoundedIsRefused) {
  EXPECT_THROW(cut_of({Ladder::cavity(4), Ladder::spins(3)}, {{1, exchange}, {1, pair}}, {2, 1}),
               InternalError);
  EXPECT_THROW(
      cut_of({Ladder::spins(3), Ladder::cavity(4)}, {{1, {+1, -2}}, {1, {+1, +2}}}, {0, 2}),
      InternalError);
}

}  // namespace
}  // namespace leyden
