// SPDX-License-Identifier: Apache-2.0
#include "leyden/io/stated_run.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "leyden/base/errors.hpp"
#include "leyden/base/floating_point.hpp"
#include "leyden/io/text_file.hpp"
#include "leyden/study/parameters.hpp"

namespace leyden {
namespace {

using Json = nlohmann::json;

constexpr std::size_t most_bytes = std::size_t{16} << 20;
constexpr const char* remedy = "give a file that leyden charge --format json wrote";

/// A value of the file with its path in it, for complaints.
class Node {
 public:
  Node(const Json& json, std::string place) : json_(json), place_(std::move(place)) {}

  bool is_null() const { return json_.is_null(); }

  bool has(const char* key) const { return json_.is_object() && json_.contains(key); }

  Node at(const char* key) const {
    if (!has(key)) refuse(fmt::format("no \"{}\"", key), "an object with it");
    return {json_.at(key), fmt::format("{}.{}", place_, key)};
  }

  double number() const {
    if (!json_.is_number()) refuse(came(), "a number");
    return json_.get<double>();
  }

  /// A number >= 0, as radii are.
  double radius() const {
    const double value = number();
    if (!(value >= 0.0)) refuse(came(), "a number >= 0");
    return value;
  }

  bool boolean() const {
    if (!json_.is_boolean()) refuse(came(), "true or false");
    return json_.get<bool>();
  }

  /// A whole number of levels or states.
  Count count() const {
    const double value = number();
    if (!(value >= 0.0 && value <= 1e9)) refuse(came(), "a whole number from 0 to 1e9");
    return static_cast<Count>(value);
  }

  /// The text that a flag of this value would have.
  std::string flag() const {
    if (json_.is_string()) return json_.get<std::string>();
    if (!json_.is_number()) refuse(came(), "a number or a text");
    return json_.dump();
  }

  const Json& json() const { return json_; }
  const std::string& place() const { return place_; }

  [[noreturn]] void refuse(const std::string& came, const std::string& allowed) const {
    throw InvalidInput(fmt::format("{}: {}", place_, came), allowed, remedy);
  }

 private:
  std::string came() const {
    if (json_.is_structured()) return json_.is_array() ? "a list" : "an object";
    std::string text = json_.dump(-1, ' ', true, Json::error_handler_t::replace);
    if (text.size() > 40) text = text.substr(0, 40) + "…";
    return text;
  }

  const Json& json_;
  std::string place_;
};

Peak peak(const Node& node) {
  return {node.at("value").number(), node.at("error").radius(), node.at("gt").radius(),
          node.at("gt_error").radius()};
}

ChargeRequest request(const Node& root) {
  ChargeRequest request;
  const Node protocol = root.at("protocol");
  if (!protocol.json().is_object()) protocol.refuse("no object", "the protocol's parameters");
  for (const auto& [key, value] : protocol.json().items()) {
    const Node node = protocol.at(key.c_str());
    if (value.is_null() && key == "chargers") {
      request.charging.chargers = 0;
      continue;
    }
    try {
      assign(request, key, node.flag());
    } catch (const InvalidInput& complaint) {
      throw InvalidInput(node.place(), complaint);
    }
  }
  for (const char* key : {"cells", "chargers", "anisotropy", "coupling", "charger", "start"}) {
    protocol.at(key);
  }
  request.window = root.at("window").at("gt").number();
  return request;
}

}  // namespace

StatedRun parse_stated_run(const std::string& text, const std::string& source) {
  const FloatingPointScope default_environment;
  const Json json = Json::parse(text, nullptr, false);
  const Node root(json, source);
  if (text.size() > most_bytes) root.refuse("more than 16 MiB", "an answer of leyden charge");
  if (json.is_discarded() || !json.is_object()) root.refuse("no JSON object", "a JSON object");
  if (root.at("schema").json() != 1) root.at("schema").refuse("an unknown schema", "1");
  StatedRun run;
  run.request = request(root);
  run.energy = peak(root.at("E_max"));
  if (!root.at("E_first").is_null()) run.first = peak(root.at("E_first"));
  run.power = peak(root.at("P_max"));
  run.advantage = {root.at("eta").at("value").number(), root.at("eta").at("error").radius()};
  run.normalized_power = root.at("P_max").at("normalized").number();
  run.first_proven = root.at("proof").at("E_first").at("first").boolean();
  run.energy_gap = root.at("proof").at("E_max").at("gap").radius();
  run.power_gap = root.at("proof").at("P_max").at("gap").radius();
  const Node method = root.at("method");
  run.space = method.at("space").flag();
  run.dimension = method.at("dimension").count();
  if (method.has("fock_cutoff")) {
    run.fock_cutoff = method.at("fock_cutoff").count();
  }
  return run;
}

StatedRun read_stated_run(const std::string& path) {
  return parse_stated_run(read_text_file(path, most_bytes), path);
}

}  // namespace leyden
