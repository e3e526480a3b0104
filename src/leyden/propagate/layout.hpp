// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "leyden/base/aligned_array.hpp"
#include "leyden/operators/order_sums.hpp"
#include "leyden/propagate/placed_state.hpp"

namespace leyden {

/// What the vectors of a Chebyshev series lie on, and how H acts there: all that `ChebyshevBases`
/// needs to know of a space.
class Layout {
 public:
  /// Zeros on either side of a vector, for kernels that read a little beyond it.
  static constexpr Count margin = 8;

  virtual ~Layout() = default;

  /// Doubles of one real vector, a multiple of eight.
  virtual Count size() const = 0;

  /// One order of the series, X = H/R: out = 2 X here - before, or X here at order 1, where
  /// `before` has no elements. `out` is neither of the other two.
  virtual void raise(int order, const SplitVector& here, const SplitVector& before,
                     const SplitVector& out) const = 0;

  /// |ψ|² over the whole space. `psi` has both parts.
  virtual double norm(const SplitVector& psi) const = 0;

  /// Bounds |Q H v|, Q the projector on what was not kept; zero where every state was.
  virtual double outflow(const SplitVector& v) const;
  /// Bounds |Q H v| for every v that was kept and has length 1.
  virtual double most_outflow() const { return 0.0; }

  /// True where vectors are taken through several orders at a time, `sweep_depth` at most; only for
  /// a layout that keeps every state, since nobody asks for the outflow on the way.
  static constexpr int sweep_depth = 10;
  virtual bool is_swept() const { return false; }
  /// From the orders first - 2 and first - 1 in `lower` to the `count` that follow, all of which
  /// are added to `sums`; the last two are left in `upper` (one: in upper[1]).
  virtual void sweep(const std::array<SplitVector, 2>& lower,
                     const std::array<SplitVector, 2>& upper, int first, int count,
                     const std::vector<OrderSums>& sums);

  AlignedArray vector() const { return AlignedArray(size() + 2 * margin); }

  static double* elements(AlignedArray& array) { return array.data() + margin; }
  static SplitVector elements(PlacedState& state) {
    return {elements(state.re), elements(state.im)};
  }
};

inline double Layout::outflow(const SplitVector&) const {
  return 0.0;
}

inline void Layout::sweep(const std::array<SplitVector, 2>&, const std::array<SplitVector, 2>&, int,
                          int, const std::vector<OrderSums>&) {}

}  // namespace leyden
