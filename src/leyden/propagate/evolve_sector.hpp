// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "leyden/propagate/chebyshev_bases.hpp"
#include "leyden/propagate/sectors.hpp"
#include "leyden/propagate/state_evolution.hpp"

namespace leyden {

/// States of a space, in floating point: the count itself may not fit into 64 bits.
double states(const Space& space);

/// Bytes held by the evolution of a sector, at most.
double bytes(const Sector& sector, const Protocol& protocol, const Route& route,
             const SeriesMemory& memory);

/// The same for `evolve_state`, by which a strong coupling stays on its board.
double bytes_of_state(const Sector& sector, const Protocol& protocol, Route route,
                      const SeriesMemory& memory);

/// The evolution of one sector along the cheapest way that the route leaves open.
std::unique_ptr<Evolution> evolve_sector(const Sector& sector, const Protocol& protocol,
                                         const Route& route, const SeriesMemory& memory);

/// The evolution along ways that can hand out the state.
std::unique_ptr<StateEvolution> evolve_state(const Sector& sector, const Protocol& protocol,
                                             const Route& route, const SeriesMemory& memory);

}  // namespace leyden
