// SPDX-License-Identifier: Apache-2.0
#include "leyden/space/checkerboard.hpp"

#include <gtest/gtest.h>

#include <set>

namespace leyden {
namespace {

Block spins(Count cells, Count chargers) {
  return {Ladder::spins(cells), Ladder::spins(chargers)};
}

TEST(Checkerboard, HoldsEveryStateOfOneParityOnceInRowOrder) {
  for (Count cells = 0; cells <= 5; ++cells) {
    for (Count chargers = 0; chargers <= 5; ++chargers) {
      for (const Label& start : {Label{0, chargers}, Label{cells, 0}, Label{0, 0}}) {
        const Checkerboard board(spins(cells, chargers), start);
        EXPECT_EQ(board.parity(), (start[0] + start[1]) % 2);
        Count next = 0;
        for (Count k = 0; k <= cells; ++k) {
          EXPECT_EQ(board.row_begin(k), next);
          Count length = 0;
          for (Count n = 0; n <= chargers; ++n) {
            if ((k + n) % 2 != board.parity()) {
              EXPECT_FALSE(board.index({k, n}).has_value());
              continue;
            }
            if (length == 0) {
              EXPECT_EQ(board.first(k), n);
            }
            EXPECT_EQ(board.index({k, n}), next);
            EXPECT_EQ(board.label(next), (Label{k, n, 0}));
            ++next;
            ++length;
          }
          EXPECT_EQ(board.row_length(k), length);
        }
        EXPECT_EQ(board.dimension(), next);
        EXPECT_EQ(board.rows(), cells + 1);
      }
    }
  }
}

TEST(Checkerboard, IdealStartReachesHalfTheBoardRoundedUpWhenItIsEven) {
  for (Count cells = 1; cells <= 6; ++cells) {
    for (Count chargers = 1; chargers <= 6; ++chargers) {
      const Count all = (cells + 1) * (chargers + 1);
      const Count even = (all + 1) / 2;
      const Checkerboard board(spins(cells, chargers), {0, chargers});
      EXPECT_EQ(board.dimension(), chargers % 2 == 0 ? even : all - even);
      EXPECT_NEAR(board.approximate_dimension(), static_cast<double>(board.dimension()), 0.5);
    }
  }
}

TEST(Checkerboard, LabelsOffTheBoardHaveNoIndex) {
  const Checkerboard board(spins(2, 3), {0, 0});
  for (const Label& label :
       {Label{-1, 1}, Label{1, -1}, Label{3, 1}, Label{2, 4}, Label{0, 0, 1}}) {
    EXPECT_FALSE(board.index(label).has_value());
  }
}

TEST(Checkerboard, NeighboursLieInTheSameColumnOrTheNext) {
  const Checkerboard board(spins(4, 5), {0, 5});
  for (Count i = 0; i < board.dimension(); ++i) {
    const auto [k, n, unused] = board.label(i);
    const Count column = i - board.row_begin(k);
    for (const Count step : {Count{-1}, Count{+1}}) {
      const auto up = board.index({k + 1, n + step});
      if (!up) continue;
      const Count expected = step < 0 ? column - 1 + board.first(k) : column + board.first(k);
      EXPECT_EQ(*up - board.row_begin(k + 1), expected);
    }
  }
}

TEST(Checkerboard, DimensionsBeyondThirtyTwoBitsAreExact) {
  const Checkerboard board(spins(46341, 46341), {0, 46341});
  EXPECT_EQ(board.dimension(), Count{46342} * 46342 / 2);
  EXPECT_EQ(board.index(board.label(board.dimension() - 1)), board.dimension() - 1);
  EXPECT_EQ(board.label(board.dimension() - 1)[0], 46341);
  const Checkerboard odd(spins(1'000'000, 3'000'000), {0, 1});
  EXPECT_EQ(odd.dimension(), Count{1'000'001} * 3'000'001 / 2);
}

TEST(Checkerboard, SizesBeyondSixtyFourBitsAreStillEstimated) {
  const Count n = 1'000'000'000'000'000;
  EXPECT_NEAR(Checkerboard(spins(n, n), {0, 0}).approximate_dimension() / 0.5e30, 1.0, 1e-14);
}

}  // namespace
}  // namespace leyden
