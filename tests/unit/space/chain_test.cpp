// SPDX-License-Identifier: Apache-2.0
#include "leyden/space/chain.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace leyden {
namespace {

const Shift exchange{+1, -1};

Block spins(Count cells, Count chargers) {
  return {Ladder::spins(cells), Ladder::spins(chargers)};
}

void expect_consistent(const Chain& chain, const Block& block) {
  for (Count i = 0; i < chain.dimension(); ++i) {
    EXPECT_TRUE(contains(block, chain.label(i)));
    EXPECT_EQ(chain.index(chain.label(i)), i);
  }
  EXPECT_FALSE(contains(block, chain.label(-1))) << "the chain ends too early";
  EXPECT_FALSE(contains(block, chain.label(chain.dimension()))) << "the chain ends too early";
  EXPECT_FALSE(chain.index(chain.label(-1)).has_value());
  EXPECT_FALSE(chain.index(chain.label(chain.dimension())).has_value());
}

TEST(Chain, IdealStartReachesMinPlusOneStates) {
  for (Count cells = 0; cells <= 5; ++cells) {
    for (Count chargers = 0; chargers <= 5; ++chargers) {
      const Block block = spins(cells, chargers);
      const Chain chain(block, exchange, {0, chargers});
      EXPECT_EQ(chain.dimension(), std::min(cells, chargers) + 1);
      EXPECT_EQ(chain.label(0), (Label{0, chargers, 0}));
      expect_consistent(chain, block);
    }
  }
}

TEST(Chain, AnyStartReachesAllStatesOfTheSameTotal) {
  for (Count cells = 0; cells <= 4; ++cells) {
    for (Count chargers = 0; chargers <= 4; ++chargers) {
      for (Count k = 0; k <= cells; ++k) {
        for (Count n = 0; n <= chargers; ++n) {
          const Block block = spins(cells, chargers);
          const Chain chain(block, exchange, {k, n});
          const Count lowest = std::max(Count{0}, k + n - chargers);
          const Count highest = std::min(cells, k + n);
          EXPECT_EQ(chain.dimension(), highest - lowest + 1);
          EXPECT_EQ(chain.label(0)[0], lowest);
          EXPECT_TRUE(chain.index({k, n}).has_value());
          expect_consistent(chain, block);
        }
      }
    }
  }
}

TEST(Chain, RunsBatteryUpwardsWhicheverWayTheShiftIsGiven) {
  const Block block = spins(3, 4);
  const Chain up(block, {+1, -1}, {1, 2});
  const Chain down(block, {-1, +1}, {1, 2});
  EXPECT_EQ(up.shift(), down.shift());
  EXPECT_EQ(up.shift()[0], +1);
  EXPECT_EQ(up.label(0), down.label(0));
  EXPECT_EQ(up.dimension(), down.dimension());
}

TEST(Chain, LongShiftsVisitEveryOtherLevel) {
  const Block block{Ladder::spins(7)};
  const Chain even(block, {+2}, {4});
  EXPECT_EQ(even.dimension(), 4);  // 0 2 4 6
  EXPECT_EQ(even.label(0), (Label{0, 0, 0}));
  const Chain odd(block, {+2}, {3});
  EXPECT_EQ(odd.dimension(), 4);  // 1 3 5 7
  EXPECT_EQ(odd.label(3), (Label{7, 0, 0}));
  EXPECT_FALSE(even.index({3}).has_value());
  EXPECT_FALSE(odd.index({0}).has_value());
  expect_consistent(even, block);
  expect_consistent(odd, block);
  const Block photons{Ladder::spins(2), Ladder::cavity(5)};
  const Chain two_photons(photons, {+1, -2}, {0, 5});
  EXPECT_EQ(two_photons.dimension(), 3);
  EXPECT_EQ(two_photons.index({1, 3}), Count{1});
  EXPECT_FALSE(two_photons.index({1, 2}).has_value());
}

TEST(Chain, ThreeLaddersMoveTogether) {
  const Block block{Ladder::spins(4), Ladder::spins(3), Ladder::cavity(9)};
  const Chain chain(block, {+1, -1, +2}, {1, 2, 2});
  EXPECT_EQ(chain.label(0), (Label{0, 3, 0}));
  EXPECT_EQ(chain.dimension(), 4);
  EXPECT_FALSE(chain.index({1, 2, 3}).has_value());
  expect_consistent(chain, block);
}

TEST(Chain, NoShiftIsOneState) {
  const Chain chain(spins(3, 3), Shift{}, {1, 2});
  EXPECT_EQ(chain.dimension(), 1);
  EXPECT_EQ(chain.label(0), (Label{1, 2, 0}));
  EXPECT_EQ(chain.index({1, 2}), Count{0});
  EXPECT_FALSE(chain.index({2, 1}).has_value());
}

TEST(Chain, HugeLaddersAreOnlyNumbers) {
  const Count n = largest_count - 1;
  const Chain chain(spins(n, n), exchange, {0, n});
  EXPECT_EQ(chain.dimension(), largest_count);
  EXPECT_EQ(chain.label(n), (Label{n, 0, 0}));
  EXPECT_EQ(chain.index({n / 2, n - n / 2}), n / 2);
}

}  // namespace
}  // namespace leyden
