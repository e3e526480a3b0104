// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/interaction_norm.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "leyden/numerics/eigen.hpp"
#include "leyden/numerics/rounding.hpp"
#include "support/dice.hpp"

namespace leyden {
namespace {

constexpr Shift exchange{+1, -1};
constexpr Shift pair{+1, +1};

std::optional<Enclosure> norm_of(const Block& block, const std::vector<Term>& terms,
                                 const Label& start) {
  Protocol protocol;
  protocol.blocks = {block};
  protocol.terms = terms;
  return interaction_norm(reachable_space(block, terms, start), block, protocol);
}

/// Of charger spins from the ideal start.
Enclosure spin_norm(Count cells, Count chargers, double anisotropy = 0.0) {
  std::vector<Term> terms{{1.0, exchange}};
  if (anisotropy != 0.0) terms.push_back({anisotropy, pair});
  return norm_of({Ladder::spins(cells), Ladder::spins(chargers)}, terms, {0, chargers}).value();
}

double width(const Enclosure& norm) {
  return (norm.high - norm.low) / norm.high;
}

void expect_encloses(const Enclosure& norm, double truth, double relative_error) {
  EXPECT_LE(norm.low, truth * (1 + relative_error));
  EXPECT_GE(norm.high, truth * (1 - relative_error));
}

/// The largest |eigenvalue| of the elements of the terms, by LAPACK.
double dense_norm(const Block& block, const std::vector<Term>& terms, const Label& start) {
  const Space space = reachable_space(block, terms, start);
  const auto n = static_cast<std::size_t>(dimension(space));
  std::vector<double> matrix(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    const Label at = label(space, static_cast<Count>(i));
    for (const Term& term : terms) {
      if (!contains(block, shifted(at, term.shift))) continue;
      const auto j = static_cast<std::size_t>(*index(space, shifted(at, term.shift)));
      const double element = strength(term) * transition_element(block, at, term.shift);
      matrix[i * n + j] += element;
      matrix[j * n + i] += element;
    }
  }
  const auto values = eigen_symmetric(matrix, static_cast<int>(n)).values;
  return std::max(std::abs(values.front()), std::abs(values.back()));
}

/// LAPACK's own error.
constexpr double dense_error = 1e-13;

TEST(InteractionNorm, OfTwoStatesIsTheElementThatJoinsThem) {
  for (const Count n : {1, 2, 3, 10, 1'000'000}) {
    for (const Enclosure& norm : {spin_norm(n, 1), spin_norm(1, n)}) {
      expect_encloses(norm, std::sqrt(static_cast<double>(n)), 0.0);
      EXPECT_LE(width(norm), 40 * unit_roundoff);
    }
  }
  const Enclosure one = spin_norm(1, 1, 0.7);
  EXPECT_EQ(one.low + (one.high - one.low) / 2, 1.0) << "the pair term finds nothing to act on";
}

TEST(InteractionNorm, OfTwoCellsAndTwoChargersIsTheRootOfEight) {
  // Elements 2 and 2 in a row of three states.
  expect_encloses(spin_norm(2, 2), std::sqrt(8.0), unit_roundoff);
  // Exchange and pair on five states: (0,2) (0,0) (1,1) (2,0) (2,2), the middle joined to all.
  expect_encloses(spin_norm(2, 2, 0.5), std::sqrt(8.0 + 8.0 * 0.25), unit_roundoff);
}

TEST(InteractionNorm, OfChainsIsTheirLargestEigenvalue) {
  Dice dice(11);
  for (int i = 0; i < 60; ++i) {
    const Block block{Ladder::spins(dice.whole(1, 40)), Ladder::spins(dice.whole(1, 40))};
    const Label start{dice.whole(0, block[0].top()), dice.whole(0, block[1].top())};
    const std::vector<Term> terms{{dice.uniform(0.1, 3), i % 2 == 0 ? exchange : pair}};
    const Enclosure norm = norm_of(block, terms, start).value();
    expect_encloses(norm, dense_norm(block, terms, start), dense_error);
    EXPECT_LE(norm.high - norm.low, 64 * unit_roundoff * norm.high);
  }
}

TEST(InteractionNorm, OfBoardsIsTheirLargestEigenvalue) {
  Dice dice(12);
  for (int i = 0; i < 60; ++i) {
    const Block block{Ladder::spins(dice.whole(1, 12)), Ladder::spins(dice.whole(2, 12))};
    const Label start{dice.whole(0, block[0].top()), dice.whole(0, block[1].top())};
    const double gamma = i % 3 == 0 ? std::pow(10, dice.uniform(-6, 0)) : dice.uniform(0, 1);
    const std::vector<Term> terms{{1.0, exchange}, {gamma, pair}};
    const Enclosure norm = norm_of(block, terms, start).value();
    expect_encloses(norm, dense_norm(block, terms, start), dense_error);
    EXPECT_LE(width(norm), 1e-13) << block[0].top() << ' ' << block[1].top() << ' ' << gamma;
  }
}

TEST(InteractionNorm, OfStrongAnisotropyIsCellsTimesChargers) {
  // S+ J- + S+ J+ + h.c. = 4 S_x J_x, and every parity holds a state with both along x.
  for (const Count cells : {2, 3, 7, 20, 41}) {
    for (const Count chargers : {2, 5, 20, 60}) {
      const Enclosure norm = spin_norm(cells, chargers, 1.0);
      expect_encloses(norm, static_cast<double>(cells * chargers), 0.0);
      EXPECT_LE(width(norm), 1e-13);
    }
  }
}

TEST(InteractionNorm, OfLargeBatteriesIsTheClassicalMaximumLessItsZeroPointEnergy) {
  // Around the middle H1 = 2 h(κ) cos θ, h = κ (L - κ), L = M + 1: L²/2 at rest, L/sqrt(2) of an
  // oscillator with the stiffnesses 4 and L²/2; what is left does not grow.
  for (const Count cells : {100, 1000, 10'000, 100'000}) {
    const auto l = static_cast<double>(cells + 1);
    const Enclosure norm = spin_norm(cells, cells);
    EXPECT_NEAR(norm.low, l * l / 2 - l / std::sqrt(2.0), 0.5 + norm.high - norm.low);
    EXPECT_LE(width(norm), 64 * unit_roundoff);
  }
}

TEST(InteractionNorm, OfALargeBoardIsNarrowAtAnyAnisotropy) {
  for (const double gamma : {1e-3, 0.1, 0.6, 0.99}) {
    const Enclosure norm = spin_norm(150, 150, gamma);
    EXPECT_LE(width(norm), 1e-13) << gamma;
    // Between the classical maximum less M and the whole of the exchange and the pair alone.
    EXPECT_GE(norm.low, (1 + gamma) * 150 * 150 / 2 - 150) << gamma;
    EXPECT_LE(norm.high, (1 + gamma) * 151 * 151 / 2) << gamma;
  }
}

TEST(InteractionNorm, KnowsNothingOfFrequenciesAndCrosstalk) {
  const std::vector<Term> terms{{1.0, exchange}, {0.4, pair}};
  const Block plain{Ladder::spins(5), Ladder::spins(4)};
  const Block busy{Ladder::spins(5, -2.0).detuned(0.2), Ladder::spins(4, 3.0).detuned(-0.5)};
  const Enclosure a = norm_of(plain, terms, {0, 4}).value();
  const Enclosure b = norm_of(busy, terms, {0, 4}).value();
  EXPECT_EQ(a.low, b.low);
  EXPECT_EQ(a.high, b.high);
}

TEST(InteractionNorm, CountsTheCouplingOfCellsThatChargeEachOther) {
  // 2 cells: levels 0 and 2 joined by γ/2 · 2, the levels' own energies 0.
  const Block two{Ladder::spins(2, -0.5)};
  expect_encloses(norm_of(two, {{-0.3, {+2}}}, {0}).value(), 0.6, 4 * unit_roundoff);
  // 3 cells: level 2 at -2, joined to 0 by 0.3 sqrt(12): eigenvalues of a two by two matrix.
  const Block three{Ladder::spins(3, -0.5)};
  expect_encloses(norm_of(three, {{-0.3, {+2}}}, {0}).value(), 1 + std::sqrt(1 + 0.09 * 12),
                  4 * unit_roundoff);
}

TEST(InteractionNorm, IsNotClaimedWhereElementsDifferInSign) {
  const Block block{Ladder::spins(3), Ladder::spins(3)};
  EXPECT_FALSE(norm_of(block, {{1.0, exchange}, {-0.5, pair}}, {0, 3}));
  EXPECT_TRUE(norm_of(block, {{-1.0, exchange}, {-0.5, pair}}, {0, 3}));
  // The lowest level of a smaller multiplet lies on the other side of zero.
  EXPECT_FALSE(norm_of({Ladder::spins(4, -0.5, 1)}, {{-0.3, {+2}}}, {0}));
}

TEST(InteractionNorm, VanishesWhereNothingCouples) {
  const Enclosure norm = spin_norm(4, 0);
  EXPECT_EQ(norm.low, 0.0);
  EXPECT_EQ(norm.high, 0.0);
}

}  // namespace
}  // namespace leyden
