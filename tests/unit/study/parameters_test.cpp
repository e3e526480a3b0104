// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/parameters.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "leyden/base/errors.hpp"
#include "leyden/study/parse.hpp"

namespace leyden {
namespace {

ChargeRequest assigned(std::string_view name, const std::string& text) {
  ChargeRequest request;
  assign(request, name, text);
  return request;
}

std::string refusal(std::string_view name, const std::string& text) {
  try {
    assigned(name, text);
  } catch (const InvalidInput& failure) {
    return failure.what();
  }
  return "";
}

TEST(Assign, PutsEveryParameterInItsPlace) {
  EXPECT_EQ(assigned("cells", "7").charging.cells, 7);
  EXPECT_EQ(assigned("chargers", "8").charging.chargers, 8);
  EXPECT_EQ(assigned("anisotropy", "0.25").charging.anisotropy, 0.25);
  EXPECT_EQ(assigned("coupling", "0.5").charging.coupling, 0.5);
  EXPECT_EQ(assigned("detuning", "-0.1").charging.detuning, -0.1);
  EXPECT_EQ(assigned("crosstalk", "2e-3").charging.crosstalk, 2e-3);
  EXPECT_EQ(assigned("battery-crosstalk", "3").charging.battery_crosstalk, 3.0);
  EXPECT_EQ(assigned("charger", "cavity").charging.charger, Charger::cavity);
  EXPECT_EQ(assigned("charger", "limit").charging.charger, Charger::limit);
  EXPECT_EQ(assigned("charger", "spins").charging.charger, Charger::spins);
  EXPECT_EQ(assigned("start", "dicke:1,2").charging.start, Start(DickeStart{1, 2}));
  EXPECT_EQ(assigned("window", "1.5").window, 1.5);
  EXPECT_EQ(assigned("tolerance", "1e-9").tolerance, 1e-9);
  EXPECT_EQ(assigned("points", "11").points, 11);
}

TEST(Assign, LeavesEverythingElseAlone) {
  ChargeRequest request;
  assign(request, "cells", "7");
  assign(request, "anisotropy", "0.5");
  EXPECT_EQ(request.charging.cells, 7);
  EXPECT_EQ(request.charging.chargers, ChargeRequest{}.charging.chargers);
  EXPECT_EQ(request.charging.coupling, ChargeRequest{}.charging.coupling);
}

TEST(Assign, AnUnknownNameIsAnsweredWithAllNames) {
  const std::string text = refusal("cell", "3");
  EXPECT_NE(text.find("'cell'"), std::string::npos) << text;
  for (const Parameter& parameter : parameters()) {
    EXPECT_NE(text.find(parameter.name), std::string::npos) << parameter.name;
  }
}

TEST(Parameters, AreFourteenWithDifferentNamesAndCompleteDescriptions) {
  std::set<std::string_view> names;
  for (const Parameter& parameter : parameters()) {
    EXPECT_TRUE(names.insert(parameter.name).second);
    EXPECT_FALSE(parameter.range.empty());
    EXPECT_FALSE(parameter.help.empty());
  }
  EXPECT_EQ(names.size(), 14u);
}

TEST(Parameters, FallbacksAreTheDefaults) {
  const ChargeRequest fresh;
  for (const Parameter& parameter : parameters()) {
    if (parameter.fallback.empty() || parameter.name == "window") continue;
    const ChargeRequest request = assigned(parameter.name, std::string(parameter.fallback));
    EXPECT_EQ(request.charging.anisotropy, fresh.charging.anisotropy);
    EXPECT_EQ(request.charging.coupling, fresh.charging.coupling);
    EXPECT_EQ(request.charging.detuning, fresh.charging.detuning);
    EXPECT_EQ(request.charging.crosstalk, fresh.charging.crosstalk);
    EXPECT_EQ(request.charging.battery_crosstalk, fresh.charging.battery_crosstalk);
    EXPECT_EQ(request.charging.charger, fresh.charging.charger);
    EXPECT_EQ(request.charging.start, fresh.charging.start);
    EXPECT_EQ(request.points, fresh.points);
  }
  EXPECT_NEAR(fresh.window, 2 * std::acos(-1.0), 1e-15);
}

TEST(Assign, MalformedNumbersAreRefusedByName) {
  for (const char* name : {"anisotropy", "coupling", "detuning", "crosstalk", "battery-crosstalk",
                           "window", "tolerance"}) {
    for (const char* text :
         {"",    " ", " 1", "1 ", "1x",  "x1",    "abc", "1,2", "--1", "1e",
          "1e+", ".", "-",  "+",  "1 2", "0.1.2", "\t1", "1\n", "½",   "1_000"}) {
      const std::string answer = refusal(name, text);
      EXPECT_NE(answer.find(name), std::string::npos) << name << " = '" << text << "': " << answer;
    }
    const std::string with_nul("1\0", 2);
    EXPECT_NE(refusal(name, with_nul), "");
  }
}

TEST(Assign, MalformedCountsAreRefusedByName) {
  for (const char* name : {"cells", "chargers", "points"}) {
    for (const char* text : {"", "-1", "1.5", "1e-3", "nan", "inf", "-inf", "9007199254740992",
                             "1e16", "1e400", "ten", "5 ", " 5", "5,", "0.9999999"}) {
      const std::string answer = refusal(name, text);
      EXPECT_NE(answer.find(name), std::string::npos) << name << " = '" << text << "': " << answer;
    }
  }
}

TEST(Assign, CountsMayBeWrittenInAnyWayThatIsWhole) {
  EXPECT_EQ(assigned("cells", "1e6").charging.cells, 1'000'000);
  EXPECT_EQ(assigned("cells", "0").charging.cells, 0);
  EXPECT_EQ(assigned("cells", "-0").charging.cells, 0);
  EXPECT_EQ(assigned("cells", "2.0").charging.cells, 2);
  EXPECT_EQ(assigned("cells", "9007199254740991").charging.cells, largest_count - 1);
}

TEST(Assign, UnknownChargersAreRefused) {
  for (const char* text : {"", "spin", "Spins", "spins ", "photons"}) {
    EXPECT_NE(refusal("charger", text).find("spins, cavity, limit, lmg or drive"), std::string::npos);
  }
}

TEST(ParseNumbers, ReadsAListAndNothingElse) {
  EXPECT_EQ(parse_numbers("p", "1,0.5,-2e-3"), (std::vector<double>{1, 0.5, -2e-3}));
  EXPECT_EQ(parse_numbers("p", "7"), std::vector<double>{7});
  for (const char* text : {"", ",", "1,", ",1", "1,,2", "1, 2", "1;2"}) {
    EXPECT_THROW(parse_numbers("p", text), InvalidInput) << text;
  }
}

TEST(ParseNumber, ReadsWhatTheRangesRefuseLater) {
  EXPECT_TRUE(std::isnan(parse_number("x", "nan")));
  EXPECT_TRUE(std::isinf(parse_number("x", "inf")));
  EXPECT_EQ(parse_number("x", "0.1"), 0.1);
}

}  // namespace
}  // namespace leyden
