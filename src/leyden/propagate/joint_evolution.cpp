// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/joint_evolution.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "leyden/base/floating_point.hpp"
#include "leyden/base/memory.hpp"
#include "leyden/numerics/phase.hpp"
#include "leyden/numerics/rounding.hpp"
#include "leyden/operators/cut.hpp"
#include "leyden/propagate/evolve_sector.hpp"

namespace leyden {
namespace {

const Label& reference_of(const Sector& sector) {
  return sector.start.front().label;
}

DoubleDouble energy_of(const Sector& sector, const Protocol& protocol) {
  return absolute_energy(protocol.blocks[sector.block], reference_of(sector), protocol.coupling);
}

/// Multiplies by exp(-i angle), which may be in doubt altogether.
void turn(Amplitudes& amplitudes, DoubleDouble angle) {
  if (!(std::abs(angle.high()) <= largest_angle)) {
    amplitudes.error = 2.0;
    return;
  }
  const Phase by = phase(angle);
  const std::complex<double> factor{by.cos, -by.sin};
  for (auto& value : amplitudes.values) value *= factor;
  amplitudes.error = rounded_up(amplitudes.error + 8 * unit_roundoff);
}

bool has_edge(const Sector& sector, const Protocol& protocol) {
  std::vector<Label> labels;
  for (const StartAmplitude& part : sector.start) labels.push_back(part.label);
  const Block& block = protocol.blocks[sector.block];
  return !find_cut(sector.space, block, protocol.terms, labels).edge.empty();
}

}  // namespace

double JointState::branch_error(std::size_t b) const {
  double squares = 0.0;
  for (const SectorPart& part : start->branches[b].parts) {
    const double error = part.amplitude * sectors[part.sector].error;
    squares += error * error;
  }
  // The amplitudes of the parts are doubles.
  return rounded_up(std::sqrt(squares) + 4 * unit_roundoff);
}

double JointState::error() const {
  double squares = 0.0;
  for (std::size_t b = 0; b < start->branches.size(); ++b) {
    const double error = branch_error(b);
    squares += start->branches[b].probability * error * error;
  }
  return rounded_up(std::sqrt(squares) + 4 * unit_roundoff);
}

JointEvolution::JointEvolution(Protocol protocol, const Route& route)
    : protocol_(std::make_unique<const Protocol>(std::move(protocol))) {
  const FloatingPointScope default_environment;
  start_ = std::make_unique<const SplitStart>(split_start(*protocol_));
  const SeriesMemory memory = SeriesMemory::shared_by(start_->sectors.size());
  double needed = 0.0;
  double dimension = 0.0;
  for (const Sector& sector : start_->sectors) {
    dimension += states(sector.space);
    needed += bytes_of_state(sector, *protocol_, route, memory);
  }
  require_memory(needed, fmt::format("a state of {:.6g} amplitudes", dimension));
  for (const Sector& sector : start_->sectors) {
    cut_ = cut_ || has_edge(sector, *protocol_);
    evolutions_.push_back(evolve_state(sector, *protocol_, route, memory));
  }
}

JointState JointEvolution::at(double time) {
  const FloatingPointScope default_environment;
  JointState state;
  state.time = time;
  state.protocol = protocol_.get();
  state.start = start_.get();
  state.cut = cut_;
  const DoubleDouble origin = energy_of(start_->sectors.front(), *protocol_);
  for (std::size_t s = 0; s < evolutions_.size(); ++s) {
    evolutions_[s]->advance(time);
    state.sectors.push_back(evolutions_[s]->amplitudes(time));
    Amplitudes& amplitudes = state.sectors.back();
    const DoubleDouble energy =
        energy_of(start_->sectors[s], *protocol_) - origin + DoubleDouble(amplitudes.frame);
    turn(amplitudes, energy * DoubleDouble(time));
  }
  return state;
}

}  // namespace leyden
