// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/chebyshev.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "leyden/base/errors.hpp"
#include "leyden/numerics/rounding.hpp"
#include "leyden/numerics/sums.hpp"
#include "leyden/propagate/chebyshev_bound.hpp"

namespace leyden {
namespace {

using namespace chebyshev_bound;

template <class Real>
State<Real> like(const State<Real>& psi) {
  return {PaddedVector<Real>(psi.re.size()), PaddedVector<Real>(psi.im.size())};
}

}  // namespace

template <class Real>
ChebyshevEvolution<Real>::ChebyshevEvolution(std::unique_ptr<Hamiltonian<Real>> hamiltonian,
                                             State<Real> start, Count excitations, Cut cut,
                                             const std::optional<SpectralInterval>& interval)
    : SectorEvolution<Real>(std::move(hamiltonian), start, excitations, std::move(cut)),
      interval_(interval.value_or(spectral_interval(this->hamiltonian()))),
      leakage_(this->cut()) {
  this->subtract_from_diagonal(interval_.center);
  anchor_.error.rounding = this->start_error();
  anchor_.psi = std::move(start);
  target_ = anchor_;
  previous_ = like(anchor_.psi);
  current_ = like(anchor_.psi);
}

template <class Real>
Sample ChebyshevEvolution<Real>::evaluate(double time) {
  reach(time);
  return this->sample(target_.psi, target_.time, target_.error);
}

template <class Real>
Sample ChebyshevEvolution<Real>::advance(double time) {
  const Sample result = evaluate(time);
  std::swap(anchor_, target_);
  target_ = anchor_;
  return result;
}

template <class Real>
void ChebyshevEvolution<Real>::reach(double time) {
  if (target_.time == time) return;
  const Real distance = static_cast<Real>(DoubleDouble::sum(time, -anchor_.time));
  const double steps = std::max(
      1.0, std::ceil(interval_.radius * std::abs(static_cast<double>(distance)) / longest_step));
  if (!(steps <= most_steps)) {
    throw Unreachable("the window is too long: its propagation would not end; shorten it");
  }
  target_ = anchor_;
  target_.time = NAN;  // until it is whole
  const Real interval = distance / Real(steps);
  const auto length = static_cast<double>(interval);
  for (double i = 0; i < steps; ++i) {
    step(interval, length > 0.0 ? anchor_.time + i * length : time);
  }
  target_.time = time;
}

/// target_.psi becomes exp(-i H interval) target_.psi. `begin` is no later than any time passed.
template <class Real>
void ChebyshevEvolution<Real>::step(Real interval, double begin) {
  const auto length = std::abs(static_cast<double>(interval));
  const Real radius = interval_.radius;
  const double sign = std::copysign(1.0, static_cast<double>(interval));
  const Real exact_tau = scaled(radius * interval, sign);
  const auto tau = static_cast<double>(exact_tau);
  if (tau == 0.0) return;
  if (!(exact_tau == series_tau_)) {
    series_ = chebyshev_series(exact_tau);
    series_tau_ = exact_tau;
  }
  const auto& hamiltonian = this->hamiltonian();
  const bool rotated = hamiltonian.rotated();
  const bool real = rotated || target_.real;
  const Real alpha = Real(2.0 * sign) / radius;
  const double beta = rotated ? +1.0 : -1.0;
  const auto apply = [&](Real a, const State<Real>& x, double b, State<Real>& y) {
    hamiltonian.apply(a, x.re, b, y.re);
    if (!real) hamiltonian.apply(a, x.im, b, y.im);
  };
  const bool leaks = this->is_cut();
  if (leaks) leakage_.begin(tau);

  std::swap(previous_, target_.psi);
  if (leaks) leakage_.record(previous_, real);
  apply(scaled(alpha, 0.5), previous_, 0.0, current_);
  const auto& c = series_.coefficients;
  set_scaled(c[0], previous_.re, target_.psi.re);
  if (real) {
    target_.psi.im.set_zero();
  } else {
    set_scaled(c[0], previous_.im, target_.psi.im);
  }
  target_.real = real;
  for (std::size_t order = 1; order < c.size(); ++order) {
    if (leaks) leakage_.record(current_, real);
    accumulate(order, c[order]);
    apply(alpha, current_, beta, previous_);
    std::swap(previous_, current_);
  }
  target_.real = rotated;
  require_bounded(c.size(), real);

  const auto terms = static_cast<double>(c.size());
  const double growth = leaks ? error_growth_beyond_a_cut : error_growth;
  target_.error.rounding +=
      length * hamiltonian.diagonal_error() + series_.truncation + series_.rounding +
      roundoff<Real> * (tau * (growth * hamiltonian.local_rounding() + coefficient_rounding) +
                        accumulation_rounding * terms);
  if (!leaks) return;
  // The terms left out may reach the edge as well.
  target_.error.rounding += length * this->cut().coupling * series_.truncation;
  const double rate = leakage_.supremum(rotated);
  target_.error.leaked += rounded_up(length * rate);
  this->note_leak(begin, target_.error, rate);
}

/// Adds coefficient · (-i)^order current_; for a rotated chain the phases are in the basis already.
template <class Real>
void ChebyshevEvolution<Real>::accumulate(std::size_t order, Real coefficient) {
  State<Real>& sum = target_.psi;
  if (this->hamiltonian().rotated()) {
    add_scaled(coefficient, current_.re, sum.re);
    return;
  }
  const Real signed_coefficient = order % 4 < 2 ? coefficient : -coefficient;
  if (order % 2 == 0) {
    add_scaled(signed_coefficient, current_.re, sum.re);
    if (!target_.real) add_scaled(signed_coefficient, current_.im, sum.im);
  } else {
    add_scaled(-signed_coefficient, current_.re, sum.im);
    if (!target_.real) add_scaled(signed_coefficient, current_.im, sum.re);
  }
}

/// The alarm: |T_j(x)| <= 1 on the spectrum, so a vector longer than its start shows an interval
/// that is too narrow. Outside of it T_j grows with j, and the last two are the longest.
template <class Real>
void ChebyshevEvolution<Real>::require_bounded(std::size_t order, bool real) const {
  const auto norm = [real](const State<Real>& vector) {
    return static_cast<double>(lane_sum(vector.re.size(), [&](Count i) {
      return real ? vector.re[i] * vector.re[i] : weight(vector, i);
    }));
  };
  const auto n = static_cast<double>(order);
  const double rounding = roundoff<Real> * (n * n * this->hamiltonian().local_rounding() +
                                            this->hamiltonian().summation_rounding());
  const double start = 1.0 + target_.error.rounding;
  const double most = start * start + 4 * rounding;
  if (norm(previous_) <= most && norm(current_) <= most) return;
  throw InternalError("a Chebyshev vector outgrew its start: the spectral bound does not hold");
}

template <class Real>
double ChebyshevEvolution<Real>::curvature(double time) {
  reach(time);
  return this->curvature_of(target_.psi, previous_.re, current_.re);
}

template <class Real>
Populations ChebyshevEvolution<Real>::populations(double time) {
  reach(time);
  return this->populations_of(target_.psi, target_.error);
}

template <class Real>
Amplitudes ChebyshevEvolution<Real>::amplitudes(double time) {
  reach(time);
  return this->amplitudes_of(target_.psi, target_.error);
}

template class ChebyshevEvolution<double>;
template class ChebyshevEvolution<DoubleDouble>;

}  // namespace leyden
