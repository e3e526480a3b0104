// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/taylor.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "leyden/numerics/rounding.hpp"
#include "leyden/numerics/sums.hpp"

namespace leyden {
namespace {

/// Terms of a series. ‖H‖ times a step is at most 1 and its fastest frequency times it at most 2:
/// the residual is gone long before.
constexpr std::size_t most_orders = 48;

/// The residual below which a series ends.
constexpr double negligible = 0x1p-57;

double norm_bound(const State<double>& x) {
  const Count n = x.re.size();
  const double squares = lane_sum(n, [&](Count j) { return weight(x, j); });
  return std::sqrt(squares) * (1.0 + unit_roundoff * (static_cast<double>(n) / 8 + 32));
}

/// From x and y to x + iy and x - iy.
void join(State<double>& x, State<double>& y) {
  for (Count j = 0; j < x.re.size(); ++j) {
    const double re = x.re[j];
    const double im = x.im[j];
    const double turned_re = -y.im[j];
    const double turned_im = y.re[j];
    x.re[j] = re + turned_re;
    x.im[j] = im + turned_im;
    y.re[j] = re - turned_re;
    y.im[j] = im - turned_im;
  }
}

/// Of a term relative to its sum of absolute values: up to `kept` products for each of two real
/// parts, the elements and the field as they were rounded, `generate`.
double element_rounding(std::size_t kept) {
  return unit_roundoff * (8.0 * static_cast<double>(kept) + 40.0);
}

}  // namespace

TaylorEvolution::TaylorEvolution(DrivenChain chain, State<double> start, double start_error,
                                 Count excitations)
    : DrivenEvolution(std::move(chain), std::move(start), start_error, excitations) {
  longest_step_ = 1.0 / std::max(this->chain().norm(), this->chain().fastest() / 2);
  terms_.assign(most_orders, State<double>{});
  norms_.assign(most_orders, 0.0);
  for (State<double>& term : terms_) term = nothing_on(dimension());
  raised_ = lowered_ = terms_.front();
}

double TaylorEvolution::bytes(double states) {
  return (most_orders + 12) * 2 * sizeof(double) * (states + 2);
}

void TaylorEvolution::carry(Placed& state, double time) {
  if (dimension() < 2) return;
  const double begin = state.time;
  const Steps steps = steps_between(begin, time, longest_step_);
  const Strengths even = strengths(steps.length);
  for (Count i = 0; i < steps.count; ++i) {
    const DoubleDouble gone = DoubleDouble::product(static_cast<double>(i), even.length);
    step(state, DoubleDouble(begin) + gone, even);
  }
  // The steps end within a rounding of `time`.
  state.error = rounded_up(state.error + unit_roundoff * std::abs(time - begin) * chain().norm());
}

TaylorEvolution::Strengths TaylorEvolution::strengths(double length) const {
  Strengths result{length, chain().field_bounds(length, 2 * most_orders), {}, 0};
  for (double& each : result.each) each *= chain().swing();
  result.each[0] += chain().reach();
  result.from = result.each;
  // |ν length| <= 2: what comes after the last is less than the last.
  double sum = result.each.back();
  for (std::size_t j = result.from.size(); j-- > 0;) {
    sum += result.each[j];
    result.from[j] = rounded_up(sum);
  }
  while (result.kept + 2 < most_orders &&
         std::abs(length) * result.from[result.kept + 1] > negligible / 8) {
    ++result.kept;
  }
  return result;
}

/// Bounds the integral of what the terms so far leave of iψ' - Hψ, (D.4).
double TaylorEvolution::residual(const Strengths& strengths) const {
  double sum = 0.0;
  for (std::size_t q = 0; q <= order_; ++q) {
    sum += norms_[q] * strengths.from[std::min(strengths.kept + 1, order_ - q)];
  }
  return std::abs(strengths.length) * sum;
}

/// raised_ and lowered_ become the terms of u ψ and u* ψ of the last order.
void TaylorEvolution::combine(const std::vector<DrivenChain::Complex>& field) {
  set_scaled(field[0].real(), terms_[order_].re, raised_.re);
  set_scaled(field[0].real(), terms_[order_].im, raised_.im);
  set_scaled(field[0].imag(), terms_[order_].re, lowered_.re);
  set_scaled(field[0].imag(), terms_[order_].im, lowered_.im);
  for (std::size_t j = 1; j < field.size() && j <= order_; ++j) {
    const State<double>& term = terms_[order_ - j];
    add_scaled(field[j].real(), term.re, raised_.re);
    add_scaled(field[j].real(), term.im, raised_.im);
    add_scaled(field[j].imag(), term.re, lowered_.re);
    add_scaled(field[j].imag(), term.im, lowered_.im);
  }
  join(raised_, lowered_);
}

void TaylorEvolution::step(Placed& state, DoubleDouble begin, const Strengths& strengths) {
  const double length = strengths.length;
  const auto field = chain().field_series(begin, length, strengths.kept);
  double rounding = 0.0;
  std::swap(terms_[0], state.psi);
  norms_[0] = norm_bound(terms_[0]);
  order_ = 0;
  while (order_ + 1 < most_orders && residual(strengths) > negligible) {
    combine(field);
    double magnitude = 0.0;
    for (std::size_t j = 0; j <= std::min(strengths.kept, order_); ++j) {
      magnitude += strengths.each[j] * norms_[order_ - j];
    }
    const double factor = length / static_cast<double>(order_ + 1);
    chain().generate(factor, terms_[order_], raised_, lowered_, terms_[order_ + 1]);
    ++order_;
    norms_[order_] = norm_bound(terms_[order_]);
    rounding += element_rounding(strengths.kept) * std::abs(factor) * magnitude;
  }

  // From the smallest on.
  std::swap(state.psi, terms_[order_]);
  double summation = static_cast<double>(order_) * norms_[order_];
  for (std::size_t p = order_; p-- > 0;) {
    add_scaled(1.0, terms_[p].re, state.psi.re);
    add_scaled(1.0, terms_[p].im, state.psi.im);
    summation += static_cast<double>(p + 1) * norms_[p];
  }
  const double missed = residual(strengths) + std::abs(length) * chain().diagonal_error();
  state.error = rounded_up(state.error + missed + rounding + unit_roundoff * summation);
}

}  // namespace leyden
