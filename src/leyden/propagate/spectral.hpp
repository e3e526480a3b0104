// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "leyden/numerics/eigen.hpp"
#include "leyden/propagate/sector_evolution.hpp"

namespace leyden {

/// Full diagonalisation of one sector: ψ(t) = V exp(-iΛt) Vᵀ ψ(0). Small spaces; the independent
/// second route beside Chebyshev.
///
/// Its radius is computed after the fact and trusts no statement of the eigensolver:
///     |error of ψ(t)| <= |t| ‖HV - VΛ‖ + ‖VVᵀ - 1‖ + rounding,
/// both norms from the matrices as they came back (Frobenius). What leaves through the edge of a
/// cut ladder is bounded piece by piece of time, as in `Leakage`.
class SpectralEvolution final : public SectorEvolution<double> {
 public:
  SpectralEvolution(std::unique_ptr<Hamiltonian<double>> hamiltonian, const State<double>& start,
                    Count excitations, Cut cut = {});

  double anchor() const override { return time_; }
  Sample evaluate(double time) override;
  Sample advance(double time) override;
  double curvature(double time) override;
  Populations populations(double time) override;
  Amplitudes amplitudes(double time) override;
  std::string_view propagator() const override { return "spectral"; }

  /// Bytes held for `states` states.
  static double bytes(double states) { return 4 * sizeof(double) * states * states; }

 private:
  State<double> state(double time) const;
  StateError error(double time);
  double leaked(double time);
  double leak_rate(double begin, double end) const;

  EigenSystem system_;
  std::vector<double> overlaps_;  ///< Vᵀ ψ(0)
  double residual_ = 0.0;         ///< ‖HV - VΛ‖
  double defect_ = 0.0;           ///< ‖VVᵀ - 1‖
  double time_ = 0.0;
  double piece_ = 0.0;               ///< length of the pieces of time
  std::vector<double> leaked_{0.0};  ///< until the end of each piece
};

}  // namespace leyden
