// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/scaling.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "leyden/base/errors.hpp"
#include "leyden/study/charge.hpp"

namespace leyden {
namespace {

using Sizes = std::vector<Count>;

std::vector<ScalingPoint> table(const ScalingRequest& request) {
  return scaling(request, *serial_executor());
}

TEST(LogarithmicSizes, ContainBothEndsAscendingAndEachOnce) {
  for (const Count from : {1, 2, 7}) {
    for (const Count to : {7, 10, 1000}) {
      for (const Count points : {2, 3, 10, 50}) {
        const Sizes sizes = logarithmic_sizes(from, to, points);
        EXPECT_EQ(sizes.front(), from);
        EXPECT_EQ(sizes.back(), to);
        EXPECT_TRUE(std::is_sorted(sizes.begin(), sizes.end()));
        EXPECT_EQ(std::adjacent_find(sizes.begin(), sizes.end()), sizes.end());
        EXPECT_LE(static_cast<Count>(sizes.size()), std::min(points, to - from + 1));
      }
    }
  }
}

TEST(LogarithmicSizes, AreEvenlySpacedInTheLogarithm) {
  EXPECT_EQ(logarithmic_sizes(1, 1000, 4), (Sizes{1, 10, 100, 1000}));
  EXPECT_EQ(logarithmic_sizes(2, 32, 5), (Sizes{2, 4, 8, 16, 32}));
  EXPECT_EQ(logarithmic_sizes(5, 5, 9), Sizes{5});
  EXPECT_EQ(logarithmic_sizes(1, 3, 3), (Sizes{1, 2, 3}));
  EXPECT_EQ(logarithmic_sizes(3, 50, 1), Sizes{3});
}

TEST(LogarithmicSizes, MorePointsThanSizesAreAllSizes) {
  EXPECT_EQ(logarithmic_sizes(2, 6, 1'000'000'000'000), (Sizes{2, 3, 4, 5, 6}));
}

TEST(Scaling, EveryPointIsItsOwnChargingRun) {
  ScalingRequest request;
  request.to = 20;
  request.points = 5;
  request.ratio = 2;
  request.charging.coupling = 0.3;
  request.charging.cells = 999;  // overridden
  for (const ScalingPoint& point : table(request)) {
    ChargeRequest one;
    one.charging = request.charging;
    one.charging.cells = point.cells;
    one.charging.chargers = 2 * point.cells;
    const ChargeResult alone = charge_power(one);
    EXPECT_EQ(point.chargers, 2 * point.cells);
    EXPECT_EQ(point.power.value, alone.peaks.power.value);
    EXPECT_EQ(point.power.error, alone.peaks.power.error);
    EXPECT_EQ(point.advantage.value, alone.advantage.value);
  }
}

TEST(Scaling, ExponentComesFromTheNeighbouringSizesAtTheSameRatio) {
  ScalingRequest request;
  request.from = 6;
  request.to = 6;
  request.points = 1;
  request.ratio = 3;
  const auto points = table(request);
  ASSERT_EQ(points.size(), 1u);
  ASSERT_TRUE(points[0].exponent.has_value());
  const auto advantage = [](Count cells) {
    ChargeRequest one;
    one.charging.cells = cells;
    one.charging.chargers = 3 * cells;
    return charge_power(one).advantage;
  };
  const Estimate expected = local_exponent(6, advantage(5), advantage(7));
  EXPECT_EQ(points[0].exponent->value, expected.value);
  EXPECT_EQ(points[0].exponent->error, expected.error);
}

TEST(Scaling, OneCellHasNoExponentAndNoAdvantage) {
  ScalingRequest request;
  request.to = 3;
  request.points = 3;
  const auto points = table(request);
  ASSERT_EQ(points.size(), 3u);
  EXPECT_FALSE(points[0].exponent.has_value());
  EXPECT_TRUE(points[1].exponent.has_value());
  EXPECT_NEAR(points[0].advantage.value, 1.0, 1e-14);
  EXPECT_NEAR(points[1].advantage.value, std::sqrt(2.0), 1e-13);
}

TEST(Scaling, ExecutorsGiveTheSameBits) {
  ScalingRequest request;
  request.to = 12;
  request.points = 4;
  request.charging.anisotropy = 0.5;
  const auto serial = table(request);
  const auto threaded = scaling(request, *thread_executor(3));
  ASSERT_EQ(serial.size(), threaded.size());
  for (std::size_t i = 0; i < serial.size(); ++i) {
    EXPECT_EQ(serial[i].power.value, threaded[i].power.value);
    EXPECT_EQ(serial[i].power.error, threaded[i].power.error);
  }
}

TEST(Scaling, WhatIsOutOfRangeIsRefused) {
  const auto refused = [](auto change) {
    ScalingRequest request;
    request.to = 3;
    change(request);
    EXPECT_THROW(table(request), InvalidInput);
  };
  refused([](ScalingRequest& r) { r.from = 0; });
  refused([](ScalingRequest& r) { r.from = -3; });
  refused([](ScalingRequest& r) { r.from = 4; });
  refused([](ScalingRequest& r) { r.points = 0; });
  refused([](ScalingRequest& r) { r.ratio = 0; });
  refused([](ScalingRequest& r) { r.ratio = largest_count; });
  refused([](ScalingRequest& r) { r.to = std::numeric_limits<Count>::max(); });
  refused([](ScalingRequest& r) { r.charging.coupling = -1; });
  refused([](ScalingRequest& r) { r.charging.anisotropy = 2; });
}

TEST(Scaling, ProgressRunsFromZeroToOneAndMayCancel) {
  ScalingRequest request;
  request.to = 4;
  request.points = 2;
  double last = -1.0;
  scaling(request, *serial_executor(), [&](double fraction) {
    EXPECT_GE(fraction, last);
    EXPECT_LE(fraction, 1.0);
    last = fraction;
  });
  EXPECT_GT(last, 0.0);
  EXPECT_THROW(scaling(request, *thread_executor(2), [](double) { throw Cancelled(); }), Cancelled);
}

}  // namespace
}  // namespace leyden
