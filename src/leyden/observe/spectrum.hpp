// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "leyden/observe/battery_state.hpp"
#include "leyden/observe/estimate.hpp"

namespace leyden {

/// Eigenvalues of a battery state, by total spin, each list in descending order; where coherences
/// join several total spins, all in the first list.
///
/// ρ = X X† and ‖X - true X‖_F <= η give Σ|λ - true λ| <= η (2 + η), docs/theory/observables (O.2).
struct Spectrum {
  Count cells = 0;
  std::vector<Multiplet> multiplets;
  std::vector<std::vector<double>> values;
  double factor_error = 0.0;  ///< η: bounds sqrt(Σ |√λ - true √λ|²)
  double error = 0.0;         ///< bounds Σ |λ - true λ|
  double dimension = 0.0;     ///< how many eigenvalues can differ from zero

  /// All eigenvalues, descending.
  std::vector<double> all() const;
};

Spectrum spectrum(const BatteryState& state);

/// -Tr ρ ln ρ [nats], 0 <= S <= ln(dimension). Radius by Audenaert's bound (J. Phys. A 40, 8127).
Estimate entropy(const Spectrum& spectrum);

/// Tr ρ² [1].
Estimate purity(const Spectrum& spectrum);

/// 1 - Tr ρ² [1].
Estimate linear_entropy(const Spectrum& spectrum);

/// ((Σ √λ)² - 1)/2 [1]: the negativity of battery and charger in a pure state
/// (Vidal, Werner, Phys. Rev. A 65, 032314).
Estimate negativity(const Spectrum& spectrum);

}  // namespace leyden
