// SPDX-License-Identifier: Apache-2.0
#include "leyden/io/csv.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

namespace leyden {
namespace {

std::string csv(const std::vector<Column>& columns, const std::vector<Row>& rows,
                const std::vector<std::string>& remarks = {}) {
  std::string text;
  CsvSink sink([&](std::string_view line) { text += line; }, remarks);
  sink.begin(columns);
  for (const Row& row : rows) sink.row(row);
  return text;
}

TEST(Csv, WritesRemarksUnitsNamesAndRowsInThisOrder) {
  EXPECT_EQ(csv({{"series", ""}, {"E", "ω0"}, {"P", "g ω0"}}, {{std::string("a"), 1.0, 0.5}},
                {"leyden 1.2.3", "a title"}),
            "# leyden 1.2.3\n# a title\n# units: E [ω0], P [g ω0]\nseries,E,P\na,1,0.5\n");
}

TEST(Csv, WithoutUnitsThereIsNoLineOfUnits) {
  EXPECT_EQ(csv({{"n", ""}}, {{Count{3}}}), "n\n3\n");
}

TEST(Csv, MissingEntriesAreEmpty) {
  EXPECT_EQ(csv({{"a", ""}, {"b", ""}, {"c", ""}}, {{Entry{}, 1.0, Entry{}}}), "a,b,c\n,1,\n");
}

TEST(Csv, QuotesFieldsAsRfc4180Asks) {
  const auto field = [](const std::string& word) {
    const std::string text = csv({{"a", ""}}, {{word}});
    return text.substr(2, text.size() - 3);
  };
  EXPECT_EQ(field("plain text, no"), "\"plain text, no\"");
  EXPECT_EQ(field("say \"yes\""), "\"say \"\"yes\"\"\"");
  EXPECT_EQ(field("two\nlines"), "\"two\nlines\"");
  EXPECT_EQ(field("carriage\rreturn"), "\"carriage\rreturn\"");
  EXPECT_EQ(field("γ = 0.2"), "γ = 0.2");
  EXPECT_EQ(csv({{"a,b", ""}}, {}), "\"a,b\"\n");
}

TEST(Csv, ASeriesThatBeginsWithAHashIsNoRemark) {
  EXPECT_EQ(csv({{"a", ""}}, {{std::string("#1")}}), "a\n\"#1\"\n");
}

TEST(Csv, ARemarkNeverRunsIntoASecondLine) {
  EXPECT_EQ(csv({{"a", ""}}, {}, {"one\ntwo\r3"}), "# one two 3\na\n");
}

TEST(Csv, NumbersReadBackAsTheSameDoubles) {
  for (const double value :
       {0.1, 1.0 / 3.0, 6.283185307179586, 1e-300, 5e-324, 1.7976931348623157e308, -0.0,
        9007199254740993.0, 2.4424906541753444e-15}) {
    const std::string text = csv({{"a", ""}}, {{value}});
    const double back = std::strtod(text.c_str() + 2, nullptr);
    EXPECT_EQ(back, value) << text;
    EXPECT_EQ(std::signbit(back), std::signbit(value)) << text;
  }
}

TEST(Csv, WholeNumbersKeepEveryDigit) {
  EXPECT_EQ(csv({{"a", ""}}, {{Count{9007199254740991}}}), "a\n9007199254740991\n");
}

}  // namespace
}  // namespace leyden
