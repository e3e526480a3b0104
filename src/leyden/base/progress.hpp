// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

namespace leyden {

/// Called now and then by long computations with the fraction done, 0 to 1. It may throw
/// `Cancelled` to end the computation; nothing else stops it. May be empty.
using Progress = std::function<void(double fraction)>;

}  // namespace leyden
