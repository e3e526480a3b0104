// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "leyden/observe/advantage.hpp"
#include "leyden/study/claim_family.hpp"
#include "leyden/study/claim_runs.hpp"

namespace leyden {

/// What a fit runs over: it looks at several numbers of cells for one number.
struct FitOptions {
  std::vector<Count> cells;
  bool first_peak = false;  ///< energies at the first local maximum instead of in the window
};

/// A number that a reading may ask for.
struct Quantity {
  std::string_view name;
  std::string_view meaning;
  bool is_fit;  ///< takes its numbers of cells from FitOptions
  Estimate (*measure)(const Subject&, const FitOptions&, Runs&);
};

/// All of them.
const std::vector<Quantity>& quantities();

/// Throws InvalidInput with the names there are.
const Quantity& quantity_named(std::string_view name);

/// Those that one charging run answers, those of fits over several, and the closed forms of the
/// paper.
std::vector<Quantity> run_quantities();
std::vector<Quantity> fit_quantities();
std::vector<Quantity> identity_quantities();

/// η at another number of cells, N scaled along.
Estimate advantage_at(const Subject& subject, Count cells, Runs& runs);

/// Largest stored energy, in the window or at its first local maximum.
/// Throws Unreachable when the window holds no local maximum.
Estimate energy_at(const Subject& subject, Count cells, bool first_peak, Runs& runs);

/// P_max/sqrt(N) [g ω0], for cavities P_max [g~ ω0].
Estimate normalized_power_at(const Subject& subject, Count cells, Runs& runs);

}  // namespace leyden
