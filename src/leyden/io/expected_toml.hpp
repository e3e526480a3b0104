// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace leyden {

/// A frozen value that a study must meet, found by other means than the study.
struct Expectation {
  std::string place;  ///< "gallery/fig2/expected.toml:9", for messages
  std::string series;
  std::optional<double> cells;
  std::optional<double> chargers;
  std::optional<double> gt;  ///< of a curve
  std::string column;
  bool maximum = false;  ///< the largest entry of the column in the series, not one row
  double value = 0.0;
  double tolerance = 0.0;  ///< |found - value| <= tolerance
};

/// Reads `expected = [ { series = "…", cells = 10, column = "E_max", value = …, tolerance = … }, …
/// ]`. A row is told by series and as many of cells, chargers and gt as are given; `maximum_of =
/// "E"` in the place of `column` asks for the largest entry. Throws InvalidInput with the line,
/// FileError.
std::vector<Expectation> read_expectations(const std::string& path);

/// The same from a text; `source` is what messages call it.
std::vector<Expectation> parse_expectations(std::string_view text, const std::string& source);

}  // namespace leyden
