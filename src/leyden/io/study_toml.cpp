// SPDX-License-Identifier: Apache-2.0
#include "leyden/io/study_toml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "leyden/base/floating_point.hpp"
#include "leyden/io/stated_series.hpp"
#include "leyden/io/toml_text.hpp"
#include "leyden/study/parameters.hpp"

namespace leyden {
namespace {

/// What belongs to [charge] and to a curve; everything else is [protocol].
const std::vector<std::string> charge_keys{"window", "tolerance"};
const std::string points_key = "points";

std::vector<std::string> protocol_keys() {
  std::vector<std::string> keys;
  for (const Parameter& parameter : parameters()) {
    const std::string key = key_of(parameter.name);
    const bool of_charge =
        std::find(charge_keys.begin(), charge_keys.end(), key) != charge_keys.end();
    if (of_charge || key == points_key) continue;
    keys.push_back(key);
    if (key == "chargers") keys.push_back(key_of(chargers_per_cell));
  }
  return keys;
}

class StudyReader {
 public:
  StudyReader(const toml::table& root, std::string source)
      : root_(root), source_(std::move(source)) {}

  Study read() {
    require_known_keys(root_, source_, {"title", "protocol", "charge", "output", "series"},
                       "at the top of a study");
    if (const auto* title = root_.get("title")) study_.title = text(*title, "title", place(*title));
    read_output();
    read_base();
    const toml::table* protocol = table(root_, "protocol");
    const unsigned line = protocol != nullptr ? protocol->source().begin.line : 1;
    std::vector<StatedSeries> stated{{"", base_, {source_, line}}};
    if (const auto* series = root_.get("series")) stated = read_series(*series);
    study_.series = expand(stated, study_.kind, study_.title);
    return std::move(study_);
  }

 private:
  using StatedAxes = std::vector<StatedAxis>;

  Place place(const toml::node& node) const { return {source_, node.source().begin.line}; }

  /// A name for people, on one line.
  static std::string text(const toml::node& node, const char* key, const Place& place) {
    const auto word = node.value_exact<std::string>();
    const auto is_control = [](unsigned char c) { return c < 0x20 || c == 0x7f; };
    if (word && !word->empty() && std::none_of(word->begin(), word->end(), is_control))
      return *word;
    throw invalid_at(place,
                     word ? fmt::format("{} is empty or has line breaks", key)
                          : fmt::format("{} is {}", key, kind_of(node)),
                     "one line of text in quotes", "write it so");
  }

  /// The table `name`, null where there is none.
  const toml::table* table(const toml::table& parent, const char* name) const {
    const toml::node* node = parent.get(name);
    if (node == nullptr || node->is_table()) return node == nullptr ? nullptr : node->as_table();
    throw invalid_at(place(*node), fmt::format("{} is {}", name, kind_of(*node)), "a table",
                     "write it so");
  }

  StatedAxes read_axes(const toml::table& table) const {
    StatedAxes axes;
    for (const auto& [key, node] : table) {
      if (key == "name") continue;
      axes.push_back(read_axis(std::string(key.str()), node, {source_, key.source().begin.line}));
    }
    return axes;
  }

  void read_output() {
    const toml::table* output = table(root_, "output");
    if (output == nullptr) return;
    require_known_keys(*output, source_, {"values", "curve"}, "in [output]");
    const toml::node* values = output->get("values");
    const toml::table* curve = table(*output, "curve");
    if (values != nullptr && curve != nullptr) {
      throw invalid_at(place(*output), "values and curve together", "one of them",
                       "make two studies");
    }
    if (values != nullptr) read_values(*values);
    if (curve == nullptr) return;
    require_known_keys(*curve, source_, {points_key}, "in curve");
    study_.kind = StudyKind::curves;
    base_ = read_axes(*curve);
  }

  void read_values(const toml::node& node) {
    const std::set<std::string> energies{"E_max", "E_first"};
    const std::set<std::string> powers{"P_max", "eta"};
    const auto* list = node.as_array();
    bool good = list != nullptr && !list->empty();
    study_.energy = false;
    for (std::size_t i = 0; good && i < list->size(); ++i) {
      const auto name = (*list)[i].value_exact<std::string>().value_or("");
      good = energies.count(name) + powers.count(name) > 0;
      study_.energy = study_.energy || energies.count(name) > 0;
    }
    if (good) return;
    throw invalid_at(place(node), "values is no list of known quantities",
                     "a list of some of E_max, E_first, P_max, eta", "correct it");
  }

  void read_base() {
    for (const auto& [name, keys] :
         {std::pair<const char*, std::vector<std::string>>{"protocol", protocol_keys()},
          {"charge", charge_keys}}) {
      const toml::table* stated = table(root_, name);
      if (stated == nullptr) continue;
      require_known_keys(*stated, source_, keys, fmt::format("in [{}]", name));
      const StatedAxes axes = read_axes(*stated);
      base_.insert(base_.end(), axes.begin(), axes.end());
    }
  }

  std::vector<StatedSeries> read_series(const toml::node& node) const {
    const auto* list = node.as_array();
    if (list == nullptr || list->empty() || !list->is_homogeneous(toml::node_type::table)) {
      throw invalid_at(place(node), "series is no list of tables", "tables headed [[series]]",
                       "write it so");
    }
    std::vector<std::string> keys = protocol_keys();
    keys.insert(keys.begin(), "name");
    keys.insert(keys.end(), charge_keys.begin(), charge_keys.end());
    if (study_.kind == StudyKind::curves) keys.push_back(points_key);
    std::set<std::string> names;
    std::vector<StatedSeries> series;
    for (const toml::node& entry : *list) {
      const toml::table& stated = *entry.as_table();
      require_known_keys(stated, source_, keys, "in [[series]]");
      const toml::node* name_node = stated.get("name");
      if (name_node == nullptr) {
        throw invalid_at(place(entry), "a series without a name", "name = \"…\"", "add it");
      }
      const std::string name = text(*name_node, "name", place(*name_node));
      if (!names.insert(name).second) {
        throw invalid_at(place(*name_node), fmt::format("two series with the name '{}'", name),
                         "a name of its own for each", "rename one");
      }
      series.push_back({name, overridden_by(read_axes(stated)), place(entry)});
    }
    return series;
  }

  /// The axes of a series: its own, and those of the base that they do not replace.
  StatedAxes overridden_by(const StatedAxes& own) const {
    std::set<std::string_view> replaced;
    for (const StatedAxis& stated : own) {
      replaced.insert(target(stated.axis));
      const bool endless = stated.axis.values == std::vector<std::string>{"limit"};
      if (stated.axis.parameter == "charger" && endless) replaced.insert("chargers");
    }
    StatedAxes axes = own;
    std::copy_if(
        base_.begin(), base_.end(), std::back_inserter(axes),
        [&](const StatedAxis& stated) { return replaced.count(target(stated.axis)) == 0; });
    return axes;
  }

  const toml::table& root_;
  std::string source_;
  Study study_;
  StatedAxes base_;
};

}  // namespace

Study parse_study(std::string_view text, const std::string& source) {
  const FloatingPointScope default_environment;
  const toml::table root = parse_toml(text, source);
  return StudyReader(root, source).read();
}

Study read_study(const std::string& path) {
  return parse_study(read_toml_file(path), path);
}

}  // namespace leyden
