// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "leyden/propagate/driven_evolution.hpp"

namespace leyden {

/// A driven chain by the Taylor series of ψ(t) itself, docs/theory/drive, Section 3: H(t) is known
/// to all orders, so what the truncated series leaves of iψ' - Hψ is known too, and its integral
/// bounds the error.
class TaylorEvolution final : public DrivenEvolution {
 public:
  TaylorEvolution(DrivenChain chain, State<double> start, double start_error, Count excitations);

  std::string_view propagator() const override { return "taylor"; }

  /// Bytes held for `states` states, at most.
  static double bytes(double states);

 private:
  /// What H contributes to a step, order by order.
  struct Strengths {
    double length = 0.0;
    std::vector<double> each;  ///< ‖H_j‖ |length|^j
    std::vector<double> from;  ///< the sums of all from j on
    std::size_t kept = 0;      ///< the last order of the field that matters
  };

  void carry(Placed& state, double time) override;
  Strengths strengths(double length) const;
  void step(Placed& state, DoubleDouble begin, const Strengths& strengths);
  double residual(const Strengths& strengths) const;
  void combine(const std::vector<DrivenChain::Complex>& field);

  double longest_step_ = 0.0;
  std::size_t order_ = 0;             ///< of the last term
  std::vector<State<double>> terms_;  ///< of order p, times length^p
  std::vector<double> norms_;         ///< bounds on theirs
  State<double> raised_;
  State<double> lowered_;
};

}  // namespace leyden
