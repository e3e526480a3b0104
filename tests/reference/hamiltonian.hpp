// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "brute_force.hpp"

namespace reference {

/// One non-zero matrix element of a row.
struct Element {
  std::size_t column;
  long double value;
};

/// A real symmetric matrix as a list of rows.
using Matrix = std::vector<std::vector<Element>>;

/// The Hamiltonians in units of the coupling, on the full product space.
Matrix hamiltonian(const Spins& model);
Matrix hamiltonian(const Cavity& model);
Matrix hamiltonian(const Quench& model);

/// Without the field, which driven.hpp adds.
Matrix hamiltonian(const Drive& model);

/// Dimensions of the product spaces; throw std::invalid_argument on a model that has none.
std::size_t dimension(const Spins& model);
std::size_t dimension(const Cavity& model);
std::size_t dimension(const Quench& model);
std::size_t dimension(const Drive& model);

}  // namespace reference
