// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "quad.hpp"
#include "system.hpp"

namespace honesty {

/// Derivatives of E(t) that a step delivers, from the zeroth on.
inline constexpr std::size_t series_length = 13;

/// E(t + x h) = Σ_m series[m] x^m + …, to the precision of a double.
using Series = std::array<double, series_length>;

/// Amplitudes of one sector.
template <class Real>
struct Wave {
  std::vector<Real> re;
  std::vector<Real> im;
};

/// All sectors at one time.
template <class Real>
using State = std::vector<Wave<Real>>;

/// E and its first two derivatives [ω0, gt].
struct Jet {
  Quad energy = 0;
  Quad slope = 0;
  Quad curvature = 0;
};

/// exp(-iHt) by its Taylor series.
template <class Real>
class Evolution {
 public:
  explicit Evolution(const System& system);

  State<Real> start() const;

  /// The state `duration` later; |duration| at most longest_step(). With `series`, also the course
  /// of E from here on, x = 1 at the end of the step.
  State<Real> step(const State<Real>& state, Real duration, Series* series = nullptr) const;

  Jet jet(const State<Real>& state) const;

  /// Largest population at the Fock cutoff or one level below it.
  double population_at_cutoff(const State<Real>& state) const;

  /// Time after which Taylor terms would begin to cancel.
  double longest_step() const;

  /// Multiplications of a longest step.
  double cost() const;

  /// Σ_sectors weight (range of k)/2 Ω^order with Ω a bound on the frequencies of E: a bound on the
  /// derivative of that order, by Bernstein's inequality.
  double derivative_bound(int order) const;

  /// False when no state within reach differs in stored energy.
  bool moves() const { return moves_; }

 private:
  struct Matrix {
    Real weight;
    double radius;  // Gershgorin, about the centre that is taken off the diagonal
    double half_range;
    std::vector<std::size_t> row_end;
    std::vector<std::size_t> column;
    std::vector<Real> value;
    std::vector<Real> stored;
    std::vector<Real> start;
    std::vector<std::size_t> highest;
  };

  static Matrix matrix(const Sector& sector);
  static Wave<Real> derivative(const Matrix& matrix, const Wave<Real>& wave);  // -iH wave

  std::vector<Matrix> matrices_;
  bool moves_ = false;
};

}  // namespace honesty
