// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/coupling_bounds.hpp"

#include <cmath>
#include <map>

#include "leyden/numerics/rounding.hpp"

namespace leyden {
namespace {

/// How often a product has S_x, S_y, S_z, J_x, J_y, J_z as a factor, in any order.
using Powers = std::array<int, 6>;

/// Products with the sums of the sizes of their coefficients. Products that differ in order stay
/// apart and may not cancel: only sizes are added.
using Sizes = std::map<Powers, double>;

/// One term of a component's time derivative: what takes its place.
struct Replacement {
  int component;
  Powers factors;
  double size;
};

std::array<Replacement, 8> equations_of_motion(const CoupledSpins& spins) {
  const double cell = std::abs(spins.cell_frequency);
  const double charger = std::abs(spins.charger_frequency);
  const double coupling = 4 * std::abs(spins.coupling);
  return {{{0, {0, 1, 0, 0, 0, 0}, cell},
           {1, {1, 0, 0, 0, 0, 0}, cell},
           {1, {0, 0, 1, 1, 0, 0}, coupling},
           {2, {0, 1, 0, 1, 0, 0}, coupling},
           {3, {0, 0, 0, 0, 1, 0}, charger},
           {4, {0, 0, 0, 1, 0, 0}, charger},
           {4, {1, 0, 0, 0, 0, 1}, coupling},
           {5, {1, 0, 0, 0, 1, 0}, coupling}}};
}

Sizes derivative(const Sizes& polynomial, const std::array<Replacement, 8>& equations) {
  Sizes result;
  for (const auto& [powers, size] : polynomial) {
    for (const Replacement& term : equations) {
      const int times = powers[static_cast<std::size_t>(term.component)];
      if (times == 0 || term.size == 0.0) continue;
      Powers product = powers;
      --product[static_cast<std::size_t>(term.component)];
      for (std::size_t i = 0; i < product.size(); ++i) product[i] += term.factors[i];
      result[product] += times * size * term.size;
    }
  }
  return result;
}

double bound(const Sizes& polynomial, const CoupledSpins& spins) {
  const double s = static_cast<double>(spins.cells) / 2;
  const double j = static_cast<double>(spins.chargers) / 2;
  double total = 0.0;
  for (const auto& [powers, size] : polynomial) {
    total += size * std::pow(s, powers[0] + powers[1] + powers[2]) *
             std::pow(j, powers[3] + powers[4] + powers[5]);
  }
  return rounded_up(total);
}

}  // namespace

std::array<double, 4> derivative_bounds(const CoupledSpins& spins) {
  const auto equations = equations_of_motion(spins);
  Sizes polynomial{{{0, 0, 1, 0, 0, 0}, 1.0}};
  std::array<double, 4> bounds{};
  for (double& each : bounds) {
    polynomial = derivative(polynomial, equations);
    each = bound(polynomial, spins);
  }
  return bounds;
}

}  // namespace leyden
