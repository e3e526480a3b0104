// SPDX-License-Identifier: Apache-2.0
#include "leyden/space/space.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "leyden/base/errors.hpp"

namespace leyden {
namespace {

const Term exchange{1.0, {+1, -1}};
const Term pair{0.5, {+1, +1}};

Block spins(Count cells, Count chargers) {
  return {Ladder::spins(cells), Ladder::spins(chargers)};
}

std::string kind(const Block& block, const std::vector<Term>& terms, const Label& start) {
  return name(reachable_space(block, terms, start));
}

TEST(ReachableSpace, FollowsFromTheTerms) {
  const Block block = spins(3, 3);
  EXPECT_EQ(kind(block, {exchange}, {0, 3}), "chain");
  EXPECT_EQ(kind(block, {pair}, {0, 3}), "chain");
  EXPECT_EQ(kind(block, {exchange, pair}, {0, 3}), "checkerboard");
  EXPECT_EQ(kind(block, {pair, exchange}, {0, 3}), "checkerboard");
  EXPECT_EQ(kind(block, {exchange, {1.0, {+2, 0}}}, {0, 3}), "lattice");
  EXPECT_EQ(kind(block, {exchange, pair, {1.0, {+2, 0}}}, {0, 3}), "lattice");
  EXPECT_EQ(kind(block, {}, {0, 3}), "chain");
}

TEST(ReachableSpace, TermsWithoutStrengthDoNotCount) {
  EXPECT_EQ(kind(spins(3, 3), {exchange, {0.0, {+1, +1}}}, {0, 3}), "chain");
  EXPECT_EQ(dimension(reachable_space(spins(3, 3), {{0.0, {+1, -1}}}, {0, 3})), 1);
}

TEST(ReachableSpace, EqualShiftsAreOneChain) {
  EXPECT_EQ(kind(spins(3, 3), {exchange, exchange}, {0, 3}), "chain");
}

TEST(ReachableSpace, TermsThatDoNotFitTheLaddersDoNotCount) {
  EXPECT_EQ(kind(spins(1, 3), {exchange, {1.0, {+2, 0}}}, {0, 3}), "chain");
  EXPECT_EQ(kind(spins(2, 3), {exchange, {1.0, {+2, 0}}}, {0, 3}), "lattice");
  EXPECT_EQ(dimension(reachable_space(spins(0, 3), {exchange, pair}, {0, 3})), 1);
  EXPECT_EQ(dimension(reachable_space(spins(3, 0), {exchange, pair}, {2, 0})), 1);
}

TEST(ReachableSpace, ATermAndItsReverseAreOne) {
  EXPECT_EQ(kind(spins(3, 3), {exchange, {1.0, {-1, +1}}}, {0, 3}), "chain");
  EXPECT_EQ(kind(spins(3, 3), {{1.0, {-1, +1}}, {0.5, {-1, -1}}}, {0, 3}), "checkerboard");
}

TEST(ReachableSpace, ACheckerboardHasTwoLadders) {
  const Block three{Ladder::spins(2), Ladder::spins(2), Ladder::spins(1)};
  const Space space = reachable_space(three, {exchange, pair}, {0, 2, 1});
  EXPECT_EQ(dimension(space), 5);
  EXPECT_TRUE(index(space, {1, 1, 1}).has_value());
  EXPECT_FALSE(index(space, {1, 1, 0}).has_value());
}

TEST(ReachableSpace, OneCellAndOneChargerNeverExchangeAndPairBoth) {
  EXPECT_EQ(kind(spins(1, 1), {exchange, pair}, {0, 1}), "chain");
  EXPECT_TRUE(index(reachable_space(spins(1, 1), {exchange, pair}, {0, 1}), {1, 0}).has_value());
  EXPECT_TRUE(index(reachable_space(spins(1, 1), {exchange, pair}, {0, 0}), {1, 1}).has_value());
}

TEST(ReachableSpace, MissesNoStateThatSomeTermsReachTogether) {
  // Walk by brute force over all labels of small ladders, for every pair of shifts.
  const std::vector<Shift> shifts{{+1, -1}, {+1, +1}, {+1, 0}, {0, +1},
                                  {+2, 0},  {+1, -2}, {+2, -1}};
  for (const auto& block : {spins(1, 1), spins(1, 2), spins(2, 1), spins(2, 3)}) {
    for (const Shift& a : shifts) {
      for (const Shift& b : shifts) {
        const std::vector<Term> terms{{1.0, a}, {0.5, b}};
        for (Count k = 0; k <= block[0].top(); ++k) {
          for (Count n = 0; n <= block[1].top(); ++n) {
            const Lattice walked(block, terms, {k, n});
            const Space space = reachable_space(block, terms, {k, n});
            for (Count i = 0; i < walked.dimension(); ++i) {
              EXPECT_TRUE(index(space, walked.label(i)).has_value())
                  << name(space) << " (" << a[0] << a[1] << ") (" << b[0] << b[1] << ") from " << k
                  << "," << n;
            }
          }
        }
      }
    }
  }
}

TEST(ReachableSpace, StartMustLieOnTheLadders) {
  for (const Label& start : {Label{4, 0}, Label{0, 4}, Label{-1, 0}, Label{0, 0, 1}}) {
    EXPECT_THROW(reachable_space(spins(3, 3), {exchange}, start), InvalidInput);
  }
}

TEST(ReachableSpace, AnswersThroughTheCommonFunctions) {
  for (const auto& terms :
       {std::vector<Term>{exchange}, {exchange, pair}, {exchange, {1.0, {+2, 0}}}}) {
    const Space space = reachable_space(spins(4, 3), terms, {1, 2});
    for (Count i = 0; i < dimension(space); ++i) EXPECT_EQ(index(space, label(space, i)), i);
    EXPECT_TRUE(index(space, {1, 2}).has_value());
    EXPECT_FALSE(index(space, {9, 9}).has_value());
  }
}

}  // namespace
}  // namespace leyden
