// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "leyden/numerics/tridiagonal_window.hpp"
#include "leyden/operators/chain_hamiltonian.hpp"
#include "leyden/propagate/state_evolution.hpp"

namespace leyden {

/// What a sample of φ may differ from one of the true state ψ, docs/theory/window.
struct WindowDistance {
  double delta = 0.0;     ///< bounds ‖ψ - φ‖, (W.4)
  double residual = 0.0;  ///< bounds Σ_j ‖(T - λ_j) a_j‖
  double lowest = 0.0;    ///< lowest and highest battery level, counted from the start's
  double highest = 0.0;

  /// (W.5): of the energy, which φ has but for `known`.
  double of_energy(double energy, double known) const;
  /// (W.6): of the slope, where |dE/dt| <= steepest.
  double of_slope(double steepest) const;
};

/// A chain with zero diagonal in the few eigenstates that carry its start, docs/theory/window:
///     φ_k(t) = Σ_j a_j(k) cos λ_j t   on the sites of the start's parity,
///     φ_k(t) = Σ_j a_j(k) sin λ_j t   on the others,
/// so E(t) is a quadratic form in as many cosines and sines as there are pairs ±λ, whatever the
/// length of the chain and of the window of time.
///
/// Its radius is a proof that needs nothing of the eigenvectors but themselves:
///     ‖ψ(t) - φ(t)‖ <= ‖e_s - φ(0)‖ + |t| Σ_j ‖a_j‖ ‖(T - λ_j) v_j‖,
/// the first norm summed up site by site, the second known from the recurrence.
class WindowEvolution final : public StateEvolution {
 public:
  /// `chain` in double-double, rotated; `excitations` is how many cells are excited at the start.
  WindowEvolution(const ChainHamiltonian<DoubleDouble>& chain, TridiagonalWindow window,
                  Count excitations);

  double anchor() const override { return anchor_; }
  Sample evaluate(double time) override;
  Sample advance(double time) override;
  double curvature(double time) override;
  Populations populations(double time) override;
  Amplitudes amplitudes(double time) override;
  EnergyBounds bounds() const override { return bounds_; }
  Count dimension() const override { return window_.dimension(); }
  std::string_view propagator() const override { return "window"; }

  /// ‖e_s - φ(0)‖: what the window leaves out of the start, and all rounding of the vectors.
  double defect() const { return defect_; }

 private:
  /// A quadratic form Σ_ij K_ij x_i x_j and what its sums carry of each pair.
  struct Form {
    std::vector<double> matrix;      ///< rows of `lanes_`, zeros beyond the pairs
    std::vector<double> magnitudes;  ///< sqrt of Σ_k |level| a_i(k)²
    double sum = 0.0;                ///< of the magnitudes
    double sum_of_slopes = 0.0;      ///< of the magnitudes times their frequencies
  };
  /// All pairs at one time, zeros beyond them.
  struct Waves {
    std::vector<double> cos;
    std::vector<double> sin;
    double error = 0.0;
  };

  /// φ at the time of `waves_` by sites, without the -i on the sites of the other parity; returns
  /// what bounds ‖ψ - φ‖, the rounding of these sums included.
  double sum_up(double time, const std::function<void(Count site, double amplitude)>& visit) const;
  void add_up();
  /// Fills `waves_`.
  void set_time(double time);
  void multiply(const Form& form, const std::vector<double>& x, std::vector<double>& y) const;
  WindowDistance distance(double time) const;
  double sum_rounding() const;

  TridiagonalWindow window_;
  Count excitations_;
  Count stride_;
  bool negative_;  ///< the couplings, of which the window knows the magnitudes
  Form same_;      ///< sites of the start's parity
  Form other_;     ///< the others
  std::vector<double> frequencies_;
  std::size_t lanes_;  ///< the pairs, rounded up to a whole number of sums
  Waves waves_;
  std::vector<double> same_row_, other_row_, falling_, rising_;  ///< what a sample works with
  EnergyBounds bounds_;
  double lowest_ = 0.0;  ///< lowest and highest level, counted from the start's
  double highest_ = 0.0;
  double defect_ = 0.0;
  double anchor_ = 0.0;
};

/// The evolution from site `start` of the chain; null where no window carries it.
std::unique_ptr<WindowEvolution> evolve_in_window(const ChainHamiltonian<DoubleDouble>& chain,
                                                  Count start, Count excitations);

}  // namespace leyden
