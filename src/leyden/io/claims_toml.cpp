// SPDX-License-Identifier: Apache-2.0
#include "leyden/io/claims_toml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "leyden/base/errors.hpp"
#include "leyden/base/floating_point.hpp"
#include "leyden/io/toml_text.hpp"

namespace leyden {
namespace {

constexpr std::size_t most_values = 10'000;

std::string dashed(std::string_view key) {
  std::string name(key);
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

/// Reads one file; every complaint carries its line.
class ClaimsReader {
 public:
  explicit ClaimsReader(const std::string& source) : source_(source) {}

  std::vector<Claim> read(const toml::table& file) const;

 private:
  [[noreturn]] void fail(const toml::table& table, const char* key,
                         const std::string& value) const {
    throw invalid_at(place(table), fmt::format("a second claim with {} = {}", key, value),
                     "each once", "choose another one");
  }

  Place place(const toml::node& node) const { return {source_, node.source().begin.line}; }

  /// Runs `make`; complaints of deeper layers, which know no lines, get that of `node`.
  template <class Make>
  auto at(const toml::node& node, const Make& make) const {
    try {
      return make();
    } catch (const InvalidInput& complaint) {
      const std::string prefix = source_ + ":";
      if (std::string_view(complaint.what()).substr(0, prefix.size()) == prefix) throw;
      throw invalid_at(place(node), complaint);
    }
  }

  template <class Value>
  Value get(const toml::table& table, const char* key, const char* kind) const {
    const toml::node* node = table.get(key);
    if (node == nullptr) {
      throw invalid_at(place(table), fmt::format("no {}", key), kind, "add it");
    }
    if (const auto value = node->value_exact<Value>()) return *value;
    throw invalid_at(place(*node), fmt::format("{} is {}", key, kind_of(*node)), kind,
                     "write it so");
  }

  std::string text(const toml::table& table, const char* key) const {
    return get<std::string>(table, key, "a string");
  }
  std::string optional_text(const toml::table& table, const char* key) const {
    return table.contains(key) ? text(table, key) : "";
  }
  bool flag(const toml::table& table, const char* key) const {
    return table.contains(key) && get<bool>(table, key, "true or false");
  }

  /// The tables of a list [[key]].
  std::vector<const toml::table*> tables(const toml::table& parent, const char* key) const {
    std::vector<const toml::table*> result;
    const toml::node* node = parent.get(key);
    if (node == nullptr) {
      throw invalid_at(place(parent), fmt::format("no {}", key), "a list of tables", "add it");
    }
    const toml::array* list = node->as_array();
    if (list == nullptr) {
      throw invalid_at(place(*node), fmt::format("{} is {}", key, kind_of(*node)),
                       "a list of tables", "write it so");
    }
    for (const toml::node& entry : *list) {
      if (entry.as_table() == nullptr) {
        throw invalid_at(place(entry), fmt::format("{} holds {}", key, kind_of(entry)), "tables",
                         "write it so");
      }
      result.push_back(entry.as_table());
    }
    return result;
  }

  std::string scalar(const toml::node& node, std::string_view key) const {
    if (const auto word = node.value_exact<std::string>()) return *word;
    if (const auto whole = node.value_exact<std::int64_t>()) return fmt::format("{}", *whole);
    if (const auto number = node.value_exact<double>()) return fmt::format("{}", *number);
    throw invalid_at(place(node), fmt::format("{} is or holds {}", key, kind_of(node)),
                     "a number or a string, a list of them, or { from, to, step }", "write it so");
  }

  std::vector<std::string> range(const toml::table& table) const {
    require_known_keys(table, source_, {"from", "to", "step"}, "in a range");
    constexpr const char* whole = "a whole number";
    const auto from = get<std::int64_t>(table, "from", whole);
    const auto to = get<std::int64_t>(table, "to", whole);
    const auto step = table.contains("step") ? get<std::int64_t>(table, "step", whole) : 1;
    const bool sizes = from >= 0 && to >= from && to < largest_count && step >= 1;
    if (!sizes || static_cast<std::size_t>((to - from) / step) >= most_values) {
      throw invalid_at(place(table), fmt::format("a range from {} to {} by {}", from, to, step),
                       fmt::format("0 <= from <= to, step >= 1, at most {} values", most_values),
                       "choose it so");
    }
    std::vector<std::string> values;
    for (std::int64_t value = from; value <= to; value += step) {
      values.push_back(fmt::format("{}", value));
    }
    return values;
  }

  std::vector<std::string> values(const toml::node& node, std::string_view key) const {
    if (const toml::table* table = node.as_table()) return range(*table);
    const toml::array* list = node.as_array();
    if (list == nullptr) return {scalar(node, key)};
    std::vector<std::string> result;
    for (const toml::node& entry : *list) result.push_back(scalar(entry, key));
    if (!result.empty()) return result;
    throw invalid_at(place(node), fmt::format("{} is an empty list", key), "at least one value",
                     "add one");
  }

  /// The settings of a table in the order in which they are written, which is the order of the
  /// numbers of a reading; the parser sorts them by name.
  Family family(const toml::table& table, const std::vector<std::string>& other_keys) const {
    std::vector<std::pair<toml::source_position, Setting>> found;
    for (const auto& [key, node] : table) {
      if (std::find(other_keys.begin(), other_keys.end(), key.str()) != other_keys.end()) continue;
      Setting setting{dashed(key.str()), values(node, key.str())};
      at(node, [&] {
        for (const std::string& value : setting.values) Subject().set(setting.key, value);
      });
      found.emplace_back(key.source().begin, std::move(setting));
    }
    std::sort(found.begin(), found.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    Family settings;
    for (auto& [position, setting] : found) settings.push_back(std::move(setting));
    return settings;
  }

  Part part(const toml::table& table, std::vector<std::string> other_keys) const {
    constexpr std::pair<const char*, Comparison> comparisons[] = {
        {"relative_to", Comparison::ratio},
        {"excess_over", Comparison::excess},
        {"minus", Comparison::difference}};
    other_keys.insert(other_keys.end(), {"quantity", "along", "fit_cells", "fit_first_peak"});
    Part part;
    for (const auto& [key, comparison] : comparisons) {
      other_keys.push_back(key);
      const toml::node* node = table.get(key);
      if (node == nullptr) continue;
      const toml::table* against = node->as_table();
      if (against == nullptr || part.comparison != Comparison::none) {
        throw invalid_at(place(*node), fmt::format("{} is {}", key, kind_of(*node)),
                         "one table of parameters, one comparison", "write it so");
      }
      part.comparison = comparison;
      part.against = family(*against, {});
      for (const Setting& setting : part.against) {
        if (setting.values.size() == 1) continue;
        throw invalid_at(place(*node), fmt::format("{} with several {}", key, setting.key),
                         "one value each", "vary it in the reading");
      }
    }
    const toml::node* quantity = table.get("quantity");
    if (quantity == nullptr) {
      throw invalid_at(place(table), "no quantity", "a name or a list of names", "add it");
    }
    at(*quantity, [&] {
      for (const std::string& name : values(*quantity, "quantity")) {
        part.quantities.push_back(&quantity_named(name));
      }
    });
    if (const toml::node* cells = table.get("fit_cells")) {
      at(*cells, [&] {
        for (const std::string& value : values(*cells, "fit_cells")) {
          Subject subject;
          subject.set("cells", value);
          part.fit.cells.push_back(subject.cells());
        }
      });
    }
    part.fit.first_peak = flag(table, "fit_first_peak");
    part.along = dashed(optional_text(table, "along"));
    part.family = family(table, other_keys);
    return part;
  }

  Reading reading(const toml::table& table) const {
    Reading reading{text(table, "name"), {}, true};
    if (table.contains("counts")) reading.counts = get<bool>(table, "counts", "true or false");
    if (table.contains("parts")) {
      require_known_keys(table, source_, {"name", "counts", "parts"}, "in a reading with parts");
      for (const toml::table* entry : tables(table, "parts")) {
        reading.parts.push_back(part(*entry, {}));
      }
    } else {
      reading.parts.push_back(part(table, {"name", "counts"}));
    }
    validate(reading);
    return reading;
  }

  Claim claim(const toml::table& table) const {
    require_known_keys(
        table, source_,
        {"id", "number", "section", "where", "statement", "printed", "exact", "criterion", "unit",
         "meaning", "open", "readings", "why", "why_reproduced", "why_close", "why_deviates"},
        "in a claim");
    Claim claim;
    claim.id = text(table, "id");
    claim.number = static_cast<int>(
        std::clamp<std::int64_t>(get<std::int64_t>(table, "number", "a whole number"), 0, 1 << 20));
    claim.section = text(table, "section");
    claim.where = text(table, "where");
    claim.statement = text(table, "statement");
    if (table.contains("printed")) claim.printed = text(table, "printed");
    claim.exact = flag(table, "exact");
    if (table.contains("criterion")) claim.criterion = parse_criterion(text(table, "criterion"));
    claim.unit = optional_text(table, "unit");
    claim.meaning = text(table, "meaning");
    claim.open = flag(table, "open");
    claim.why = {optional_text(table, "why"), optional_text(table, "why_reproduced"),
                 optional_text(table, "why_close"), optional_text(table, "why_deviates")};
    for (const toml::table* entry : tables(table, "readings")) {
      claim.readings.push_back(at(*entry, [&] { return reading(*entry); }));
    }
    validate(claim);
    return claim;
  }

  const std::string& source_;
};

std::vector<Claim> ClaimsReader::read(const toml::table& file) const {
  require_known_keys(file, source_, {"claim"}, "at the top");
  std::vector<Claim> claims;
  for (const toml::table* table : tables(file, "claim")) {
    claims.push_back(at(*table, [&] { return claim(*table); }));
    for (const Claim& other : claims) {
      if (&other == &claims.back()) continue;
      if (other.id == claims.back().id) fail(*table, "id", other.id);
      if (other.number == claims.back().number) {
        fail(*table, "number", fmt::format("{}", other.number));
      }
    }
  }
  return claims;
}

}  // namespace

std::vector<Claim> read_claims(std::string_view text, const std::string& source) {
  const FloatingPointScope default_environment;
  return ClaimsReader(source).read(parse_toml(text, source));
}

std::vector<Claim> read_claims_file(const std::string& path) {
  return read_claims(read_toml_file(path), path);
}

}  // namespace leyden
