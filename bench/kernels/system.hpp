// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <leyden/model/charging.hpp>
#include <leyden/operators/hamiltonian.hpp>
#include <leyden/space/space.hpp>
#include <memory>

namespace bench {

/// The Hamiltonian of M cells and N = M charger spins from the ideal start, as the engine makes it.
/// γ = 0 without detuning is a rotated chain, with it a chain with a diagonal, γ > 0 a
/// checkerboard.
struct System {
  explicit System(leyden::Count cells, double anisotropy = 0.0, double detuning = 0.0);

  double states() const { return static_cast<double>(hamiltonian->dimension()); }

  /// Some state that is nowhere zero, small or constant.
  leyden::State<double> state() const;

  leyden::Charging charging;
  leyden::Protocol protocol;
  std::unique_ptr<leyden::Hamiltonian<double>> hamiltonian;
};

}  // namespace bench
