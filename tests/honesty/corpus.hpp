// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "protocol.hpp"
#include "truth.hpp"

namespace honesty {

/// A random case: what is asked, and in which basis the oracle answers.
struct Question {
  Protocol protocol;
  double window = 1;
  std::optional<double> tolerance;
  bool in_product_space = false;
};

/// Case `index` of the corpus as one line: the flags of `leyden charge`, then what is true.
///
///     --cells 2 --chargers 3 … --window 1.5 : E_max=… E_first=… P_max=… E=a,b,c dE=a,b,c
///
/// E_first is a number, `none`, or `-` where a ripple makes it ambiguous; P_max is `-` where the
/// search for it would be too long. E and dE belong to a quarter, half and three quarters of the
/// window.
std::string corpus_line(std::uint64_t index);

}  // namespace honesty
