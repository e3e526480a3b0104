// SPDX-License-Identifier: Apache-2.0
#include "leyden/io/stated_series.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "leyden/base/memory.hpp"

namespace leyden {
namespace {

std::vector<Grid> make_grids(const std::vector<StatedSeries>& stated) {
  std::vector<Grid> grids;
  Count protocols = 0;
  for (const StatedSeries& series : stated) {
    try {
      std::vector<Axis> axes;
      for (const StatedAxis& one : series.axes) axes.push_back(one.axis);
      grids.emplace_back(std::move(axes));
      protocols += grids.back().size();
      if (protocols > largest_study) {
        throw InvalidInput(fmt::format("a study of {} protocols or more", protocols),
                           fmt::format("{} at most", largest_study), "take fewer values");
      }
      require_memory(static_cast<double>(protocols) * sizeof(ChargeRequest),
                     fmt::format("a study of {} protocols", protocols));
    } catch (const InvalidInput& complaint) {
      throw invalid_at(series.place, complaint);
    }
  }
  return grids;
}

/// The first axis that varies, as a line of a figure runs along it; the number of axes where there
/// is none, and for curves, each of which is a line already.
std::size_t axis_along(const Grid& grid, StudyKind kind) {
  const auto& axes = grid.axes();
  if (kind == StudyKind::curves) return axes.size();
  const auto varying = std::find_if(axes.begin(), axes.end(),
                                    [](const Axis& axis) { return axis.values.size() > 1; });
  return static_cast<std::size_t>(varying - axes.begin());
}

std::vector<Series> expand_one(const Grid& grid, StudyKind kind, const std::string& name,
                               const std::string& title) {
  if (!name.empty() && kind == StudyKind::values) return {all_in_one(grid, name)};
  std::vector<Series> series = name_by_axes(grid, axis_along(grid, kind), name);
  if (series.front().name.empty()) series.front().name = title.empty() ? "all" : title;
  return series;
}

/// Finds the first combination that is refused and the line that is to blame for it.
void blame(const Grid& grid, const StatedSeries& series) {
  for (Count index = 0; index < grid.size(); ++index) {
    try {
      grid.at(index);
    } catch (const InvalidInput& complaint) {
      const Axis* culprit = grid.culprit(index);
      const auto found =
          std::find_if(series.axes.begin(), series.axes.end(), [&](const StatedAxis& one) {
            return culprit != nullptr && one.axis.parameter == culprit->parameter;
          });
      throw invalid_at(found == series.axes.end() ? series.place : found->place, complaint);
    }
  }
}

}  // namespace

std::vector<Series> expand(const std::vector<StatedSeries>& stated, StudyKind kind,
                           const std::string& title) {
  const std::vector<Grid> grids = make_grids(stated);
  std::vector<Series> all;
  for (std::size_t i = 0; i < stated.size(); ++i) {
    try {
      std::vector<Series> series = expand_one(grids[i], kind, stated[i].name, title);
      std::move(series.begin(), series.end(), std::back_inserter(all));
    } catch (const InvalidInput&) {
      blame(grids[i], stated[i]);
      throw;
    }
  }
  return all;
}

}  // namespace leyden
