// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "leyden/operators/bounds.hpp"
#include "leyden/operators/cut.hpp"
#include "leyden/operators/hamiltonian.hpp"
#include "leyden/propagate/placed_state.hpp"
#include "leyden/propagate/state_evolution.hpp"

namespace leyden {

/// What every propagation of one sector shares: the Hamiltonian, and how a state becomes numbers.
/// `Real` is the arithmetic of the state.
///
/// E is the expectation of k in the normalised state, so an error δ of the state moves it by at
/// most 2 δ σ_k + m δ², σ_k the standard deviation of k in the computed state and m the range of k.
template <class Real>
class SectorEvolution : public StateEvolution {
 public:
  EnergyBounds bounds() const override { return bounds_; }
  Count dimension() const override { return hamiltonian_->dimension(); }
  CutoffError cutoff_error() const override { return cutoff_error_; }

 protected:
  /// `excitations` is how many cells are excited at the Hamiltonian's reference level.
  SectorEvolution(std::unique_ptr<Hamiltonian<Real>> hamiltonian, const State<Real>& start,
                  Count excitations, Cut cut);

  const Hamiltonian<Real>& hamiltonian() const { return *hamiltonian_; }
  const Cut& cut() const { return cut_; }
  bool is_cut() const { return !cut_.edge.empty(); }

  /// Bounds the distance of the start, as normalised in `Real`, from the one that was asked for.
  double start_error() const { return start_error_; }
  void subtract_from_diagonal(double center);

  Sample sample(const State<Real>& psi, double time, const StateError& error) const;
  /// The same from sums that were formed elsewhere, as accurate as the Hamiltonian's: the moments
  /// of the state and its `flow`.
  Sample sample(const LevelMoments<Real>& moments, Real flow, double time,
                const StateError& error) const;
  double curvature_of(const State<Real>& psi, PaddedVector<Real>& first,
                      PaddedVector<Real>& second) const;
  Populations populations_of(const State<Real>& psi, const StateError& error) const;
  Amplitudes amplitudes_of(const State<Real>& psi, const StateError& error) const;

  /// Takes note of a step from time `begin` to a state with `error`, during which amplitude left at
  /// the rate `rate` at most.
  void note_leak(double begin, const StateError& error, double rate);

 private:
  std::unique_ptr<Hamiltonian<Real>> hamiltonian_;
  Cut cut_;
  EnergyBounds bounds_;
  CutoffError cutoff_error_;
  double fastest_leak_ = 0.0;
  double range_ = 0.0;
  Count first_state_ = 0;  ///< the first that the start holds
  double frame_ = 0.0;     ///< what was subtracted from the diagonal
  Real first_mean_ = 0.0;
  double start_error_ = 0.0;
  double first_mean_error_ = 0.0;
  Count excitations_;
};

extern template class SectorEvolution<double>;
extern template class SectorEvolution<DoubleDouble>;

}  // namespace leyden
