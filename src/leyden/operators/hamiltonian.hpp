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
template <class Real>
struct NeighbourOf {
  Count index = 0;
  Real element = 0.0;
};
using Neighbour = NeighbourOf<double>;

/// The non-zero elements of one row of H, the diagonal included.
template <class Real>
struct RowOf {
  std::array<NeighbourOf<Real>, 16> entries{};
  int size = 0;

  /// Adds to the element at `index`; several terms may act along one edge.
  void add(Count index, Real element) {
    if (element == Real(0.0)) return;
    for (int i = 0; i < size; ++i) {
      NeighbourOf<Real>& known = entries[static_cast<std::size_t>(i)];
      if (known.index != index) continue;
      known.element += element;
      return;
    }
    entries[static_cast<std::size_t>(size++)] = {index, element};
  }
  const NeighbourOf<Real>* begin() const { return entries.data(); }
  const NeighbourOf<Real>* end() const { return entries.data() + size; }
};
using MatrixRow = RowOf<double>;

/// Σ p_i, Σ p_i (k_i - k0) and Σ p_i (k_i - k0)² of a state, p_i = |ψ_i|², k the battery level and
/// k0 its reference.
template <class Real = double>
struct LevelMoments {
  Real norm = 0.0;
  Real mean = 0.0;
  Real square = 0.0;
};

/// H/g on one space by its elements, rounded to double: what bounds are made of.
class SparseRows {
 public:
  virtual ~SparseRows() = default;

  virtual Count dimension() const = 0;

  /// Row i of H - center, symmetric also when rotated.
  virtual MatrixRow row(Count i) const = 0;

  /// Battery level of state i, counted from the reference level.
  virtual Count level(Count i) const = 0;

  /// Bound on the error of any diagonal element that is not within a few roundings of the element
  /// itself: large energies that nearly cancel. In units of g.
  virtual double diagonal_error() const = 0;

  /// The board whose states these are, in its order and joined to diagonal neighbours only; none
  /// for other spaces.
  virtual const Checkerboard* as_board() const { return nullptr; }
};

/// H/g on one space, real and symmetric, as y = H x: matrix-free, known by what it does.
/// `Real` is the arithmetic: double or DoubleDouble.
///
/// Time enters through the generator G of ψ' = -iHψ. On a chain with zero diagonal the phases
/// (-i)^j turn it into a real antisymmetric matrix and the state is real: `rotated()`.
template <class Real>
class Hamiltonian : public SparseRows {
 public:
  /// y = alpha G x + beta y, with G = H - center, or for a rotated chain G_{j,j-1} = h_j,
  /// G_{j-1,j} = -h_j. `beta` is ±1 or 0.
  virtual void apply(Real alpha, const PaddedVector<Real>& x, double beta,
                     PaddedVector<Real>& y) const = 0;
  virtual bool rotated() const { return false; }

  /// Local rounding error of `apply` for |alpha G| <= 2, |x|, |y| <= 1, |beta| = 1, in units of u.
  virtual double local_rounding() const = 0;

  /// Rounding of `moments` and `flow` relative to the sum of their absolute terms, in units of u.
  virtual double summation_rounding() const = 0;

  virtual LevelMoments<Real> moments(const State<Real>& psi) const = 0;

  /// d<k>/d(gt) = <i[H, k]>, exact: twice the current over all edges that raise the battery.
  virtual Real flow(const State<Real>& psi) const = 0;

  /// Subtracts `center` from the diagonal; a global phase.
  virtual void subtract(double center) = 0;
};

/// The Hamiltonian of `protocol`'s block on `space`. Battery levels are counted from `reference`,
/// and the diagonal from the same label. A chain with zero diagonal is rotated only when `rotate`
/// is set: its basis phases must suit the start, as they do for any single basis state.
template <class Real = double>
std::unique_ptr<Hamiltonian<Real>> make_hamiltonian(const Space& space, const Block& block,
                                                    const Protocol& protocol,
                                                    const Label& reference, bool rotate);

}  // namespace leyden
