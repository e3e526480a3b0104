// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/observations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "leyden/base/errors.hpp"
#include "leyden/base/floating_point.hpp"
#include "leyden/base/text.hpp"
#include "leyden/study/parse.hpp"

namespace leyden {
namespace {

Wanted parse_observable(const std::string& text) {
  const std::size_t colon = text.find(':');
  const std::string name = text.substr(0, colon);
  const auto& table = observables();
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const Observable& o) { return o.name == name; });
  if (found == table.end() || found->has_parameter != (colon != std::string::npos)) {
    std::vector<std::string> names;
    for (const Observable& o : table) {
      names.push_back(std::string(o.name) + (o.has_parameter ? ":m" : ""));
    }
    throw InvalidInput(fmt::format("observable '{}'", text), joined(names, ", ") + " or all",
                       "choose from these");
  }
  Wanted wanted{&*found, 0};
  if (found->has_parameter) {
    wanted.parameter = parse_count("ergotropy_of", text.substr(colon + 1));
    if (wanted.parameter < 0) {
      throw InvalidInput(fmt::format("observable '{}'", text), "0 to M cells",
                         "take some of the cells");
    }
  }
  return wanted;
}

void require_cells(const Charging& charging, const std::vector<Wanted>& wanted) {
  for (const Wanted& one : wanted) {
    if (!one.observable->has_parameter || one.parameter <= charging.cells) continue;
    throw InvalidInput(fmt::format("observable '{}' of {} cells", one.name(), charging.cells),
                       fmt::format("0 to {} of them", charging.cells),
                       "take no more than there are");
  }
}

}  // namespace

std::vector<Wanted> parse_observables(const std::string& text) {
  std::vector<Wanted> result;
  if (text == "all") {
    for (const Observable& o : observables()) {
      if (!o.has_parameter) result.push_back({&o, 0});
    }
    return result;
  }
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t comma = std::min(text.find(',', begin), text.size());
    const Wanted wanted = parse_observable(text.substr(begin, comma - begin));
    const bool known = std::any_of(result.begin(), result.end(),
                                   [&](const Wanted& w) { return w.name() == wanted.name(); });
    if (!known) result.push_back(wanted);
    begin = comma + 1;
  }
  return result;
}

std::vector<Observation> observe(const ChargeRequest& request, const std::vector<Wanted>& wanted,
                                 const std::vector<double>& times,
                                 const std::optional<Count>& fock_cutoff,
                                 const Progress& progress) {
  const FloatingPointScope default_environment;
  validate(request);
  require_cells(request.charging, wanted);
  JointEvolution evolution(
      make_protocol(request.charging, fock_cutoff.value_or(0), Copies::resolved));
  const Energies initial = energies(evolution.at(0.0));
  std::vector<Observation> result;
  for (const double time : times) {
    Snapshot snapshot(evolution.at(time), initial);
    Observation now;
    now.time = time;
    for (const Wanted& one : wanted) {
      now.values.push_back(one.observable->of(snapshot, one.parameter));
    }
    result.push_back(std::move(now));
    if (progress) progress(static_cast<double>(result.size()) / static_cast<double>(times.size()));
  }
  return result;
}

PeakObservations observe_peaks(const ChargeRequest& request, const ChargeResult& result,
                               const std::vector<Wanted>& wanted) {
  const double energy = result.peaks.energy.time;
  const double power = result.peaks.power.time;
  const auto now = observe(request, wanted, {std::min(energy, power), std::max(energy, power)},
                           result.method.fock_cutoff);
  const bool energy_first = energy <= power;
  return {wanted, now[energy_first ? 0 : 1], now[energy_first ? 1 : 0]};
}

}  // namespace leyden
