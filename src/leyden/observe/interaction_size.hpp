// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "leyden/model/protocol.hpp"
#include "leyden/observe/estimate.hpp"

namespace leyden {

/// How large the charging Hamiltonian H1 is, in units of g: all terms, without the energies of the
/// ladders; where cells have no charger, all that couples them (docs/theory/observables, Section
/// 2). docs/theory/advantage, Section 7.

/// ΔH1 = (Tr ρ H1² - (Tr ρ H1)²)^(1/2) in the start ρ of the protocol.
/// Example   ideal start: sqrt(M N)
Estimate interaction_spread(const Protocol& protocol);

/// Largest |eigenvalue| of H1 on the spaces of the start; of a cut ladder, on the levels kept.
/// Nothing where elements of H1 differ in sign.
/// Example   M = N = 2: sqrt(8)
std::optional<Estimate> interaction_norm(const Protocol& protocol);

}  // namespace leyden
