// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "leyden/base/types.hpp"
#include "leyden/model/protocol.hpp"

namespace leyden {

/// Stored energy and its slope at one time, with radii that hold the true values.
struct Sample {
  double time = 0.0;          ///< gt
  double energy = 0.0;        ///< E = <k>(t) - <k>(0) [ω0]
  double energy_error = 0.0;  ///< [ω0]
  double slope = 0.0;         ///< dE/d(gt) = <i[H, k]> [ω0]
  double slope_error = 0.0;   ///< [ω0]
};

/// What is known of E(t) before any of it is computed.
struct EnergyBounds {
  double rise = 0.0;                    ///< E(t) <= rise for all t [ω0]
  std::array<double, 4> derivatives{};  ///< |d^j E / d(gt)^j|, j = 1 … 4 [ω0]
  double fall = 0.0;                    ///< E(t) >= -fall for all t [ω0]
};

/// By how much a Fock cutoff may have changed a charging process at any time visited so far.
struct CutoffError {
  double energy = 0.0;  ///< |E - E of the cut ladder| [ω0]
  double power = 0.0;   ///< |E - E of the cut ladder| / gt [ω0]
  double leak = 0.0;    ///< the share of `energy` that a higher cutoff would take away [ω0]
};

/// Probabilities of 0 … M excited cells.
struct Populations {
  std::vector<double> probabilities;
  double error = 0.0;  ///< bounds Σ |probability - true probability|
  friend bool operator==(const Populations&, const Populations&) = default;
};

/// A charging process that is pulled: asked for a time, it answers; nothing is stored on the way.
///
/// It holds the state at one time, its anchor (first 0). `evaluate` looks from there in either
/// direction and leaves it, `advance` moves it. The cost of both grows with the distance.
class Evolution {
 public:
  virtual ~Evolution() = default;

  virtual double anchor() const = 0;
  virtual Sample evaluate(double time) = 0;
  virtual Sample advance(double time) = 0;

  /// `advance` to one time after the other, the samples in their order. Many times at once may cost
  /// less than one by one, and then differ within their radii.
  virtual std::vector<Sample> follow(const std::vector<double>& times);

  /// d²E/d(gt)² = -<[H, [H, k]]> at `time` [ω0], an estimate without radius: used for times only.
  virtual double curvature(double time) = 0;

  virtual Populations populations(double time) = 0;

  /// Of the process as it is computed; `cutoff_error` is what the true one may add.
  virtual EnergyBounds bounds() const = 0;

  virtual CutoffError cutoff_error() const { return {}; }

  /// Number of states that are propagated, over all sectors.
  virtual Count dimension() const = 0;

  /// How: "window", "chebyshev", "spectral", "taylor", "magnus", or "mixed" where sectors differ.
  virtual std::string_view propagator() const = 0;
};

enum class Propagator {
  automatic,  ///< the window where it carries the start, Taylor series in a field that turns,
              ///< Chebyshev elsewhere
  chebyshev,  ///< expansion in Chebyshev polynomials on a Gershgorin interval; any size
  spectral    ///< full diagonalisation; small spaces, an independent second route. Of a field that
              ///< turns: commutator-free Magnus
};

enum class Arithmetic {
  double_precision,  ///< 16 digits
  double_double      ///< 32 digits, some fifty times slower; Chebyshev only
};

/// "double" or "double-double".
std::string_view name(Arithmetic arithmetic);

/// How a protocol will be computed.
struct Route {
  Route(Propagator by = Propagator::automatic,  // NOLINT: a propagator is a route
        Arithmetic with = Arithmetic::double_precision)
      : propagator(by), arithmetic(with) {}
  Propagator propagator;
  Arithmetic arithmetic;
};

/// How a protocol will be run: known, and its memory checked, before anything is allocated.
struct Plan {
  std::string space;       ///< chain, checkerboard, lattice or mixture
  double dimension = 0.0;  ///< states over all sectors; may exceed 64 bits
  double bytes = 0.0;
};

/// Throws InvalidInput when a start does not fit its ladders.
Plan plan(const Protocol& protocol, const Route& route = {});

/// The evolution of a protocol: its start split into sectors, one propagation each, energies added
/// with their probabilities. Amplitudes of one branch in one sector stay coherent; sectors add
/// incoherently, which is exact for E(t) and for populations.
/// Throws InvalidInput, with the figure in GiB, when it does not fit in memory.
std::unique_ptr<Evolution> evolve(const Protocol& protocol, const Route& route = {});

}  // namespace leyden
