// SPDX-License-Identifier: Apache-2.0
#include "leyden/model/protocol.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace leyden {
namespace {

const Shift exchange{+1, -1};
const Shift pair{+1, +1};

double root(double square) {
  return std::sqrt(square);
}

TEST(Shifted, MovesEveryLadder) {
  EXPECT_EQ(shifted({3, 4, 5}, {+1, -2, 0}), (Label{4, 2, 5}));
  EXPECT_EQ(shifted({3, 4, 5}, {+1, -2, 0}, -3), (Label{0, 10, 5}));
}

TEST(Upwards, TurnsTheFirstStepUpAndKeepsTheEdge) {
  EXPECT_EQ(upwards({+1, -1, 0}), (Shift{+1, -1, 0}));
  EXPECT_EQ(upwards({-1, +1, 0}), (Shift{+1, -1, 0}));
  EXPECT_EQ(upwards({-2, 0, -3}), (Shift{+2, 0, +3}));
  EXPECT_EQ(upwards({0, -1, +1}), (Shift{0, +1, -1}));
  EXPECT_EQ(upwards({0, +1, -1}), (Shift{0, +1, -1}));
  EXPECT_EQ(upwards({0, 0, 0}), (Shift{0, 0, 0}));
}

TEST(TransitionElement, ExchangeAndPairMultiplyTheElementsOfBothLadders) {
  const Block block{Ladder::spins(5), Ladder::spins(7)};
  for (Count k = 0; k < 5; ++k) {
    const auto a = static_cast<double>((k + 1) * (5 - k));
    for (Count n = 0; n <= 7; ++n) {
      const auto b = static_cast<double>((n + 1) * (7 - n));      // b_n²
      const auto b_below = static_cast<double>(n * (7 - n + 1));  // b_{n-1}²
      EXPECT_NEAR(transition_element(block, {k, n}, exchange), root(a * b_below), 1e-14);
      EXPECT_NEAR(transition_element(block, {k, n}, pair), root(a * b), 1e-14);
    }
  }
}

TEST(TransitionElement, IsSymmetricUnderReversal) {
  const Block block{Ladder::spins(4, 0.3), Ladder::cavity(6), Ladder::large_charger(3)};
  for (const Shift& shift :
       {Shift{+1, -1, 0}, Shift{+2, 0, 0}, Shift{+1, -2, +1}, Shift{0, +3, -1}}) {
    Shift reverse = shift;
    for (int& step : reverse) step = -step;
    for (Count k = 0; k <= 4; ++k) {
      for (Count n = 0; n <= 6; ++n) {
        const Label from{k, n, 1};
        EXPECT_EQ(transition_element(block, from, shift),
                  transition_element(block, shifted(from, shift), reverse));
      }
    }
  }
}

TEST(TransitionElement, TwoStepsOnOneLadderPassBothElements) {
  const Block block{Ladder::spins(6)};
  for (Count k = 0; k + 2 <= 6; ++k) {
    EXPECT_NEAR(transition_element(block, {k}, {+2}), block[0].raising(k) * block[0].raising(k + 1),
                1e-14);
    EXPECT_NEAR(transition_element(block, {k + 2}, {-2}),
                block[0].raising(k) * block[0].raising(k + 1), 1e-14);
  }
}

TEST(TransitionElement, TwoPhotonsAreAbsorbedTogether) {
  const Block block{Ladder::spins(3), Ladder::cavity(8)};
  // a_1 sqrt(n (n-1)) with a_1 = 2
  EXPECT_NEAR(transition_element(block, {1, 5}, {+1, -2}), 2 * root(20), 1e-14);
  EXPECT_EQ(transition_element(block, {1, 1}, {+1, -2}), 0.0);
}

TEST(TransitionElement, ThreeLaddersMultiply) {
  const Block block{Ladder::spins(2), Ladder::spins(3), Ladder::cavity(4)};
  EXPECT_NEAR(transition_element(block, {0, 3, 2}, {+1, -1, +1}), root(2) * root(3) * root(3),
              1e-14);
}

TEST(TransitionElement, IsZeroOffTheLadders) {
  const Block block{Ladder::spins(2), Ladder::spins(3)};
  EXPECT_EQ(transition_element(block, {2, 1}, exchange), 0.0);
  EXPECT_EQ(transition_element(block, {0, 0}, exchange), 0.0);
  EXPECT_EQ(transition_element(block, {0, 3}, pair), 0.0);
  EXPECT_EQ(transition_element(block, {-1, 3}, exchange), 0.0);
  EXPECT_EQ(transition_element(block, {0, 1}, {+1, -1, +1}), 0.0);
}

TEST(TransitionElement, KeepsItsDigitsForHugeLadders) {
  const Count n = 1'000'000'000'000'000;
  const Block block{Ladder::spins(n), Ladder::spins(n)};
  // k sqrt(M-k+1) sqrt(N-k+1) at k = 1 and in the middle, exact integers both.
  EXPECT_EQ(transition_element(block, {0, n}, exchange), 1e15);
  EXPECT_NEAR(transition_element(block, {n / 2 - 1, n / 2 + 1}, exchange) / (0.5e15 * (0.5e15 + 1)),
              1.0, 2e-16);
}

TEST(DiagonalElement, IsTheSumOfTheThreeParts) {
  const Block block{Ladder::spins(4, 0.3), Ladder::spins(6, -0.7).detuned(0.25)};
  const double g = 0.2;
  const Label origin{1, 5};
  for (Count k = 0; k <= 4; ++k) {
    for (Count n = 0; n <= 6; ++n) {
      const double dk = static_cast<double>(k - 1), dn = static_cast<double>(n - 5);
      const double interaction = 2 * 0.3 * static_cast<double>(k * (4 - k) - 1 * 3) -
                                 2 * 0.7 * static_cast<double>(n * (6 - n) - 5 * 1);
      EXPECT_NEAR(diagonal_element(block, {k, n}, origin, g).value,
                  (dk + 1.25 * dn) / g + interaction, 1e-13);
    }
  }
  EXPECT_EQ(diagonal_element(block, origin, origin, g).value, 0.0);
}

TEST(DiagonalElement, ResonantExchangeIsExactlyFlat) {
  const Count n = 1'000'000'000'000'000;
  for (const double coupling : {0.1, 1.0 / 3.0, 7.7e-5}) {
    const Block block{Ladder::spins(n), Ladder::spins(n)};
    for (const Count k : {Count{1}, Count{12345}, n / 3, n}) {
      EXPECT_EQ(diagonal_element(block, {k, n - k}, {0, n}, coupling).value, 0.0);
    }
  }
}

TEST(DiagonalElement, ErrorHoldsTheTrueValueWhenLargeEnergiesCancel) {
  // With g = 3/8, and detuning and crosstalk multiples of u = 2^-40, 3 d/u is an integer.
  const double g = 0.375, u = 0x1p-40;
  const Count chargers = 7, from = 7;
  for (Count detuning = 123'456'789'013; detuning < 1'000'000'000'000; detuning += 41'234'567'891) {
    for (const Count to : {3, 5, 6}) {
      const Count gained = 2 * to * (chargers - to);
      // The crosstalk that cancels the detuning, up to the rounding of an integer.
      const Count crosstalk = -8 * detuning * (to - from) / (3 * gained);
      const Block block{Ladder::spins(4),
                        Ladder::spins(chargers, static_cast<double>(crosstalk) * u)
                            .detuned(static_cast<double>(detuning) * u)};
      const Element element = diagonal_element(block, {from - to, to}, {0, from}, g);
      const Count exact = 8 * detuning * (to - from) + 3 * crosstalk * gained;
      ASSERT_LT(std::abs(exact), 100);
      const double truth = static_cast<double>(exact) * u / 3;
      EXPECT_LE(std::abs(element.value - truth), element.error + 2e-16 * std::abs(truth));
      EXPECT_LT(element.error, 1e-16) << "a rounding of extended precision, not of double";
      EXPECT_GT(element.error, 0.0);
    }
  }
}

TEST(FlatDiagonal, NeedsResonanceAndNoInteraction) {
  const Block plain{Ladder::spins(3), Ladder::spins(3)};
  EXPECT_TRUE(has_flat_diagonal(plain, {{1.0, exchange}}));
  EXPECT_FALSE(has_flat_diagonal(plain, {{1.0, exchange}, {0.5, pair}}));
  EXPECT_FALSE(has_flat_diagonal(plain, {{1.0, {+1, -2}}}));
  EXPECT_FALSE(has_flat_diagonal({Ladder::spins(3, 0.1), Ladder::spins(3)}, {{1.0, exchange}}));
  EXPECT_FALSE(has_flat_diagonal({Ladder::spins(3), Ladder::spins(3, 0.1)}, {{1.0, exchange}}));
  EXPECT_FALSE(
      has_flat_diagonal({Ladder::spins(3), Ladder::spins(3).detuned(0.1)}, {{1.0, exchange}}));
  EXPECT_TRUE(has_flat_diagonal({Ladder::spins(3).detuned(0.1), Ladder::spins(3).detuned(0.1)},
                                {{1.0, exchange}}));
  EXPECT_TRUE(has_flat_diagonal({Ladder::spins(3), Ladder::spins(1, 0.1)}, {{1.0, exchange}}));
  // An interaction on a ladder that does not move is a constant.
  EXPECT_TRUE(has_flat_diagonal({Ladder::spins(3), Ladder::spins(3), Ladder::spins(3, 0.1)},
                                {{1.0, exchange}}));
  EXPECT_TRUE(has_flat_diagonal(plain, {}));
}

TEST(FlatDiagonal, AgreesWithTheDiagonalElements) {
  for (const double crosstalk : {0.0, 0.2}) {
    for (const double detuning : {0.0, -0.1}) {
      for (const Shift& shift : {exchange, pair}) {
        const Block block{Ladder::spins(3, crosstalk), Ladder::spins(4).detuned(detuning)};
        const Label from{0, 2};
        const bool same = diagonal_element(block, shifted(from, shift), from, 0.3).value == 0.0;
        EXPECT_EQ(has_flat_diagonal(block, {{1.0, shift}}), same);
      }
    }
  }
}

TEST(Contains, AsksEveryLadder) {
  const Block block{Ladder::spins(2), Ladder::spins(3)};
  EXPECT_TRUE(contains(block, {0, 0}));
  EXPECT_TRUE(contains(block, {2, 3}));
  EXPECT_FALSE(contains(block, {3, 0}));
  EXPECT_FALSE(contains(block, {0, 4}));
  EXPECT_FALSE(contains(block, {-1, 0}));
  EXPECT_FALSE(contains(block, {0, -1}));
  EXPECT_FALSE(contains(block, {0, 0, 1})) << "a ladder that is not there has one level";
}

}  // namespace
}  // namespace leyden
