// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "protocol.hpp"
#include "quad.hpp"

namespace honesty {

/// One non-zero element of a row.
struct Element {
  std::size_t column;
  Quad value;
};

/// A pure start on the states that H joins to it.
struct Sector {
  Quad weight = 1;                         ///< classical probability
  std::vector<std::vector<Element>> rows;  ///< H in units of g, real and symmetric
  std::vector<Quad> start;
  std::vector<Quad> stored;          ///< excited cells of each state, less those of the start
  std::vector<std::size_t> highest;  ///< states at the Fock cutoff or one below it
};

/// A protocol as matrices.
using System = std::vector<Sector>;

/// H in the basis of collective spin multiplets, straight from
/// H = ω0 k + ω_C n + g [S+ J- + γ S+ J+ + h.c.] + g1 (J+ J- + J- J+) + g2 (S+ S- + S- S+).
/// `cutoff` is the highest Fock level kept where there is no natural one.
System collective_system(const Protocol& protocol, int cutoff = 0);

/// The same protocol from single-spin Pauli operators on all 2^(M+N) product states. Charger spins
/// only.
System product_system(const Protocol& protocol);

}  // namespace honesty
