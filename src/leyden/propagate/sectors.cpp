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

/// Sectors of one branch, with its whole probability.
std::vector<Sector> split_branch(const Protocol& protocol, const Branch& branch) {
  std::vector<Sector> sectors;
  for (const Component& component : branch.components) {
    if (component.amplitude == 0.0) continue;
    Sector* home = nullptr;
    for (Sector& sector : sectors) {
      if (sector.block == component.block && index(sector.space, component.label)) home = &sector;
    }
    if (home == nullptr) {
      const Block& block = protocol.blocks[component.block];
      sectors.push_back({branch.probability,
                         component.block,
                         reachable_space(block, protocol.terms, component.label),
                         {}});
      home = &sectors.back();
    }
    const auto same = std::find_if(home->start.begin(), home->start.end(),
                                   [&](const auto& part) { return part.label == component.label; });
    if (same == home->start.end()) {
      home->start.push_back({component.label, component.amplitude});
    } else {
      same->amplitude += component.amplitude;
    }
  }
  return sectors;
}

/// Takes the share of the branch that lies in the sector.
void weigh(Sector& sector) {
  double squares = 0.0;
  for (const StartAmplitude& part : sector.start) squares += part.amplitude * part.amplitude;
  sector.probability *= squares;
}

}  // namespace

std::vector<Sector> split_into_sectors(const Protocol& protocol) {
  std::vector<Sector> result;
  for (const Branch& branch : protocol.start) {
    for (Sector& sector : split_branch(protocol, branch)) {
      weigh(sector);
      if (sector.probability == 0.0) continue;  // amplitudes that cancel
      bool merged = false;
      for (Sector& known : result) {
        if (!same_start(known, sector)) continue;
        known.probability += sector.probability;
        merged = true;
        break;
      }
      if (!merged) result.push_back(std::move(sector));
    }
  }
  return result;
}

}  // namespace leyden
