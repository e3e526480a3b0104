// SPDX-License-Identifier: Apache-2.0
// What every Hamiltonian promises, on random protocols of all three spaces.
#include "leyden/operators/hamiltonian.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <memory>
#include <vector>

#include "leyden/numerics/rounding.hpp"
#include "leyden/operators/bounds.hpp"
#include "support/dice.hpp"

namespace leyden {
namespace {

struct Case {
  Protocol protocol;
  Label start{};
  Space space = Chain({Ladder::spins(0)}, Shift{}, Label{});

  const Block& block() const { return protocol.blocks[0]; }
  std::unique_ptr<Hamiltonian<double>> hamiltonian(bool rotate) const {
    return make_hamiltonian(space, block(), protocol, start, rotate);
  }
};

Case finished(Case c) {
  c.space = reachable_space(c.block(), c.protocol.terms, c.start);
  return c;
}

Ladder random_ladder(Dice& dice) {
  const Count top = dice.whole(0, 6);
  const double crosstalk = dice.chance(0.5) ? dice.uniform(-2, 2) : 0.0;
  const Ladder ladder = dice.chance(0.8)   ? Ladder::spins(top, crosstalk)
                        : dice.chance(0.5) ? Ladder::cavity(top)
                                           : Ladder::large_charger(top);
  return dice.chance(0.5) ? ladder : ladder.detuned(dice.uniform(-0.5, 0.5));
}

/// Chains, checkerboards and lattices in turn.
Case random_case(Dice& dice, int number) {
  Case c;
  c.protocol.coupling = dice.uniform(0.1, 2.0);
  Block block{random_ladder(dice), random_ladder(dice)};
  c.protocol.terms = {{1.0, {+1, -1}}};
  if (number % 4 == 1) c.protocol.terms.push_back({dice.uniform(0.1, 1), {+1, +1}});
  if (number % 4 == 2) c.protocol.terms.push_back({dice.uniform(-1, 1), {+2, 0}});
  if (number % 4 == 3) {
    block.push_back(random_ladder(dice));
    c.protocol.terms.push_back({dice.uniform(-1, 1), {0, +1, -1}});
    c.protocol.terms.push_back({dice.uniform(-1, 1), {+1, 0, +2}});
  }
  for (std::size_t i = 0; i < block.size(); ++i) c.start[i] = dice.whole(0, block[i].top());
  c.protocol.blocks = {block};
  return finished(c);
}

template <class Check>
void for_many_cases(std::uint64_t seed, const Check& check) {
  Dice dice(seed);
  for (int i = 0; i < 120; ++i) check(random_case(dice, i), dice);
}

/// <i|H|j> from the definition of the protocol.
double element(const Case& c, Count i, Count j) {
  const Label from = label(c.space, j);
  const Label to = label(c.space, i);
  double sum = i == j ? diagonal_element(c.block(), from, c.start, c.protocol.coupling).value : 0.0;
  for (const Term& term : c.protocol.terms) {
    if (shifted(from, term.shift) == to) {
      sum += term.coefficient * transition_element(c.block(), from, term.shift);
    }
    if (shifted(to, term.shift) == from) {
      sum += term.coefficient * transition_element(c.block(), to, term.shift);
    }
  }
  return sum;
}

using Dense = std::vector<std::vector<double>>;

Dense dense(const Hamiltonian<double>& hamiltonian) {
  const auto n = static_cast<std::size_t>(hamiltonian.dimension());
  Dense matrix(n, std::vector<double>(n, 0.0));
  for (std::size_t i = 0; i < n; ++i) {
    for (const Neighbour& neighbour : hamiltonian.row(static_cast<Count>(i))) {
      matrix[i].at(static_cast<std::size_t>(neighbour.index)) += neighbour.element;
    }
  }
  return matrix;
}

PaddedVector<double> random_vector(Dice& dice, Count n) {
  PaddedVector<double> x(n);
  for (Count i = 0; i < n; ++i) x[i] = dice.uniform(-1, 1);
  return x;
}

void scale_to(double norm, PaddedVector<double>& x) {
  double squares = 0.0;
  for (Count i = 0; i < x.size(); ++i) squares += x[i] * x[i];
  for (Count i = 0; i < x.size(); ++i) x[i] *= norm / std::sqrt(squares);
}

State<double> random_state(Dice& dice, const Hamiltonian<double>& h) {
  State<double> psi;
  psi.re = random_vector(dice, h.dimension());
  if (!h.rotated()) psi.im = random_vector(dice, h.dimension());
  return psi;
}

/// The amplitudes that a State stands for.
std::vector<std::complex<double>> amplitudes(const State<double>& psi) {
  std::vector<std::complex<double>> result;
  std::complex<double> phase = 1.0;
  for (Count i = 0; i < psi.re.size(); ++i) {
    result.push_back(psi.im.empty() ? phase * psi.re[i] : std::complex(psi.re[i], psi.im[i]));
    phase *= std::complex<double>(0.0, -1.0);
  }
  return result;
}

TEST(Hamiltonian, RowsHoldTheElementsOfTheProtocol) {
  for_many_cases(1, [](const Case& c, Dice&) {
    for (const bool rotate : {false, true}) {
      const auto h = c.hamiltonian(rotate);
      ASSERT_EQ(h->dimension(), dimension(c.space));
      const Dense matrix = dense(*h);
      for (Count i = 0; i < h->dimension(); ++i) {
        for (Count j = 0; j < h->dimension(); ++j) {
          const double expected = element(c, i, j);
          EXPECT_NEAR(matrix[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)], expected,
                      1e-14 * (1 + std::abs(expected)))
              << name(c.space);
        }
      }
    }
  });
}

TEST(Hamiltonian, RowsAreSymmetric) {
  for_many_cases(2, [](const Case& c, Dice&) {
    const Dense matrix = dense(*c.hamiltonian(true));
    for (std::size_t i = 0; i < matrix.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) EXPECT_EQ(matrix[i][j], matrix[j][i]);
    }
  });
}

TEST(Hamiltonian, LevelsAreCountedFromTheReference) {
  for_many_cases(3, [](const Case& c, Dice&) {
    const auto h = c.hamiltonian(true);
    for (Count i = 0; i < h->dimension(); ++i)
      EXPECT_EQ(h->level(i), label(c.space, i)[0] - c.start[0]);
  });
}

TEST(Hamiltonian, ApplyIsTheMatrixOfTheRows) {
  for_many_cases(4, [](const Case& c, Dice& dice) {
    for (const bool rotate : {false, true}) {
      const auto h = c.hamiltonian(rotate);
      const double center = dice.uniform(-3, 3);
      if (!h->rotated()) h->subtract(center);
      const Dense matrix = dense(*h);
      const auto x = random_vector(dice, h->dimension());
      const auto y = random_vector(dice, h->dimension());
      const double alpha = dice.uniform(-2, 2), beta = dice.uniform(-2, 2);
      auto result = y;
      h->apply(alpha, x, beta, result);
      for (Count i = 0; i < h->dimension(); ++i) {
        double expected = 0.0, size = 1.0;
        for (Count j = 0; j < h->dimension(); ++j) {
          double g = matrix[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
          if (h->rotated() && j > i) g = -g;
          expected += g * x[j];
          size += std::abs(g * x[j]);
        }
        EXPECT_NEAR(result[i], alpha * expected + beta * y[i], 1e-14 * size) << name(c.space);
      }
      EXPECT_EQ(result[-1], 0.0) << "the padding was written to";
      EXPECT_EQ(result[h->dimension()], 0.0) << "the padding was written to";
    }
  });
}

TEST(Hamiltonian, RoundingOfApplyStaysBelowItsBound) {
  for_many_cases(5, [](const Case& c, Dice& dice) {
    const auto h = c.hamiltonian(true);
    const SpectralInterval interval = spectral_interval(*h);
    if (interval.radius == 0.0) return;
    if (!h->rotated()) h->subtract(interval.center);
    const Dense matrix = dense(*h);
    auto x = random_vector(dice, h->dimension());
    auto y = random_vector(dice, h->dimension());
    scale_to(1.0, x);
    scale_to(1.0, y);
    const double alpha = 2.0 / interval.radius, beta = h->rotated() ? 1.0 : -1.0;
    auto result = y;
    h->apply(alpha, x, beta, result);
    long double squares = 0.0L;
    for (Count i = 0; i < h->dimension(); ++i) {
      long double exact = 0.0L;
      for (Count j = 0; j < h->dimension(); ++j) {
        const long double g = matrix[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
        exact += (h->rotated() && j > i ? -g : g) * x[j];
      }
      const long double off = result[i] - (alpha * exact + beta * static_cast<long double>(y[i]));
      squares += off * off;
    }
    EXPECT_LE(static_cast<double>(std::sqrt(squares)), h->local_rounding() * unit_roundoff);
  });
}

TEST(Hamiltonian, RoundingConstantsAreThoseOfTheTheory) {
  // docs/theory/chebyshev, Section 5; sums over eight lanes: n/8 + 7 and the terms themselves.
  const auto hamiltonian_on = [](const Space& space, const Block& block, bool rotate) {
    Protocol protocol;
    protocol.blocks = {block};
    protocol.terms = {{1.0, {+1, -1}}};
    return make_hamiltonian(space, block, protocol, {0, block[1].top()}, rotate);
  };
  for (const Count n : {3, 40}) {
    const Block block{Ladder::spins(n), Ladder::spins(n + 1)};
    const Label start{0, n + 1};
    const Chain chain(block, {+1, -1}, start);
    const auto rotated = hamiltonian_on(chain, block, true);
    EXPECT_EQ(rotated->local_rounding(), 11.0);
    EXPECT_EQ(rotated->summation_rounding(), static_cast<double>((n + 1) / 8 + 20));
    const auto plain = hamiltonian_on(chain, block, false);
    EXPECT_EQ(plain->local_rounding(), 14.0);
    EXPECT_EQ(plain->summation_rounding(), static_cast<double>((n + 1) / 8 + 20));
    const Checkerboard board(block, start);
    const auto checkered = hamiltonian_on(board, block, true);
    EXPECT_EQ(checkered->local_rounding(), 21.0);
    EXPECT_EQ(checkered->summation_rounding(),
              static_cast<double>(board.row_length(0) / 8 + n + 1 + 24));
    const Lattice lattice(block, {{1.0, {+1, -1}}}, start);
    const auto general = hamiltonian_on(lattice, block, true);
    EXPECT_EQ(general->local_rounding(), 45.0);
    EXPECT_EQ(general->summation_rounding(), static_cast<double>((n + 1) / 8 + 40));
  }
}

TEST(Hamiltonian, DiagonalErrorIsThatOfTheLargestElement) {
  for_many_cases(10, [](const Case& c, Dice&) {
    const auto h = c.hamiltonian(true);
    double largest = 0.0;
    for (Count i = 0; i < h->dimension(); ++i) {
      const Element d =
          diagonal_element(c.block(), label(c.space, i), c.start, c.protocol.coupling);
      largest = std::max(largest, d.error);
    }
    if (name(c.space) != "checkerboard") {
      EXPECT_EQ(h->diagonal_error(), h->rotated() || largest == 0.0 ? 0.0 : largest);
      return;
    }
    // Two rounded parts, (C.8).
    double cell = 0.0, charger = 0.0, error_of_cells = 0.0, error_of_chargers = 0.0;
    for (Count k = 0; k < c.block()[0].levels(); ++k) {
      const Element d = diagonal_element(c.block(), {k, c.start[1]}, c.start, c.protocol.coupling);
      cell = std::max(cell, std::abs(d.value));
      error_of_cells = std::max(error_of_cells, d.error);
    }
    for (Count n = 0; n < c.block()[1].levels(); ++n) {
      const Element d = diagonal_element(c.block(), {c.start[0], n}, c.start, c.protocol.coupling);
      charger = std::max(charger, std::abs(d.value));
      error_of_chargers = std::max(error_of_chargers, d.error);
    }
    const double expected =
        error_of_cells + error_of_chargers + 4 * unit_roundoff * (cell + charger);
    EXPECT_NEAR(h->diagonal_error(), expected, 1e-12 * expected);
  });
}

TEST(Hamiltonian, MomentsAreSumsOverProbabilities) {
  for_many_cases(6, [](const Case& c, Dice& dice) {
    const auto h = c.hamiltonian(dice.chance(0.5));
    const State<double> psi = random_state(dice, *h);
    const LevelMoments moments = h->moments(psi);
    LevelMoments expected;
    const auto amplitude = amplitudes(psi);
    for (Count i = 0; i < h->dimension(); ++i) {
      const double p = std::norm(amplitude[static_cast<std::size_t>(i)]);
      const auto k = static_cast<double>(label(c.space, i)[0] - c.start[0]);
      expected.norm += p;
      expected.mean += p * k;
      expected.square += p * k * k;
    }
    const double scale = 1 + expected.square;
    EXPECT_NEAR(moments.norm, expected.norm, 1e-13 * scale);
    EXPECT_NEAR(moments.mean, expected.mean, 1e-13 * scale);
    EXPECT_NEAR(moments.square, expected.square, 1e-13 * scale);
  });
}

TEST(Hamiltonian, FlowIsTheCommutatorWithTheBatteryLevel) {
  for_many_cases(7, [](const Case& c, Dice& dice) {
    for (const bool rotate : {false, true}) {
      const auto h = c.hamiltonian(rotate);
      const State<double> psi = random_state(dice, *h);
      const auto amplitude = amplitudes(psi);
      const Dense matrix = dense(*h);
      std::complex<double> commutator = 0.0;
      double scale = 1.0;
      for (std::size_t i = 0; i < matrix.size(); ++i) {
        for (std::size_t j = 0; j < matrix.size(); ++j) {
          const auto climb = static_cast<double>(h->level(static_cast<Count>(j)) -
                                                 h->level(static_cast<Count>(i)));
          const auto part = std::conj(amplitude[i]) * matrix[i][j] * climb * amplitude[j];
          commutator += part;
          scale += std::abs(part);
        }
      }
      const std::complex<double> expected = std::complex<double>(0, 1) * commutator;
      EXPECT_NEAR(expected.imag(), 0.0, 1e-14 * scale);
      EXPECT_NEAR(h->flow(psi), expected.real(), 1e-14 * scale) << name(c.space);
    }
  });
}

TEST(Hamiltonian, SubtractMovesTheDiagonalAndNothingElse) {
  for_many_cases(8, [](const Case& c, Dice&) {
    const auto h = c.hamiltonian(false);
    const Dense before = dense(*h);
    h->subtract(0.75);
    const Dense after = dense(*h);
    for (std::size_t i = 0; i < before.size(); ++i) {
      for (std::size_t j = 0; j < before.size(); ++j) {
        const double expected = before[i][j] - (i == j ? 0.75 : 0.0);
        EXPECT_NEAR(after[i][j], expected, 1e-14 * (1 + std::abs(expected)));
      }
    }
  });
}

TEST(Hamiltonian, AllSpacesGiveTheSameMatrixForTheSameProtocol) {
  Dice dice(9);
  for (int i = 0; i < 60; ++i) {
    Case c = random_case(dice, i % 2);  // chains and checkerboards
    const Lattice lattice(c.block(), c.protocol.terms, c.start);
    if (lattice.dimension() != dimension(c.space)) continue;  // a ladder of one level
    Case walked = c;
    walked.space = lattice;
    const auto named = c.hamiltonian(false);
    const auto general = walked.hamiltonian(false);
    const Dense a = dense(*named), b = dense(*general);
    for (Count row = 0; row < named->dimension(); ++row) {
      for (Count column = 0; column < named->dimension(); ++column) {
        const auto to = static_cast<std::size_t>(lattice.index(label(c.space, row)).value());
        const auto from = static_cast<std::size_t>(lattice.index(label(c.space, column)).value());
        const double expected = b[to][from];
        EXPECT_NEAR(a[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)], expected,
                    1e-14 * (1 + std::abs(expected)));
      }
    }
  }
}

}  // namespace
}  // namespace leyden
