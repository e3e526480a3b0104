// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "leyden/base/types.hpp"
#include "leyden/model/protocol.hpp"

namespace leyden {

/// States (k, n) of two ladders with k + n of one parity, the reach of exchange and pair together:
/// about (M+1)(N+1)/2. Stored row by row, k = 0 … M, each row only its own colour, so that the
/// four neighbours of column j lie in columns j and j ± 1 of the rows above and below.
class Checkerboard {
 public:
  Checkerboard(const Block& block, const Label& start);

  Count dimension() const { return row_begin(rows_); }
  /// The dimension in floating point; the exact one overflows above 4e9 rows and columns.
  double approximate_dimension() const {
    return static_cast<double>(rows_) * static_cast<double>(columns_) / 2;
  }
  Count rows() const { return rows_; }
  Count columns() const { return columns_; }
  int parity() const { return parity_; }

  /// The smallest n in row k: 0 or 1.
  Count first(Count k) const { return (parity_ + k) & 1; }
  Count row_length(Count k) const { return (columns_ - first(k) + 1) / 2; }
  /// Index of the first state of row k.
  Count row_begin(Count k) const {
    const Count even_rows = (k + 1) / 2;
    return even_rows * row_length(0) + (k - even_rows) * row_length(1);
  }

  Label label(Count index) const;
  std::optional<Count> index(const Label& label) const;

 private:
  Count rows_;
  Count columns_;
  int parity_;
};

}  // namespace leyden
