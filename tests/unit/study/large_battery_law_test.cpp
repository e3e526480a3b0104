// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/large_battery_law.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "leyden/base/errors.hpp"
#include "leyden/base/executor.hpp"

namespace leyden {
namespace {

ScalingPoint exact(Count cells) {
  ScalingRequest request;
  request.from = request.to = cells;
  request.points = 1;
  return scaling(request, *serial_executor()).front();
}

TEST(LargeBatteryLaw, IsWithinItsEstimatesOfExactValuesAndTheyAreOfUse) {
  for (const Count cells : {100, 316, 1000, 3162, 10'000, 50'000}) {
    const ScalingPoint law = large_battery_law(cells);
    const ScalingPoint truth = exact(cells);
    const auto share = [](double a, double b, double error) { return std::abs(a - b) / error; };
    const double power = share(law.power.value, truth.power.value, law.power.error);
    const double time = share(law.power.time, truth.power.time, law.power.time_error);
    const double beta = share(law.exponent->value, truth.exponent->value, law.exponent->error);
    for (const double used : {power, time, beta}) {
      EXPECT_LT(used, 1.0) << cells;
      EXPECT_GT(used, 0.2) << cells;
    }
    EXPECT_GT(law.power.value, truth.power.value) << "the law is always a little too high";
    EXPECT_TRUE(law.estimated);
    EXPECT_FALSE(truth.estimated);
  }
}

TEST(LargeBatteryLaw, ContinuesToSizesThatNobodyDiagonalises) {
  // Values of the closed law with 40 digits (mpmath, E1 by its own route).
  const struct {
    Count cells;
    double power;
    double scaled_time;
    double exponent;
  } rows[] = {{1000, 154536.626528421978, 5.745299259652, 0.9116244224849218},
              {1000000, 97476027889.0692692, 9.5738466300915, 0.947772975949215},
              {1000000000, 71848383812211594.0, 13.255775627341, 0.9622805912600716},
              {1'000'000'000'000, 5.70677806565044976e+22, 16.874262176813, 0.970369074820258}};
  for (const auto& row : rows) {
    const ScalingPoint law = large_battery_law(row.cells);
    const auto size = static_cast<double>(row.cells) + 1;
    EXPECT_NEAR(law.power.value / row.power, 1.0, 1e-13);
    EXPECT_NEAR(law.power.time * size / row.scaled_time, 1.0, 1e-7);
    EXPECT_NEAR(law.exponent->value, row.exponent, 1e-12);
  }
}

TEST(LargeBatteryLaw, ScalesWithoutExactRunsWhenAsked) {
  ScalingRequest request;
  request.from = 1000;
  request.to = 1'000'000'000'000;
  request.points = 4;
  request.law = true;
  const auto table = scaling(request, *serial_executor());
  ASSERT_EQ(table.size(), 4u);
  EXPECT_EQ(table[1].cells, 1'000'000);
  EXPECT_EQ(table[1].power.value, large_battery_law(1'000'000).power.value);
  for (std::size_t i = 1; i < table.size(); ++i) {
    EXPECT_GT(table[i].exponent->value, table[i - 1].exponent->value);
    EXPECT_LT(table[i].exponent->value, 1.0);
  }
}

TEST(LargeBatteryLaw, IsRefusedForAnythingElse) {
  EXPECT_THROW(large_battery_law(99), InvalidInput);
  EXPECT_THROW(large_battery_law(largest_law + 1), InvalidInput);
  ScalingRequest request;
  request.from = request.to = 1000;
  request.law = true;
  const auto refused = [&](const auto& change) {
    ScalingRequest changed = request;
    change(changed);
    EXPECT_THROW(scaling(changed, *serial_executor()), InvalidInput);
  };
  EXPECT_NO_THROW(scaling(request, *serial_executor()));
  refused([](ScalingRequest& r) { r.ratio = 2; });
  refused([](ScalingRequest& r) { r.charging.anisotropy = 0.1; });
  refused([](ScalingRequest& r) { r.charging.detuning = 0.1; });
  refused([](ScalingRequest& r) { r.charging.crosstalk = 0.1; });
  refused([](ScalingRequest& r) { r.charging.battery_crosstalk = 0.1; });
  refused([](ScalingRequest& r) { r.charging.charger = Charger::cavity; });
  refused([](ScalingRequest& r) { r.charging.start = DickeStart{1, 1}; });
  refused([](ScalingRequest& r) { r.from = 50; });
}

}  // namespace
}  // namespace leyden
