// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "leyden/base/types.hpp"

namespace leyden {

/// Every cell down, the charger full (paper Eq. 4).
struct IdealStart {
  friend bool operator==(const IdealStart&, const IdealStart&) = default;
};

/// `cells` excited cells and `chargers` excited charger spins (or photons), both symmetric.
struct DickeStart {
  Count cells = 0;
  Count chargers = 0;
  friend bool operator==(const DickeStart&, const DickeStart&) = default;
};

/// Paper Eqs. (18, 19): p[0] ideal, p[l] with l-1 excited symmetric charger spins, l = 1 … N.
struct ChargerMixture {
  std::vector<double> probabilities;
  friend bool operator==(const ChargerMixture&, const ChargerMixture&) = default;
};

/// Paper Eqs. (20, 21): p[0] ideal, p[k] with cell k alone excited, k = 1 … M.
struct BatteryMixture {
  std::vector<double> probabilities;
  friend bool operator==(const BatteryMixture&, const BatteryMixture&) = default;
};

/// Paper Eq. (16), generalised: `count` charger spins (all when empty) are each excited with
/// probability `excited_population`, independently; the others are up.
struct ThermalCharger {
  double excited_population = 1.0;
  std::optional<Count> count;
  friend bool operator==(const ThermalCharger&, const ThermalCharger&) = default;
};

/// What light a cavity can hold at the start, all cells down.
enum class Light {
  coherent,  ///< a laser pulse
  thermal,   ///< a mixture of Fock states
  squeezed   ///< squeezed vacuum, even photon numbers only
};

/// A cavity with a mean number of photons in place of N of them.
struct LightStart {
  Light light = Light::coherent;
  double mean_photons = 0.0;
  friend bool operator==(const LightStart&, const LightStart&) = default;
};

using Start = std::variant<IdealStart, DickeStart, ChargerMixture, BatteryMixture, ThermalCharger,
                           LightStart>;

}  // namespace leyden
