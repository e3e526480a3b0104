// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "leyden/model/protocol.hpp"

namespace leyden {

/// Two spins coupled along x, in units of g:
///     H = 4 x S_x J_x + ω_B S_z + ω_C J_z,   S = cells / 2, J = chargers / 2,
/// which is exchange and pair with the same coefficient x, γ = 1. Either spin starts along z.
struct CoupledSpins {
  Count cells = 0;
  Count chargers = 0;
  double coupling = 1.0;           ///< x
  double cell_frequency = 0.0;     ///< ω_B / g
  double charger_frequency = 0.0;  ///< ω_C / g
  bool cells_up = false;
  bool chargers_up = true;
  Count excited = 0;  ///< excitations that the cells hold at their lowest level
};

/// A block of `protocol` as two coupled spins, if it is: two spin ensembles without crosstalk that
/// exchange and pair alike, and a start at an end of either ladder.
std::optional<CoupledSpins> coupled_spins(const Block& block, const Protocol& protocol,
                                          const Label& start);

}  // namespace leyden
