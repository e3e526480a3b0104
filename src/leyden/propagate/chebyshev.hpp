// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "leyden/numerics/bessel.hpp"
#include "leyden/operators/bounds.hpp"
#include "leyden/propagate/sector_evolution.hpp"

namespace leyden {

/// Chebyshev propagation of one sector, docs/theory/chebyshev:
///     ψ(t + Δ) = Σ_j c_j(RΔ) T_j((H - center)/R) ψ(t),  on steps RΔ <= 128.
///
/// Its radius is a bound, kept along the way: truncation by the Bessel tail, rounding of the
/// recurrence, of the coefficients, of the matrix elements and of the accumulation.
class ChebyshevEvolution final : public SectorEvolution {
 public:
  /// `excitations` is how many cells are excited at the Hamiltonian's reference level.
  ChebyshevEvolution(std::unique_ptr<Hamiltonian<double>> hamiltonian, State<double> start,
                     Count excitations);

  double anchor() const override { return anchor_.time; }
  Sample evaluate(double time) override;
  Sample advance(double time) override;
  double curvature(double time) override;
  std::vector<double> populations(double time) override;

  /// Bytes held for `states` states.
  static double bytes(double states) { return 10 * sizeof(double) * states; }

 private:
  /// Puts the state at `time` into target_; returns nothing new when it is there already.
  void reach(double time);
  void step(double interval);
  void accumulate(std::size_t order, double coefficient);

  SpectralInterval interval_;
  /// A state, where it stands in time, and how far from the true one it may be.
  struct Placed {
    State<double> psi;
    double time = 0.0;
    double error = 0.0;
    bool real = true;  ///< no imaginary part yet
  };
  Placed anchor_;
  Placed target_;
  State<double> previous_;
  State<double> current_;
  double series_tau_ = -1.0;
  ChebyshevSeries series_;
};

}  // namespace leyden
