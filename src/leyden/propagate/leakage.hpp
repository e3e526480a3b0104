// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "leyden/numerics/bessel.hpp"
#include "leyden/operators/cut.hpp"
#include "leyden/operators/state.hpp"

namespace leyden {

/// How fast amplitude would leave a cut space during one Chebyshev step, docs/theory/bounds.
///
/// Inside a step the computed state is φ(s) = Σ_j c_j(Rs) (-i)^j v_j with known vectors v_j, so
/// what stands at the edge at any time of the step is known too: a band-limited function, sampled
/// so densely that its supremum is bounded by its samples.
class Leakage {
 public:
  explicit Leakage(const Cut& cut) : cut_(cut) {}

  /// Begins a step of length τ = R |Δ|.
  void begin(double tau);

  /// Takes note of the next vector v_j. `real` tells that it has no imaginary part.
  template <class Real>
  void record(const State<Real>& vector, bool real);

  /// Bounds ‖Q H φ(s)‖ over the step [g]. `rotated` as of the Hamiltonian.
  double supremum(bool rotated) const;

 private:
  const Cut& cut_;
  double tau_ = -1.0;
  double interpolation_ = 0.0;                   ///< what a polynomial through the nodes misses
  std::vector<ChebyshevSeries<double>> series_;  ///< c_j at each node
  std::vector<double> re_;                       ///< edge amplitudes, order by order
  std::vector<double> im_;
};

extern template void Leakage::record(const State<double>&, bool);
extern template void Leakage::record(const State<DoubleDouble>&, bool);

}  // namespace leyden
