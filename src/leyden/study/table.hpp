// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "leyden/base/types.hpp"

namespace leyden {

/// One entry of a table: nothing, a word, a whole number or a number.
using Entry = std::variant<std::monostate, std::string, Count, double>;
using Row = std::vector<Entry>;

/// A column and its unit; the unit is "" for words and for numbers without dimension.
struct Column {
  std::string name;
  std::string unit;
};

/// Where rows go: to a file, to a screen, to memory. Called from one thread, the columns first and
/// once, then the rows in their order. What it throws ends the run that feeds it.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual void begin(const std::vector<Column>& columns) = 0;
  virtual void row(const Row& row) = 0;
};

/// A table in memory.
class Table final : public Sink {
 public:
  void begin(const std::vector<Column>& columns) override;
  void row(const Row& row) override;

  const std::vector<Column>& columns() const { return columns_; }
  const std::vector<Row>& rows() const { return rows_; }

  /// Throws InternalError when there is no such column.
  const Entry& at(std::size_t row, std::string_view column) const;

  /// The entry as a number; NaN where it is empty or a word.
  double number(std::size_t row, std::string_view column) const;

 private:
  std::vector<Column> columns_;
  std::vector<Row> rows_;
};

}  // namespace leyden
