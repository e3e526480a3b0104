// SPDX-License-Identifier: Apache-2.0
#include "leyden/io/claims_toml.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <string>

#include "leyden/base/errors.hpp"
#include "leyden/io/toml_text.hpp"
#include "leyden/study/claim_rule.hpp"

namespace leyden {
namespace {

const std::string head = R"toml([[claim]]
id = "example"
number = 7
section = "Fig. 6"
where = "Fig. 6(a)"
statement = "E_max at g1 = 0"
printed = "1.92"
meaning = "largest stored energy"
why = "{value}"
)toml";

const std::string reading = R"([[claim.readings]]
name = "gt <= 4"
quantity = "E_max"
cells = 2
chargers = 4
window = 4
)";

/// The complaint about a text, or "".
std::string complaint(const std::string& text) {
  try {
    read_claims(text, "claims.toml");
  } catch (const InvalidInput& error) {
    return error.what();
  }
  return "";
}

void expect_complaint(const std::string& text, const std::string& part) {
  const std::string message = complaint(text);
  EXPECT_NE(message.find(part), std::string::npos) << message << "\nlacks: " << part;
}

TEST(ClaimsFile, ReadsClaimsAndReadings) {
  const auto claims = read_claims(head + "open = true\nunit = \"ω0\"\n" + reading, "claims.toml");
  ASSERT_EQ(claims.size(), 1u);
  const Claim& claim = claims[0];
  EXPECT_EQ(claim.id, "example");
  EXPECT_EQ(claim.number, 7);
  EXPECT_EQ(claim.printed, "1.92");
  EXPECT_EQ(claim.unit, "ω0");
  EXPECT_TRUE(claim.open);
  EXPECT_FALSE(claim.exact);
  ASSERT_EQ(claim.readings.size(), 1u);
  EXPECT_TRUE(claim.readings[0].counts);
  const Part& part = claim.readings[0].parts.at(0);
  EXPECT_EQ(part.quantities.at(0)->name, "E_max");
  const auto family = members(part.family);
  ASSERT_EQ(family.size(), 1u);
  EXPECT_EQ(family[0].subject.request().window, 4.0);
  EXPECT_EQ(family[0].subject.request().charging.chargers, 4);
}

TEST(ClaimsFile, ReadsListsRangesComparisonsAndParts) {
  const auto claims = read_claims(head + R"([[claim.readings]]
name = "both"
counts = true
[[claim.readings.parts]]
quantity = ["E_first", "P_max"]
chargers_per_cell = [1, 2]
cells = { from = 2, to = 6, step = 2 }
battery_crosstalk = 0.1
along = "chargers_per_cell"
excess_over = { battery_crosstalk = 0 }
[[claim.readings.parts]]
quantity = "slope"
chargers_per_cell = 1
fit_cells = { from = 1, to = 3 }
fit_first_peak = true
)",
                                  "claims.toml");
  const Reading& read = claims.at(0).readings.at(0);
  ASSERT_EQ(read.parts.size(), 2u);
  const Part& first = read.parts[0];
  EXPECT_EQ(first.quantities.size(), 2u);
  ASSERT_EQ(first.family.size(), 3u);
  EXPECT_EQ(first.family[0].key, "chargers-per-cell") << "in the order of the file";
  EXPECT_EQ(first.family[1].values, (std::vector<std::string>{"2", "4", "6"}));
  EXPECT_EQ(first.along, "chargers-per-cell");
  EXPECT_EQ(first.comparison, Comparison::excess);
  EXPECT_EQ(first.against.at(0).key, "battery-crosstalk");
  EXPECT_EQ(read.parts[1].fit.cells, (std::vector<Count>{1, 2, 3}));
  EXPECT_TRUE(read.parts[1].fit.first_peak);
}

TEST(ClaimsFile, NamesTheLineOfAMistake) {
  expect_complaint(head + reading + "cels = 3\n", "claims.toml:16:");
  expect_complaint(head + reading + "cels = 3\n", "battery-crosstalk");
  expect_complaint(head + "[[claim.readings]]\nname = \"x\"\nquantity = \"E_maxx\"\n",
                   "claims.toml:12: quantity 'E_maxx'");
  expect_complaint(head + "statment = \"x\"\n" + reading, "claims.toml:10:");
  expect_complaint(head + "open = 1\n" + reading, "claims.toml:10: open is a number");
  expect_complaint("a = = 1\n", "claims.toml:1:");
}

TEST(ClaimsFile, RefusesWhatCannotBeDecided) {
  expect_complaint(head, "no readings");
  expect_complaint(head + "criterion = \"positive\"\n" + reading, "both");
  expect_complaint(head + "why_close = \"{valu}\"\n" + reading, "{valu}");
  expect_complaint(head + reading + head + reading, "a second claim with id = example");
  expect_complaint(head + reading + "excess_over = { cells = [1, 2] }\n", "several cells");
  expect_complaint(head + reading + "anisotropy = 2\n", "claims.toml:10: anisotropy = 2");
  expect_complaint(head + reading + "crosstalk = []\n", "empty list");
  expect_complaint(head + reading + "crosstalk = true\n", "true or false");
  expect_complaint(head + "[[claim.readings]]\nname = \"x\"\n", "no quantity");
  expect_complaint(head + reading + "fit_cells = { from = 3, to = 1 }\n", "a range from 3 to 1");
  expect_complaint(head + reading + "fit_cells = { from = 0, to = 100000000 }\n", "10000");
  expect_complaint("", "no claim");
  expect_complaint("claim = 3\n", "a list of tables");
}

TEST(ClaimsFile, ReportsAFileThatCannotBeRead) {
  EXPECT_THROW(read_claims_file("/nowhere/claims.toml"), FileError);
}

std::vector<DecidedClaim> decided_examples() {
  const auto claims = read_claims(head + "why_reproduced = \"\"\n" + reading, "claims.toml");
  Claim claim = claims[0];
  claim.statement = "a \"quoted\"\tline\nand \\ γ";
  claim.why.general = "{value}";
  auto known = decide_claim(claim, {{{{{1.9, 1e-13}, "M = 2"}}, ""}});
  const double nan_value = std::numeric_limits<double>::quiet_NaN();
  auto unknown = decide_claim(claim, {{{{{nan_value, 0.0}, ""}}, ""}});
  unknown.claim.printed.reset();
  unknown.claim.criterion = parse_criterion("at_most 2");
  return {known, unknown};
}

TEST(DecidedClaims, BecomeJson) {
  const auto json = nlohmann::ordered_json::parse(claims_json(decided_examples()));
  ASSERT_EQ(json.size(), 2u);
  const auto& claim = json[0];
  EXPECT_EQ(claim["id"], "example");
  EXPECT_EQ(claim["number"], 7);
  EXPECT_EQ(claim["section"], "Fig. 6");
  EXPECT_EQ(claim["printed"], "1.92");
  EXPECT_EQ(claim["value"], 1.9);
  EXPECT_EQ(claim["error"], 1e-13);
  EXPECT_EQ(claim["reading"], "gt <= 4");
  EXPECT_EQ(claim["readings"][0]["name"], "gt <= 4");
  EXPECT_EQ(claim["readings"][0]["value"], 1.9);
  EXPECT_EQ(claim["status"], "deviates");
  EXPECT_EQ(claim["why"], "1.9");
  EXPECT_TRUE(json[1]["printed"].is_null());
  EXPECT_TRUE(json[1]["value"].is_null());
  EXPECT_TRUE(json[1]["reading"].is_null());
  EXPECT_EQ(json[1]["criterion"], "at_most 2");
  EXPECT_EQ(json[1]["status"], "undecided");
}

TEST(DecidedClaims, BecomeTomlThatReadsBack) {
  const auto examples = decided_examples();
  const toml::table table = parse_toml(claims_toml(examples), "claims.toml");
  const toml::array& claims = *table["claim"].as_array();
  ASSERT_EQ(claims.size(), 2u);
  const toml::table& claim = *claims[0].as_table();
  EXPECT_EQ(claim["statement"].value<std::string>(), examples[0].claim.statement);
  EXPECT_EQ(claim["value"].value<double>(), 1.9);
  EXPECT_EQ(claim["status"].value<std::string>(), "deviates");
  EXPECT_EQ(claim["readings"][0]["error"].value<double>(), 1e-13);
  EXPECT_FALSE(claims[1].as_table()->contains("value"));
}

}  // namespace
}  // namespace leyden
