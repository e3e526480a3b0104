// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/chain_hamiltonian.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace leyden {
namespace {

Protocol protocol_of(const Block& block, const std::vector<Term>& terms, double coupling = 0.1) {
  Protocol protocol;
  protocol.blocks = {block};
  protocol.terms = terms;
  protocol.coupling = coupling;
  return protocol;
}

ChainHamiltonian<double> chain_of(const Protocol& protocol, const Label& start, bool rotate) {
  const Block& block = protocol.blocks[0];
  return {Chain(block, protocol.terms[0].shift, start), block, protocol, start, rotate};
}

double off_diagonal(const Hamiltonian<double>& h, Count i) {
  for (const Neighbour& neighbour : h.row(i)) {
    if (neighbour.index == i + 1) return neighbour.element;
  }
  return 0.0;
}

double diagonal(const Hamiltonian<double>& h, Count i) {
  for (const Neighbour& neighbour : h.row(i)) {
    if (neighbour.index == i) return neighbour.element;
  }
  return 0.0;
}

TEST(ChainHamiltonian, IdealChargingHasTheElementsOfThePaper) {  // paper Eq. (A1) and its likes
  const Count m = 6, n = 9;
  const Protocol protocol = protocol_of({Ladder::spins(m), Ladder::spins(n)}, {{1.0, {+1, -1}}});
  const auto h = chain_of(protocol, {0, n}, true);
  ASSERT_EQ(h.dimension(), 7);
  for (Count k = 1; k <= m; ++k) {
    const double expected = static_cast<double>(k) * std::sqrt(static_cast<double>(m - k + 1)) *
                            std::sqrt(static_cast<double>(n - k + 1));
    EXPECT_NEAR(off_diagonal(h, k - 1), expected, 1e-14 * expected);
    EXPECT_EQ(diagonal(h, k), 0.0);
  }
}

TEST(ChainHamiltonian, IsRotatedOnlyWhenFlatAndAskedFor) {
  const Block plain{Ladder::spins(2), Ladder::spins(2)};
  const Protocol flat = protocol_of(plain, {{1.0, {+1, -1}}});
  EXPECT_TRUE(chain_of(flat, {0, 2}, true).rotated());
  EXPECT_FALSE(chain_of(flat, {0, 2}, false).rotated());
  const Protocol detuned = protocol_of({plain[0], plain[1].detuned(0.1)}, {{1.0, {+1, -1}}});
  EXPECT_FALSE(chain_of(detuned, {0, 2}, true).rotated());
  const Protocol pair = protocol_of(plain, {{1.0, {+1, +1}}});
  EXPECT_FALSE(chain_of(pair, {0, 0}, true).rotated());
}

TEST(ChainHamiltonian, DetuningAndPairCreationCostEnergyInUnitsOfTheCoupling) {
  const Block block{Ladder::spins(3), Ladder::spins(3).detuned(0.3)};
  const auto exchange = chain_of(protocol_of(block, {{1.0, {+1, -1}}}, 0.2), {0, 3}, true);
  const auto pair = chain_of(protocol_of(block, {{1.0, {+1, +1}}}, 0.2), {0, 0}, true);
  for (Count i = 0; i <= 3; ++i) {
    EXPECT_NEAR(diagonal(exchange, i), -0.3 / 0.2 * static_cast<double>(i), 1e-14);
    EXPECT_NEAR(diagonal(pair, i), 2.3 / 0.2 * static_cast<double>(i), 1e-13);
  }
}

TEST(ChainHamiltonian, TermsAlongTheChainAddUpInEitherDirection) {
  const Block block{Ladder::spins(2), Ladder::spins(2)};
  const auto one = chain_of(protocol_of(block, {{1.75, {+1, -1}}}), {0, 2}, true);
  const auto three = chain_of(
      protocol_of(block, {{1.0, {+1, -1}}, {0.5, {-1, +1}}, {0.25, {+1, -1}}, {9.0, {+2, 0}}}),
      {0, 2}, true);
  for (Count i = 0; i < 2; ++i) EXPECT_EQ(off_diagonal(one, i), off_diagonal(three, i));
}

TEST(ChainHamiltonian, LongShiftsClimbSeveralLevelsAtOnce) {
  const Block block{Ladder::spins(6)};
  const Protocol protocol = protocol_of(block, {{0.5, {+2}}}, 1.0);
  const auto h = chain_of(protocol, {2}, true);
  ASSERT_EQ(h.dimension(), 4);
  EXPECT_EQ(h.level(0), -2);
  EXPECT_EQ(h.level(3), 4);
  EXPECT_NEAR(off_diagonal(h, 0), 0.5 * std::sqrt(1 * 6.0 * 2 * 5), 1e-14);
  EXPECT_EQ(diagonal(h, 3), 4.0);
}

TEST(ChainHamiltonian, OneStateIsAtRest) {
  const Protocol protocol = protocol_of({Ladder::spins(0), Ladder::spins(4)}, {{1.0, {+1, -1}}});
  const auto h = chain_of(protocol, {0, 4}, true);
  EXPECT_EQ(h.dimension(), 1);
  State<double> psi;
  psi.re = PaddedVector<double>(1);
  psi.re[0] = 1.0;
  EXPECT_EQ(h.flow(psi), 0.0);
  EXPECT_EQ(h.moments(psi).norm, 1.0);
}

}  // namespace
}  // namespace leyden
