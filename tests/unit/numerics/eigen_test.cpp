// SPDX-License-Identifier: Apache-2.0
#include "leyden/numerics/eigen.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace leyden {
namespace {

constexpr double pi = 3.14159265358979323846;

std::vector<double> random_symmetric(std::size_t n, std::uint64_t seed) {
  std::mt19937_64 engine(seed);
  std::vector<double> matrix(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      const double value = static_cast<double>(static_cast<std::int64_t>(engine())) * 0x1p-63;
      matrix[i * n + j] = matrix[j * n + i] = value;
    }
  }
  return matrix;
}

/// Entries are below 1, so ‖H‖ <= n; LAPACK promises a modest multiple of n u ‖H‖.
void expect_eigensystem(const EigenSystem& system, const std::vector<double>& matrix,
                        std::size_t n) {
  ASSERT_EQ(system.values.size(), n);
  ASSERT_EQ(system.vectors.size(), n * n);
  const double small = 1e-15 * static_cast<double>(n * n + 4);
  EXPECT_TRUE(std::is_sorted(system.values.begin(), system.values.end()));
  const auto v = [&](std::size_t row, std::size_t column) {
    return system.vectors[column * n + row];
  };
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t i = 0; i < n; ++i) {
      double applied = 0.0;
      for (std::size_t j = 0; j < n; ++j) applied += matrix[i * n + j] * v(j, a);
      EXPECT_NEAR(applied, system.values[a] * v(i, a), small);
    }
    for (std::size_t b = 0; b <= a; ++b) {
      double product = 0.0;
      for (std::size_t i = 0; i < n; ++i) product += v(i, a) * v(i, b);
      EXPECT_NEAR(product, a == b ? 1.0 : 0.0, small);
    }
  }
}

TEST(Eigen, SymmetricMatricesAreDiagonalised) {
  for (const std::size_t n : {1u, 2u, 3u, 10u, 33u}) {
    const auto matrix = random_symmetric(n, n);
    expect_eigensystem(eigen_symmetric(matrix, static_cast<int>(n)), matrix, n);
  }
}

TEST(Eigen, TridiagonalMatricesAreDiagonalised) {
  for (const std::size_t n : {1u, 2u, 3u, 10u, 33u}) {
    const auto full = random_symmetric(n, 100 + n);
    std::vector<double> matrix(n * n, 0.0), diagonal, off;
    for (std::size_t i = 0; i < n; ++i) {
      diagonal.push_back(full[i * n + i]);
      matrix[i * n + i] = diagonal.back();
      if (i + 1 == n) continue;
      off.push_back(full[i * n + i + 1]);
      matrix[i * n + i + 1] = matrix[(i + 1) * n + i] = off.back();
    }
    expect_eigensystem(eigen_tridiagonal(diagonal, off), matrix, n);
  }
}

TEST(Eigen, UniformChainHasCosinesForEigenvalues) {
  const std::size_t n = 12;
  const auto system =
      eigen_tridiagonal(std::vector<double>(n, 0.0), std::vector<double>(n - 1, 1.0));
  for (std::size_t i = 0; i < n; ++i) {
    const auto k = static_cast<double>(n - i);
    EXPECT_NEAR(system.values[i], 2 * std::cos(k * pi / static_cast<double>(n + 1)), 1e-14);
  }
}

TEST(Eigen, DegenerateAndZeroMatricesStillGetOrthonormalVectors) {
  expect_eigensystem(eigen_symmetric(std::vector<double>(25, 0.0), 5), std::vector<double>(25, 0.0),
                     5);
  std::vector<double> identity(16, 0.0);
  for (std::size_t i = 0; i < 4; ++i) identity[i * 5] = 1.0;
  expect_eigensystem(eigen_tridiagonal({1, 1, 1, 1}, {0, 0, 0}), identity, 4);
}

}  // namespace
}  // namespace leyden
