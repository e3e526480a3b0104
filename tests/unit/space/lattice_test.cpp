// SPDX-License-Identifier: Apache-2.0
#include "leyden/space/lattice.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "leyden/base/errors.hpp"
#include "leyden/space/chain.hpp"
#include "leyden/space/checkerboard.hpp"

namespace leyden {
namespace {

const Term exchange{1.0, {+1, -1}};
const Term pair{0.5, {+1, +1}};

template <class AnySpace>
std::set<Label> labels_of(const AnySpace& space) {
  std::set<Label> labels;
  for (Count i = 0; i < space.dimension(); ++i) labels.insert(space.label(i));
  EXPECT_EQ(static_cast<Count>(labels.size()), space.dimension()) << "a label twice";
  return labels;
}

TEST(Lattice, WalksToTheStatesOfTheChain) {
  for (Count cells = 0; cells <= 4; ++cells) {
    for (Count chargers = 0; chargers <= 4; ++chargers) {
      const Block block{Ladder::spins(cells), Ladder::spins(chargers)};
      for (Count k = 0; k <= cells; ++k) {
        for (Count n = 0; n <= chargers; ++n) {
          EXPECT_EQ(labels_of(Lattice(block, {exchange}, {k, n})),
                    labels_of(Chain(block, exchange.shift, {k, n})));
        }
      }
    }
  }
}

TEST(Lattice, WalksToTheStatesOfTheCheckerboard) {
  // From one level on each side; a single level leaves nowhere to go.
  for (Count cells = 1; cells <= 4; ++cells) {
    for (Count chargers = 1; chargers <= 4; ++chargers) {
      const Block block{Ladder::spins(cells), Ladder::spins(chargers)};
      for (Count k = 0; k <= cells; ++k) {
        for (Count n = 0; n <= chargers; ++n) {
          const Checkerboard board(block, {k, n});
          const Lattice lattice(block, {exchange, pair}, {k, n});
          EXPECT_EQ(labels_of(lattice), labels_of(board));
        }
      }
    }
  }
}

TEST(Lattice, IndexAndLabelAreInverse) {
  const Block block{Ladder::spins(3), Ladder::spins(2), Ladder::cavity(3)};
  const Lattice lattice(block, {{1.0, {+1, -1, 0}}, {1.0, {0, +1, -1}}}, {0, 2, 1});
  Count expected = 0;
  for (Count k = 0; k <= 3; ++k) {
    for (Count n = 0; n <= 2; ++n) {
      for (Count l = 0; l <= 3; ++l) expected += k + n + l == 3;
    }
  }
  EXPECT_EQ(lattice.dimension(), expected);
  for (Count i = 0; i < lattice.dimension(); ++i) EXPECT_EQ(lattice.index(lattice.label(i)), i);
  EXPECT_FALSE(lattice.index({3, 2, 3}).has_value());
  EXPECT_EQ(lattice.label(0), (Label{0, 2, 1}));
}

TEST(Lattice, NoTermReachesOnlyTheStart) {
  const Block block{Ladder::spins(3), Ladder::spins(2)};
  EXPECT_EQ(Lattice(block, {}, {1, 1}).dimension(), 1);
}

TEST(Lattice, RefusesMoreStatesThanItMayHold) {
  const Block block{Ladder::spins(3), Ladder::spins(3)};
  EXPECT_EQ(Lattice(block, {exchange, pair}, {0, 0}, 8).dimension(), 8);
  try {
    const Lattice lattice(block, {exchange, pair}, {0, 0}, 7);
    FAIL() << "not refused";
  } catch (const InvalidInput& failure) {
    EXPECT_NE(std::string(failure.what()).find("more than 7 states"), std::string::npos);
  }
}

}  // namespace
}  // namespace leyden
