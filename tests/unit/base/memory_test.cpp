// SPDX-License-Identifier: Apache-2.0
#include "leyden/base/memory.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

#include "leyden/base/errors.hpp"

namespace leyden {
namespace {

constexpr double gibibyte = 1024.0 * 1024.0 * 1024.0;

std::string refusal(double bytes, const std::string& what) {
  try {
    require_memory(bytes, what);
  } catch (const InvalidInput& failure) {
    return failure.what();
  }
  return "";
}

TEST(Memory, AvailableMemoryIsPlausible) {
  const double available = available_memory();
  EXPECT_GT(available, 16.0 * 1024 * 1024) << "less than a test program needs";
  EXPECT_TRUE(std::isinf(available) || available < 1e6 * gibibyte) << "kibibytes taken twice?";
}

TEST(Memory, WhatFitsIsNotRefused) {
  EXPECT_NO_THROW(require_memory(0.0, "nothing"));
  EXPECT_NO_THROW(require_memory(1024.0, "a kibibyte"));
}

TEST(Memory, RefusalNamesTheThingAndBothFiguresInGibibytes) {
  if (std::isinf(available_memory())) GTEST_SKIP() << "this system does not tell";
  const std::string text = refusal(2.5e9 * gibibyte, "a checkerboard of 5e+17 states");
  EXPECT_NE(text.find("a checkerboard of 5e+17 states needs 2.5e+09 GiB"), std::string::npos)
      << text;
  EXPECT_NE(text.find("GiB of memory now free"), std::string::npos) << text;
  EXPECT_NE(text.find("fewer cells or chargers"), std::string::npos) << text;
}

TEST(Memory, NoFiniteMachineHoldsInfinitelyManyBytesAndNaNIsNoSize) {
  if (std::isinf(available_memory())) GTEST_SKIP() << "this system does not tell";
  EXPECT_NE(refusal(std::numeric_limits<double>::infinity(), "x"), "");
  EXPECT_NE(refusal(std::numeric_limits<double>::quiet_NaN(), "x"), "");
}

}  // namespace
}  // namespace leyden
