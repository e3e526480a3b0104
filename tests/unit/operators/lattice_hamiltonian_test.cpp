// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/lattice_hamiltonian.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <vector>

#include "leyden/base/errors.hpp"

namespace leyden {
namespace {

Protocol protocol_of(const Block& block, const std::vector<Term>& terms, double coupling = 1.0) {
  Protocol protocol;
  protocol.blocks = {block};
  protocol.terms = terms;
  protocol.coupling = coupling;
  return protocol;
}

LatticeHamiltonian<double> lattice_of(const Protocol& protocol, const Label& start) {
  const Block& block = protocol.blocks[0];
  return {Lattice(block, protocol.terms, start), block, protocol, start};
}

double element(const Hamiltonian<double>& h, Count i, Count j) {
  double sum = 0.0;
  for (const Neighbour& neighbour : h.row(i)) {
    if (neighbour.index == j) sum += neighbour.element;
  }
  return sum;
}

TEST(LatticeHamiltonian, JoinsExchangeAndTwoStepTerms) {
  const Block block{Ladder::spins(2), Ladder::spins(2)};
  const Protocol protocol = protocol_of(block, {{1.0, {+1, -1}}, {0.5, {+2, 0}}}, 0.5);
  const Lattice lattice(block, protocol.terms, {0, 2});
  const auto h = lattice_of(protocol, {0, 2});
  const auto at = [&](Count k, Count n) { return lattice.index({k, n}).value(); };
  EXPECT_NEAR(element(h, at(0, 2), at(1, 1)), 2.0, 1e-15);
  EXPECT_NEAR(element(h, at(0, 2), at(2, 2)), 1.0, 1e-15);
  EXPECT_NEAR(element(h, at(2, 2), at(2, 2)), 2 / 0.5, 1e-15);
  EXPECT_EQ(element(h, at(0, 2), at(2, 0)), 0.0);
  EXPECT_EQ(h.level(at(2, 0)), 2);
}

TEST(LatticeHamiltonian, TermsOnTheSameEdgeMakeOneElement) {
  const Block block{Ladder::spins(2), Ladder::spins(2)};
  const Protocol split =
      protocol_of(block, {{1.0, {+1, -1}}, {0.5, {+1, -1}}, {0.25, {-1, +1}}, {0.3, {+2, 0}}});
  const Protocol whole = protocol_of(block, {{1.75, {+1, -1}}, {0.3, {+2, 0}}});
  const auto a = lattice_of(split, {0, 2});
  const auto b = lattice_of(whole, {0, 2});
  const Lattice from(block, split.terms, {0, 2});
  const Lattice to(block, whole.terms, {0, 2});
  ASSERT_EQ(a.dimension(), b.dimension());
  for (Count i = 0; i < a.dimension(); ++i) {
    std::set<Count> seen;
    for (const Neighbour& neighbour : a.row(i)) {
      EXPECT_TRUE(seen.insert(neighbour.index).second) << "two entries for one element";
      const Count row = to.index(from.label(i)).value();
      const Count column = to.index(from.label(neighbour.index)).value();
      EXPECT_NEAR(element(a, i, neighbour.index), element(b, row, column), 1e-14);
    }
  }
}

TEST(LatticeHamiltonian, MoreThanSevenTermsAreRefused) {
  const Block block{Ladder::spins(2), Ladder::spins(2)};
  std::vector<Term> terms(7, Term{0.1, {+1, -1}});
  EXPECT_NO_THROW(lattice_of(protocol_of(block, terms), {0, 2}));
  terms.push_back({0.1, {+2, 0}});
  EXPECT_THROW(lattice_of(protocol_of(block, terms), {0, 2}), InvalidInput);
}

TEST(LatticeHamiltonian, SevenTermsAndADiagonalFitInARow) {
  const Block block{Ladder::spins(9), Ladder::spins(9)};
  const std::vector<Term> terms{{1, {+1, -1}}, {1, {+1, +1}}, {1, {+2, 0}}, {1, {0, +2}},
                                {1, {+2, +2}}, {1, {+2, -2}}, {1, {+3, +1}}};
  const Protocol protocol = protocol_of(block, terms);
  const Lattice lattice(block, terms, {4, 4});
  const LatticeHamiltonian<double> h(lattice, block, protocol, {0, 0});
  EXPECT_EQ(h.row(lattice.index({4, 4}).value()).size, 15);
}

}  // namespace
}  // namespace leyden
