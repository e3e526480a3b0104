// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "leyden/base/aligned_array.hpp"
#include "leyden/operators/checkerboard_hamiltonian.hpp"

namespace leyden {

/// One row k of a board: where it lies and what its stencil is made of. α = 2/R is in all of it.
struct BoardRow {
  Count begin = 0;
  Count length = 0;
  int first = 0;            ///< its smallest n, 0 or 1: also its colour
  double level = 0.0;       ///< k, counted from the reference level
  double up_left = 0.0;     ///< α a_k x
  double up_right = 0.0;    ///< α a_k p
  double down_left = 0.0;   ///< α a_{k-1} p
  double down_right = 0.0;  ///< α a_{k-1} x
  double diagonal = 0.0;    ///< α dB(k)
  double exchange = 0.0;    ///< a_k x, without α
  double pair = 0.0;        ///< a_k p
};

/// What depends on the column only, per colour.
struct BoardColumns {
  AlignedArray below;     ///< b_{n-1}
  AlignedArray above;     ///< b_n
  AlignedArray diagonal;  ///< α dC(n)
  AlignedArray mirror;    ///< level of the mirror image of (k, n), on a folded board
};

/// A checkerboard laid out for vector kernels: every row begins at a cache line, and what lies
/// between rows is zero. docs/theory/chebyshev, Section 11.
///
/// Folded, only the states with k + n <= N are kept, half of them. The mirror
///     C |k, n> = (-1)^k |N-n, N-k>
/// exchanges cells with charger and turns all spins over. Where it maps H to -H and the start to
/// itself times s = ±1, it maps ψ(t) to s ψ(t)*: the real part has C-parity s and the imaginary
/// part -s, and one half of either gives the other. What a row reads beyond the seam k + n = N is
/// one element, kept at the end of each row: x(k, N-k+2) = parity (-1)^k x(k-2, N-k).
class Board {
 public:
  /// True when H on the whole board is mapped to -H by C, element by element as they are stored.
  static bool is_antisymmetric(const CheckerboardHamiltonian<double>& hamiltonian);

  /// Folded or not; `radius` is R, by which H is divided.
  Board(const CheckerboardHamiltonian<double>& hamiltonian, double radius, bool fold);

  bool folded() const { return folded_; }
  const std::vector<BoardRow>& rows() const { return rows_; }
  const BoardColumns& columns(int colour) const {
    return columns_[static_cast<std::size_t>(colour)];
  }

  /// Doubles of one vector in this layout, a multiple of eight.
  Count size() const { return size_; }

  /// An array of that size, readable a little beyond both ends.
  AlignedArray vector() const { return AlignedArray(size_ + 2 * margin); }
  static constexpr Count margin = 8;

  /// Into this layout and back. `parity` is that of the vector under C where the board is folded.
  void lay_out(const PaddedVector<double>& from, double parity, double* to) const;
  void take_back(const double* from, double parity, PaddedVector<double>& to) const;

  /// Sets what lies on the seam and beyond it in row k of a folded vector.
  void close_seam(Count k, double parity, double* x) const {
    const double* two_down = k > 1 ? x + rows_[static_cast<std::size_t>(k - 2)].begin : nullptr;
    close_seam(k, parity, x + rows_[static_cast<std::size_t>(k)].begin, two_down);
  }
  /// The same for row k at `row` and row k - 2 at `two_down`.
  void close_seam(Count k, double parity, double* row, const double* two_down) const {
    const Count length = rows_[static_cast<std::size_t>(k)].length;
    const double sign = k % 2 == 0 ? parity : -parity;
    if (sign < 0.0) row[length - 1] = 0.0;
    if (k > 1) row[length] = sign * two_down[length - 1];
  }

 private:
  Checkerboard shape_;
  bool folded_;
  Count size_ = 0;
  std::vector<BoardRow> rows_;
  std::array<BoardColumns, 2> columns_;
};

}  // namespace leyden
