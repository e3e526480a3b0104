// SPDX-License-Identifier: Apache-2.0
#include "dense.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <stdexcept>

namespace reference {

std::vector<long double> singular_values(Dense matrix) {
  constexpr long double orthogonal = 1e-19L;
  constexpr int most_sweeps = 60;
  bool rotated = true;
  for (int sweep = 0; rotated; ++sweep) {
    if (sweep == most_sweeps) throw std::logic_error("reference: rotations do not end");
    rotated = false;
    for (std::size_t p = 0; p < matrix.rows; ++p) {
      for (std::size_t q = p + 1; q < matrix.rows; ++q) {
        long double pp = 0;
        long double qq = 0;
        std::complex<long double> pq = 0;
        for (std::size_t c = 0; c < matrix.columns; ++c) {
          pp += std::norm(matrix.at(p, c));
          qq += std::norm(matrix.at(q, c));
          pq += std::conj(matrix.at(p, c)) * matrix.at(q, c);
        }
        const long double overlap = std::abs(pq);
        if (overlap <= orthogonal * std::sqrt(pp * qq) || overlap < 1e-40L) continue;
        rotated = true;
        const std::complex<long double> phase = pq / overlap;
        const long double zeta = (qq - pp) / (2 * overlap);
        const long double t =
            (zeta < 0 ? -1.0L : 1.0L) / (std::abs(zeta) + std::sqrt(1 + zeta * zeta));
        const long double cos = 1 / std::sqrt(1 + t * t);
        const long double sin = cos * t;
        for (std::size_t c = 0; c < matrix.columns; ++c) {
          const auto x = matrix.at(p, c);
          const auto y = std::conj(phase) * matrix.at(q, c);
          matrix.at(p, c) = cos * x - sin * y;
          matrix.at(q, c) = sin * x + cos * y;
        }
      }
    }
  }
  std::vector<long double> lengths;
  for (std::size_t row = 0; row < matrix.rows; ++row) {
    long double square = 0;
    for (std::size_t c = 0; c < matrix.columns; ++c) square += std::norm(matrix.at(row, c));
    lengths.push_back(std::sqrt(square));
  }
  std::sort(lengths.begin(), lengths.end(), std::greater<>());
  return lengths;
}

}  // namespace reference
