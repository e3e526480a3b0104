// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace honesty {

/// Case `index` of the corpus as one line: the flags of `leyden charge`, then what is true.
///
///     --cells 2 --chargers 3 … --window 1.5 : E_max=… E_first=… P_max=… E=a,b,c dE=a,b,c
///
/// E_first is a number, `none`, or `-` where a ripple makes it ambiguous; P_max is `-` where the
/// search for it would be too long. E and dE belong to a quarter, half and three quarters of the
/// window.
std::string corpus_line(std::uint64_t index);

}  // namespace honesty
