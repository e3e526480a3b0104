// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace plain {

using Vector = std::vector<double>;

/// ψ = re + i im; `im` stays empty on the real chain.
struct Wave {
  Vector re;
  Vector im;
};

}  // namespace plain
