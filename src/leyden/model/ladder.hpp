// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

#include "leyden/base/types.hpp"

namespace leyden {

/// A ladder of levels l = 0 … levels-1 with energies ε(l) and raising elements r(l) = <l+1|R|l>:
/// all that the dynamics needs to know of a spin ensemble, a cavity or a block of a mixture.
///
/// Both lists are kept as polynomials, so that a ladder of 10^15 levels costs nothing:
///     r(l)² = first(l) · second(l)                      two integer factors, exact
///     ε(l)  = ω0 (quanta + detuning) l / steps + g interaction 2 l (levels-1-l)
/// The elements stay factored, sqrt(first)·sqrt(second): the form j(j+1) - m(m±1) loses digits
/// above 1e8 levels.
/// Source: collective spin algebra, and paper Eqs. (3), (5), (15).
class Ladder {
 public:
  /// Collective spin n/2 of n spins-1/2, level = number of excited spins:
  /// r(l) = sqrt((l+1)(n-l)). `crosstalk` is the coupling among the spins of the group in units of
  /// g (paper Eq. 14, there g1/g): within a multiplet (c/2) Σ (xx + yy) is diagonal and equals
  /// 2 c l (n-l) up to a constant. `excited` is how many spins are up in level 0, which is not 0
  /// in the smaller multiplets of a mixture.
  static Ladder spins(Count n, double crosstalk = 0.0, Count excited = 0);

  /// Bosonic mode with Fock levels 0 … highest: r(l) = sqrt(l+1). Cut above.
  static Ladder cavity(Count highest);

  /// Infinitely many charger spins seen from the fully-up state (Holstein-Primakoff about that
  /// state), in units where J_± = sqrt(N) R_±: the level `depth` is the fully-up state and
  /// r(l) = sqrt(depth-l). `depth` is how many excitations can be given away. Cut below.
  static Ladder large_charger(Count depth);

  /// The same ladder with its frequency ω = ω0 (1 + detuning) / steps.
  Ladder detuned(double detuning) const;

  /// The same ladder with levels half as far apart: two steps to a quantum, as for pairs of
  /// photons.
  Ladder halved() const;

  /// The same ladder in a frame that turns with ω0: quanta = 0.
  Ladder co_rotating() const;

  /// The same levels and raising elements without any energy: ω = 0 and no interaction.
  Ladder silent() const;

  Count levels() const { return levels_; }
  Count top() const { return levels_ - 1; }

  /// Excitations held in level l; differs from l by a constant of the block.
  Count excitations(Count level) const { return excited_ + level; }

  /// True when the physical ladder goes on below level 0 or above the top.
  bool is_cut_below() const { return cut_below_; }
  bool is_cut_above() const { return cut_above_; }

  /// r(l) for 0 <= l < levels-1; also for the first element beyond a cut, l = -1 or levels-1.
  template <class Real = double>
  Real raising(Count level) const {
    using std::sqrt;
    return sqrt(Real(first_.at(level))) * sqrt(Real(second_.at(level)));
  }

  /// How far `steps` levels are from `quanta` ω0, in ω0.
  double detuning() const { return detuning_; }

  /// Whole ω0 in `steps` levels: 1, in a frame that turns with ω0 none.
  Count quanta() const { return quanta_; }

  /// 1, or 2 where levels are half as far apart.
  Count steps() const { return steps_; }

  /// From level to level, rounded [ω0]. Energies are sums of their exact parts instead.
  double frequency() const {
    return (static_cast<double>(quanta_) + detuning_) / static_cast<double>(steps_);
  }

  /// The part of ε(l) that scales with g, in units of g.
  template <class Real = double>
  Real interaction_energy(Count level) const {
    return interaction_ == 0.0 ? Real(0)
                               : 2 * Real(interaction_) * Real(level) * Real(top() - level);
  }

  /// The same counted alike in all multiplets of the group: (c/2) Σ (xx + yy) is
  /// c [n + 2 l (n-l)] less the number of spins in the group, times c.
  template <class Real = double>
  Real absolute_interaction_energy(Count level) const {
    return interaction_ == 0.0
               ? Real(0)
               : interaction_energy<Real>(level) - Real(interaction_) * Real(2 * excited_);
  }

  bool has_interaction() const { return interaction_ != 0.0 && levels_ > 2; }

  friend bool operator==(const Ladder&, const Ladder&) = default;

 private:
  struct Affine {
    Count at_zero = 1;
    Count slope = 0;
    Count at(Count level) const { return at_zero + slope * level; }
    friend bool operator==(const Affine&, const Affine&) = default;
  };

  Ladder(Count levels, Affine first, Affine second)
      : levels_(levels), first_(first), second_(second) {}

  Count levels_;
  Affine first_;
  Affine second_;
  Count excited_ = 0;
  Count quanta_ = 1;
  Count steps_ = 1;
  bool cut_below_ = false;
  bool cut_above_ = false;
  double detuning_ = 0.0;
  double interaction_ = 0.0;
};

}  // namespace leyden
