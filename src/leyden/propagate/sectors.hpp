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

/// What one sector, its start normalised, contributes to a branch.
struct SectorPart {
  std::size_t sector = 0;
  std::size_t copy = 0;  ///< of the battery's total spin
  double amplitude = 1.0;
};

/// One pure state of the start as a superposition of sectors.
struct SplitBranch {
  double probability = 1.0;
  std::vector<SectorPart> parts;
};

struct SplitStart {
  std::vector<Sector> sectors;
  std::vector<SplitBranch> branches;
};

/// Splits the start of a protocol into sectors. Amplitudes of one branch that lie in one space (and
/// one copy) stay together; sectors with the same start state are merged and their probabilities
/// added, whatever their branch and copy.
SplitStart split_start(const Protocol& protocol);

/// The sectors alone: all that matters to quantities that they add up to incoherently.
std::vector<Sector> split_into_sectors(const Protocol& protocol);

}  // namespace leyden
