// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include "leyden/numerics/bessel.hpp"
#include "leyden/operators/bounds.hpp"
#include "leyden/propagate/leakage.hpp"
#include "leyden/propagate/sector_evolution.hpp"

namespace leyden {

/// Chebyshev propagation of one sector, docs/theory/chebyshev:
///     ψ(t + Δ) = Σ_j c_j(RΔ) T_j((H - center)/R) ψ(t),  on steps RΔ <= 128.
///
/// Its radius is a bound, kept along the way: truncation by the Bessel tail, rounding of the
/// recurrence, of the coefficients, of the matrix elements and of the accumulation, and what leaves
/// through the edge of a cut ladder.
template <class Real>
class ChebyshevEvolution final : public SectorEvolution<Real> {
 public:
  /// `excitations` is how many cells are excited at the Hamiltonian's reference level. `interval`
  /// replaces Gershgorin's; one that does not hold the spectrum is found out on the way and ends
  /// the run with InternalError, unless its results are within their radii anyhow.
  ChebyshevEvolution(std::unique_ptr<Hamiltonian<Real>> hamiltonian, State<Real> start,
                     Count excitations, Cut cut = {},
                     const std::optional<SpectralInterval>& interval = std::nullopt);

  double anchor() const override { return anchor_.time; }
  Sample evaluate(double time) override;
  Sample advance(double time) override;
  double curvature(double time) override;
  Populations populations(double time) override;
  Amplitudes amplitudes(double time) override;
  std::string_view propagator() const override { return "chebyshev"; }

  /// Bytes held for `states` states.
  static double bytes(double states) { return 10 * sizeof(Real) * states; }

 private:
  /// A state, where it stands in time, and how far from the true one it may be.
  struct Placed {
    State<Real> psi;
    double time = 0.0;
    StateError error;
    bool real = true;  ///< no imaginary part yet
  };

  /// Puts the state at `time` into target_; returns nothing new when it is there already.
  void reach(double time);
  void step(Real interval, double begin);
  void accumulate(std::size_t order, Real coefficient);
  void require_bounded(std::size_t order, bool real) const;

  SpectralInterval interval_;
  Leakage leakage_;
  Placed anchor_;
  Placed target_;
  State<Real> previous_;
  State<Real> current_;
  Real series_tau_ = -1.0;
  ChebyshevSeries<Real> series_;
};

extern template class ChebyshevEvolution<double>;
extern template class ChebyshevEvolution<DoubleDouble>;

}  // namespace leyden
