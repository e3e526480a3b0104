// SPDX-License-Identifier: Apache-2.0
#include "leyden/io/study_toml.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "leyden/base/errors.hpp"
#include "leyden/base/text.hpp"

namespace leyden {
namespace {

Study parse(const std::string& text) {
  return parse_study(text, "s.toml");
}

/// What is said about a study that cannot be read; "" about one that can.
std::string complaint(const std::string& text) {
  try {
    parse(text);
  } catch (const InvalidInput& error) {
    return error.what();
  }
  return "";
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// Expects a complaint that begins with the line and holds each of `parts`.
void expect_complaint(const std::string& text, int line, const std::vector<std::string>& parts) {
  const std::string said = complaint(text);
  EXPECT_EQ(said.rfind(fmt::format("s.toml:{}: ", line), 0), 0u)
      << "said: " << said << "\nof: " << text;
  EXPECT_TRUE(holds(said, ": allowed is ")) << said;
  for (const std::string& part : parts) EXPECT_TRUE(holds(said, part)) << said << " lacks " << part;
}

/// The values that a study gives to the cells.
std::vector<Count> cells_of(const std::string& value) {
  std::vector<Count> cells;
  for (const Series& series : parse("[protocol]\nchargers = 1\ncells = " + value).series) {
    for (const ChargeRequest& request : series.requests) cells.push_back(request.charging.cells);
  }
  return cells;
}

std::vector<double> anisotropies_of(const std::string& value) {
  std::vector<double> values;
  const Study study = parse("[protocol]\ncells = 1\nchargers = 1\nanisotropy = " + value);
  for (const ChargeRequest& request : study.series.at(0).requests) {
    values.push_back(request.charging.anisotropy);
  }
  return values;
}

using Counts = std::vector<Count>;
using Numbers = std::vector<double>;

TEST(StudyToml, ReadsTheStudyOfTheManual) {
  const Study study = parse(R"(
title = "a landscape"
[protocol]
cells = { from = 1, to = 12 }
chargers_per_cell = [1, 2, 10]
anisotropy = [0.0, 0.2, 0.6, 1.0]
coupling = 0.1
[charge]
window = 5.5
[output]
values = ["E_max", "P_max"]
)");
  EXPECT_EQ(study.title, "a landscape");
  EXPECT_EQ(study.kind, StudyKind::values);
  EXPECT_TRUE(study.energy);
  ASSERT_EQ(study.series.size(), 12u);
  EXPECT_EQ(study.series[5].name, "N/M = 2, γ = 0.2");
  ASSERT_EQ(study.series[5].requests.size(), 12u);
  const ChargeRequest& request = study.series[5].requests[6];
  EXPECT_EQ(request.charging.cells, 7);
  EXPECT_EQ(request.charging.chargers, 14);
  EXPECT_EQ(request.charging.anisotropy, 0.2);
  EXPECT_EQ(request.charging.coupling, 0.1);
  EXPECT_EQ(request.window, 5.5);
}

TEST(StudyToml, WhatIsNotSaidHasTheDefaultsOfTheCommandLine) {
  const Study study = parse("[protocol]\ncells = 2\nchargers = 3\n");
  const ChargeRequest& request = study.series.at(0).requests.at(0);
  EXPECT_EQ(request.charging.coupling, 0.1);
  EXPECT_EQ(request.window, ChargeRequest{}.window);
  EXPECT_EQ(request.charging.charger, Charger::spins);
  EXPECT_FALSE(request.tolerance.has_value());
  EXPECT_EQ(study.kind, StudyKind::values);
  EXPECT_TRUE(study.energy);
}

TEST(StudyToml, TakesEveryParameter) {
  const Study study = parse(R"(
[protocol]
cells = 3
chargers = 2
anisotropy = 0.5
coupling = 0.2
detuning = 0.01
crosstalk = 0.3
battery_crosstalk = 0.4
charger = "spins"
start = "dicke:1,2"
[charge]
window = 2
tolerance = 1e-6
[output]
curve = { points = 11 }
)");
  const ChargeRequest& request = study.series.at(0).requests.at(0);
  EXPECT_EQ(study.kind, StudyKind::curves);
  EXPECT_EQ(request.charging.detuning, 0.01);
  EXPECT_EQ(request.charging.crosstalk, 0.3);
  EXPECT_EQ(request.charging.battery_crosstalk, 0.4);
  EXPECT_EQ(std::get<DickeStart>(request.charging.start), (DickeStart{1, 2}));
  EXPECT_EQ(request.tolerance, 1e-6);
  EXPECT_EQ(request.points, 11);
}

TEST(StudyToml, RangesOfWholeNumbersHoldBothEnds) {
  EXPECT_EQ(cells_of("7"), (Counts{7}));
  EXPECT_EQ(cells_of("[3, 1]"), (Counts{3, 1}));
  EXPECT_EQ(cells_of("{ from = 2, to = 5 }"), (Counts{2, 3, 4, 5}));
  EXPECT_EQ(cells_of("{ from = 2, to = 9, step = 3 }"), (Counts{2, 5, 8}));
  EXPECT_EQ(cells_of("{ from = 1, to = 10, points = 4 }"), (Counts{1, 4, 7, 10}));
  EXPECT_EQ(cells_of("{ from = 4, to = 4 }"), (Counts{4}));
}

TEST(StudyToml, LogarithmicWholeNumbersAreRoundedAndComeOnce) {
  EXPECT_EQ(cells_of("{ from = 1, to = 1000, points = 4, scale = 'log' }"),
            (Counts{1, 10, 100, 1000}));
  EXPECT_EQ(cells_of("{ from = 1, to = 8, points = 13, scale = 'log' }"),
            (Counts{1, 2, 3, 4, 5, 6, 7, 8}));
}

TEST(StudyToml, RangesOfNumbersReadAsAPersonWouldWriteThem) {
  EXPECT_EQ(anisotropies_of("{ from = 0, to = 0.5, step = 0.1 }"),
            (Numbers{0, 0.1, 0.2, 0.3, 0.4, 0.5}));
  EXPECT_EQ(anisotropies_of("{ from = 0.1, to = 0.4, points = 4 }"), (Numbers{0.1, 0.2, 0.3, 0.4}));
  EXPECT_EQ(anisotropies_of("{ from = 0.001, to = 1, points = 4, scale = 'log' }"),
            (Numbers{0.001, 0.01, 0.1, 1}));
  EXPECT_EQ(anisotropies_of("{ from = 0, to = 1, points = 2, scale = 'linear' }"), (Numbers{0, 1}));
}

TEST(StudyToml, SeriesReplaceWhatIsSaidAbove) {
  const Study study = parse(R"(
[protocol]
cells = [1, 2]
chargers_per_cell = 1
[charge]
window = 3
[[series]]
name = "as above"
[[series]]
name = "γ = 1"
anisotropy = 1
chargers = [4, 5]
window = 7
[[series]]
name = "limit"
charger = "limit"
)");
  ASSERT_EQ(study.series.size(), 3u);
  EXPECT_EQ(study.series[0].name, "as above");
  EXPECT_EQ(study.series[0].requests[1].charging.chargers, 2);
  EXPECT_EQ(study.series[0].requests[1].window, 3.0);
  ASSERT_EQ(study.series[1].requests.size(), 4u);
  EXPECT_EQ(study.series[1].requests[3].charging.chargers, 5);
  EXPECT_EQ(study.series[1].requests[3].charging.anisotropy, 1.0);
  EXPECT_EQ(study.series[1].requests[3].window, 7.0);
  EXPECT_EQ(study.series[2].requests[1].charging.charger, Charger::limit);
}

TEST(StudyToml, CurvesHaveWindowsAndPointsPerSeriesAndANameEach) {
  const Study study = parse(R"(
[protocol]
cells = 2
chargers = 2
[output]
curve = {}
[[series]]
name = "long"
window = 20
points = 2001
[[series]]
name = "mixed"
anisotropy = [0, 1]
)");
  ASSERT_EQ(study.series.size(), 3u);
  EXPECT_EQ(study.series[0].requests[0].window, 20.0);
  EXPECT_EQ(study.series[0].requests[0].points, 2001);
  EXPECT_EQ(study.series[1].name, "mixed, γ = 0");
  EXPECT_EQ(study.series[2].name, "mixed, γ = 1");
  EXPECT_EQ(study.series[2].requests[0].points, 501);
}

TEST(StudyToml, NamesWhatVariesAndOtherwiseTakesTheTitle) {
  const auto name = [](const std::string& text) { return parse(text).series.at(0).name; };
  EXPECT_EQ(name("title = 't'\n[protocol]\ncells = [1, 2]\nchargers = 1"), "t");
  EXPECT_EQ(name("[protocol]\ncells = 1\nchargers = 1"), "all");
  EXPECT_EQ(name("[protocol]\ncells = 1\nchargers = [1, 2]\ncrosstalk = [0.5, 1]"), "g1/g = 0.5");
  EXPECT_EQ(name("[protocol]\ncells = [1, 2]\nchargers = 1\n[output]\ncurve = {}"), "M = 1");
}

TEST(StudyToml, TheEnergyIsSoughtOnlyWhereItIsAsked) {
  const auto energy = [](const std::string& values) {
    return parse("[protocol]\ncells = 1\nchargers = 1\n[output]\nvalues = " + values).energy;
  };
  EXPECT_TRUE(energy("['P_max', 'E_first']"));
  EXPECT_TRUE(energy("['E_max']"));
  EXPECT_FALSE(energy("['P_max', 'eta']"));
}

TEST(StudyToml, UnknownKeysAreRefusedWithTheirLineAndTheKnownOnes) {
  const std::string good = "[protocol]\ncells = 1\nchargers = 1\n";
  expect_complaint("titel = 'x'\n" + good, 1, {"titel", "title", "protocol"});
  expect_complaint("[protocol]\ncells = 1\nchargers = 1\ncharges = 3", 4,
                   {"charges", "chargers_per_cell"});
  expect_complaint("[protocol]\ncells = 1\nwindow = 3", 3, {"window"});
  expect_complaint(good + "battery-crosstalk = 1", 4, {"battery-crosstalk", "battery_crosstalk"});
  expect_complaint(good + "[charge]\nwindows = 1", 5, {"windows", "tolerance"});
  expect_complaint(good + "[output]\nvalue = 1", 5, {"value", "curve"});
  expect_complaint(good + "[output]\ncurve = { point = 1 }", 5, {"point"});
  expect_complaint(good + "[[series]]\nname = 'a'\nsize = 1", 6, {"size"});
  expect_complaint(good + "[[series]]\nname = 'a'\npoints = 5", 6, {"points"});
}

TEST(StudyToml, WrongTypesAreRefusedWithTheirLine) {
  const std::string good = "[protocol]\nchargers = 1\n";
  for (const char* cells : {"'3'", "true", "[1, 'a']", "[[1]]", "1979-05-27", "[]", "{}"}) {
    expect_complaint(good + "cells = " + cells, 3, {"cells"});
  }
  expect_complaint("[protocol]\ncells = 1\nchargers = 1\nstart = 3", 4, {"start", "string"});
  expect_complaint("[protocol]\ncells = 1\nchargers = 1\ncharger = { from = 1, to = 2 }", 4,
                   {"charger"});
  expect_complaint("title = 3\n" + good, 1, {"title", "number"});
  expect_complaint("title = ''\n" + good, 1, {"title"});
  expect_complaint("title = \"a\\nb\"\n" + good, 1, {"title"});
  expect_complaint("protocol = 3", 1, {"protocol", "table"});
  expect_complaint("series = 3\n[protocol]\ncells = 1\nchargers = 1", 1, {"series"});
  expect_complaint("series = []\n[protocol]\ncells = 1\nchargers = 1", 1, {"series"});
  for (const char* values : {"[]", "['E']", "'E_max'", "[1]", "3"}) {
    expect_complaint(good + "cells = 1\n[output]\nvalues = " + values, 5, {"E_first"});
  }
}

TEST(StudyToml, ValuesOutsideTheirRangeAreRefusedWithTheirLine) {
  const std::string good = "[protocol]\ncells = 2\nchargers = 2\n";
  expect_complaint("[protocol]\nchargers = 1\ncells = -1", 3, {"cells", "-1"});
  expect_complaint("[protocol]\nchargers = 1\ncells = 2.5", 3, {"cells", "2.5"});
  expect_complaint(good + "anisotropy = [0, 1.5]", 4, {"anisotropy = 1.5", "0 to 1"});
  expect_complaint(good + "anisotropy = nan", 4, {"anisotropy"});
  expect_complaint(good + "coupling = 0", 4, {"coupling"});
  expect_complaint(good + "charger = 'laser'", 4, {"laser", "cavity"});
  expect_complaint(good + "start = 'cold'", 4, {"cold", "ideal"});
  expect_complaint(good + "start = 'battery-mixture:0.5,0.5'", 4, {"battery-mixture"});
  expect_complaint(good + "\n[charge]\nwindow = 0", 6, {"window"});
  expect_complaint(good + "[output]\ncurve = { points = 1 }", 5, {"points"});
  expect_complaint(good + "[[series]]\nname = 'a'\nanisotropy = 7", 6, {"anisotropy = 7"});
}

TEST(StudyToml, ChargersMustBeWholeAndSaidOnce) {
  expect_complaint("[protocol]\ncells = [2, 3]\nchargers_per_cell = 0.5", 3,
                   {"0.5", "whole number"});
  EXPECT_EQ(complaint("[protocol]\ncells = [2, 4]\nchargers_per_cell = 0.5"), "");
  expect_complaint("[protocol]\ncells = 2\nchargers = 2\nchargers_per_cell = 1", 1, {"chargers"});
  expect_complaint("\n[protocol]\ncells = 2", 2, {"chargers"});
  expect_complaint("\n[protocol]\nchargers = 2", 2, {"cells"});
  expect_complaint("", 1, {"cells"});
  expect_complaint("[protocol]\ncells = 2\nchargers = 2\ncharger = ['spins', 'limit']", 4,
                   {"limit"});
  expect_complaint("[protocol]\ncells = 2\n[[series]]\nname = 'a'\ncharger = 'limit'\nchargers = 2",
                   5, {"limit"});
}

TEST(StudyToml, EmptyAndEndlessRangesAreRefused) {
  const std::string head = "[protocol]\nchargers = 1\ncells = 1\nanisotropy = ";
  for (const char* range :
       {"{ from = 1, to = 0, step = 1 }", "{ from = 0, to = 1, step = 0 }",
        "{ from = 0, to = 1, step = -1 }", "{ from = 0, to = 1, step = nan }",
        "{ from = 0, to = inf, step = 1 }", "{ from = 0, to = 1 }", "{ from = 0, step = 1 }",
        "{ to = 1, step = 1 }", "{ from = 0, to = 1, points = 1 }",
        "{ from = 0, to = 1, points = 2.5 }", "{ from = 0, to = 1, points = 3, step = 0.5 }",
        "{ from = 0, to = 1, points = 3, scale = 'log' }", "{ from = 0.1, to = 1, scale = 'log' }",
        "{ from = 0.1, to = 1, step = 0.1, scale = 'log' }",
        "{ from = 0, to = 1, points = 3, scale = 'cubic' }", "{ from = 0, to = 1, points = 1e300 }",
        "{ from = 0, to = 1, step = 1e-300 }", "{ from = '0', to = 1, step = 1 }",
        "{ from = 0, to = 1, steps = 1 }"}) {
    expect_complaint(head + range, 4, {"anisotropy"});
  }
  expect_complaint("[protocol]\nchargers = 1\ncells = { from = 1, to = 10, points = 5 }", 3,
                   {"3.25"});
}

TEST(StudyToml, MoreThanTenMillionProtocolsAreRefused) {
  expect_complaint("[protocol]\nchargers = 1\ncells = { from = 1, to = 10_000_001 }", 3,
                   {"10000001"});
  expect_complaint(
      "[protocol]\nchargers = { from = 1, to = 4000 }\ncells = { from = 1, to = 4000 }", 1,
      {"16000000"});
}

TEST(StudyToml, TheProtocolsOfAllSeriesTogetherAreCountedBeforeAnyIsMade) {
  const std::string half =
      "chargers = { from = 1, to = 2500 }\ncells = { from = 1, to = 2001 }\n[[series]]\nname = ";
  expect_complaint("[protocol]\n" + half + "'a'\nanisotropy = 7\n[[series]]\nname = 'b'", 7,
                   {"10005000"});
}

TEST(StudyToml, SeriesHaveNamesOfTheirOwn) {
  const std::string good = "[protocol]\ncells = 1\nchargers = 1\n";
  expect_complaint(good + "[[series]]\nwindow = 1", 4, {"name"});
  expect_complaint(good + "[[series]]\nname = ''", 5, {"name"});
  expect_complaint(good + "[[series]]\nname = 'a'\n[[series]]\nname = 'a'", 7, {"'a'"});
  expect_complaint(good + "[output]\nvalues = ['E_max']\ncurve = {}", 4, {"values and curve"});
}

TEST(StudyToml, TextThatIsNoTomlIsRefusedWithItsLine) {
  expect_complaint("[protocol]\ncells = = 3", 2, {"TOML"});
  expect_complaint("[protocol]\ncells = 1\ncells = 2", 3, {"TOML"});
  expect_complaint("a = \"\xff\"", 1, {"TOML"});
  const std::string deep(40, '[');
  expect_complaint("a = " + deep, 1, {"32"});
}

TEST(StudyToml, ReadsFilesAndSaysWhyItCannot) {
  const auto path =
      std::filesystem::temp_directory_path() / fmt::format("leyden-{}.toml", ::getpid());
  std::ofstream(path) << "[protocol]\ncells = 1\nchargers = 0.5\n";
  try {
    read_study(path.string());
    ADD_FAILURE() << "no complaint";
  } catch (const InvalidInput& error) {
    EXPECT_EQ(std::string(error.what()).rfind(path.string() + ":3: ", 0), 0u) << error.what();
  }
  std::ofstream(path) << "[protocol]\ncells = 1\nchargers = 2\n";
  EXPECT_EQ(read_study(path.string()).series.at(0).requests.at(0).charging.chargers, 2);
  std::ofstream(path) << std::string(2'000'000, '\n');
  EXPECT_THROW(read_study(path.string()), InvalidInput);
  std::filesystem::remove(path);
  EXPECT_THROW(read_study(path.string()), FileError);
  EXPECT_THROW(read_study(std::filesystem::temp_directory_path().string()), FileError);
}

}  // namespace
}  // namespace leyden
