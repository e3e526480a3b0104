// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "leyden/operators/driven_chain.hpp"

namespace leyden {

/// How far one step of the commutator-free Magnus integrator of order 4 may be from the truth,
/// docs/theory/drive, Section 4: both are exponentials of Lie series that agree to order 4, and
/// what is left is majorised order by order.
class MagnusBound {
 public:
  /// Σ_n terms[n] x^n
  using Series = std::array<double, 16>;

  explicit MagnusBound(const DrivenChain& chain);

  /// Bounds ‖U(t+h, t) - U_CF4‖ for any t; infinite where the series need not converge.
  double of(double step) const;

  /// A step as long as `of` allows for `error`, to a tenth.
  double step_for(double error) const;

 private:
  double unit_ = 1.0;  ///< of time
  double farthest_ = 0.0;
  double scale_ = 1.0;  ///< ‖A‖ per unit of the norm in which commutators are bounded
  double limit_ = 0.0;  ///< both majorants together, `farthest_` units away
  Series terms_{};      ///< of (h/unit)^n
};

}  // namespace leyden
