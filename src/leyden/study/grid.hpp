// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "leyden/study/charge.hpp"

namespace leyden {

/// Most protocols in one study.
inline constexpr Count largest_study = 10'000'000;

/// The axis that sets the number of chargers as a multiple of the cells.
inline constexpr std::string_view chargers_per_cell = "chargers-per-cell";

/// The values that one parameter takes in a sweep.
struct Axis {
  std::string parameter;            ///< a name in `parameters()`, or `chargers_per_cell`
  std::vector<std::string> values;  ///< as `assign` reads them
};

/// Throws InvalidInput when there is no such parameter, no value, or a value that cannot be read.
void validate(const Axis& axis);

/// The parameter that an axis sets: "chargers" for chargers per cell.
std::string_view target(const Axis& axis);

/// Every combination of some axes. Axes count in the order of the table of parameters, the last one
/// fastest; chargers per cell stand in the place of the chargers.
///
/// Throws InvalidInput for an unreadable axis, two axes of one parameter, more than `largest_study`
/// combinations, or when cells are not given.
class Grid {
 public:
  explicit Grid(std::vector<Axis> axes);

  const std::vector<Axis>& axes() const { return axes_; }
  Count size() const { return size_; }

  /// The values of combination `index`, one for each axis.
  std::vector<std::size_t> position(Count index) const;

  /// Combination `index`, valid. Throws InvalidInput when cells times chargers per cell is no whole
  /// number, when chargers are missing or given to a charger of infinitely many spins, or when the
  /// values do not fit together.
  ChargeRequest at(Count index) const;

  /// The last axis without which combination `index` would be valid; null when there is none.
  const Axis* culprit(Count index) const;

 private:
  ChargeRequest combine(Count index, const Axis* left_out) const;

  std::vector<Axis> axes_;
  Count size_ = 1;
};

/// Value `index` of an axis for a legend: "N/M = 2", "γ = 0.6".
std::string label(const Axis& axis, std::size_t index);

}  // namespace leyden
