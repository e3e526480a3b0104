// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/bounds.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <memory>
#include <vector>

#include "leyden/numerics/eigen.hpp"
#include "leyden/numerics/rounding.hpp"
#include "support/dice.hpp"

namespace leyden {
namespace {

std::unique_ptr<Hamiltonian<double>> hamiltonian_of(const Block& block,
                                                    const std::vector<Term>& terms, double coupling,
                                                    const Label& start, bool rotate = false) {
  Protocol protocol;
  protocol.blocks = {block};
  protocol.terms = terms;
  protocol.coupling = coupling;
  return make_hamiltonian(reachable_space(block, terms, start), block, protocol, start, rotate);
}

std::unique_ptr<Hamiltonian<double>> random_hamiltonian(Dice& dice, int number) {
  const double scale = number % 3 == 0 ? 5.0 : 0.0;
  const Block block{Ladder::spins(dice.whole(1, 4), scale * dice.uniform(-1, 1)),
                    Ladder::spins(dice.whole(1, 4), scale * dice.uniform(-1, 1))
                        .detuned(dice.uniform(-0.3, 0.3))};
  std::vector<Term> terms{{1.0, {+1, -1}}};
  if (number % 4 >= 1) terms.push_back({dice.uniform(0.1, 1), {+1, +1}});
  if (number % 4 == 2) terms.push_back({dice.uniform(-1, 1), {+2, 0}});
  return hamiltonian_of(block, terms, dice.uniform(0.1, 1), {0, block[1].top()}, number % 2 == 0);
}

/// Square matrix, row by row.
struct Matrix {
  std::size_t n;
  std::vector<double> values;
  double operator()(std::size_t i, std::size_t j) const { return values[i * n + j]; }

  Matrix operator*(const Matrix& other) const {
    Matrix result{n, std::vector<double>(n * n, 0.0)};
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t k = 0; k < n; ++k) {
        for (std::size_t j = 0; j < n; ++j) result.values[i * n + j] += (*this)(i, k) * other(k, j);
      }
    }
    return result;
  }
  Matrix operator-(const Matrix& other) const {
    Matrix result = *this;
    for (std::size_t i = 0; i < values.size(); ++i) result.values[i] -= other.values[i];
    return result;
  }
  Matrix transposed() const {
    Matrix result = *this;
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) result.values[i * n + j] = (*this)(j, i);
    }
    return result;
  }
  double norm() const {
    const EigenSystem system = eigen_symmetric((transposed() * *this).values, static_cast<int>(n));
    return std::sqrt(std::max(0.0, system.values.back()));
  }
  double largest_row_sum() const {
    double largest = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      double sum = 0.0;
      for (std::size_t j = 0; j < n; ++j) sum += std::abs((*this)(i, j));
      largest = std::max(largest, sum);
    }
    return largest;
  }
};

Matrix dense(const Hamiltonian<double>& h) {
  const auto n = static_cast<std::size_t>(h.dimension());
  Matrix matrix{n, std::vector<double>(n * n, 0.0)};
  for (std::size_t i = 0; i < n; ++i) {
    for (const Neighbour& neighbour : h.row(static_cast<Count>(i))) {
      matrix.values[i * n + static_cast<std::size_t>(neighbour.index)] += neighbour.element;
    }
  }
  return matrix;
}

Matrix battery(const Hamiltonian<double>& h) {
  const auto n = static_cast<std::size_t>(h.dimension());
  Matrix matrix{n, std::vector<double>(n * n, 0.0)};
  for (std::size_t i = 0; i < n; ++i) {
    matrix.values[i * n + i] = static_cast<double>(h.level(static_cast<Count>(i)));
  }
  return matrix;
}

/// Largest <k>(t) - k(start) on a fine grid of times.
double highest_energy(const Hamiltonian<double>& h, Count start, double end, double step) {
  const Matrix matrix = dense(h);
  const EigenSystem system = eigen_symmetric(matrix.values, static_cast<int>(matrix.n));
  double highest = 0.0;
  for (double time = 0.0; time < end; time += step) {
    double energy = 0.0;
    for (std::size_t i = 0; i < matrix.n; ++i) {
      std::complex<double> amplitude = 0.0;
      for (std::size_t a = 0; a < matrix.n; ++a) {
        const double* v = system.vectors.data() + a * matrix.n;
        amplitude +=
            v[i] * v[static_cast<std::size_t>(start)] * std::polar(1.0, -system.values[a] * time);
      }
      energy += std::norm(amplitude) *
                static_cast<double>(h.level(static_cast<Count>(i)) - h.level(start));
    }
    highest = std::max(highest, energy);
  }
  return highest;
}

/// Two levels coupled by `element`, with a diagonal known to `error`; counted from `reference`.
class TwoLevels final : public Hamiltonian<double> {
 public:
  TwoLevels(double element, double lower, double upper, double error, Count reference = 0)
      : element_(element), diagonal_{lower, upper}, error_(error), reference_(reference) {}

  Count dimension() const override { return 2; }
  void apply(double, const PaddedVector<double>&, double, PaddedVector<double>&) const override {}
  double local_rounding() const override { return 0.0; }
  double diagonal_error() const override { return error_; }
  double summation_rounding() const override { return 0.0; }
  MatrixRow row(Count i) const override {
    MatrixRow row;
    row.add(i, diagonal_[i]);
    row.add(1 - i, element_);
    return row;
  }
  Count level(Count i) const override { return i - reference_; }
  LevelMoments<> moments(const State<double>&) const override { return {}; }
  double flow(const State<double>&) const override { return 0.0; }
  void subtract(double) override {}

 private:
  double element_;
  double diagonal_[2];
  double error_;
  Count reference_;
};

TEST(SpectralInterval, IsWidenedByTheErrorOfTheDiagonal) {
  const SpectralInterval interval = spectral_interval(TwoLevels(1.5, -4.0, 2.0, 0.25));
  EXPECT_EQ(interval.center, -1.0);
  EXPECT_EQ(interval.radius, rounded_up(3.0 + 1.5 + 0.25));
}

TEST(DerivativeBounds, CoverTheRoundingOfTheirPathSums) {
  // One path from each state, of weight 1, -2, 4, -8.
  const auto bounds = derivative_bounds(TwoLevels(1.0, 0.0, 0.0, 0.0));
  double expected = 1.0;
  for (const double bound : bounds) {
    EXPECT_NEAR(bound, rounded_up(expected * (1 + 21 * unit_roundoff)),
                3 * unit_roundoff * expected);
    expected *= 2;
  }
}

TEST(DerivativeBounds, AConstantDiagonalCommutesWithEverything) {
  const auto bounds = derivative_bounds(TwoLevels(1.0, 0.0, 0.0, 0.0));
  EXPECT_EQ(derivative_bounds(TwoLevels(1.0, 1e12, 1e12, 0.0)), bounds);
}

TEST(DerivativeBounds, CoverAnUnknownDiagonal) {
  // ad_H^j k moves by j (2R)^(j-1) 2ε ‖k‖, and ‖k‖ is half the range of levels.
  const double error = 0.25;
  for (const Count reference : {0, 1, 7}) {
    const auto bounds = derivative_bounds(TwoLevels(1.0, 0.0, 0.0, error, reference));
    double sum = 1.0, shift = error;
    for (std::size_t j = 0; j < 4; ++j) {
      const double expected = sum + static_cast<double>(j + 1) * shift;
      EXPECT_NEAR(bounds[j], expected, 1e-12 * expected);
      sum *= 2;
      shift *= 2 * (1.0 + error);
    }
  }
}

TEST(EnergyCeiling, AllowsForTheErrorsOfTheDiagonal) {
  // (2 h)² / (distance of the levels)², h = 1.5; elements are good to eight roundings.
  for (const double low : {-1000.0, 990.0}) {
    const double high = low + 10.0;
    const double apart = 10.0 - 8 * unit_roundoff * (std::abs(low) + std::abs(high));
    const double expected = rounded_up(9.0 / (apart * apart));
    EXPECT_NEAR(energy_ceiling(TwoLevels(1.5, low, high, 0.0), 0), expected,
                8 * unit_roundoff * expected);
    EXPECT_NEAR(energy_ceiling(TwoLevels(1.5, low, high, 0.25), 0), 9.0 / (9.5 * 9.5), 1e-12);
  }
  EXPECT_TRUE(std::isinf(energy_ceiling(TwoLevels(1.5, 1.0, 1.5, 0.25), 0)));
}

TEST(SpectralInterval, HoldsEveryEigenvalueAndEveryRowSum) {
  Dice dice(1);
  for (int i = 0; i < 80; ++i) {
    const auto h = random_hamiltonian(dice, i);
    const SpectralInterval interval = spectral_interval(*h);
    Matrix matrix = dense(*h);
    const EigenSystem system = eigen_symmetric(matrix.values, static_cast<int>(matrix.n));
    const double rounding = 1e-14 * (std::abs(interval.center) + interval.radius);
    EXPECT_GE(system.values.front(), interval.center - interval.radius - rounding);
    EXPECT_LE(system.values.back(), interval.center + interval.radius + rounding);
    for (std::size_t j = 0; j < matrix.n; ++j) matrix.values[j * (matrix.n + 1)] -= interval.center;
    EXPECT_LE(matrix.largest_row_sum(), interval.radius + rounding);
    // Gershgorin: some row reaches each end.
    EXPECT_GE(matrix.largest_row_sum(), interval.radius - 1e-12 * (1 + interval.radius));
  }
}

TEST(SpectralInterval, OneStateHasOneEigenvalue) {
  const auto h =
      hamiltonian_of({Ladder::spins(0), Ladder::spins(3)}, {{1.0, {+1, -1}}}, 0.1, {0, 2});
  EXPECT_EQ(spectral_interval(*h).center, 0.0);
  EXPECT_EQ(spectral_interval(*h).radius, 0.0);
}

TEST(SpectralInterval, FlatChainIsCenteredOnZero) {
  const auto h =
      hamiltonian_of({Ladder::spins(5), Ladder::spins(5)}, {{1.0, {+1, -1}}}, 0.1, {0, 5}, true);
  EXPECT_EQ(spectral_interval(*h).center, 0.0);
}

TEST(DerivativeBounds, AreTheRowSumsOfTheNestedCommutators) {
  Dice dice(2);
  for (int i = 0; i < 60; ++i) {
    const auto h = random_hamiltonian(dice, i);
    const auto bounds = derivative_bounds(*h);
    const Matrix matrix = dense(*h);
    Matrix commutator = battery(*h);
    for (std::size_t j = 0; j < 4; ++j) {
      commutator = matrix * commutator - commutator * matrix;
      const double rows = commutator.largest_row_sum();
      const double norm = commutator.norm();
      // The dense product cancels diagonals that the bound never sees: 1e-10 for its rounding.
      EXPECT_NEAR(bounds[j], rows, 1e-10 * rows) << "derivative " << j + 1;
      EXPECT_GE(bounds[j], norm * (1 - 1e-10)) << "derivative " << j + 1;
      EXPECT_LE(bounds[j], 10 * norm) << "derivative " << j + 1;
    }
  }
}

TEST(DerivativeBounds, SecondOfAFlatChainIsTheLargestDifferenceOfSquares) {
  for (const Count cells : {1, 2, 5, 8}) {
    for (const Count chargers : {1, 3, 8, 20}) {
      const auto h = hamiltonian_of({Ladder::spins(cells), Ladder::spins(chargers)},
                                    {{1.0, {+1, -1}}}, 0.1, {0, chargers}, true);
      const auto square = [&](Count k) {
        return k < 1 || k > std::min(cells, chargers)
                   ? 0.0
                   : static_cast<double>(k * k * (cells - k + 1) * (chargers - k + 1));
      };
      double expected = 0.0;
      for (Count k = 0; k <= cells; ++k) {
        expected = std::max(expected, 2 * std::abs(square(k + 1) - square(k)));
      }
      EXPECT_NEAR(derivative_bounds(*h)[1], expected, 1e-12 * expected);
      EXPECT_GE(derivative_bounds(*h)[1], expected * (1 - 1e-15));
    }
  }
}

TEST(DerivativeBounds, SingleCellIsASquaredSine) {
  // E = sin²(t): derivatives at most 1, 2, 4, 8.
  const auto h =
      hamiltonian_of({Ladder::spins(1), Ladder::spins(1)}, {{1.0, {+1, -1}}}, 0.1, {0, 1}, true);
  const auto bounds = derivative_bounds(*h);
  const double expected[] = {1, 2, 4, 8};
  for (std::size_t j = 0; j < 4; ++j) EXPECT_NEAR(bounds[j], expected[j], 1e-11);
}

TEST(DerivativeBounds, AreZeroWhenNothingMoves) {
  const auto h =
      hamiltonian_of({Ladder::spins(3), Ladder::spins(0)}, {{1.0, {+1, -1}}}, 0.1, {2, 0});
  for (const double bound : derivative_bounds(*h)) EXPECT_EQ(bound, 0.0);
}

TEST(EnergyCeiling, IsNeverExceeded) {
  Dice dice(3);
  int finite = 0;
  for (int i = 0; i < 40; ++i) {
    const auto h = random_hamiltonian(dice, 3 * i);  // all with crosstalk
    for (Count start = 0; start < h->dimension(); start += 3) {
      const double ceiling = energy_ceiling(*h, start);
      if (!std::isfinite(ceiling)) continue;
      ++finite;
      EXPECT_LE(highest_energy(*h, start, 20.0, 0.05), ceiling + 1e-12);
    }
  }
  EXPECT_GE(finite, 20) << "the test must see finite ceilings";
}

TEST(EnergyCeiling, IsSmallWhenCrosstalkKeepsTheLevelsApart) {
  for (const double crosstalk : {1e3, -1e3, 1e6}) {
    const auto h = hamiltonian_of({Ladder::spins(2), Ladder::spins(4, crosstalk)},
                                  {{1.0, {+1, -1}}}, 0.1, {0, 4});
    const double ceiling = energy_ceiling(*h, 0);
    const double highest = highest_energy(*h, 0, 3.0, 0.001);
    EXPECT_GT(ceiling, highest);
    EXPECT_LT(ceiling, 1e3 / (crosstalk * crosstalk));
  }
}

TEST(EnergyCeiling, OfTwoLevelsFollowsTheRabiFormula) {
  // One cell, one charger, detuned by d (units of g): E <= 4/(4 + d²), and the ceiling is (2/d)².
  const double d = 50.0;
  const auto h = hamiltonian_of({Ladder::spins(1), Ladder::spins(1).detuned(0.1 * d)},
                                {{1.0, {+1, -1}}}, 0.1, {0, 1});
  EXPECT_NEAR(energy_ceiling(*h, 0), 4 / (d * d), 1e-12);
}

TEST(EnergyCeiling, IsInfiniteWithoutADistanceBetweenLevels) {
  const auto flat =
      hamiltonian_of({Ladder::spins(2), Ladder::spins(2)}, {{1.0, {+1, -1}}}, 0.1, {0, 2}, true);
  EXPECT_TRUE(std::isinf(energy_ceiling(*flat, 0)));
  const auto mirror = hamiltonian_of({Ladder::spins(2), Ladder::spins(2, 1.0)}, {{1.0, {+1, -1}}},
                                     0.1, {0, 2});  // level 2 is as high as level 0
  EXPECT_TRUE(std::isinf(energy_ceiling(*mirror, 0)));
}

TEST(EnergyCeiling, IsZeroAtTheTop) {
  const auto h =
      hamiltonian_of({Ladder::spins(2), Ladder::spins(2, 0.3)}, {{1.0, {+1, -1}}}, 0.1, {2, 0});
  EXPECT_EQ(energy_ceiling(*h, h->dimension() - 1), 0.0);
}

TEST(EnergyCeiling, CountsSeveralTermsAlongOneEdgeTogether) {
  const Block block{Ladder::spins(1), Ladder::spins(1).detuned(20.0), Ladder::spins(1)};
  const std::vector<Term> terms{
      {1.0, {+1, -1}}, {1.0, {+1, -1}}, {1.0, {+1, -1}}, {1.0, {+1, -1}}, {1e-3, {0, 0, +1}}};
  const auto h = hamiltonian_of(block, terms, 1.0, {0, 1, 0});
  EXPECT_LE(highest_energy(*h, 0, 30.0, 0.01), energy_ceiling(*h, 0));
}

}  // namespace
}  // namespace leyden
