// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/claim_quantity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "leyden/base/errors.hpp"
#include "leyden/base/text.hpp"
#include "leyden/study/claim_estimate.hpp"

namespace leyden {
namespace {

Estimate value_of(const Peak& peak) {
  return {peak.value, peak.error};
}
Estimate time_of(const Peak& peak) {
  return {peak.time, peak.time_error};
}

const Peak& first_peak(const ChargeRequest& request, Runs& runs) {
  const ChargeResult& result = runs.energies(request);
  if (result.peaks.first) return *result.peaks.first;
  throw Unreachable(fmt::format("E has no local maximum for gt <= {}", request.window));
}

/// sqrt(N) for charger spins, 1 for cavities, whose g already is g~.
Estimate rescaling(const Charging& charging) {
  if (charging.charger != Charger::spins) return exactly(1.0);
  return square_root(exactly(static_cast<double>(charging.chargers)));
}

Estimate share(const Estimate& energy, const Subject& subject) {
  return energy / exactly(static_cast<double>(subject.cells()));
}

}  // namespace

Estimate advantage_at(const Subject& subject, Count cells, Runs& runs) {
  return runs.powers(subject.request(cells)).advantage;
}

Estimate energy_at(const Subject& subject, Count cells, bool first, Runs& runs) {
  const ChargeRequest request = subject.request(cells);
  return value_of(first ? first_peak(request, runs) : runs.energies(request).peaks.energy);
}

Estimate normalized_power_at(const Subject& subject, Count cells, Runs& runs) {
  const ChargeRequest request = subject.request(cells);
  return value_of(runs.powers(request).peaks.power) / rescaling(request.charging);
}

std::vector<Quantity> run_quantities() {
  using S = const Subject&;
  using F = const FitOptions&;
  using R = Runs&;
  return {
      {"E_max", "largest stored energy in the window [ω0]", false,
       [](S s, F, R r) { return energy_at(s, s.cells(), false, r); }},
      {"E_first", "stored energy at its first local maximum [ω0]", false,
       [](S s, F, R r) { return energy_at(s, s.cells(), true, r); }},
      {"E_max_share", "E_max / M, the share of a full charge", false,
       [](S s, F, R r) { return share(energy_at(s, s.cells(), false, r), s); }},
      {"E_first_share", "E_first / M", false,
       [](S s, F, R r) { return share(energy_at(s, s.cells(), true, r), s); }},
      {"E_max_gt", "time of E_max [gt]", false,
       [](S s, F, R r) { return time_of(r.energies(s.request()).peaks.energy); }},
      {"E_first_gt", "time of E_first [gt]", false,
       [](S s, F, R r) { return time_of(first_peak(s.request(), r)); }},
      {"E_first_rescaled_gt", "time of E_first [g~t]", false,
       [](S s, F, R r) {
         const ChargeRequest request = s.request();
         return time_of(first_peak(request, r)) * rescaling(request.charging);
       }},
      {"P_max", "largest average power over all t > 0 [g ω0]", false,
       [](S s, F, R r) { return value_of(r.powers(s.request()).peaks.power); }},
      {"P_max_gt", "time of P_max [gt]", false,
       [](S s, F, R r) { return time_of(r.powers(s.request()).peaks.power); }},
      {"P_normalized", "P_max / sqrt(N) [g ω0]; for cavities P_max [g~ ω0]", false,
       [](S s, F, R r) { return normalized_power_at(s, s.cells(), r); }},
      {"eta", "collective advantage (paper Eq. 10)", false,
       [](S s, F, R r) { return advantage_at(s, s.cells(), r); }},
  };
}

const std::vector<Quantity>& quantities() {
  static const std::vector<Quantity> all = [] {
    std::vector<Quantity> table = run_quantities();
    for (const auto& more : {fit_quantities(), identity_quantities()}) {
      table.insert(table.end(), more.begin(), more.end());
    }
    return table;
  }();
  return all;
}

const Quantity& quantity_named(std::string_view name) {
  const auto& all = quantities();
  const auto found =
      std::find_if(all.begin(), all.end(), [name](const Quantity& q) { return q.name == name; });
  if (found != all.end()) return *found;
  std::vector<std::string_view> names;
  for (const Quantity& q : all) names.push_back(q.name);
  throw InvalidInput(fmt::format("quantity '{}'", name), joined(names, ", "), "correct its name");
}

}  // namespace leyden
