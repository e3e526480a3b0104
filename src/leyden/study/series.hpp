// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "leyden/study/grid.hpp"

namespace leyden {

/// Protocols under one name, a line of a figure.
struct Series {
  std::string name;
  std::vector<ChargeRequest> requests;
};

/// One series of every combination of `grid`, its last axis fastest.
Series all_in_one(const Grid& grid, const std::string& name);

/// Series named by what varies.
///
/// The axis numbered `inner` runs inside each series, the others name it ("N/M = 2, γ = 0.6") after
/// `name`; with no such axis every combination is a series of its own.
std::vector<Series> name_by_axes(const Grid& grid, std::size_t inner, const std::string& name);

}  // namespace leyden
