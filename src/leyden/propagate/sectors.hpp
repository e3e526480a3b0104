// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "leyden/model/protocol.hpp"
#include "leyden/space/space.hpp"

namespace leyden {

/// One amplitude of a sector's start.
struct StartAmplitude {
  Label label{};
  double amplitude = 1.0;
};

/// A pure start within one space, with its share of the whole.
struct Sector {
  double probability = 0.0;
  std::size_t block = 0;
  Space space;
  std::vector<StartAmplitude> start;  ///< up to a common factor
};

/// Splits the start of a protocol into sectors. Amplitudes of one branch that lie in one space stay
/// together; sectors with the same start state are merged and their probabilities added.
std::vector<Sector> split_into_sectors(const Protocol& protocol);

}  // namespace leyden
