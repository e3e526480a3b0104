// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "leyden/study/table.hpp"

namespace leyden {

/// Writes rows as comma-separated values, docs/formats.
///
/// Lines that begin with # come first: the remarks, then the units. Then one line of names and one
/// for each row. Fields are quoted as in RFC 4180 where they need it, lines end with \n. Numbers
/// are the shortest text that reads back as the same double; missing ones are empty.
class CsvSink final : public Sink {
 public:
  using Write = std::function<void(std::string_view)>;

  /// `write` gets whole lines; `remarks` say where the table comes from (program, version).
  explicit CsvSink(Write write, std::vector<std::string> remarks = {});

  void begin(const std::vector<Column>& columns) override;
  void row(const Row& row) override;

 private:
  Write write_;
  std::vector<std::string> remarks_;
};

}  // namespace leyden
