// SPDX-License-Identifier: Apache-2.0
#include "leyden/io/expected_toml.hpp"

#include <gtest/gtest.h>

#include "leyden/base/errors.hpp"

namespace leyden {
namespace {

std::string complaint(const std::string& text) {
  try {
    parse_expectations(text, "e.toml");
  } catch (const InvalidInput& error) {
    return error.what();
  }
  return "";
}

TEST(ExpectedToml, ReadsRowsAndMaxima) {
  const auto found = parse_expectations(R"(
expected = [
  { series = "γ = 0", cells = 10, chargers = 20, column = "E_max", value = 9, tolerance = 1e-9 },
  { series = "N = 2", gt = 0.5, column = "E", value = 0.25, tolerance = 1e-12 },
  { series = "N = 2", maximum_of = "P", value = -1.5, tolerance = 1 },
]
)",
                                        "e.toml");
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].series, "γ = 0");
  EXPECT_EQ(found[0].cells, 10.0);
  EXPECT_EQ(found[0].chargers, 20.0);
  EXPECT_FALSE(found[0].gt.has_value());
  EXPECT_EQ(found[0].column, "E_max");
  EXPECT_FALSE(found[0].maximum);
  EXPECT_EQ(found[0].value, 9.0);
  EXPECT_EQ(found[0].tolerance, 1e-9);
  EXPECT_EQ(found[1].gt, 0.5);
  EXPECT_EQ(found[1].place, "e.toml:4");
  EXPECT_TRUE(found[2].maximum);
  EXPECT_EQ(found[2].column, "P");
}

TEST(ExpectedToml, RefusesWhatCouldNeverFail) {
  const auto entry = [](const std::string& text) {
    return complaint("expected = [\n{ " + text + " }]");
  };
  EXPECT_EQ(entry("series = 'a', column = 'E', value = 1, tolerance = 1"), "");
  for (const char* text :
       {"column = 'E', value = 1, tolerance = 1", "series = 'a', value = 1, tolerance = 1",
        "series = 'a', column = 'E', maximum_of = 'E', value = 1, tolerance = 1",
        "series = 'a', column = 'E', tolerance = 1", "series = 'a', column = 'E', value = 1",
        "series = 'a', column = 'E', value = nan, tolerance = 1",
        "series = 'a', column = 'E', value = 1, tolerance = inf",
        "series = 'a', column = 'E', value = 1, tolerance = 0",
        "series = 'a', column = 'E', value = '1', tolerance = 1",
        "series = 'a', column = 'E', value = 1, tolerance = 1, cell = 3"}) {
    EXPECT_EQ(entry(text).rfind("e.toml:2: ", 0), 0u) << text << " -> " << entry(text);
  }
  EXPECT_NE(complaint("expected = []"), "");
  EXPECT_NE(complaint("expected = [1]"), "");
  EXPECT_NE(complaint(""), "");
  EXPECT_NE(complaint("other = 1"), "");
}

TEST(ExpectedToml, AFileThatIsNotThereIsAFileError) {
  EXPECT_THROW(read_expectations("/nowhere/expected.toml"), FileError);
}

}  // namespace
}  // namespace leyden
