// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "leyden/base/aligned_array.hpp"
#include "leyden/base/types.hpp"
#include "leyden/operators/coupled_spins.hpp"
#include "leyden/operators/order_sums.hpp"

namespace leyden {

/// One row m of a `CouplingBoard`: where it lies and what its stencil is made of. α = 2/R is in the
/// first three factors.
struct CouplingRow {
  Count begin = 0;
  Count length = 0;
  Count first = 0;      ///< its first column, counted from m' = -J
  Count up = 0;         ///< where row m + 1 has that column: a zero where it does not reach so far
  Count down = 0;       ///< and row m - 1
  double here = 0.0;    ///< α 4 x m
  double raise = 0.0;   ///< α ω_B a(m) / 2
  double lower = 0.0;   ///< α ω_B a(m-1) / 2
  double above = 0.0;   ///< a(m) = <m+1| S_+ |m> along x
  double below = 0.0;   ///< a(m-1)
  double weight = 2.0;  ///< of its states in sums over the whole space
};

/// The factors of the columns m' = -J … J.
struct CouplingColumns {
  AlignedArray value;  ///< m'
  AlignedArray left;   ///< α ω_C b(m'-1) / 2
  AlignedArray right;  ///< α ω_C b(m') / 2
};

/// The states |m, m'> of S_x and J_x with |m m'| <= C, laid out for vector kernels.
/// docs/theory/coupling.
///
/// The coupling is diagonal, S_z and J_z are tridiagonal with positive elements. A turn of both
/// spins by π about z takes |m, m'> to |-m, -m'> and leaves H alone; the start has one sign under
/// it, and the rows m >= 0 hold everything. Below the lowest of them lies the image of a row, to be
/// read by the stencil and kept up by `mirror`. Rows stand apart by at least as many zeros as one
/// is longer than the next, and a column has the same place modulo 8 in all of them.
class CouplingBoard {
 public:
  /// `cut` is C, of any size.
  CouplingBoard(const CoupledSpins& spins, double cut);

  const CoupledSpins& spins() const { return spins_; }
  /// R: bounds every absolute row sum of H on the states that are kept.
  double radius() const { return radius_; }
  /// True where every state of the space is kept.
  bool is_whole() const { return whole_; }
  /// States kept, m < 0 included.
  double states() const { return states_; }
  /// Of the start under the turn by π.
  double sign() const { return sign_; }

  const std::vector<CouplingRow>& rows() const { return rows_; }
  const CouplingColumns& columns() const { return columns_; }

  /// Doubles of one vector, a multiple of eight.
  Count size() const { return size_; }

  /// An array of that size, readable a little beyond both ends.
  AlignedArray vector() const { return AlignedArray(size_ + 2 * margin); }
  static constexpr Count margin = 8;

  /// Sets the image below the lowest row.
  void mirror(double* x) const;

  /// The start, products of binomial amplitudes; returns a bound on its distance from the true one,
  /// what was not kept included.
  double lay_out_start(double* to) const;

  /// Bounds |Q H v|, Q the projector on what was not kept.
  double outflow(const SplitVector& v) const;
  /// Bounds |Q H v| for every kept v of length 1.
  double most_outflow() const;
  /// |Q S_z v|².
  double spilled(const SplitVector& v) const;

  /// States and radius of a board, before it is made.
  static double states(const CoupledSpins& spins, double cut);
  static double radius(const CoupledSpins& spins, double cut);
  /// No vector is larger than so many doubles.
  static double most_size(const CoupledSpins& spins, double cut);

 private:
  /// Σ |v|² over the states of row r - 1 that have no neighbour in row r.
  double beyond(std::size_t r, const SplitVector& v) const;

  CoupledSpins spins_;
  double radius_ = 0.0;
  bool whole_ = true;
  double states_ = 0.0;
  double sign_ = 1.0;
  Count size_ = 0;
  Count image_ = 0;  ///< where the image begins, and how long it is
  Count image_length_ = 0;
  Count image_of_ = 0;  ///< row
  std::vector<CouplingRow> rows_;
  CouplingColumns columns_;
};

/// Amplitudes <m | ↑> or <m | ↓> of a spin n/2 along z in the basis of its x component, m = -n/2 …
/// n/2, good to a few (n + 16) 2^-64 relative to each.
std::vector<long double> binomial_amplitudes(Count n, bool up);

}  // namespace leyden
