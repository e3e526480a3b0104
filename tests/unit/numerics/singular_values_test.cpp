// SPDX-License-Identifier: Apache-2.0
#include "leyden/numerics/singular_values.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "support/dice.hpp"

namespace leyden {
namespace {

using Complex = std::complex<double>;

/// Rows of a random unitary matrix, by Gram-Schmidt in long double.
std::vector<std::vector<std::complex<long double>>> orthonormal(Dice& dice, std::size_t rows,
                                                                std::size_t columns) {
  std::vector<std::vector<std::complex<long double>>> result;
  while (result.size() < rows) {
    std::vector<std::complex<long double>> row;
    for (std::size_t c = 0; c < columns; ++c) {
      row.emplace_back(dice.uniform(-1, 1), dice.uniform(-1, 1));
    }
    for (int pass = 0; pass < 2; ++pass) {
      for (const auto& known : result) {
        std::complex<long double> overlap = 0;
        for (std::size_t c = 0; c < columns; ++c) overlap += std::conj(known[c]) * row[c];
        for (std::size_t c = 0; c < columns; ++c) row[c] -= overlap * known[c];
      }
    }
    long double square = 0;
    for (const auto& value : row) square += std::norm(value);
    for (auto& value : row) value /= std::sqrt(square);
    result.push_back(row);
  }
  return result;
}

TEST(SingularValues, OfAMatrixMadeFromKnownOnesAreWithinTheRadius) {
  Dice dice(3);
  for (int i = 0; i < 60; ++i) {
    const auto rows = static_cast<std::size_t>(dice.whole(1, 30));
    const auto columns = static_cast<std::size_t>(dice.whole(1, 30));
    const std::size_t rank = std::min(rows, columns);
    std::vector<double> known;
    for (std::size_t k = 0; k < rank; ++k) {
      known.push_back(dice.chance(0.3) ? 0.0 : std::pow(10.0, dice.uniform(-12, 0)));
    }
    std::sort(known.rbegin(), known.rend());
    const auto u = orthonormal(dice, rank, rows);
    const auto v = orthonormal(dice, rank, columns);
    ComplexMatrix matrix(static_cast<Count>(rows), static_cast<Count>(columns));
    for (std::size_t r = 0; r < rows; ++r) {
      for (std::size_t c = 0; c < columns; ++c) {
        std::complex<long double> sum = 0;
        for (std::size_t k = 0; k < rank; ++k) {
          sum += static_cast<long double>(known[k]) * u[k][r] * std::conj(v[k][c]);
        }
        matrix.at(static_cast<Count>(r), static_cast<Count>(c)) = Complex(sum);
      }
    }
    const SingularValues found = singular_values(matrix);
    ASSERT_EQ(found.values.size(), rank);
    double squares = 0.0;
    for (std::size_t k = 0; k < rank; ++k) {
      squares += (found.values[k] - known[k]) * (found.values[k] - known[k]);
    }
    // The matrix itself is rounded to double.
    EXPECT_TRUE(std::sqrt(squares) <= found.error + 1e-15) << std::sqrt(squares);
    EXPECT_TRUE(found.error < 1e-11) << found.error;
  }
}

TEST(SingularValues, OfNothingAreNone) {
  EXPECT_TRUE(singular_values(ComplexMatrix(0, 3)).values.empty());
}

}  // namespace
}  // namespace leyden
