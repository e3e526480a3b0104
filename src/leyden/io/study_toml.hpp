// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "leyden/study/sweep.hpp"

namespace leyden {

/// Reads a study from TOML, docs/formats.
///
///     title = "…"
///     [protocol]                            # any parameter of `parameters()`, _ for -
///     cells = { from = 1, to = 12 }         # a value, a list, or a range
///     chargers_per_cell = [1, 2, 10]        # or chargers
///     [charge]
///     window = 6.283185307179586            # and tolerance
///     [output]
///     values = ["E_max", "P_max"]           # or curve = { points = 501 }
///     [[series]]                            # as many as wanted, or none
///     name = "γ = 1"
///     anisotropy = 1                        # replaces what is said above, for this series
///
/// Several lists make every combination, the last in the table of parameters fastest. Without
/// [[series]] what varies makes the names: of the lines over the first list for values, of every
/// curve otherwise. A series with charger = "limit" drops the chargers said above.
/// Throws InvalidInput with file and line, FileError.
Study read_study(const std::string& path);

/// The same from a text; `source` is what messages call it.
Study parse_study(std::string_view text, const std::string& source);

}  // namespace leyden
