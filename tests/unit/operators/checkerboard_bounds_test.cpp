// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/checkerboard_bounds.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "leyden/operators/bounds.hpp"
#include "leyden/operators/hamiltonian.hpp"
#include "support/dice.hpp"

namespace leyden {
namespace {

std::unique_ptr<Hamiltonian<double>> board(const Block& block, double exchange, double pair,
                                           double coupling, const Label& start) {
  Protocol protocol;
  protocol.blocks = {block};
  protocol.terms = {{exchange, {+1, -1}}, {pair, {+1, +1}}};
  protocol.coupling = coupling;
  return make_hamiltonian(reachable_space(block, protocol.terms, start), block, protocol, start,
                          true);
}

/// Exchange and pair terms of size 1, and the energies of what is excited.
CheckerboardFactors one_cell_one_charger(double cell, double charger) {
  CheckerboardFactors factors;
  factors.cell = {1.0, 0.0};
  factors.charger = {1.0, 0.0};
  factors.cell_diagonal = {0.0, cell};
  factors.charger_diagonal = {0.0, charger};
  factors.exchange = factors.pair = 1.0;
  return factors;
}

TEST(CheckerboardBounds, AreThoseOfAllPaths) {
  Dice dice(31);
  for (int i = 0; i < 150; ++i) {
    const Count cells = dice.whole(1, 9);
    const Count chargers = dice.whole(1, 9);
    const double own = dice.chance(0.5) ? dice.uniform(-2, 2) : 0.0;
    const double charger = dice.chance(0.5) ? dice.uniform(-2, 2) : 0.0;
    const Block block{Ladder::spins(cells, own),
                      Ladder::spins(chargers, charger).detuned(dice.uniform(-1, 1))};
    const auto hamiltonian = board(block, 1.0, dice.uniform(0.05, 1), dice.uniform(0.05, 2),
                                   {dice.whole(0, cells), dice.whole(0, chargers)});
    const auto expected = derivative_bounds(*hamiltonian);
    const auto bounds = hamiltonian->derivative_bounds();
    for (std::size_t j = 0; j < bounds.size(); ++j) {
      EXPECT_NEAR(bounds[j], expected[j], 1e-9 * expected[j]) << i << ' ' << j;
    }
  }
}

TEST(CheckerboardBounds, HoldForACavity) {
  const auto hamiltonian = board({Ladder::spins(4), Ladder::cavity(40)}, 1.0, 1.0, 0.5, {0, 4});
  const auto expected = derivative_bounds(*hamiltonian);
  const auto bounds = hamiltonian->derivative_bounds();
  for (std::size_t j = 0; j < bounds.size(); ++j) {
    EXPECT_NEAR(bounds[j], expected[j], 1e-9 * expected[j]) << j;
  }
}

TEST(CheckerboardBounds, NameTheirAllowanceForRounding) {
  const CheckerboardFactors factors = one_cell_one_charger(1e6, 1.0);
  std::array<double, 4> rounding{};
  const auto bounds = checkerboard_derivative_bounds(factors, rounding);
  // k + n even: (0,0) and (1,1), joined by the pair term; ad^j k = ±(apart)^(j-1), plus even
  // orders.
  EXPECT_NEAR(bounds[0], 1.0, 1e-12);
  EXPECT_NEAR(bounds[2], 1e12 + 4, 1e7);
  for (std::size_t j = 0; j < 4; ++j) {
    EXPECT_GT(rounding[j], 0.0);
    EXPECT_LT(rounding[j], 1e-3 * bounds[j]);
  }
}

TEST(CheckerboardBounds, OfEnergiesThatOverflowAreInfinite) {
  const CheckerboardFactors factors = one_cell_one_charger(1e200, 0.0);
  std::array<double, 4> rounding{};
  EXPECT_EQ(checkerboard_derivative_bounds(factors, rounding)[3], INFINITY);
}

TEST(CheckerboardBounds, OfDistantLevelsFallBackToThePaths) {
  // Differences between neighbours are small against the energies themselves.
  const Block block{Ladder::spins(3), Ladder::spins(3, 5e6).detuned(1e7)};
  const auto hamiltonian = board(block, 1.0, 0.5, 0.5, {0, 3});
  const auto expected = derivative_bounds(*hamiltonian);
  const auto bounds = hamiltonian->derivative_bounds();
  for (std::size_t j = 0; j < bounds.size(); ++j) {
    EXPECT_NEAR(bounds[j], expected[j], 1e-3 * expected[j]) << j;
    EXPECT_GE(bounds[j], expected[j] * (1 - 1e-9));
  }
}

}  // namespace
}  // namespace leyden
