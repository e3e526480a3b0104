// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/board_bounds.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "leyden/model/charging.hpp"
#include "leyden/operators/bounds.hpp"
#include "leyden/operators/checkerboard_hamiltonian.hpp"
#include "support/dice.hpp"

namespace leyden {
namespace {

/// The same elements without a word about the board, so that bounds are made from paths.
class Anonymous final : public SparseRows {
 public:
  explicit Anonymous(const SparseRows& rows) : rows_(rows) {}
  Count dimension() const override { return rows_.dimension(); }
  MatrixRow row(Count i) const override { return rows_.row(i); }
  Count level(Count i) const override { return rows_.level(i); }
  double diagonal_error() const override { return rows_.diagonal_error(); }

 private:
  const SparseRows& rows_;
};

TEST(BoardBounds, AreThoseFromPathsForRandomProtocols) {
  Dice dice(11);
  for (int trial = 0; trial < 60; ++trial) {
    Charging c;
    c.cells = dice.whole(0, 11);
    c.chargers = dice.whole(0, 11);
    c.anisotropy = dice.chance(0.3) ? 1e-8 : dice.uniform(0, 1);
    c.coupling = std::exp(dice.uniform(-14, 2));
    if (dice.chance(0.5)) c.detuning = dice.uniform(-0.7, 0.7);
    if (dice.chance(0.5)) c.crosstalk = dice.uniform(-2, 2);
    if (dice.chance(0.5)) c.battery_crosstalk = dice.uniform(-2, 2);
    const Protocol protocol = make_protocol(c);
    const Label start{dice.whole(0, c.cells), dice.whole(0, c.chargers)};
    const Checkerboard board(protocol.blocks[0], start);
    const CheckerboardHamiltonian<double> h(board, protocol.blocks[0], protocol, start);
    const auto quick = derivative_bounds(h);
    const auto paths = derivative_bounds(Anonymous(h));
    for (std::size_t j = 0; j < quick.size(); ++j) {
      EXPECT_NEAR(quick[j], paths[j], 1e-12 * paths[j]) << "trial " << trial << ", order " << j + 1;
    }
  }
}

TEST(BoardBounds, HoldWhatThePathsFindWithoutTheirRounding) {
  // Small integers: every path sum is exact, and the bound must not lie below it.
  Charging c;
  c.cells = c.chargers = 1;
  c.anisotropy = 1.0;
  c.coupling = 0.5;
  const Protocol protocol = make_protocol(c);
  const Checkerboard board(protocol.blocks[0], {0, 1});
  const CheckerboardHamiltonian<double> h(board, protocol.blocks[0], protocol, {0, 1});
  // Two states joined by one: |d²E/dt²| = 2, D1 = 1, D3 = 4, D4 = 8.
  const auto sums = nested_commutator_sums(h, board);
  double expected = 1.0;
  for (const double sum : sums) {
    EXPECT_GE(sum, expected);
    EXPECT_LT(sum, expected * (1 + 1e-12));
    expected *= 2;
  }
}

}  // namespace
}  // namespace leyden
