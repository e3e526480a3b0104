// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <random>

#include "leyden/base/types.hpp"

namespace leyden {

/// Random numbers for property tests, the same on every platform: the distributions of the standard
/// library are not.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}

  double uniform(double low, double high) {
    return low + (high - low) * static_cast<double>(engine_() >> 11) * 0x1p-53;
  }
  /// low … high, both included.
  Count whole(Count low, Count high) {
    return low + static_cast<Count>(engine_() % static_cast<std::uint64_t>(high - low + 1));
  }
  bool chance(double p) { return uniform(0, 1) < p; }

 private:
  std::mt19937_64 engine_;
};

}  // namespace leyden
