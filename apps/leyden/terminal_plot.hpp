// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "leyden/propagate/evolution.hpp"

namespace leyden::app {

/// E(t) and P(t) drawn with Braille dots side by side, `width` columns in all, as the terminal
/// shows them.
std::string terminal_plot(const std::vector<Sample>& curve, int width);

}  // namespace leyden::app
