// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "leyden/io/toml_text.hpp"
#include "leyden/study/grid.hpp"

namespace leyden {

/// An axis and the line that states it.
struct StatedAxis {
  Axis axis;
  Place place;
};

/// Reads one key of a study: a value, a list of values, or a range
/// { from, to, step or points, scale = "linear" or "log" }. The key is the name of a parameter with
/// underscores for dashes.
///
/// Ranges include `to` where the steps meet it. Whole numbers step by 1 unless told otherwise, and
/// on a logarithmic scale they are rounded and doubles dropped.
/// Throws InvalidInput with the line.
StatedAxis read_axis(const std::string& key, const toml::node& node, const Place& place);

/// The key of a parameter in a study, and back.
std::string key_of(std::string_view parameter);
std::string parameter_of(std::string_view key);

}  // namespace leyden
