// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>
#include <cstddef>
#include <vector>

namespace reference {

/// A dense complex matrix, row by row.
struct Dense {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<std::complex<long double>> values;

  Dense(std::size_t height, std::size_t width)
      : rows(height), columns(width), values(height * width) {}
  std::complex<long double>& at(std::size_t row, std::size_t column) {
    return values[row * columns + column];
  }
  const std::complex<long double>& at(std::size_t row, std::size_t column) const {
    return values[row * columns + column];
  }
};

/// All singular values, descending, by rotations of pairs of rows until all are orthogonal
/// (Hestenes 1958). For a positive matrix they are its eigenvalues, for a hermitian one their
/// magnitudes.
std::vector<long double> singular_values(Dense matrix);

}  // namespace reference
