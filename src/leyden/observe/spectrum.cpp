// SPDX-License-Identifier: Apache-2.0
#include "leyden/observe/spectrum.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "leyden/numerics/rounding.hpp"
#include "leyden/numerics/sums.hpp"

namespace leyden {
namespace {

template <class Term>
double sum_over(const std::vector<double>& values, const Term& term) {
  return lane_sum(static_cast<Count>(values.size()),
                  [&](Count i) { return term(values[static_cast<std::size_t>(i)]); });
}

/// Rounding of sum_over, relative to the sum of magnitudes, with a few roundings in each term.
double sum_rounding(const std::vector<double>& values) {
  return unit_roundoff * (static_cast<double>(values.size()) / 8 + 16);
}

/// What moves by `distance` of trace distance can move the entropy on so many levels.
double entropy_blur(double distance, double levels) {
  const double t = std::min(distance, 1.0 - 1.0 / levels);
  if (levels < 2 || t <= 0.0) return 0.0;
  const double rest = t < 1.0 ? -(1.0 - t) * std::log1p(-t) : 0.0;
  return t * std::log(levels - 1.0) - t * std::log(t) + rest;
}

}  // namespace

std::vector<double> Spectrum::all() const {
  std::vector<double> result;
  for (const auto& list : values) result.insert(result.end(), list.begin(), list.end());
  std::sort(result.begin(), result.end(), std::greater<>());
  return result;
}

Spectrum spectrum(const BatteryState& state) {
  Spectrum result;
  result.cells = state.cells;
  result.dimension = state.dimension;
  result.multiplets = state.multiplets;
  result.values.resize(state.multiplets.size());
  double squares = 0.0;
  for (const BatteryLevel& level : state.levels) {
    result.values[level.multiplet].push_back(level.probability);
  }
  for (const BatteryPiece& piece : state.pieces) {
    const SingularValues singular = singular_values(piece.factor);
    auto& list = result.values[piece.multiplet];
    for (const double sigma : singular.values) list.push_back(sigma * sigma);
    squares += singular.error * singular.error;
  }
  for (auto& list : result.values) std::sort(list.begin(), list.end(), std::greater<>());
  result.factor_error = rounded_up(state.error + std::sqrt(squares));
  const double eta = result.factor_error;
  result.error = rounded_up(eta * (2 + eta) + 2 * unit_roundoff);
  return result;
}

Estimate entropy(const Spectrum& spectrum) {
  const std::vector<double> values = spectrum.all();
  const auto term = [](double x) { return x > 0.0 ? -x * std::log(x) : 0.0; };
  const double value = sum_over(values, term);
  // Of two states: Σ|λ - λ'| is twice the trace distance. A trace that is not quite 1 is as far
  // again.
  return {value, rounded_up(entropy_blur(spectrum.error, spectrum.dimension) +
                            (spectrum.error + sum_rounding(values)) * (std::abs(value) + 1))};
}

Estimate purity(const Spectrum& spectrum) {
  const std::vector<double> values = spectrum.all();
  const double value = sum_over(values, [](double x) { return x * x; });
  const double most = (values.empty() ? 0.0 : values.front()) + spectrum.error;
  return {value, rounded_up(2 * most * spectrum.error + sum_rounding(values) * value)};
}

Estimate linear_entropy(const Spectrum& spectrum) {
  const Estimate pure = purity(spectrum);
  return {1.0 - pure.value, pure.error + unit_roundoff};
}

Estimate negativity(const Spectrum& spectrum) {
  const std::vector<double> values = spectrum.all();
  const double sum = sum_over(values, [](double x) { return std::sqrt(x); });
  const double blur =
      std::sqrt(spectrum.dimension) * spectrum.factor_error + sum_rounding(values) * sum;
  return {(sum * sum - 1.0) / 2.0,
          rounded_up(sum * blur + blur * blur / 2 + 2 * unit_roundoff * (sum * sum + 1))};
}

}  // namespace leyden
