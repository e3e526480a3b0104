// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace leyden {

/// Numbers of cells, chargers, levels and states: 64 bits everywhere, (M+1)(N+1) overflows 32 bits
/// from M = N = 46340 on.
using Count = std::int64_t;

/// Largest count accepted anywhere: every integer up to here is exact in double precision.
inline constexpr Count largest_count = Count{1} << 53;

}  // namespace leyden
