// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace leyden {

/// The version of Leyden; the build reads it from this line.
inline constexpr std::string_view version = "0.1.0";

}  // namespace leyden
