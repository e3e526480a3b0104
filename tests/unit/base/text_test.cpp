// SPDX-License-Identifier: Apache-2.0
#include "leyden/base/text.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace leyden {
namespace {

TEST(Text, JoinsWithTheSeparatorBetweenItemsOnly) {
  EXPECT_EQ(joined(std::vector<int>{1, 2, 3}, ", "), "1, 2, 3");
  EXPECT_EQ(joined(std::vector<std::string>{"a"}, ","), "a");
  EXPECT_EQ(joined(std::vector<int>{}, ","), "");
}

TEST(Text, NumbersAreWrittenInFull) {
  EXPECT_EQ(joined(std::vector<double>{0.1, 1.0 / 3.0}, ","), "0.1,0.3333333333333333");
}

}  // namespace
}  // namespace leyden
