// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/chebyshev.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "leyden/numerics/rounding.hpp"

namespace leyden {
namespace {

/// Longest step RΔ. The rounding bound of the recurrence below was derived for steps up to this.
constexpr double longest_step = 128.0;

/// Σ_i sup_x |Σ_{j>i} 2 (-i)^j J_j(τ) U_{j-i-1}(x)| <= 3 τ for τ <= 128: how a local error of the
/// recurrence at each order i reaches the sum (docs/theory/chebyshev, computed and tested there).
constexpr double error_growth = 3.0;

/// Relative errors of matrix elements, of 2/R and of times, together; large energies that cancel
/// come on top, `diagonal_error`.
constexpr double coefficient_rounding = 8.0;

/// Accumulating one term: partial sums stay below 1.6.
constexpr double accumulation_rounding = 3.0;

void add_scaled(double factor, const PaddedVector<double>& x, PaddedVector<double>& y) {
  const double* in = x.data();
  double* out = y.data();
  for (Count i = 0; i < x.size(); ++i) out[i] += factor * in[i];
}

void set_scaled(double factor, const PaddedVector<double>& x, PaddedVector<double>& y) {
  const double* in = x.data();
  double* out = y.data();
  for (Count i = 0; i < x.size(); ++i) out[i] = factor * in[i];
}

State<double> like(const State<double>& psi) {
  return {PaddedVector<double>(psi.re.size()), PaddedVector<double>(psi.im.size())};
}

}  // namespace

ChebyshevEvolution::ChebyshevEvolution(std::unique_ptr<Hamiltonian<double>> hamiltonian,
                                       State<double> start, Count excitations)
    : SectorEvolution(std::move(hamiltonian), start, excitations),
      interval_(spectral_interval(this->hamiltonian())) {
  subtract_from_diagonal(interval_.center);
  anchor_.psi = std::move(start);
  target_ = anchor_;
  previous_ = like(anchor_.psi);
  current_ = like(anchor_.psi);
}

Sample ChebyshevEvolution::evaluate(double time) {
  reach(time);
  return sample(target_.psi, target_.time, target_.error);
}

Sample ChebyshevEvolution::advance(double time) {
  reach(time);
  const Sample result = sample(target_.psi, target_.time, target_.error);
  std::swap(anchor_, target_);
  target_.time = anchor_.time;
  target_.error = anchor_.error;
  target_.real = anchor_.real;
  target_.psi = anchor_.psi;
  return result;
}

void ChebyshevEvolution::reach(double time) {
  if (target_.time == time) return;
  const double distance = time - anchor_.time;
  const double steps =
      std::max(1.0, std::ceil(interval_.radius * std::abs(distance) / longest_step));
  target_ = anchor_;
  for (double i = 0; i < steps; ++i) step(distance / steps);
  target_.time = time;
}

/// target_.psi becomes exp(-i H interval) target_.psi.
void ChebyshevEvolution::step(double interval) {
  const double tau = interval_.radius * std::abs(interval);
  if (tau == 0.0) return;
  if (tau != series_tau_) {
    series_ = chebyshev_series(tau);
    series_tau_ = tau;
  }
  const bool rotated = hamiltonian().rotated();
  const bool real = rotated || target_.real;
  const double alpha = std::copysign(2.0 / interval_.radius, interval);
  const double beta = rotated ? +1.0 : -1.0;
  const auto apply = [&](double a, const State<double>& x, double b, State<double>& y) {
    hamiltonian().apply(a, x.re, b, y.re);
    if (!real) hamiltonian().apply(a, x.im, b, y.im);
  };

  std::swap(previous_, target_.psi);
  apply(alpha / 2, previous_, 0.0, current_);
  const auto& c = series_.coefficients;
  set_scaled(c[0], previous_.re, target_.psi.re);
  if (real) {
    target_.psi.im.set_zero();
  } else {
    set_scaled(c[0], previous_.im, target_.psi.im);
  }
  target_.real = real;
  for (std::size_t order = 1; order < c.size(); ++order) {
    accumulate(order, c[order]);
    apply(alpha, current_, beta, previous_);
    std::swap(previous_, current_);
  }
  target_.real = rotated;
  const auto terms = static_cast<double>(c.size());
  target_.error += std::abs(interval) * hamiltonian().diagonal_error();
  target_.error +=
      series_.truncation + series_.rounding +
      unit_roundoff *
          (tau * (error_growth * hamiltonian().local_rounding() + coefficient_rounding) +
           accumulation_rounding * terms);
}

/// Adds coefficient · (-i)^order current_; for a rotated chain the phases are in the basis already.
void ChebyshevEvolution::accumulate(std::size_t order, double coefficient) {
  State<double>& sum = target_.psi;
  if (hamiltonian().rotated()) {
    add_scaled(coefficient, current_.re, sum.re);
    return;
  }
  const double signed_coefficient = order % 4 < 2 ? coefficient : -coefficient;
  if (order % 2 == 0) {
    add_scaled(signed_coefficient, current_.re, sum.re);
    if (!target_.real) add_scaled(signed_coefficient, current_.im, sum.im);
  } else {
    add_scaled(-signed_coefficient, current_.re, sum.im);
    if (!target_.real) add_scaled(signed_coefficient, current_.im, sum.re);
  }
}

double ChebyshevEvolution::curvature(double time) {
  reach(time);
  return curvature_of(target_.psi, previous_.re, current_.re);
}

std::vector<double> ChebyshevEvolution::populations(double time) {
  reach(time);
  return populations_of(target_.psi);
}

}  // namespace leyden
