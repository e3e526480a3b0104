// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "leyden/numerics/singular_values.hpp"
#include "leyden/propagate/joint_evolution.hpp"

namespace leyden {

/// Which coherences of the battery's state are kept.
enum class Coherences {
  all,            ///< the reduced state itself
  within_energy,  ///< between states of equal energy only: dephased in the eigenspaces of H_B
  within_spin     ///< within each total spin, copies added up: what collective operations see
};

/// Some basis states of the battery and the part of its reduced state that joins them.
struct BatteryPiece {
  std::size_t multiplet = 0;   ///< total spin of the first, an index into BatteryState::multiplets
  std::vector<Count> excited;  ///< cells excited in each basis state
  ComplexMatrix factor;        ///< X, ρ = X X† on these states
};

/// A basis state that no coherence joins to another.
struct BatteryLevel {
  std::size_t multiplet = 0;
  Count excited = 0;
  double probability = 0.0;
};

/// One total spin of the battery: 2S + 1 levels with `lowest` … `highest` excited cells.
struct Multiplet {
  Count lowest = 0;
  Count highest = 0;
};

/// ρ_B = Tr_charger ρ in orthogonal pieces, found from the amplitudes and never asked of the user:
/// a chain gives M + 1 single levels, a checkerboard two pieces, a coherent cavity one.
struct BatteryState {
  Count cells = 0;
  std::vector<Multiplet> multiplets;
  std::vector<BatteryPiece> pieces;
  std::vector<BatteryLevel> levels;
  double dimension = 0.0;  ///< basis states that the start can reach at any time, at most
  double error = 0.0;  ///< bounds ‖X - true X‖_F over all pieces and levels, where ‖X‖_F = 1
};

/// Traces the charger out.
/// Throws InvalidInput where a piece does not fit in memory.
BatteryState battery_state(const JointState& state, Coherences coherences);

/// True where the battery stays symmetric under exchange of any two cells: S = M/2 alone.
bool is_symmetric(const JointState& state);

/// The same with all but `cells` of the M cells traced out, for a symmetric battery:
///     <a| ρ_m |b> = Σ_j C(a+j, a) C(b+j, b)* <a+j| ρ |b+j>,
///     C(k, a)² = C(m, a) C(M-m, k-a) / C(M, k),
/// a, b excited cells of the m. Throws InternalError for a battery that is not symmetric.
BatteryState state_of_cells(const JointState& state, Count cells);

}  // namespace leyden
