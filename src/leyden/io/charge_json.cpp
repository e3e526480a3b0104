// SPDX-License-Identifier: Apache-2.0
#include "leyden/io/charge_json.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "leyden/base/version.hpp"
#include "leyden/study/parameters.hpp"

namespace leyden {
namespace {

using Json = nlohmann::ordered_json;

Json peak_json(const Peak& peak) {
  return {{"value", peak.value},
          {"error", peak.error},
          {"gt", peak.time},
          {"gt_error", peak.time_error}};
}

Json protocol_json(const Charging& charging) {
  Json json;
  json["cells"] = charging.cells;
  json["chargers"] = counts_chargers(charging) ? Json(charging.chargers) : Json();
  json["anisotropy"] = charging.anisotropy;
  json["coupling"] = charging.coupling;
  json["detuning"] = charging.detuning;
  json["crosstalk"] = charging.crosstalk;
  json["battery-crosstalk"] = charging.battery_crosstalk;
  json["charger"] = to_text(charging.charger);
  if (charging.coupling_scale != CouplingScale::fixed) {
    json["coupling-scale"] = to_text(charging.coupling_scale);
  }
  if (charging.photons != 1) json["photons"] = charging.photons;
  json["start"] = to_text(charging.start);
  return json;
}

Json estimate_json(const std::optional<Estimate>& estimate) {
  return estimate ? Json{{"value", estimate->value}, {"error", estimate->error}} : Json();
}

Json observation_json(const std::vector<Wanted>& wanted, const Observation& observation) {
  Json json = Json::object();
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    json[wanted[i].name()] = estimate_json(observation.values[i]);
  }
  return json;
}

Json record_json(const SearchRecord& record) {
  return {{"evaluations", record.evaluations}, {"gap", record.gap}};
}

}  // namespace

std::string charge_json(const ChargeRequest& request, const ChargeResult& result,
                        const ChargeExtras& extras) {
  const Peaks& peaks = result.peaks;
  Json json;
  json["schema"] = 1;
  json["protocol"] = protocol_json(request.charging);
  json["window"] = {{"gt", request.window}};
  if (request.tolerance) json["tolerance"] = *request.tolerance;
  json["E_max"] = peak_json(peaks.energy);
  json["E_first"] = peaks.first ? peak_json(*peaks.first) : Json();
  json["P_max"] = peak_json(peaks.power);
  json["P_max"]["normalized"] = result.normalized_power.value;
  json["eta"] = estimate_json(result.advantage);
  for (const auto& [normalisation, value] : extras.advantages) {
    json["advantages"][fmt::format("fixed_{}", name(normalisation))] = estimate_json(value);
  }
  if (const auto& passage = extras.passage) {
    json["reach"] = {
        {"fraction", passage->fraction}, {"gt", passage->time}, {"gt_error", passage->time_error}};
  }
  json["proof"] = {{"E_max", record_json(peaks.energy_record)},
                   {"E_first", {{"first", peaks.first_proven}}},
                   {"P_max", record_json(peaks.power_record)}};
  if (peaks.power_record.given_up) json["proof"]["P_max"]["given_up"] = true;
  if (const auto& passage = extras.passage) {
    json["proof"]["reach"] = {
        {"evaluations", passage->evaluations}, {"gap", passage->gap}, {"rising", passage->rising}};
  }
  if (extras.observations) {
    const auto& [wanted, at_energy_peak, at_power_peak] = *extras.observations;
    json["observables"] = {{"at_E_max", observation_json(wanted, at_energy_peak)},
                           {"at_P_max", observation_json(wanted, at_power_peak)}};
  }
  json["method"] = {{"space", result.method.space},
                    {"dimension", result.method.dimension},
                    {"propagator", result.method.propagator},
                    {"arithmetic", name(result.method.arithmetic)},
                    {"isa", name(result.method.instruction_set)}};
  if (result.method.fock_cutoff) json["method"]["fock_cutoff"] = *result.method.fock_cutoff;
  json["version"] = version;
  return json.dump(2) + "\n";
}

std::string scaling_json(const std::vector<ScalingPoint>& table) {
  Json rows = Json::array();
  for (const ScalingPoint& point : table) {
    Json row;
    row["cells"] = point.cells;
    row["chargers"] = point.chargers ? Json(*point.chargers) : Json();
    row["P_max"] = peak_json(point.power);
    row["eta"] = estimate_json(point.advantage);
    row["beta"] = estimate_json(point.exponent);
    if (point.estimated) row["estimated"] = true;
    rows.push_back(row);
  }
  return rows.dump(2) + "\n";
}

}  // namespace leyden
