// SPDX-License-Identifier: Apache-2.0
#include "leyden/io/toml_limits.hpp"

#include <gtest/gtest.h>

#include "leyden/base/errors.hpp"

namespace leyden {
namespace {

std::string repeated(const std::string& part, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += part;
  return text;
}

std::string complaint(const std::string& text) {
  try {
    require_modest_toml(text, "x.toml");
  } catch (const InvalidInput& error) {
    return error.what();
  }
  return "";
}

TEST(TomlLimits, NestingIsCountedUpToThirtyTwo) {
  const auto nested = [](int depth) {
    return "a = " + repeated("[", depth) + repeated("]", depth);
  };
  EXPECT_EQ(complaint(nested(deepest_toml)), "");
  EXPECT_NE(complaint("b = 1\n" + nested(deepest_toml + 1)).find("x.toml:2: more than 32 nested"),
            std::string::npos);
  EXPECT_NE(complaint(repeated("a={", deepest_toml + 1)), "");
  EXPECT_NE(complaint("a = " + repeated("[{a=", deepest_toml / 2) + "["), "");
}

TEST(TomlLimits, ListsSideBySideAreNotDeep) {
  EXPECT_EQ(complaint("a = [" + repeated("[1], ", 1000) + "]"), "");
  EXPECT_EQ(complaint(repeated("]", 100) + repeated("[", deepest_toml)), "");
  EXPECT_NE(complaint(repeated("]", 100) + repeated("[", deepest_toml + 1)), "");
}

TEST(TomlLimits, PartsOfADottedKeyAreCounted) {
  EXPECT_EQ(complaint(repeated("a.", deepest_toml - 1) + "a = 1"), "");
  EXPECT_NE(complaint(repeated("a.", deepest_toml) + "a = 1").find("dotted key"),
            std::string::npos);
  EXPECT_NE(complaint(repeated(" \"a\" .", deepest_toml) + "a = 1"), "");
  EXPECT_NE(complaint("b = { " + repeated("a.", deepest_toml) + "a = 1 }"), "");
}

TEST(TomlLimits, DotsOfNumbersAreNot) {
  EXPECT_EQ(complaint("a = [" + repeated("0.5, ", 1000) + "]"), "");
  EXPECT_EQ(complaint(repeated("a = 1.5\n", 1000)), "");
}

TEST(TomlLimits, StringsAndCommentsHoldWhatTheyLike) {
  const std::string deep = repeated("[", 100);
  const std::string dotted = repeated("a.", 100);
  EXPECT_EQ(complaint("# " + deep + dotted + "\na = 1"), "");
  EXPECT_EQ(complaint("a = \"" + deep + "\\\"" + dotted + "\""), "");
  EXPECT_EQ(complaint("a = '" + deep + dotted + "'"), "");
  EXPECT_EQ(complaint("a = \"\"\"\n" + deep + "\n\\\"\"\"\n" + dotted + "\"\"\""), "");
  EXPECT_EQ(complaint("a = '''\n" + deep + "''\n'''"), "");
}

TEST(TomlLimits, AStringEndsAndWhatFollowsCounts) {
  const std::string deep = repeated("[", 100);
  EXPECT_NE(complaint("a = \"x\" " + deep), "");
  EXPECT_NE(complaint("a = 'x\\' " + deep), "");
  EXPECT_NE(complaint("a = \"never closed\n" + deep), "");
  EXPECT_NE(complaint("a = \"\"\"x\"\"\" " + deep), "");
  EXPECT_NE(complaint("a = \"\" " + deep), "");
  EXPECT_NE(complaint("# comment\n" + deep), "");
}

TEST(TomlLimits, ATextLargerThanOneMebibyteIsRefused) {
  EXPECT_EQ(complaint(std::string(largest_toml, ' ')), "");
  EXPECT_NE(complaint(std::string(largest_toml + 1, ' ')), "");
}

}  // namespace
}  // namespace leyden
