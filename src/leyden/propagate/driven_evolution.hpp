// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "leyden/operators/driven_chain.hpp"
#include "leyden/propagate/state_evolution.hpp"

namespace leyden {

/// A chain of states in a field that turns: what both of its propagations share, docs/theory/drive.
/// The state is kept in the frame of the field, in double precision.
class DrivenEvolution : public StateEvolution {
 public:
  double anchor() const override { return anchor_.time; }
  Sample evaluate(double time) override;
  Sample advance(double time) override;
  double curvature(double time) override;
  Populations populations(double time) override;
  Amplitudes amplitudes(double time) override;
  EnergyBounds bounds() const override { return bounds_; }
  Count dimension() const override { return chain_.dimension(); }

 protected:
  /// A state, where it stands in time, and how far from the true one it may be.
  struct Placed {
    State<double> psi;
    double time = 0.0;
    double error = 0.0;
  };

  /// `start` is normalised and off by `start_error`; `excitations` is how many cells are excited at
  /// the chain's reference level.
  DrivenEvolution(DrivenChain chain, State<double> start, double start_error, Count excitations);

  const DrivenChain& chain() const { return chain_; }

  /// Carries a state to `time`, forwards or backwards.
  virtual void carry(Placed& state, double time) = 0;

  /// Equal steps of which the last ends within a rounding of where it should.
  struct Steps {
    Count count = 1;
    double length = 0.0;
  };

  /// Steps of at most `longest`. Throws Unreachable when they would not end.
  static Steps steps_between(double from, double to, double longest);
  static State<double> nothing_on(Count states);

 private:
  void reach(double time);
  Sample sample(const Placed& state) const;

  DrivenChain chain_;
  EnergyBounds bounds_;
  Placed anchor_;
  Placed target_;
  Count excitations_;
  double range_ = 0.0;
  double first_mean_ = 0.0;
  double first_mean_error_ = 0.0;
};

}  // namespace leyden
