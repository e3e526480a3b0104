// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>

#include "leyden/base/types.hpp"
#include "leyden/model/protocol.hpp"
#include "leyden/operators/state.hpp"
#include "leyden/space/space.hpp"

namespace leyden {

/// One matrix element of a row.
struct Neighbour {
  Count index = 0;
  double element = 0.0;
};

/// The non-zero elements of one row of H, the diagonal included.
struct MatrixRow {
  std::array<Neighbour, 16> entries{};
  int size = 0;

  /// Adds to the element at `index`; several terms may act along one edge.
  void add(Count index, double element) {
    if (element == 0.0) return;
    for (int i = 0; i < size; ++i) {
      Neighbour& known = entries[static_cast<std::size_t>(i)];
      if (known.index != index) continue;
      known.element += element;
      return;
    }
    entries[static_cast<std::size_t>(size++)] = {index, element};
  }
  const Neighbour* begin() const { return entries.data(); }
  const Neighbour* end() const { return entries.data() + size; }
};

/// Σ p_i, Σ p_i (k_i - k0) and Σ p_i (k_i - k0)² of a state, p_i = |ψ_i|², k the battery level and
/// k0 its reference.
struct LevelMoments {
  double norm = 0.0;
  double mean = 0.0;
  double square = 0.0;
};

/// H/g on one space, real and symmetric, as y = H x: matrix-free, known by what it does.
///
/// Time enters through the generator G of ψ' = -iHψ. On a chain with zero diagonal the phases
/// (-i)^j turn it into a real antisymmetric matrix and the state is real: `rotated()`.
template <class Real>
class Hamiltonian {
 public:
  virtual ~Hamiltonian() = default;

  virtual Count dimension() const = 0;

  /// y = alpha G x + beta y, with G = H - center, or for a rotated chain G_{j,j-1} = h_j,
  /// G_{j-1,j} = -h_j.
  virtual void apply(Real alpha, const PaddedVector<Real>& x, Real beta,
                     PaddedVector<Real>& y) const = 0;
  virtual bool rotated() const { return false; }

  /// Local rounding error of `apply` for |alpha G| <= 2, |x|, |y| <= 1, |beta| = 1, in units of u.
  virtual double local_rounding() const = 0;

  /// Bound on the error of any diagonal element that is not within a few roundings of the element
  /// itself: large energies that nearly cancel. In units of g.
  virtual double diagonal_error() const = 0;

  /// Rounding of `moments` and `flow` relative to the sum of their absolute terms, in units of u.
  virtual double summation_rounding() const = 0;

  /// MatrixRow i of H - center, symmetric also when `rotated()`.
  virtual MatrixRow row(Count i) const = 0;

  /// Battery level of state i, counted from the reference level.
  virtual Count level(Count i) const = 0;

  virtual LevelMoments moments(const State<Real>& psi) const = 0;

  /// d<k>/d(gt) = <i[H, k]>, exact: twice the current over all edges that raise the battery.
  virtual double flow(const State<Real>& psi) const = 0;

  /// Subtracts `center` from the diagonal; a global phase.
  virtual void subtract(double center) = 0;
};

/// The Hamiltonian of `protocol`'s block on `space`. Battery levels are counted from `reference`,
/// and the diagonal from the same label. A chain with zero diagonal is rotated only when `rotate`
/// is set: its basis phases must suit the start, as they do for any single basis state.
std::unique_ptr<Hamiltonian<double>> make_hamiltonian(const Space& space, const Block& block,
                                                      const Protocol& protocol,
                                                      const Label& reference, bool rotate);

}  // namespace leyden
