// SPDX-License-Identifier: Apache-2.0
#include "spectrum.hpp"

#include <algorithm>
#include <cmath>

namespace honesty {
namespace {

using Columns = std::vector<std::vector<double>>;

/// Jacobi's method: rotates `matrix` until it is diagonal; returns the eigenvectors as columns.
Columns eigenvectors(Columns matrix) {
  const std::size_t size = matrix.size();
  Columns vectors(size, std::vector<double>(size, 0.0));
  for (std::size_t i = 0; i < size; ++i) vectors[i][i] = 1;
  constexpr int most_sweeps = 30;
  for (int sweep = 0; sweep < most_sweeps; ++sweep) {
    double off = 0;
    double all = 0;
    for (std::size_t i = 0; i < size; ++i) {
      for (std::size_t j = 0; j < size; ++j) {
        all += matrix[i][j] * matrix[i][j];
        if (i != j) off += matrix[i][j] * matrix[i][j];
      }
    }
    if (off <= 1e-32 * all) break;
    for (std::size_t p = 0; p < size; ++p) {
      for (std::size_t q = p + 1; q < size; ++q) {
        if (matrix[p][q] == 0) continue;
        const double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        const double t = (theta < 0 ? -1 : 1) / (std::abs(theta) + std::sqrt(theta * theta + 1));
        const double c = 1 / std::sqrt(t * t + 1);
        const double s = t * c;
        // Column p of a symmetric matrix is its row p, stored contiguously.
        for (std::size_t i = 0; i < size; ++i) {
          const double a = matrix[p][i];
          const double b = matrix[q][i];
          matrix[p][i] = c * a - s * b;
          matrix[q][i] = s * a + c * b;
        }
        for (std::size_t i = 0; i < size; ++i) {
          const double a = matrix[i][p];
          const double b = matrix[i][q];
          matrix[i][p] = c * a - s * b;
          matrix[i][q] = s * a + c * b;
        }
        for (std::size_t i = 0; i < size; ++i) {
          const double a = vectors[p][i];
          const double b = vectors[q][i];
          vectors[p][i] = c * a - s * b;
          vectors[q][i] = s * a + c * b;
        }
      }
    }
  }
  return vectors;
}

double highest_energy(const Sector& sector) {
  const std::size_t size = sector.rows.size();
  const auto highest =
      static_cast<double>(*std::max_element(sector.stored.begin(), sector.stored.end()));
  if (!sector.highest.empty() || highest <= 0) return highest;
  Columns matrix(size, std::vector<double>(size, 0.0));
  for (std::size_t i = 0; i < size; ++i) {
    for (const Element& element : sector.rows[i]) {
      matrix[i][element.column] += static_cast<double>(element.value);
    }
  }
  const Columns vectors = eigenvectors(std::move(matrix));
  std::vector<double> overlaps(size, 0.0);
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t l = 0; l < size; ++l) {
      overlaps[i] += vectors[i][l] * static_cast<double>(sector.start[l]);
    }
  }
  double bound = 0;
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      double k = 0;
      for (std::size_t l = 0; l < size; ++l) {
        k += vectors[i][l] * static_cast<double>(sector.stored[l]) * vectors[j][l];
      }
      bound += 4 * std::max(0.0, -overlaps[i] * k * overlaps[j]);
    }
  }
  // Rounding of the vectors is of the order 1e-14.
  return std::min(highest, bound + 1e-10 * static_cast<double>(size));
}

}  // namespace

double highest_energy(const System& system) {
  double sum = 0;
  for (const Sector& sector : system) {
    sum += static_cast<double>(sector.weight) * highest_energy(sector);
  }
  return sum;
}

}  // namespace honesty
