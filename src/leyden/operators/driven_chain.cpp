// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/driven_chain.hpp"

#include <algorithm>
#include <cmath>

#include "leyden/base/errors.hpp"
#include "leyden/numerics/phase.hpp"
#include "leyden/numerics/rounding.hpp"
#include "leyden/numerics/sums.hpp"

namespace leyden {
namespace {

/// f(z) = Σ_j f_j z^j to third order, all f_j >= 0.
using Majorant = std::array<double, 4>;

Majorant derivative(const Majorant& f) {
  return {f[1], 2 * f[2], 3 * f[3], 0.0};
}

void add_product(Majorant& sum, const Majorant& f, const Majorant& g) {
  for (std::size_t i = 0; i < f.size(); ++i) {
    for (std::size_t j = 0; i + j < g.size(); ++j) sum[i + j] += f[i] * g[j];
  }
}

Majorant times(double factor, Majorant f) {
  for (double& value : f) value *= factor;
  return f;
}

}  // namespace

DrivenChain::DrivenChain(const Chain& chain, const Block& block, const Protocol& protocol,
                         const Label& reference)
    : first_level_(chain.label(0)[0] - reference[0]), stride_(chain.shift()[0]) {
  for (const Term& term : protocol.terms) {
    if (term.shift == chain.shift()) {
      tones_.push_back({strength(term), term.frequency});
    } else if (term.coefficient != 0.0 && chain.dimension() > 1) {
      throw InvalidInput("a drive beside a coupling", "terms that climb one ladder",
                         "drop one of the two");
    }
  }
  const Count states = chain.dimension();
  diagonal_ = PaddedVector<double>(states);
  raising_ = PaddedVector<double>(states);
  double lowest = INFINITY;
  double highest = -INFINITY;
  for (Count j = 0; j < states; ++j) {
    const auto d = diagonal_element(block, chain.label(j), reference, protocol.coupling);
    diagonal_[j] = d.value;
    diagonal_error_ = std::max(diagonal_error_, d.error + unit_roundoff * std::abs(d.value));
    lowest = std::min(lowest, d.value);
    highest = std::max(highest, d.value);
    if (j + 1 < states) raising_[j] = transition_element(block, chain.label(j), chain.shift());
  }
  frame_ = lowest + (highest - lowest) / 2;
  diagonal_error_ = rounded_up(diagonal_error_ + 2 * unit_roundoff * (highest - lowest));
  for (Count j = 0; j < states; ++j) {
    diagonal_[j] -= frame_;
    reach_ = std::max(reach_, std::abs(diagonal_[j]));
    swing_ = std::max(swing_, raising_[j - 1] + raising_[j]);
    if (j > 0) largest_step_ = std::max(largest_step_, std::abs(diagonal_[j] - diagonal_[j - 1]));
  }
  reach_ = rounded_up(reach_ + diagonal_error_);
  swing_ = rounded_up(swing_);
  largest_step_ = rounded_up(largest_step_ + 2 * diagonal_error_);
  is_rotation_ = block.size() == 1 && stride_ == 1 && !block[0].has_interaction() &&
                 !block[0].is_cut_above() && !block[0].is_cut_below();
}

void DrivenChain::generate(double factor, const State<double>& x, const State<double>& w,
                           const State<double>& v, State<double>& y) const {
  const double* d = diagonal_.data();
  const double* r = raising_.data();
  const auto part = [&](double sign, const double* in, const double* below, const double* above,
                        double* out) {
    for (Count j = 0; j < dimension(); ++j) {
      out[j] = sign * (d[j] * in[j] + (r[j - 1] * below[j - 1] + r[j] * above[j + 1]));
    }
  };
  part(factor, x.im.data(), w.im.data(), v.im.data(), y.re.data());
  part(-factor, x.re.data(), w.re.data(), v.re.data(), y.im.data());
}

void DrivenChain::apply(double factor, Complex field, const State<double>& x,
                        State<double>& y) const {
  const double* d = diagonal_.data();
  const double* r = raising_.data();
  const double a = field.real();
  const double b = field.imag();
  const auto part = [&](double sign, double turned, const double* in, const double* other,
                        double* out) {
    for (Count j = 0; j < dimension(); ++j) {
      const double below = a * in[j - 1] + turned * other[j - 1];
      const double above = a * in[j + 1] - turned * other[j + 1];
      out[j] = sign * (d[j] * in[j] + (r[j - 1] * below + r[j] * above));
    }
  };
  part(factor, b, x.im.data(), x.re.data(), y.re.data());
  part(-factor, -b, x.re.data(), x.im.data(), y.im.data());
}

/// <x|R|y>
DrivenChain::Complex DrivenChain::raised(const State<double>& x, const State<double>& y) const {
  const double re = lane_sum(dimension() - 1, [&](Count j) {
    return raising_[j] * (x.re[j + 1] * y.re[j] + x.im[j + 1] * y.im[j]);
  });
  const double im = lane_sum(dimension() - 1, [&](Count j) {
    return raising_[j] * (x.re[j + 1] * y.im[j] - x.im[j + 1] * y.re[j]);
  });
  return {re, im};
}

double DrivenChain::flow(const State<double>& psi, DoubleDouble time) const {
  return 2 * static_cast<double>(stride_) * (field(time) * raised(psi, psi)).imag();
}

double DrivenChain::flow_slope(const State<double>& psi, DoubleDouble time) const {
  const std::vector<Complex> u = field_series(time, 1.0, 1);
  State<double> moving{PaddedVector<double>(dimension()), PaddedVector<double>(dimension())};
  apply(1.0, u[0], psi, moving);
  const Complex mean = u[1] * raised(psi, psi) + u[0] * (raised(moving, psi) + raised(psi, moving));
  return 2 * static_cast<double>(stride_) * mean.imag();
}

DrivenChain::Complex DrivenChain::field(DoubleDouble time) const {
  return field_series(time, 0.0, 0).front();
}

std::vector<DrivenChain::Complex> DrivenChain::field_series(DoubleDouble time, double length,
                                                            std::size_t order) const {
  std::vector<Complex> series(order + 1);
  for (const Tone& tone : tones_) {
    const Phase turned = phase(tone.frequency * time);
    const double turn = static_cast<double>(tone.frequency) * length;
    Complex term = tone.coefficient * Complex(turned.cos, -turned.sin);
    for (std::size_t j = 0; j < series.size(); ++j) {
      series[j] += term;
      const double factor = turn / static_cast<double>(j + 1);
      term = {factor * term.imag(), -factor * term.real()};
    }
  }
  return series;
}

std::vector<double> DrivenChain::field_bounds(double length, std::size_t order) const {
  std::vector<double> bounds(order + 1);
  for (const Tone& tone : tones_) {
    const double turn = std::abs(static_cast<double>(tone.frequency) * length);
    double term = std::abs(tone.coefficient);
    for (std::size_t j = 0; j < bounds.size(); ++j) {
      bounds[j] += term;
      term *= turn / static_cast<double>(j + 1);
    }
  }
  for (double& bound : bounds) bound = rounded_up(bound);
  return bounds;
}

double DrivenChain::fastest() const {
  double most = 0.0;
  for (const Tone& tone : tones_) {
    most = std::max(most, std::abs(static_cast<double>(tone.frequency)));
  }
  return rounded_up(most);
}

std::array<double, 4> DrivenChain::derivative_bounds() const {
  std::array<double, 4> bounds{};
  if (dimension() < 2) return bounds;
  const std::vector<double> series = field_bounds(1.0, 3);
  const Majorant field{series[0], series[1], series[2], series[3]};
  const auto stride = static_cast<double>(stride_);

  if (is_rotation_) {
    // A vector of length 2|u| that turns about one of length sqrt(4|u|² + d²).
    Majorant turn = times(2.0, field);
    turn[0] = std::sqrt(turn[0] * turn[0] + largest_step_ * largest_step_);
    Majorant length = times(2.0, field);
    const double spin = static_cast<double>(dimension() - 1) / 2;
    for (double& bound : bounds) {
      bound = rounded_up(spin * length[0]);
      Majorant next = derivative(length);
      add_product(next, turn, length);
      length = next;
    }
    return bounds;
  }

  double highest = 0.0;
  for (Count j = 0; j < dimension(); ++j) highest = std::max(highest, raising_[j]);
  constexpr int most = 5;
  // Norms of the parts that climb |b| states, b = -most … most, as they commute with H.
  std::array<Majorant, 2 * most + 1> parts{};
  const auto part = [](int b) { return static_cast<std::size_t>(b + most); };
  parts[part(-1)] = parts[part(+1)] = times(stride * highest, field);
  const Majorant climb = times(2 * highest, field);
  for (double& bound : bounds) {
    for (const Majorant& f : parts) bound += f[0];
    bound = rounded_up(bound);
    std::array<Majorant, 2 * most + 1> next{};
    for (int b = -most + 1; b < most; ++b) {
      next[part(b)] = derivative(parts[part(b)]);
      const double turned = std::abs(b) * largest_step_;
      for (std::size_t i = 0; i < 4; ++i) next[part(b)][i] += turned * parts[part(b)][i];
      add_product(next[part(b)], climb, parts[part(b - 1)]);
      add_product(next[part(b)], climb, parts[part(b + 1)]);
    }
    parts = next;
  }
  return bounds;
}

}  // namespace leyden
