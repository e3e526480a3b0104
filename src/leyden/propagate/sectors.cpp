// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/sectors.hpp"

#include <algorithm>
#include <cmath>

namespace leyden {
namespace {

bool same_start(const Sector& a, const Sector& b) {
  return a.block == b.block && a.start.size() == 1 && b.start.size() == 1 &&
         a.start.front().label == b.start.front().label;
}

/// A sector before it is merged with others.
struct Piece {
  Sector sector;
  std::size_t copy = 0;
};

/// Sectors of one branch, with its whole probability.
std::vector<Piece> split_branch(const Protocol& protocol, const Branch& branch) {
  std::vector<Piece> pieces;
  for (const Component& component : branch.components) {
    if (component.amplitude == 0.0) continue;
    Sector* home = nullptr;
    for (Piece& piece : pieces) {
      if (piece.sector.block == component.block && piece.copy == component.copy &&
          index(piece.sector.space, component.label)) {
        home = &piece.sector;
      }
    }
    if (home == nullptr) {
      const Block& block = protocol.blocks[component.block];
      pieces.push_back({{branch.probability,
                         component.block,
                         reachable_space(block, protocol.terms, component.label),
                         {}},
                        component.copy});
      home = &pieces.back().sector;
    }
    const auto same = std::find_if(home->start.begin(), home->start.end(),
                                   [&](const auto& part) { return part.label == component.label; });
    if (same == home->start.end()) {
      home->start.push_back({component.label, component.amplitude});
    } else {
      same->amplitude += component.amplitude;
    }
  }
  return pieces;
}

/// Takes the share of the branch that lies in the sector; returns its amplitude.
double weigh(Sector& sector) {
  double squares = 0.0;
  for (const StartAmplitude& part : sector.start) squares += part.amplitude * part.amplitude;
  sector.probability *= squares;
  return sector.start.size() == 1 ? sector.start.front().amplitude : std::sqrt(squares);
}

}  // namespace

SplitStart split_start(const Protocol& protocol) {
  SplitStart result;
  for (const Branch& branch : protocol.start) {
    SplitBranch split{branch.probability, {}};
    for (Piece& piece : split_branch(protocol, branch)) {
      const double amplitude = weigh(piece.sector);
      if (piece.sector.probability == 0.0) continue;  // amplitudes that cancel
      const auto known =
          std::find_if(result.sectors.begin(), result.sectors.end(),
                       [&](const Sector& sector) { return same_start(sector, piece.sector); });
      const auto place = static_cast<std::size_t>(known - result.sectors.begin());
      split.parts.push_back({place, piece.copy, amplitude});
      if (known == result.sectors.end()) {
        result.sectors.push_back(std::move(piece.sector));
      } else {
        known->probability += piece.sector.probability;
      }
    }
    result.branches.push_back(std::move(split));
  }
  return result;
}

std::vector<Sector> split_into_sectors(const Protocol& protocol) {
  return split_start(protocol).sectors;
}

}  // namespace leyden
