// SPDX-License-Identifier: Apache-2.0
#include "leyden/observe/concurrence.hpp"

#include <algorithm>
#include <cmath>
#include <complex>

#include "leyden/numerics/rounding.hpp"

namespace leyden {
namespace {

/// A matrix L with as few columns as rows and L L† = X X†, row after row (Gram-Schmidt, twice).
struct Triangle {
  ComplexMatrix matrix;
  double error = 0.0;  ///< bounds the distance of X from L times some isometry
};

Triangle triangle(const ComplexMatrix& x) {
  Triangle result;
  result.matrix = ComplexMatrix(x.rows, x.rows);
  ComplexMatrix basis(x.rows, x.columns);
  const auto project = [&](Count row, Count onto) {
    std::complex<double> overlap = 0.0;
    for (Count c = 0; c < x.columns; ++c) {
      overlap += std::conj(basis.at(onto, c)) * basis.at(row, c);
    }
    for (Count c = 0; c < x.columns; ++c) basis.at(row, c) -= overlap * basis.at(onto, c);
    return overlap;
  };
  double largest = 0.0;
  for (Count row = 0; row < x.rows; ++row) {
    for (Count c = 0; c < x.columns; ++c) basis.at(row, c) = x.at(row, c);
    for (int pass = 0; pass < 2; ++pass) {
      for (Count onto = 0; onto < row; ++onto) {
        result.matrix.at(row, onto) += project(row, onto);
      }
    }
    double square = 0.0;
    for (Count c = 0; c < x.columns; ++c) square += std::norm(basis.at(row, c));
    const double length = std::sqrt(square);
    result.matrix.at(row, row) = length;
    largest = std::max(largest, length);
    // What is left of a row within the span of those before it is rounding, in no direction.
    const double noise = 64 * unit_roundoff * static_cast<double>(x.columns);
    for (Count c = 0; c < x.columns; ++c) basis.at(row, c) *= length > noise ? 1.0 / length : 0.0;
    if (length <= noise) {
      result.matrix.at(row, row) = 0.0;
      result.error += length;
    }
  }
  const auto terms = static_cast<double>(x.columns) + 16;
  result.error += 16 * unit_roundoff * terms * static_cast<double>(x.rows);
  return result;
}

}  // namespace

Estimate concurrence(const BatteryState& two_cells) {
  ComplexMatrix factor(3, 3);
  double error = two_cells.error;
  Count column = 0;
  for (const BatteryLevel& level : two_cells.levels) {
    factor.at(level.excited, column++) = std::sqrt(level.probability);
  }
  for (const BatteryPiece& piece : two_cells.pieces) {
    const Triangle part = triangle(piece.factor);
    error += part.error;
    for (Count c = 0; c < part.matrix.columns; ++c, ++column) {
      for (Count r = 0; r < part.matrix.rows; ++r) {
        factor.at(piece.excited[static_cast<std::size_t>(r)], column) = part.matrix.at(r, c);
      }
    }
  }
  // σ_y ⊗ σ_y turns |00> into -|11> and leaves the symmetric |01> + |10>.
  ComplexMatrix flipped(3, 3);
  for (Count i = 0; i < 3; ++i) {
    for (Count j = 0; j < 3; ++j) {
      flipped.at(i, j) = factor.at(1, i) * factor.at(1, j) - factor.at(0, i) * factor.at(2, j) -
                         factor.at(2, i) * factor.at(0, j);
    }
  }
  const SingularValues s = singular_values(flipped);
  const double value = s.values[0] - s.values[1] - s.values[2];
  // ‖XᵀYX - X'ᵀYX'‖ in the trace norm, as for XX†; three values in the Frobenius norm of the
  // solver.
  const double blur = error * (2 + error) + 2 * s.error + 32 * unit_roundoff;
  return {std::max(0.0, value), rounded_up(blur)};
}

}  // namespace leyden
