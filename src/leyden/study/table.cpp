// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "leyden/base/errors.hpp"

namespace leyden {

void Table::begin(const std::vector<Column>& columns) {
  columns_ = columns;
  rows_.clear();
}

void Table::row(const Row& row) {
  if (row.size() != columns_.size()) {
    throw InternalError(
        fmt::format("a row of {} entries under {} columns", row.size(), columns_.size()));
  }
  rows_.push_back(row);
}

const Entry& Table::at(std::size_t row, std::string_view column) const {
  const auto found = std::find_if(columns_.begin(), columns_.end(),
                                  [column](const Column& c) { return c.name == column; });
  if (found == columns_.end()) throw InternalError(fmt::format("no column '{}'", column));
  return rows_.at(row)[static_cast<std::size_t>(found - columns_.begin())];
}

double Table::number(std::size_t row, std::string_view column) const {
  const Entry& entry = at(row, column);
  if (const auto* number = std::get_if<double>(&entry)) return *number;
  if (const auto* count = std::get_if<Count>(&entry)) return static_cast<double>(*count);
  return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace leyden
