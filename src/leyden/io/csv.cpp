// SPDX-License-Identifier: Apache-2.0
#include "leyden/io/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace leyden {
namespace {

std::string quoted(const std::string& word) {
  // A leading # would make a remark of the line.
  const bool plain = word.find_first_of(",\"\r\n") == std::string::npos && word.rfind('#', 0) != 0;
  if (plain) return word;
  std::string field = "\"";
  for (const char c : word) {
    if (c == '"') field += '"';
    field += c;
  }
  return field + '"';
}

struct Field {
  std::string operator()(std::monostate) const { return ""; }
  std::string operator()(const std::string& word) const { return quoted(word); }
  std::string operator()(Count count) const { return fmt::format("{}", count); }
  std::string operator()(double number) const { return fmt::format("{}", number); }
};

/// A remark must not run into a line that is none.
std::string remark(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return "# " + text + '\n';
}

}  // namespace

CsvSink::CsvSink(Write write, std::vector<std::string> remarks)
    : write_(std::move(write)), remarks_(std::move(remarks)) {}

void CsvSink::begin(const std::vector<Column>& columns) {
  for (const std::string& text : remarks_) write_(remark(text));
  std::string units;
  std::string names;
  for (const Column& column : columns) {
    if (!column.unit.empty()) {
      units += fmt::format("{}{} [{}]", units.empty() ? "units: " : ", ", column.name, column.unit);
    }
    if (!names.empty()) names += ',';
    names += quoted(column.name);
  }
  if (!units.empty()) write_(remark(units));
  write_(names + '\n');
}

void CsvSink::row(const Row& row) {
  std::string line;
  for (const Entry& entry : row) {
    if (&entry != &row.front()) line += ',';
    line += std::visit(Field{}, entry);
  }
  write_(line + '\n');
}

}  // namespace leyden
