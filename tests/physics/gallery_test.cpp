// SPDX-License-Identifier: Apache-2.0
// Every figure of the gallery, run as it is drawn and held against values found by other means.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <string>
#include <utility>

#include "leyden/io/expected_toml.hpp"
#include "leyden/io/study_toml.hpp"
#include "leyden/study/sweep.hpp"

namespace leyden {
namespace {

std::string gallery(const std::string& figure, const char* file) {
  return std::string(LEYDEN_GALLERY) + "/" + figure + "/" + file;
}

Table run_to_table(const Study& study) {
  Table table;
  const auto executor = thread_executor();
  run(study, *executor, table);
  return table;
}

bool is_near(double found, const std::optional<double>& wanted) {
  return !wanted || std::abs(found - *wanted) <= 1e-9 * std::max(1.0, std::abs(*wanted));
}

/// The entry that an expectation asks for; NaN, which meets nothing, unless there is just one.
double find(const Table& table, const Expectation& expected) {
  double found = std::numeric_limits<double>::quiet_NaN();
  int rows = 0;
  for (std::size_t i = 0; i < table.rows().size(); ++i) {
    if (std::get<std::string>(table.at(i, "series")) != expected.series) continue;
    if (!is_near(table.number(i, "cells"), expected.cells)) continue;
    if (expected.chargers && !is_near(table.number(i, "chargers"), expected.chargers)) continue;
    if (expected.gt && !is_near(table.number(i, "gt"), expected.gt)) continue;
    const double entry = table.number(i, expected.column);
    found = ++rows == 1 || !expected.maximum ? entry : std::max(found, entry);
  }
  EXPECT_TRUE(rows == 1 || (rows > 1 && expected.maximum))
      << expected.place << ": " << rows << " rows";
  return found;
}

void expect_met(const Table& table, const std::vector<Expectation>& expectations) {
  ASSERT_FALSE(expectations.empty());
  for (const Expectation& expected : expectations) {
    const double found = find(table, expected);
    EXPECT_TRUE(std::abs(found - expected.value) <= expected.tolerance)
        << fmt::format("{}: {} of {} is {}, expected {} ± {}", expected.place, expected.column,
                       expected.series, found, expected.value, expected.tolerance);
  }
}

/// Stated errors must be small enough to be of use, and numbers.
void expect_small_errors(const Table& table) {
  for (const Column& column : table.columns()) {
    const bool is_error =
        column.name.find("_error") != std::string::npos || column.name == "radius";
    if (!is_error) continue;
    for (std::size_t i = 0; i < table.rows().size(); ++i) {
      if (std::holds_alternative<std::monostate>(table.at(i, column.name))) continue;
      EXPECT_TRUE(table.number(i, column.name) < 1e-6) << column.name << " in row " << i;
    }
  }
}

class Gallery : public testing::TestWithParam<const char*> {};

TEST_P(Gallery, MeetsItsExpectedValues) {
  const std::string figure = GetParam();
  const Table table = run_to_table(read_study(gallery(figure, "study.toml")));
  expect_met(table, read_expectations(gallery(figure, "expected.toml")));
  expect_small_errors(table);
}

INSTANTIATE_TEST_SUITE_P(Figures, Gallery,
                         testing::Values("fig2", "fig3", "fig5", "fig6", "fig7", "fig8", "fig9"),
                         [](const auto& figure) { return std::string(figure.param); });

/// A study of some of its sizes alone.
Study thinned(Study study, const std::vector<Count>& sizes) {
  for (Series& series : study.series) {
    std::erase_if(series.requests, [&](const ChargeRequest& request) {
      return std::find(sizes.begin(), sizes.end(), request.charging.cells) == sizes.end();
    });
  }
  return study;
}

// All sizes of Fig. 4 together take a minute.
TEST(GalleryFigures, Fig4MeetsItsExpectedValuesAtSomeOfItsSizes) {
  Study study = thinned(read_study(gallery("fig4", "study.toml")), {1, 2, 3, 20, 50, 100});
  const auto expectations = read_expectations(gallery("fig4", "expected.toml"));
  const Table table = run_to_table(study);
  expect_met(table, expectations);
  expect_small_errors(table);
}

TEST(GalleryFigures, EveryFigureHasAStudyExpectedValuesAndANote) {
  for (int number = 2; number <= 9; ++number) {
    for (const char* file : {"study.toml", "expected.toml", "note.md"}) {
      const std::string path = gallery(fmt::format("fig{}", number), file);
      EXPECT_TRUE(std::filesystem::is_regular_file(path)) << path;
    }
  }
}

TEST(GalleryFigures, TheLandscapesDrawEveryCellNumberOfThePaper) {
  for (const auto& [figure, largest] : {std::pair("fig2", Count{10}),
                                        {"fig3", Count{10}},
                                        {"fig4", Count{100}},
                                        {"fig5", Count{100}}}) {
    const Study study = read_study(gallery(figure, "study.toml"));
    for (const Series& series : study.series) {
      for (Count cells = 1; cells <= largest; ++cells) {
        EXPECT_TRUE(std::any_of(series.requests.begin(), series.requests.end(),
                                [&](const ChargeRequest& r) { return r.charging.cells == cells; }))
            << figure << ", " << series.name << ": no " << cells << " cells";
      }
    }
  }
}

}  // namespace
}  // namespace leyden
