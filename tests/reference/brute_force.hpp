// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>
#include <vector>

/// An independent, deliberately slow simulator of the spin-charger quantum battery (Heisenberg XY
/// coupling). It follows the definitions of the paper with single-spin Pauli operators on the full
/// product space, in long double, and shares no code with the engine that it judges.
///
/// Units: energy in omega0, time as gt. Bit i of a basis index is set when spin i is up; the cells
/// are spins 0..cells-1 and the charger spins follow. The cavity's index is photons * 2^cells +
/// bits.
namespace reference {

/// Paper Eq. (1), with the crosstalk of Eq. (14) among the charger spins and among the cells.
struct Spins {
  int cells;
  int chargers;
  double anisotropy = 0;         ///< gamma
  double coupling = 0.1;         ///< g / omega0
  double detuning = 0;           ///< (omega_C - omega0) / omega0, omega_C of the charger spins
  double crosstalk = 0;          ///< g1 / g
  double battery_crosstalk = 0;  ///< g2 / g
};

/// Paper Eq. (A3) with the pair term of Eq. (6) in the limit of large N, every Fock level above
/// `cutoff` removed. Here the unit of time is 1/g~ and `coupling` is g~ / omega0.
struct Cavity {
  int cells;
  int cutoff;                    ///< highest Fock level kept
  double anisotropy = 0;         ///< gamma: 0 Tavis-Cummings, 1 Dicke
  double coupling = 0.1;         ///< g~ / omega0
  double detuning = 0;           ///< (omega_C - omega0) / omega0, omega_C of the mode
  double battery_crosstalk = 0;  ///< g2 / g~
  int photons = 1;               ///< that a cell takes at once; with 2 and gamma = 0 alone
  double scale = 1;              ///< of the coupling of each cell, in units of g~
};

/// Cells that couple among themselves, -g/4 sum_{k != l} [(1+gamma) xx + (1-gamma) yy], after a
/// quench: Lipkin, Meshkov, Glick.
struct Quench {
  int cells;
  double anisotropy = 0;
  double coupling = 0.1;         ///< g / omega0
  double battery_crosstalk = 0;  ///< g2 / g
  static constexpr double detuning = 0;
};

/// Cells in a classical field instead of a charger, in the laboratory frame, on from t = 0:
/// H(t) = H_B + crosstalk + scale g sum_i [sigma+_i (e^{-iwt} + gamma e^{iwt}) + h.c.],
/// w = (1 + detuning) omega0. gamma: 0 circular polarisation, 1 linear, 2 g cos(wt) sigma^x.
struct Drive {
  int cells;
  double anisotropy = 0;
  double coupling = 0.1;         ///< g / omega0
  double detuning = 0;           ///< (w - omega0) / omega0
  double battery_crosstalk = 0;  ///< g2 / g
  double scale = 1;              ///< of the field at each cell, in units of g
};

using Amplitudes = std::vector<std::complex<long double>>;

struct Member {
  long double weight;
  Amplitudes state;
};

/// A mixed state as a list of weighted pure ones: no density matrix is needed.
using Mixture = std::vector<Member>;

/// Every cell down, every charger spin up: paper Eq. (4).
Mixture ideal(const Spins& model);

/// Equal superposition of all product states with k cells and n charger spins up.
Mixture dicke(const Spins& model, int k, int n);

/// Paper Eqs. (18), (19): p[0] weighs the ideal start, p[l] the one with l-1 excited charger spins
/// in their symmetric state, l = 1..chargers.
Mixture charger_mixture(const Spins& model, const std::vector<double>& p);

/// Paper Eqs. (20), (21): p[0] weighs the ideal start, p[k] the product state where cell k alone is
/// excited, k = 1..cells.
Mixture battery_mixture(const Spins& model, const std::vector<double>& p);

/// Paper Eq. (16) for `count` charger spins, each up with probability `excited_population`; the
/// other charger spins are up and all cells are down. Has 2^count members.
Mixture thermal_charger(const Spins& model, double excited_population, int count);

/// Every cell down, the mode in a Fock state.
Mixture ideal(const Cavity& model, int photons);

/// Equal superposition of all product states with k cells up, the mode in a Fock state.
Mixture dicke(const Cavity& model, int k, int photons);

/// All product states with k cells up, equally.
Mixture dicke(const Quench& model, int k);

/// The same of driven cells, and paper Eqs. (20), (21) as for spins: p[0] weighs all cells down.
Mixture dicke(const Drive& model, int k);
Mixture battery_mixture(const Drive& model, const std::vector<double>& p);

/// Every cell down, the mode in coherent light, thermal light or squeezed vacuum with `mean`
/// photons, as far as the cutoff goes; what lies beyond must not matter.
Mixture coherent(const Cavity& model, long double mean);
Mixture thermal(const Cavity& model, long double mean);
Mixture squeezed(const Cavity& model, long double mean);

struct Point {
  long double energy;  ///< E(t) of paper Eq. (7) [omega0]
  long double slope;   ///< dE / d(gt) [omega0]
};

/// Stored energy at each of `times` (as gt, ascending, from 0 on). The energy of the crosstalk
/// among the cells is not counted. Throws std::invalid_argument on malformed input,
/// std::logic_error if a state lost its norm on the way, or depends on the steps that took it
/// there.
std::vector<Point> charge(const Spins& model, const Mixture& start,
                          const std::vector<double>& times);
std::vector<Point> charge(const Cavity& model, const Mixture& start,
                          const std::vector<double>& times);
std::vector<Point> charge(const Drive& model, const Mixture& start,
                          const std::vector<double>& times);

}  // namespace reference
