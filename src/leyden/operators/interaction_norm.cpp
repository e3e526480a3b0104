// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/interaction_norm.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "leyden/numerics/rounding.hpp"
#include "leyden/operators/chain_hamiltonian.hpp"

namespace leyden {
namespace {

/// Roundings of an element, and of each step of a bisection.
constexpr double few_roundings = 16 * unit_roundoff;

/// Non-negative, with zeros where nothing couples.
struct Tridiagonal {
  std::vector<double> diagonal;
  std::vector<double> off;  ///< off[i] joins i and i + 1
};

double at_or_zero(const std::vector<double>& values, std::size_t i) {
  return i < values.size() ? values[i] : 0.0;
}

/// True when the pivots of x - matrix say that its largest eigenvalue lies below x. They are those
/// of a matrix whose elements differ by a few roundings.
bool all_pivots_positive(const Tridiagonal& matrix, double x) {
  double pivot = 0.0;
  for (std::size_t i = 0; i < matrix.diagonal.size(); ++i) {
    const double h = i > 0 ? matrix.off[i - 1] : 0.0;
    pivot = (x - matrix.diagonal[i]) - (h == 0.0 ? 0.0 : h * (h / pivot));
    if (!(pivot > 0.0)) return false;
  }
  return true;
}

Enclosure largest_eigenvalue(const Tridiagonal& matrix) {
  double low = 0.0;
  double high = 0.0;
  for (std::size_t i = 0; i < matrix.diagonal.size(); ++i) {
    const double left = i > 0 ? matrix.off[i - 1] : 0.0;
    const double right = at_or_zero(matrix.off, i);
    low = std::max({low, matrix.diagonal[i], right});
    high = std::max(high, matrix.diagonal[i] + left + right);
  }
  while (high - low > few_roundings * high) {
    const double x = low + (high - low) / 2;
    (all_pivots_positive(matrix, x) ? high : low) = x;
  }
  return {low * (1 - few_roundings), high * (1 + few_roundings)};
}

/// The same protocol without the energies of its ladders, and with all coefficients positive.
Protocol couplings_alone(const Block& block, const Protocol& protocol) {
  Protocol result;
  result.coupling = 1.0;
  result.blocks.emplace_back();
  for (const Ladder& ladder : block) result.blocks.front().push_back(ladder.silent());
  result.terms = protocol.terms;
  for (Term& term : result.terms) term.coefficient = std::abs(term.coefficient);
  return result;
}

bool differ_in_sign(const std::vector<double>& values) {
  const auto [least, largest] = std::minmax_element(values.begin(), values.end());
  return !values.empty() && *least < 0.0 && *largest > 0.0;
}

bool terms_differ_in_sign(const Protocol& protocol) {
  std::vector<double> coefficients;
  for (const Term& term : protocol.terms) coefficients.push_back(term.coefficient);
  return differ_in_sign(coefficients);
}

std::optional<Enclosure> chain_norm(const Chain& chain, const Block& block,
                                    const Protocol& protocol) {
  const Protocol alone = couplings_alone(block, protocol);
  const ChainHamiltonian<double> couplings(chain, alone.blocks.front(), alone, chain.label(0),
                                           true);
  Tridiagonal matrix;
  for (Count i = 0; i < chain.dimension(); ++i) {
    const double own =
        charges_itself(protocol) ? block[0].absolute_interaction_energy(chain.label(i)[0]) : 0.0;
    matrix.diagonal.push_back(own);
    if (i + 1 < chain.dimension()) matrix.off.push_back(couplings.couplings()[i]);
  }
  // The signs of what couples neighbours do not matter, those of the diagonal do.
  if (differ_in_sign(matrix.diagonal)) return std::nullopt;
  for (double& own : matrix.diagonal) own = std::abs(own);
  return largest_eigenvalue(matrix);
}

}  // namespace

std::optional<Enclosure> interaction_norm(const Space& space, const Block& block,
                                          const Protocol& protocol) {
  if (terms_differ_in_sign(protocol)) return std::nullopt;
  if (const auto* chain = std::get_if<Chain>(&space)) return chain_norm(*chain, block, protocol);
  if (charges_itself(protocol) && block[0].has_interaction()) return std::nullopt;
  const Protocol alone = couplings_alone(block, protocol);
  return perron_root(*make_hamiltonian(space, alone.blocks.front(), alone, label(space, 0), false));
}

}  // namespace leyden
