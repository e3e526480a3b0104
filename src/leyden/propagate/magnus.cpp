// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/magnus.hpp"

#include <cmath>
#include <numbers>
#include <utility>

#include "leyden/numerics/rounding.hpp"

namespace leyden {
namespace {

/// Error of a step that costs about as much as its rounding.
constexpr double step_error = 0x1p-51;

constexpr double negligible = 0x1p-60;

}  // namespace

MagnusEvolution::MagnusEvolution(DrivenChain chain, State<double> start, double start_error,
                                 Count excitations)
    : DrivenEvolution(std::move(chain), std::move(start), start_error, excitations),
      bound_(this->chain()) {
  if (dimension() < 2) return;
  longest_step_ = std::min(bound_.step_for(step_error), 0.5 / this->chain().norm());
  sum_ = next_ = nothing_on(dimension());
}

/// ψ becomes exp(-i half (D + field R + h.c.)) ψ, in the manner of Horner; returns what the result
/// is off.
double MagnusEvolution::exponential(State<double>& psi, double half, DrivenChain::Complex field) {
  const double a = std::abs(half) *
                   (chain().reach() + chain().swing() * std::abs(field) * (1 + 8 * unit_roundoff));
  int order = 1;
  double term = a;
  while (2 * term > negligible) term *= a / ++order;
  sum_ = psi;
  for (int k = order; k > 0; --k) {
    chain().apply(half / k, field, sum_, next_);
    for (Count j = 0; j < dimension(); ++j) {
      sum_.re[j] = psi.re[j] + next_.re[j];
      sum_.im[j] = psi.im[j] + next_.im[j];
    }
  }
  std::swap(psi, sum_);
  // An error in the state after k terms is multiplied by a^k / k! and less, e^2a < 3 for a <= 1/2.
  return 2 * term + 3 * unit_roundoff * (1 + 32 * a);
}

void MagnusEvolution::carry(Placed& state, double time) {
  if (dimension() < 2) return;
  const double begin = state.time;
  const auto [steps, length] = steps_between(begin, time, longest_step_);
  const double node = std::numbers::sqrt3 / 6;
  double rounding = 0.0;
  for (Count i = 0; i < steps; ++i) {
    const DoubleDouble middle =
        DoubleDouble(begin) + DoubleDouble::product(static_cast<double>(i) + 0.5, length);
    const DrivenChain::Complex early = chain().field(middle - DoubleDouble(node * length));
    const DrivenChain::Complex late = chain().field(middle + DoubleDouble(node * length));
    const double more = 0.5 + 2 * node;
    const double less = 0.5 - 2 * node;
    rounding += exponential(state.psi, length / 2, more * early + less * late);
    rounding += exponential(state.psi, length / 2, less * early + more * late);
  }
  // The field errs by 16 u or less, and the steps end within a rounding of `time`.
  const double way = std::abs(time - begin);
  state.error = rounded_up(state.error + rounding + static_cast<double>(steps) * bound_.of(length) +
                           way * (chain().diagonal_error() + 32 * unit_roundoff * chain().norm()));
}

}  // namespace leyden
