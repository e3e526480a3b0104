// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "leyden/study/charge.hpp"

namespace leyden {

/// One key of a family and the values it takes, as text: a parameter of a charging run, or one of
///   chargers-per-cell      N/M; N follows the number of cells
///   rescaled-window        g~t up to which energies are sought, g~ = sqrt(N) g
///   even-charger-mixture   p0 of a charger mixture (paper Eq. 19), the rest shared evenly
///   even-battery-mixture   p0 of a battery mixture (paper Eq. 21), the rest shared evenly
struct Setting {
  std::string key;
  std::vector<std::string> values;
};

/// Charging runs: every combination of the values of its settings, the last one running fastest.
using Family = std::vector<Setting>;

/// One member of a family. It can be asked for other numbers of cells, because exponents and fits
/// look beyond it; the chargers follow where they are given per cell.
class Subject {
 public:
  /// Throws InvalidInput when there is no such key or the text is no value of its kind.
  void set(std::string_view key, const std::string& text);

  Count cells() const { return base_.charging.cells; }
  const Charging& charging() const { return base_.charging; }
  bool scales_with_cells() const;

  ChargeRequest request() const { return request(cells()); }

  /// Throws InvalidInput when the chargers of so many cells are not a whole number.
  ChargeRequest request(Count cells) const;

 private:
  ChargeRequest base_;
  std::optional<double> chargers_per_cell_;
  std::optional<double> rescaled_window_;
  std::optional<double> even_charger_mixture_;
  std::optional<double> even_battery_mixture_;
};

struct Member {
  Subject subject;
  std::string label;  ///< what tells it from the others: "M = 3, N/M = 10"
};

/// Throws InvalidInput.
std::vector<Member> members(const Family& family);

/// "M" for cells, "γ" for anisotropy, the key itself where there is no symbol.
std::string symbol_of(std::string_view key);

}  // namespace leyden
