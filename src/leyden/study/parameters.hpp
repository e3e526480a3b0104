// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "leyden/study/charge.hpp"

namespace leyden {

/// One parameter of a charging run, as every face shows it: a flag of the command line, a key of a
/// study, an argument in Python, a control in the browser.
struct Parameter {
  std::string_view name;      ///< "battery-crosstalk"; underscores in studies
  std::string_view symbol;    ///< "g2/g"
  std::string_view unit;      ///< "" where dimensionless
  std::string_view range;     ///< what is allowed, in words
  std::string_view fallback;  ///< default, as text
  std::string_view help;
  void (*assign)(ChargeRequest&, const std::string& text);
};

/// All of them, in the order in which they are shown.
const std::vector<Parameter>& parameters();

/// Reads `text` into the parameter `name`.
/// Throws InvalidInput when there is no such parameter or the text is not a value of its kind.
/// Ranges that depend on other parameters are checked by `validate`.
void assign(ChargeRequest& request, std::string_view name, const std::string& text);

/// A start as it is written after --start, and back.
Start parse_start(const std::string& text);
std::string to_text(const Start& start);

std::string_view to_text(Charger charger);
std::string_view to_text(CouplingScale scale);

}  // namespace leyden
