// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>
#include <memory>
#include <vector>

#include "leyden/propagate/sectors.hpp"
#include "leyden/propagate/state_evolution.hpp"

namespace leyden {

/// The state of battery and charger at one time, with every coherence that the start has: a mixture
/// of branches, each a superposition of sectors.
struct JointState {
  double time = 0.0;
  const Protocol* protocol = nullptr;
  const SplitStart* start = nullptr;
  std::vector<Amplitudes> sectors;  ///< of each sector, its start normalised, phase included
  bool cut = false;                 ///< a ladder was cut: it goes on beyond the states kept

  /// Bounds the distance of branch `b` from its true state, both of length 1.
  double branch_error(std::size_t b) const;
  /// Bounds Σ_b p_b (distance of branch b)², square-rooted.
  double error() const;
};

/// Propagates the start of a protocol and hands out its state.
class JointEvolution {
 public:
  /// Throws InvalidInput, with the figure in GiB, when it does not fit in memory.
  explicit JointEvolution(Protocol protocol, const Route& route = {});

  const Protocol& protocol() const { return *protocol_; }
  const SplitStart& start() const { return *start_; }

  /// The state at `time`, cheapest when times ascend. It refers to this evolution's protocol.
  JointState at(double time);

 private:
  std::unique_ptr<const Protocol> protocol_;
  std::unique_ptr<const SplitStart> start_;
  std::vector<std::unique_ptr<StateEvolution>> evolutions_;
  bool cut_ = false;
};

}  // namespace leyden
