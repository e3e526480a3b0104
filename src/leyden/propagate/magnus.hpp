// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "leyden/propagate/driven_evolution.hpp"
#include "leyden/propagate/magnus_bound.hpp"

namespace leyden {

/// A driven chain by the commutator-free Magnus integrator of order 4 (Blanes and Moan 2006),
/// docs/theory/drive, Section 4: two exponentials to a step, of H at two Gauss points. Its error is
/// bounded before the first step is made; it is the second route of `verify`.
class MagnusEvolution final : public DrivenEvolution {
 public:
  MagnusEvolution(DrivenChain chain, State<double> start, double start_error, Count excitations);

  std::string_view propagator() const override { return "magnus"; }

 private:
  void carry(Placed& state, double time) override;
  double exponential(State<double>& psi, double half, DrivenChain::Complex field);

  MagnusBound bound_;
  double longest_step_ = 0.0;
  State<double> sum_;
  State<double> next_;
};

}  // namespace leyden
