// SPDX-License-Identifier: Apache-2.0
#include "leyden/observe/ergotropy.hpp"

#include <algorithm>
#include <cmath>

#include "leyden/numerics/rounding.hpp"

namespace leyden {
namespace {

/// States of the energy levels 0, 1, 2, … counted from one end, as many as will be asked for.
class Levels {
 public:
  explicit Levels(Count cells) : cells_(static_cast<double>(cells)) {}

  /// The level of the next state.
  double next() {
    if (left_ < 0.5) {
      // C(M, k+1) = C(M, k) (M-k)/(k+1). Beyond 2^53 nobody counts them down.
      states_ = std::round(states_ * (cells_ - level_) / (level_ + 1));
      level_ += 1;
      left_ = states_;
    }
    left_ -= 1;
    return level_;
  }

 private:
  double cells_;
  double level_ = 0.0;
  double states_ = 1.0;
  double left_ = 1.0;
};

struct Filling {
  double energy = 0.0;
  double highest = 0.0;  ///< level that was filled last
};

/// Σ_i λ_i level(i), λ in descending order.
Filling fill(const std::vector<double>& values, Count cells) {
  Filling result;
  Levels levels(cells);
  for (const double value : values) {
    result.highest = levels.next();
    result.energy += value * result.highest;
  }
  return result;
}

/// The sum above moves by its highest level times Σ|λ - λ'| at most, docs/theory/observables,
/// Section 3.
double filling_error(const Filling& filling, double spectrum_error, std::size_t terms) {
  return rounded_up(filling.highest * spectrum_error +
                    unit_roundoff * (static_cast<double>(terms) + 2) * filling.energy);
}

}  // namespace

Reachable reachable_energy(const Spectrum& spectrum) {
  std::vector<double> values = spectrum.all();
  // Zeros that were not computed at all may be a little more.
  values.resize(std::max(values.size(), static_cast<std::size_t>(spectrum.dimension)), 0.0);
  const Filling up = fill(values, spectrum.cells);
  const double error = filling_error(up, spectrum.error, values.size());
  const auto top = static_cast<double>(spectrum.cells);
  return {{up.energy, error}, {top - up.energy, rounded_up(error + top * (2 * unit_roundoff))}};
}

Reachable reachable_energy_within_spin(const Spectrum& spectrum) {
  Reachable result;
  double error = 0.0;
  for (std::size_t s = 0; s < spectrum.values.size(); ++s) {
    const auto [lowest, highest] = spectrum.multiplets[s];
    double level = 0.0;
    for (const double value : spectrum.values[s]) {
      result.least.value += value * (static_cast<double>(lowest) + level);
      result.most.value += value * (static_cast<double>(highest) - level);
      level += 1.0;
    }
    error = std::max(error, static_cast<double>(highest));
  }
  error = rounded_up(error * spectrum.error + unit_roundoff * (spectrum.dimension + 2) *
                                                  (result.least.value + result.most.value));
  result.least.error = error;
  result.most.error = error;
  return result;
}

}  // namespace leyden
