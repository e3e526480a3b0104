// SPDX-License-Identifier: Apache-2.0
#include "leyden/space/checkerboard.hpp"

namespace leyden {

Checkerboard::Checkerboard(const Block& block, const Label& start)
    : rows_(block[0].levels()),
      columns_(block[1].levels()),
      parity_(static_cast<int>((start[0] + start[1]) & 1)) {}

Label Checkerboard::label(Count index) const {
  const Count two_rows = row_length(0) + row_length(1);
  Count k = 2 * (index / two_rows);
  if (index - row_begin(k) >= row_length(k)) ++k;
  return {k, first(k) + 2 * (index - row_begin(k))};
}

std::optional<Count> Checkerboard::index(const Label& label) const {
  const auto [k, n, unused] = label;
  const bool on_board = k >= 0 && k < rows_ && n >= 0 && n < columns_ && unused == 0;
  if (!on_board || ((k + n) & 1) != parity_) return std::nullopt;
  return row_begin(k) + n / 2;
}

}  // namespace leyden
