// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/series.hpp"

namespace leyden {

Series all_in_one(const Grid& grid, const std::string& name) {
  Series series{name, {}};
  for (Count index = 0; index < grid.size(); ++index) series.requests.push_back(grid.at(index));
  return series;
}

std::vector<Series> name_by_axes(const Grid& grid, std::size_t inner, const std::string& name) {
  const auto& axes = grid.axes();
  std::size_t names = 1;
  for (std::size_t i = 0; i < axes.size(); ++i) {
    if (i != inner) names *= axes[i].values.size();
  }
  std::vector<Series> series(names);
  for (Count index = 0; index < grid.size(); ++index) {
    const auto position = grid.position(index);
    // The number of a series: the position along the axes that name it, in mixed radix.
    std::size_t number = 0;
    std::string full_name = name;
    for (std::size_t i = 0; i < axes.size(); ++i) {
      if (i == inner) continue;
      number = number * axes[i].values.size() + position[i];
      if (axes[i].values.size() == 1) continue;
      full_name += (full_name.empty() ? "" : ", ") + label(axes[i], position[i]);
    }
    series[number].name = full_name;
    series[number].requests.push_back(grid.at(index));
  }
  return series;
}

}  // namespace leyden
