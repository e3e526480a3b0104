// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "leyden/io/axis_toml.hpp"
#include "leyden/study/sweep.hpp"

namespace leyden {

/// A series as a file states it.
struct StatedSeries {
  std::string name;  ///< "" where what varies makes the names
  std::vector<StatedAxis> axes;
  Place place;
};

/// The series with all their protocols. `title` is the name where there is no other.
/// All are counted before the first is expanded: a study that is too large costs nothing.
/// Throws InvalidInput with the line that is to blame.
std::vector<Series> expand(const std::vector<StatedSeries>& stated, StudyKind kind,
                           const std::string& title);

}  // namespace leyden
