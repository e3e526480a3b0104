// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/chain_bounds.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "leyden/operators/bounds.hpp"
#include "leyden/operators/chain_hamiltonian.hpp"

namespace leyden {
namespace {

template <class Real>
ChainHamiltonian<Real> chain(const Block& block, const Term& term, const Label& start) {
  Protocol protocol;
  protocol.blocks = {block};
  protocol.terms = {term};
  return {Chain(block, term.shift, start), block, protocol, start, true};
}

TEST(ChainBounds, AreThoseOfAllPaths) {
  const struct {
    Block block;
    Term term;
    Label start;
  } cases[] = {{{Ladder::spins(1), Ladder::spins(1)}, {1.0, {+1, -1}}, {0, 1}},
               {{Ladder::spins(2), Ladder::spins(3)}, {1.0, {+1, -1}}, {0, 3}},
               {{Ladder::spins(3), Ladder::spins(3)}, {0.7, {+1, -1}}, {0, 3}},
               {{Ladder::spins(4), Ladder::spins(9)}, {1.0, {+1, -1}}, {2, 5}},
               {{Ladder::spins(40), Ladder::spins(40)}, {1.0, {+1, -1}}, {0, 40}},
               {{Ladder::spins(7), Ladder::spins(9)}, {1.0, {+2, -2}}, {0, 8}}};
  for (const auto& c : cases) {
    const auto expected = derivative_bounds(chain<double>(c.block, c.term, c.start));
    const auto hamiltonian = chain<DoubleDouble>(c.block, c.term, c.start);
    const auto bounds = chain_derivative_bounds(hamiltonian.couplings(), hamiltonian.stride());
    for (std::size_t j = 0; j < bounds.size(); ++j) {
      EXPECT_NEAR(bounds[j], expected[j], 1e-9 * expected[j]) << c.block[0].levels() << ' ' << j;
    }
  }
}

TEST(ChainBounds, DoNotDrownInRoundingOnLongChains) {
  // Continuum: g = k (M - k), so that the j-th nested commutator grows like M^(j+1).
  const auto bounds_at = [](Count cells) {
    const Block block{Ladder::spins(cells), Ladder::spins(cells)};
    const auto h = chain<DoubleDouble>(block, {1.0, {+1, -1}}, {0, cells});
    return chain_derivative_bounds(h.couplings(), h.stride());
  };
  const auto small = bounds_at(1000);
  const auto large = bounds_at(100'000);
  for (std::size_t j = 0; j < 4; ++j) {
    const double growth = std::log10(large[j] / small[j]) / 2;
    EXPECT_NEAR(growth, static_cast<double>(j) + 2, 0.01) << j;
  }
}

/// The largest row sum of ad⁴ on the spin chain of M = N, whose couplings are the whole numbers
/// (i+1)(M-i): exact.
__extension__ using Whole = __int128;
long double fourth_bound(Whole cells) {
  const auto g = [&](Whole i) { return i < 0 || i >= cells ? Whole{0} : (i + 1) * (cells - i); };
  const auto d = [&](Whole i) { return 2 * (g(i - 1) * g(i - 1) - g(i) * g(i)); };
  const auto e = [&](Whole i) { return d(i + 1) - d(i); };
  const auto size = [](Whole x) { return x < 0 ? -x : x; };
  Whole largest = 0;
  for (Whole i = 0; i <= cells; ++i) {
    const Whole middle = 2 * size(g(i - 1) * g(i - 1) * e(i - 1) - g(i) * g(i) * e(i));
    const Whole up = i + 2 <= cells ? g(i) * g(i + 1) * size(e(i + 1) - e(i)) : 0;
    const Whole down = i >= 2 ? g(i - 1) * g(i - 2) * size(e(i - 1) - e(i - 2)) : 0;
    largest = std::max(largest, middle + up + down);
  }
  return static_cast<long double>(largest);
}

TEST(ChainBounds, AllowForWhatCancelsInDoubleDouble) {
  // 2^-95 times (4 max g)⁴, which on a long chain is far more than what remains after cancelling.
  const Count cells = 1'000'000;
  const Block block{Ladder::spins(cells), Ladder::spins(cells)};
  const auto h = chain<DoubleDouble>(block, {1.0, {+1, -1}}, {0, cells});
  const double bound = chain_derivative_bounds(h.couplings(), h.stride())[3];
  const double widest = 0.25e12 + 0.5e6;  // (i+1)(M-i) at i = M/2
  const double allowance = 0x1p-95 * std::pow(4 * widest, 4);
  const auto above = static_cast<double>(bound - fourth_bound(cells));
  EXPECT_NEAR(above, allowance, 0.02 * allowance);
}

}  // namespace
}  // namespace leyden
