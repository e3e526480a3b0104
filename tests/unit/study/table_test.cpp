// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/table.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "leyden/base/errors.hpp"

namespace leyden {
namespace {

Table two_rows() {
  Table table;
  table.begin({{"name", ""}, {"E", "ω0"}, {"N", ""}});
  table.row({std::string("a"), 1.5, Count{3}});
  table.row({std::string("b"), Entry{}, Count{4}});
  return table;
}

TEST(Table, FindsEntriesByRowAndColumn) {
  const Table table = two_rows();
  EXPECT_EQ(table.at(1, "name"), Entry{std::string("b")});
  EXPECT_EQ(table.number(0, "E"), 1.5);
  EXPECT_EQ(table.number(1, "N"), 4.0);
}

TEST(Table, WhatIsNoNumberReadsAsNaN) {
  EXPECT_TRUE(std::isnan(two_rows().number(1, "E")));
  EXPECT_TRUE(std::isnan(two_rows().number(1, "name")));
}

TEST(Table, KnowsItsColumnsAndHoldsRowsToThem) {
  Table table = two_rows();
  EXPECT_THROW(table.at(0, "P"), InternalError);
  EXPECT_THROW(table.row({1.0}), InternalError);
  EXPECT_EQ(table.rows().size(), 2u);
}

TEST(Table, BeginsAnewWithNewColumns) {
  Table table = two_rows();
  table.begin({{"P", "g ω0"}});
  EXPECT_TRUE(table.rows().empty());
  EXPECT_EQ(table.columns()[0].unit, "g ω0");
}

}  // namespace
}  // namespace leyden
