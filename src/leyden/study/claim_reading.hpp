// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "leyden/study/claim_family.hpp"
#include "leyden/study/claim_quantity.hpp"

namespace leyden {

/// What a part of a reading does with a value and its counterpart.
enum class Comparison {
  none,
  ratio,      ///< value / counterpart                   relative_to
  excess,     ///< value / counterpart - 1               excess_over
  difference  ///< value - counterpart                   minus
};

/// Numbers of one kind: quantities over a family, perhaps compared with the same quantities of
/// other runs, perhaps as steps along one setting.
struct Part {
  std::vector<const Quantity*> quantities;
  Family family;
  FitOptions fit;
  Comparison comparison = Comparison::none;
  Family against;  ///< one value each; replaces these settings of the family in the counterpart

  /// A setting of the family; empty: the values themselves. The steps from each of its values to
  /// the next are relative, (next - last)/|last|, except after a comparison, where they are plain
  /// differences: an excess may start from zero.
  std::string along;
};

/// One way to understand a statement: a window, a fit, a definition.
struct Reading {
  std::string name;
  std::vector<Part> parts;
  bool counts = true;  ///< false: computed for comparison only, the statement cannot mean it
};

/// One of the numbers behind a reading, and where it belongs: "M = 3, γ 0.2 → 0.6".
struct Item {
  Estimate value;
  std::string at;
};

/// All numbers of a reading, each of which a statement in words must hold for; `scale` multiplies
/// them (100 for percent).
/// Throws InvalidInput when the reading asks for what does not exist, Unreachable when a run could
/// not keep its promise.
std::vector<Item> items(const Reading& reading, double scale, Runs& runs);

/// Throws InvalidInput when the reading asks for what does not exist. Computes nothing.
void validate(const Reading& reading);

}  // namespace leyden
