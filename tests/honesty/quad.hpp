// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cfloat>
#include <string>
#include <string_view>

namespace honesty {

/// IEEE binary128, 34 digits: twice what the engine prints. Only + - * / are used, which are
/// rounded correctly by every compiler, so results are the same everywhere.
#if LDBL_MANT_DIG == 113
using Quad = long double;
#else
__extension__ typedef __float128 Quad;
#endif

inline Quad magnitude(Quad x) {
  return x < 0 ? -x : x;
}

/// sqrt(x) for x >= 0, to an ulp or two.
Quad square_root(Quad x);

/// x in fixed notation with 30 decimals. Throws std::invalid_argument unless |x| < 1e8.
std::string to_text(Quad x);

/// The number that a decimal in fixed notation stands for, to an ulp or two. Throws
/// std::invalid_argument when there is none.
Quad quad_from(std::string_view text);

}  // namespace honesty
