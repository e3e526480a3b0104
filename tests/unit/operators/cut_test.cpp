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

/// A block, the same with one level more beyond its open edge, and by how much that moves labels.
struct Case {
  Block block;
  Block longer;
  Label moved;
  std::vector<Term> terms;
  Label start;
  double drive;  // Σ |coefficient| Π of the largest raising elements of the other ladders
};

std::vector<Case> cases() {
  const Ladder one = Ladder::spins(1);
  const Ladder two = Ladder::spins(2);
  const Ladder three = Ladder::spins(3);
  const double r2 = std::sqrt(2.0);  // the largest element of two spins; that of three is 2
  return {
      {{three, Ladder::cavity(5)},
       {three, Ladder::cavity(6)},
       {0, 0},
       {{1.0, exchange}, {-0.25, pair}},
       {0, 2},
       1.25 * 2},
      {{three, Ladder::cavity(5)},
       {three, Ladder::cavity(6)},
       {0, 0},
       {{0.5, {+2, -1}}, {0.25, {-2, -1}}, {0.125, {0, +1}}},
       {0, 2},
       0.75 * 4 + 0.125},
      {{two, Ladder::large_charger(6)},
       {two, Ladder::large_charger(7)},
       {0, 1},
       {{1.0, exchange}, {0.3, pair}},
       {0, 6},
       1.3 * r2},
      // Terms that are zero, or do not move the cut ladder, before those that do.
      {{two, one, Ladder::cavity(4)},
       {two, one, Ladder::cavity(5)},
       {0, 0, 0},
       {{0.0, {+1, 0, +2}}, {0.8, {+2, 0, 0}}, {0.5, {+1, 0, -1}}, {0.7, {0, +1, +1}}},
       {0, 0, 1},
       0.5 * r2 + 0.7},
      {{two, Ladder::cavity(4), three},
       {two, Ladder::cavity(5), three},
       {0, 0, 0},
       {{0.5, {+1, 0, +1}}, {0.0, {0, +1, 0}}, {1.0, {+1, -1, +1}}, {2.0, {0, -1, +1}}},
       {1, 0, 1},
       r2 * 2 + 2.0 * 2},
      {{one, Ladder::large_charger(3), two},
       {one, Ladder::large_charger(4), two},
       {0, 1, 0},
       {{0.5, {+1, 0, -1}}, {0.25, {+1, -1, 0}}, {-1.5, {0, +1, -1}}},
       {0, 2, 0},
       0.25 + 1.5 * r2},
      // With the third ladder full the term that does not move the charger still acts.
      {{one, Ladder::large_charger(3), two},
       {one, Ladder::large_charger(4), two},
       {0, 1, 0},
       {{0.5, {+1, 0, +1}}, {-1.5, {0, +1, -1}}},
       {0, 1, 0},
       1.5 * r2},
  };
}

TEST(Cut, TheEdgeIsWhereALongerLadderGoesOn) {
  for (const Case& c : cases()) {
    const Space space = reachable_space(c.block, c.terms, c.start);
    std::vector<Count> expected;
    for (Count i = 0; i < dimension(space); ++i) {
      bool leads_out = false;
      for (const Term& term : c.terms) {
        for (const Count direction : {+1, -1}) {
          const Label target = shifted(label(space, i), term.shift, direction);
          leads_out |= term.coefficient != 0.0 && !contains(c.block, target) &&
                       contains(c.longer, shifted(target, {0, static_cast<int>(c.moved[1]), 0}));
        }
      }
      if (leads_out) expected.push_back(i);
    }
    ASSERT_FALSE(expected.empty());
    EXPECT_EQ(cut_of(c.block, c.terms, c.start).edge, expected);
  }
}

TEST(Cut, TheDriveIsASumOverTermsRoundedUp) {
  for (const Case& c : cases()) {
    const Cut cut = cut_of(c.block, c.terms, c.start);
    EXPECT_GT(cut.drive, c.drive * (1 + 1e-13));
    EXPECT_LT(cut.drive, c.drive * (1 + 2e-13));
    // The element that leads out is the square root of one more than the quanta kept.
    const Ladder& edge = c.block[1].levels() != c.longer[1].levels() ? c.block[1] : c.block[2];
    const double out = std::sqrt(static_cast<double>(edge.levels()));
    EXPECT_GT(cut.coupling, cut.drive * out * (1 + 1e-13));
    EXPECT_LT(cut.coupling, cut.drive * out * (1 + 2e-13));
    for (const double time : {0.0, 3.0}) {
      const double current = 2 * cut.drive * (std::sqrt(cut.occupation + 1) + cut.drive * time);
      EXPECT_GT(cut.current(time), current * (1 + 1e-13));
      EXPECT_LT(cut.current(time), current * (1 + 2e-13));
    }
  }
}

TEST(Cut, ATermThatCanNeverActDrivesNothing) {
  const Block block{Ladder::spins(2), Ladder::cavity(4), Ladder::spins(0)};
  const Cut cut = cut_of(block, {{1.0, {+1, +1, 0}}, {1.0, {+1, -1, 0}}, {5.0, {0, +1, +1}}}, {});
  EXPECT_NEAR(cut.drive, 2 * std::sqrt(2.0), 1e-12);
}

TEST(Cut, TheDriveTakesNoMoreThanTheLevelsThatAreKept) {
  // Of the first mode the battery lets only two quanta exist.
  const Block block{Ladder::spins(1), Ladder::cavity(2), Ladder::cavity(3)};
  const Cut cut = cut_of(block, {{1.0, {+1, -1, +1}}, {1.0, {+1, -1, -1}}}, {0, 2, 0});
  EXPECT_NEAR(cut.drive, 2 * std::sqrt(2.0), 1e-12);
}

TEST(Cut, TheOccupationIsTheLargestOfTheStarts) {
  const std::vector<Term> terms{{1.0, exchange}, {1.0, pair}};
  const Block cavity{Ladder::spins(2), Ladder::cavity(9)};
  const Space from_zero = reachable_space(cavity, terms, {0, 1});
  EXPECT_EQ(find_cut(from_zero, cavity, terms, {{0, 1}, {0, 5}, {2, 3}}).occupation, 5.0);
  const Block charger{Ladder::spins(2), Ladder::large_charger(9)};
  const Space from_top = reachable_space(charger, terms, {0, 9});
  EXPECT_EQ(find_cut(from_top, charger, terms, {{0, 9}, {2, 5}, {1, 6}}).occupation, 4.0);
}

TEST(Cut, ALadderWhoseEdgeIsNotReachedIsNoMatter) {
  EXPECT_TRUE(cut_of({Ladder::cavity(4), Ladder::spins(3)}, {{1, exchange}}, {0, 3}).edge.empty())
      << "not even on the battery";
  // The first mode takes no part, the second leaks.
  const Block block{Ladder::spins(1), Ladder::cavity(2), Ladder::cavity(3)};
  EXPECT_EQ(cut_of(block, {{1, {+1, 0, +1}}, {1, {+1, 0, -1}}}, {}).edge.size(), 1u);
}

TEST(Cut, WhatCannotBeBoundedIsRefused) {
  EXPECT_THROW(cut_of({Ladder::cavity(4), Ladder::spins(3)}, {{1, exchange}, {1, pair}}, {2, 1}),
               InternalError);
  EXPECT_THROW(
      cut_of({Ladder::spins(3), Ladder::cavity(4)}, {{1, {+1, -2}}, {1, {+1, +2}}}, {0, 2}),
      InternalError);
  EXPECT_THROW(cut_of({Ladder::spins(3), Ladder::cavity(4), Ladder::cavity(4)},
                      {{1, {+1, +1, 0}}, {1, {+1, -1, 0}}, {1, {+1, 0, +1}}}, {}),
               InternalError);
}

}  // namespace
}  // namespace leyden
