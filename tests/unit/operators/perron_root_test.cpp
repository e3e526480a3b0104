// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/perron_root.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>

#include "leyden/numerics/eigen.hpp"
#include "support/dice.hpp"

namespace leyden {
namespace {

/// The coupling alone, on the space of the lowest levels.
std::unique_ptr<Hamiltonian<double>> coupling(Block block, const std::vector<Term>& terms) {
  for (Ladder& ladder : block) ladder = ladder.silent();
  Protocol protocol;
  protocol.blocks = {block};
  protocol.terms = terms;
  const Label start{};
  return make_hamiltonian(reachable_space(block, terms, start), block, protocol, start, false);
}

double largest_eigenvalue(const Hamiltonian<double>& matrix) {
  const auto n = static_cast<std::size_t>(matrix.dimension());
  std::vector<double> dense(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    for (const Neighbour& neighbour : matrix.row(static_cast<Count>(i))) {
      dense[i * n + static_cast<std::size_t>(neighbour.index)] = neighbour.element;
    }
  }
  return eigen_symmetric(dense, static_cast<int>(n)).values.back();
}

void expect_tight(const Hamiltonian<double>& matrix, double truth) {
  const Enclosure root = perron_root(matrix);
  EXPECT_LE(root.low, truth * (1 + 1e-13));
  EXPECT_GE(root.high, truth * (1 - 1e-13));
  EXPECT_LE(root.high - root.low, 1e-13 * truth);
  EXPECT_GT(root.high, root.low);
}

constexpr Term exchange{1.0, {+1, -1}};

TEST(PerronRoot, IsTheLargestEigenvalueOfBoardsChainsAndLattices) {
  Dice dice(21);
  for (int i = 0; i < 40; ++i) {
    const Block block{Ladder::spins(dice.whole(2, 9)), Ladder::spins(dice.whole(2, 9))};
    std::vector<Term> terms{{dice.uniform(0.01, 1), {+1, +1}}};
    if (i % 3 != 0) terms.push_back(exchange);
    if (i % 3 == 2) terms.push_back({dice.uniform(0, 1), {+2, 0}});
    const auto matrix = coupling(block, terms);
    expect_tight(*matrix, largest_eigenvalue(*matrix));
  }
}

TEST(PerronRoot, IsTightWhereTheEigenvectorIsBelowRounding) {
  // Few cells and many chargers: rows differ by factors from cell level to cell level.
  for (const Count chargers : {300, 400}) {
    const auto matrix =
        coupling({Ladder::spins(2), Ladder::spins(chargers)}, {exchange, {0.1, {+1, +1}}});
    expect_tight(*matrix, largest_eigenvalue(*matrix));
  }
}

TEST(PerronRoot, IsTightWhereSectorsHardlyMix) {
  // Nearly conserved quanta: eigenvalues next to each other, tails far below the smallest number.
  for (const double gamma : {1e-9, 1e-6, 1e-3}) {
    const Enclosure root = perron_root(
        *coupling({Ladder::spins(60), Ladder::spins(60)}, {exchange, {gamma, {+1, +1}}}));
    EXPECT_LE(root.high - root.low, 1e-13 * root.high) << gamma;
  }
}

TEST(PerronRoot, IsTightOnBoardsOfManyStates) {
  const Enclosure root =
      perron_root(*coupling({Ladder::spins(500), Ladder::spins(500)}, {exchange, {0.6, {+1, +1}}}));
  EXPECT_LE(root.high - root.low, 1e-13 * root.high);
}

TEST(PerronRoot, OfCavitiesIsThatOfTheLevelsKept) {
  const auto matrix = coupling({Ladder::spins(6), Ladder::cavity(50)}, {exchange, {0.5, {+1, +1}}});
  expect_tight(*matrix, largest_eigenvalue(*matrix));
}

TEST(PerronRoot, GrowsInProportionToTheElements) {
  const Block block{Ladder::spins(7), Ladder::spins(5)};
  const Enclosure one = perron_root(*coupling(block, {exchange, {0.5, {+1, +1}}}));
  const Enclosure two = perron_root(*coupling(block, {{1e-3, {+1, -1}}, {5e-4, {+1, +1}}}));
  EXPECT_NEAR(two.low, 1e-3 * one.low, 1e-13 * two.low);
  EXPECT_NEAR(two.high, 1e-3 * one.high, 1e-13 * two.high);
}

}  // namespace
}  // namespace leyden
