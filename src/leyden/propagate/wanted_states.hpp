// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "leyden/numerics/bessel.hpp"
#include "leyden/operators/order_sums.hpp"
#include "leyden/propagate/placed_state.hpp"

namespace leyden {

/// A state that is wanted from the Chebyshev vectors of a base, and the series that gives it.
struct WantedState {
  PlacedState* target = nullptr;
  double time = 0.0;
  bool forwards = true;
  double distance = 0.0;  ///< |Δ| from the base, with an opposite the mean of both
  /// The state at the same distance on the other side, if it is wanted too. Until both are whole,
  /// `target` is the sum of the even orders and `opposite` that of the odd ones.
  PlacedState* opposite = nullptr;
  double opposite_time = 0.0;
  /// Of R |Δ|. The coefficients carry the signs of (-i)^j and of the direction, without the i of
  /// odd orders.
  ChebyshevSeries<double> series;

  WantedState(double base_time, double at, PlacedState& target);
};

/// Sorts by distance and joins states at equal distances before and behind the base, as far as
/// roundings of the times let them be equal: first those that have an opposite, then those that do
/// not, either in order. `alone` keeps its own distance and its own series.
void join_opposites(std::vector<WantedState>& all, double base_time, const PlacedState& alone);

/// From the sums of even and of odd orders to the states: A - iB, and A + iB on the other side.
void part_opposites(WantedState& wanted);

/// The series of τ to the last term that matters beside `negligible`, with the signs of `forwards`.
ChebyshevSeries<double> signed_series(double tau, double negligible, bool forwards);

/// What is wanted in groups that a pass takes, with the coefficients of the orders from `first` to
/// `last` - 1.
std::vector<OrderSums> sums_of(std::vector<WantedState>& all, int first, int last);

}  // namespace leyden
