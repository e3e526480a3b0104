// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/checkerboard_hamiltonian.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "leyden/operators/chain_hamiltonian.hpp"

namespace leyden {
namespace {

Protocol protocol_of(const Block& block, const std::vector<Term>& terms, double coupling = 0.1) {
  Protocol protocol;
  protocol.blocks = {block};
  protocol.terms = terms;
  protocol.coupling = coupling;
  return protocol;
}

double element(const Hamiltonian<double>& h, Count i, Count j) {
  double sum = 0.0;
  for (const Neighbour& neighbour : h.row(i)) {
    if (neighbour.index == j) sum += neighbour.element;
  }
  return sum;
}

TEST(CheckerboardHamiltonian, HasTheElementsOfExchangeAndPair) {
  const Count m = 3, n = 4;
  const double gamma = 0.6, coupling = 0.25;
  const Block block{Ladder::spins(m), Ladder::spins(n)};
  const Protocol protocol = protocol_of(block, {{1.0, {+1, -1}}, {gamma, {+1, +1}}}, coupling);
  const Checkerboard board(block, {0, n});
  const CheckerboardHamiltonian<double> h(board, block, protocol, {0, n});
  const auto ladder = [](Count top, Count l) {
    return std::sqrt(static_cast<double>((l + 1) * (top - l)));
  };
  for (Count k = 0; k <= m; ++k) {
    for (Count c = 0; c <= n; ++c) {
      const auto here = board.index({k, c});
      if (!here) continue;
      EXPECT_NEAR(element(h, *here, *here), static_cast<double>(k + c - n) / coupling, 1e-13);
      if (const auto there = board.index({k + 1, c - 1})) {
        EXPECT_NEAR(element(h, *here, *there), ladder(m, k) * ladder(n, c - 1), 1e-14 * 20);
      }
      if (const auto there = board.index({k + 1, c + 1})) {
        EXPECT_NEAR(element(h, *here, *there), gamma * ladder(m, k) * ladder(n, c), 1e-14 * 20);
      }
    }
  }
}

TEST(CheckerboardHamiltonian, WithoutPairsTheChainIsLeft) {
  const Block block{Ladder::spins(4, 0.1), Ladder::spins(3, -0.2).detuned(0.3)};
  const Protocol protocol = protocol_of(block, {{1.0, {+1, -1}}, {0.0, {+1, +1}}}, 0.5);
  const Label start{1, 2};
  const Checkerboard board(block, start);
  const CheckerboardHamiltonian<double> wide(board, block, protocol, start);
  const Chain chain(block, {+1, -1}, start);
  const ChainHamiltonian<double> narrow(chain, block, protocol, start, false);
  for (Count i = 0; i < chain.dimension(); ++i) {
    const Count row = board.index(chain.label(i)).value();
    EXPECT_EQ(wide.level(row), narrow.level(i));
    for (Count j = 0; j < chain.dimension(); ++j) {
      const Count column = board.index(chain.label(j)).value();
      EXPECT_NEAR(element(wide, row, column), element(narrow, i, j), 1e-14 * 10);
    }
    for (const Neighbour& neighbour : wide.row(row)) {
      EXPECT_TRUE(chain.index(board.label(neighbour.index)).has_value()) << "left the chain";
    }
  }
}

TEST(CheckerboardHamiltonian, EqualTermsAddUp) {
  const Block block{Ladder::spins(2), Ladder::spins(3)};
  const Checkerboard board(block, {0, 3});
  const CheckerboardHamiltonian<double> split(
      board, block,
      protocol_of(block, {{0.5, {+1, -1}}, {0.25, {+1, +1}}, {0.5, {+1, -1}}, {0.25, {+1, +1}}}),
      {0, 3});
  const CheckerboardHamiltonian<double> whole(
      board, block, protocol_of(block, {{1.0, {+1, -1}}, {0.5, {+1, +1}}}), {0, 3});
  for (Count i = 0; i < board.dimension(); ++i) {
    for (Count j = 0; j < board.dimension(); ++j)
      EXPECT_EQ(element(split, i, j), element(whole, i, j));
  }
}

TEST(CheckerboardHamiltonian, TermsThatDoNotFitTheLaddersDoNotAct) {
  // One cell cannot climb twice.
  const Block block{Ladder::spins(1), Ladder::spins(2)};
  const std::vector<Term> terms{{1.0, {+1, -1}}, {0.3, {+1, +1}}, {5.0, {+2, 0}}};
  const Protocol protocol = protocol_of(block, terms);
  const Space space = reachable_space(block, terms, {0, 2});
  const auto h = make_hamiltonian(space, block, protocol, {0, 2}, true);
  const Count from = index(space, {0, 0}).value();
  const Count to = index(space, {1, 1}).value();
  EXPECT_NEAR(element(*h, from, to), 0.3 * std::sqrt(2.0), 1e-15);
}

}  // namespace
}  // namespace leyden
