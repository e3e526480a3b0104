// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/series.hpp"

#include <gtest/gtest.h>

namespace leyden {
namespace {

const Grid grid({{"cells", {"1", "2", "3"}},
                 {std::string(chargers_per_cell), {"1", "2"}},
                 {"anisotropy", {"0", "0.6"}},
                 {"coupling", {"0.1"}}});

TEST(Series, OneSeriesHoldsEveryCombinationInTheOrderOfTheGrid) {
  const Series series = all_in_one(grid, "all");
  EXPECT_EQ(series.name, "all");
  ASSERT_EQ(series.requests.size(), 12u);
  EXPECT_EQ(series.requests[1].charging.anisotropy, 0.6);
  EXPECT_EQ(series.requests[2].charging.chargers, 2);
  EXPECT_EQ(series.requests[11].charging.chargers, 6);
}

TEST(Series, AreNamedByTheAxesThatVaryOutsideOfThem) {
  const auto series = name_by_axes(grid, 0, "");
  ASSERT_EQ(series.size(), 4u);
  EXPECT_EQ(series[0].name, "N/M = 1, γ = 0");
  EXPECT_EQ(series[1].name, "N/M = 1, γ = 0.6");
  EXPECT_EQ(series[3].name, "N/M = 2, γ = 0.6");
  ASSERT_EQ(series[3].requests.size(), 3u);
  EXPECT_EQ(series[3].requests[2].charging.cells, 3);
  EXPECT_EQ(series[3].requests[2].charging.chargers, 6);
  EXPECT_EQ(series[3].requests[2].charging.anisotropy, 0.6);
}

TEST(Series, WithoutAnInnerAxisEveryCombinationIsOneAfterItsGivenName) {
  const auto series = name_by_axes(grid, 4, "mine");
  ASSERT_EQ(series.size(), 12u);
  EXPECT_EQ(series[1].name, "mine, M = 1, N/M = 1, γ = 0.6");
  EXPECT_EQ(series[1].requests.size(), 1u);
}

}  // namespace
}  // namespace leyden
