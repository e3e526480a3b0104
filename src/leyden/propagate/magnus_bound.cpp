// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/magnus_bound.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "leyden/numerics/rounding.hpp"

namespace leyden {
namespace {

using Series = MagnusBound::Series;
constexpr std::size_t orders = std::tuple_size_v<Series>;

Series product(const Series& f, const Series& g) {
  Series result{};
  for (std::size_t i = 0; i < orders; ++i) {
    for (std::size_t j = 0; i + j < orders; ++j) result[i + j] += f[i] * g[j];
  }
  return result;
}

/// 1 + x/2 + Σ |B_2k| x^2k / (2k)!, the absolute coefficients of x / (e^x - 1).
constexpr Series bernoulli{1.0,
                           1.0 / 2,
                           1.0 / 12,
                           0.0,
                           1.0 / 720,
                           0.0,
                           1.0 / 30240,
                           0.0,
                           1.0 / 1209600,
                           0.0,
                           1.0 / 47900160,
                           0.0,
                           691.0 / 1307674368000.0,
                           0.0,
                           1.0 / 74724249600.0,
                           0.0};

/// y with y' = B(commutator y) k', y(0) = 0: majorises the Magnus series of an A whose integral k
/// majorises, where |[A, B]| <= commutator |A||B|, (D.6).
Series magnus_majorant(const Series& k, double commutator) {
  Series rate{};
  for (std::size_t n = 0; n + 1 < orders; ++n) rate[n] = static_cast<double>(n + 1) * k[n + 1];
  Series y{};
  for (std::size_t round = 1; round < orders; ++round) {
    // Each round settles one more order.
    Series composed{};
    for (std::size_t n = orders; n-- > 0;) {
      Series scaled = y;
      for (double& value : scaled) value *= commutator;
      composed = product(composed, scaled);
      composed[0] += bernoulli[n];
    }
    const Series slope = product(composed, rate);
    for (std::size_t n = 1; n < orders; ++n) y[n] = slope[n - 1] / static_cast<double>(n);
  }
  return y;
}

}  // namespace

MagnusBound::MagnusBound(const DrivenChain& chain) {
  const bool rotation = chain.is_rotation();
  const double commutator = rotation ? 1.0 : 2.0;
  const double swing = rotation ? 2.0 : chain.swing();
  const double still = rotation ? std::sqrt(4 * chain.strongest() * chain.strongest() +
                                            chain.largest_step() * chain.largest_step())
                                : chain.norm();
  scale_ = rotation ? static_cast<double>(chain.dimension() - 1) / 2 : 1.0;
  unit_ = 1.0 / std::max(still, chain.fastest());
  // There the integral of A is at most 1.5 / commutator, and the majorants at most twice that.
  farthest_ = rotation ? 0.8 : 0.5;
  limit_ = 2 * 3.0 / commutator;

  std::vector<double> strength = chain.field_bounds(unit_, orders);
  for (double& each : strength) each *= swing * unit_;
  strength[0] = still * unit_;
  Series exact{};  // ∫ |A| over the step
  Series split{};  // the same of its two exponents
  const double node = std::numbers::sqrt3 / 6;
  double half_power = 1.0;
  double node_power = 1.0;
  for (std::size_t j = 0; j + 1 < orders; ++j) {
    const double odd = j % 2 == 0 ? 1.0 : 2 * std::numbers::inv_sqrt3;
    exact[j + 1] = strength[j] * half_power / static_cast<double>(j + 1);
    split[j + 1] = strength[j] * node_power * odd;
    half_power /= 2;
    node_power *= node;
  }
  const Series whole = magnus_majorant(exact, commutator);
  const Series halves = magnus_majorant(split, commutator);
  // Commutators of the constant part with itself vanish.
  const Series constant = magnus_majorant({0.0, strength[0]}, commutator);
  for (std::size_t n = 5; n < orders; n += 2) {
    terms_[n] = rounded_up(std::max(0.0, whole[n] + halves[n] - 2 * constant[n])) +
                1024 * unit_roundoff * (whole[n] + halves[n]);
  }
}

double MagnusBound::of(double step) const {
  const double x = std::abs(step) / unit_;
  if (!(x <= farthest_ / 2)) return INFINITY;
  double sum = 0.0;
  for (std::size_t n = orders; n-- > 0;) sum = sum * x + terms_[n];
  const double ratio = x / farthest_;
  double power = ratio;
  for (std::size_t n = 1; n < orders; n *= 2) power *= power;
  const double rest = limit_ * power / (1 - ratio);
  return rounded_up(scale_ * (sum + rest));
}

double MagnusBound::step_for(double error) const {
  double step = unit_ * farthest_ / 2;
  while (of(step) > error && step > 0.0) step *= 0.9;
  return step;
}

}  // namespace leyden
