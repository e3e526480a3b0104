// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "leyden/operators/bounds.hpp"
#include "leyden/operators/hamiltonian.hpp"
#include "leyden/propagate/evolution.hpp"

namespace leyden {

/// What every propagation of one sector shares: the Hamiltonian, and how a state becomes numbers.
///
/// E is the expectation of k in the normalised state, so an error δ of the state moves it by at
/// most 2 δ σ_k + m δ², σ_k the standard deviation of k in the computed state and m the range of k.
class SectorEvolution : public Evolution {
 public:
  EnergyBounds bounds() const override { return bounds_; }
  Count dimension() const override { return hamiltonian_->dimension(); }

 protected:
  /// `excitations` is how many cells are excited at the Hamiltonian's reference level.
  SectorEvolution(std::unique_ptr<Hamiltonian<double>> hamiltonian, const State<double>& start,
                  Count excitations);

  const Hamiltonian<double>& hamiltonian() const { return *hamiltonian_; }
  void subtract_from_diagonal(double center);

  /// `error` bounds the distance of `psi` from the true state.
  Sample sample(const State<double>& psi, double time, double error) const;
  double curvature_of(const State<double>& psi, PaddedVector<double>& first,
                      PaddedVector<double>& second) const;
  std::vector<double> populations_of(const State<double>& psi) const;

 private:
  std::unique_ptr<Hamiltonian<double>> hamiltonian_;
  EnergyBounds bounds_;
  double range_ = 0.0;
  double first_mean_ = 0.0;
  Count excitations_;
};

}  // namespace leyden
