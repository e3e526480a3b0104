// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>

#include "leyden/base/errors.hpp"
#include "leyden/base/text.hpp"
#include "leyden/study/parameters.hpp"
#include "leyden/study/parse.hpp"

namespace leyden {
namespace {

InvalidInput bad_start(const std::string& text) {
  return {fmt::format("start = '{}'", text),
          "ideal, dicke:k,n, charger-mixture:p0,…,pN, battery-mixture:p0,…,pM, "
          "thermal-charger:p1[,count], coherent:n̄, thermal:n̄ or squeezed:n̄",
          "write one of these"};
}

constexpr std::array lights{Light::coherent, Light::thermal, Light::squeezed};

std::string_view name(Light light) {
  switch (light) {
    case Light::coherent:
      return "coherent";
    case Light::thermal:
      return "thermal";
    case Light::squeezed:
      return "squeezed";
  }
  throw InternalError("an unknown kind of light");
}

struct ToText {
  std::string operator()(const IdealStart&) const { return "ideal"; }
  std::string operator()(const DickeStart& s) const {
    return fmt::format("dicke:{},{}", s.cells, s.chargers);
  }
  std::string operator()(const ChargerMixture& s) const {
    return fmt::format("charger-mixture:{}", joined(s.probabilities, ","));
  }
  std::string operator()(const BatteryMixture& s) const {
    return fmt::format("battery-mixture:{}", joined(s.probabilities, ","));
  }
  std::string operator()(const ThermalCharger& s) const {
    return s.count ? fmt::format("thermal-charger:{},{}", s.excited_population, *s.count)
                   : fmt::format("thermal-charger:{}", s.excited_population);
  }
  std::string operator()(const LightStart& s) const {
    return fmt::format("{}:{}", name(s.light), s.mean_photons);
  }
};

}  // namespace

Start parse_start(const std::string& text) {
  if (text == "ideal") return IdealStart{};
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos) throw bad_start(text);
  const std::string kind = text.substr(0, colon);
  const std::string rest = text.substr(colon + 1);
  if (kind == "charger-mixture") return ChargerMixture{parse_numbers("charger-mixture", rest)};
  if (kind == "battery-mixture") return BatteryMixture{parse_numbers("battery-mixture", rest)};

  for (const Light light : lights) {
    if (kind == name(light)) return LightStart{light, parse_number("mean number of photons", rest)};
  }

  const std::size_t comma = rest.find(',');
  const std::string first = rest.substr(0, comma);
  const std::string second = comma == std::string::npos ? "" : rest.substr(comma + 1);
  if (kind == "dicke" && comma != std::string::npos) {
    return DickeStart{parse_count("excited cells", first), parse_count("excited chargers", second)};
  }
  if (kind == "thermal-charger") {
    ThermalCharger start{parse_number("thermal-charger population", first), {}};
    if (comma != std::string::npos) start.count = parse_count("thermal charger spins", second);
    return start;
  }
  throw bad_start(text);
}

std::string to_text(const Start& start) {
  return std::visit(ToText{}, start);
}

std::string_view to_text(Charger charger) {
  switch (charger) {
    case Charger::spins:
      return "spins";
    case Charger::cavity:
      return "cavity";
    case Charger::limit:
      return "limit";
    case Charger::lmg:
      return "lmg";
    case Charger::drive:
      return "drive";
  }
  throw InternalError("an unknown charger");
}

std::string_view to_text(CouplingScale scale) {
  return scale == CouplingScale::fixed ? "fixed" : "sqrt-cells";
}

}  // namespace leyden
