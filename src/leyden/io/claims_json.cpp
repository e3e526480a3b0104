// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "leyden/io/claims_toml.hpp"

namespace leyden {
namespace {

using Json = nlohmann::ordered_json;

/// JSON has no infinities and no nan.
Json number(double value) {
  return std::isfinite(value) ? Json(value) : Json();
}

Json reading_json(const DecidedReading& reading) {
  return {{"name", reading.name},
          {"value", number(reading.value.value)},
          {"error", number(reading.value.error)}};
}

Json claim_json(const DecidedClaim& decided) {
  const Claim& claim = decided.claim;
  Json json;
  json["id"] = claim.id;
  json["number"] = claim.number;
  json["where"] = claim.where;
  json["section"] = claim.section;
  json["statement"] = claim.statement;
  json["meaning"] = claim.meaning;
  json["printed"] = claim.printed ? Json(*claim.printed) : Json();
  json["criterion"] = claim.criterion ? Json(to_text(*claim.criterion)) : Json();
  json["value"] = number(decided.value().value);
  json["error"] = number(decided.value().error);
  json["unit"] = claim.unit;
  json["reading"] = decided.reading ? Json(decided.readings.at(*decided.reading).name) : Json();
  json["readings"] = Json::array();
  for (const DecidedReading& reading : decided.readings) {
    json["readings"].push_back(reading_json(reading));
  }
  json["status"] = to_text(decided.status);
  json["why"] = decided.why;
  return json;
}

Json list_json(const std::vector<DecidedClaim>& claims) {
  Json list = Json::array();
  for (const DecidedClaim& decided : claims) list.push_back(claim_json(decided));
  return list;
}

/// A scalar as TOML: strings of JSON are basic strings of TOML, and its numbers are numbers.
void write(std::string& text, const std::string& key, const Json& value) {
  if (!value.is_null()) text += fmt::format("{} = {}\n", key, value.dump());
}

}  // namespace

std::string claims_json(const std::vector<DecidedClaim>& claims) {
  return list_json(claims).dump(2) + "\n";
}

std::string claims_toml(const std::vector<DecidedClaim>& claims) {
  std::string text;
  for (const Json& claim : list_json(claims)) {
    text += text.empty() ? "[[claim]]\n" : "\n[[claim]]\n";
    for (const auto& [key, value] : claim.items()) {
      if (key != "readings") write(text, key, value);
    }
    for (const Json& reading : claim["readings"]) {
      text += "[[claim.readings]]\n";
      for (const auto& [key, value] : reading.items()) write(text, key, value);
    }
  }
  return text;
}

}  // namespace leyden
