// SPDX-License-Identifier: Apache-2.0
#include "leyden/observe/interaction_size.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "leyden/model/charging.hpp"

namespace leyden {
namespace {

Charging charging(Count cells, Count chargers, double anisotropy = 0.0) {
  Charging result;
  result.cells = cells;
  result.chargers = chargers;
  result.anisotropy = anisotropy;
  return result;
}

void expect_within(const Estimate& estimate, double truth, double most_error) {
  EXPECT_LE(std::abs(estimate.value - truth), estimate.error);
  EXPECT_LE(estimate.error, most_error);
}

TEST(InteractionSpread, OfTheIdealStartIsTheRootOfCellsTimesChargers) {
  for (const double gamma : {0.0, 0.3, 1.0}) {
    for (const Count cells : {1, 2, 7, 1000}) {
      // Full chargers take no more: the pair term does not act.
      const double truth = std::sqrt(static_cast<double>(cells) * 5);
      expect_within(interaction_spread(make_protocol(charging(cells, 5, gamma))), truth,
                    1e-14 * truth);
    }
  }
  EXPECT_EQ(interaction_spread(make_protocol(charging(1, 1))).value, 1.0);
}

TEST(InteractionSpread, OfACavityCountsPairsMadeFromNothing) {
  Charging c = charging(3, 4, 0.5);
  c.charger = Charger::cavity;
  const double truth = std::sqrt(3 * (4 + 0.25 * 5));
  expect_within(interaction_spread(make_protocol(c, 30)), truth, 1e-13);
}

TEST(InteractionSpread, OfLightIsThatOfItsMeanPhotonNumber) {
  for (const Light light : {Light::coherent, Light::thermal, Light::squeezed}) {
    Charging c = charging(3, 0);
    c.charger = Charger::cavity;
    c.start = LightStart{light, 2.5};
    const Estimate spread = interaction_spread(make_protocol(c));
    EXPECT_NEAR(spread.value, std::sqrt(3 * 2.5), 1e-12);
    EXPECT_LE(spread.error, 1e-13);
  }
}

TEST(InteractionSpread, LeavesTheMeanOut) {
  // Cells that charge each other, k of them up: H1 has a mean of -k (M-k), which is no spread.
  Charging c = charging(1000, 0, 1e-3);
  c.charger = Charger::lmg;
  c.start = DickeStart{500, 0};
  const double up = std::sqrt(501.0 * 500 * 502 * 499);
  const double down = std::sqrt(500.0 * 501 * 499 * 502);
  const double truth = 1e-3 / 2 * std::sqrt(up * up + down * down);
  expect_within(interaction_spread(make_protocol(c)), truth, 1e-9 * truth);
}

TEST(InteractionSpread, OfAMixtureAddsVariances) {
  Charging c = charging(2, 2);
  c.start = ChargerMixture{{0.5, 0.25, 0.25}};
  // H1² is 4 with both charger spins up, 0 with none, and 4 again with one.
  const double truth = std::sqrt(0.5 * 4 + 0.25 * 0 + 0.25 * 4);
  expect_within(interaction_spread(make_protocol(c)), truth, 1e-13);
}

TEST(InteractionNorm, OfAMixtureIsThatOfItsLargestSpace) {
  Charging ideal = charging(4, 4);
  Charging mixed = ideal;
  mixed.start = ThermalCharger{0.5, std::nullopt};
  const Estimate largest = interaction_norm(make_protocol(ideal)).value();
  const Estimate norm = interaction_norm(make_protocol(mixed)).value();
  EXPECT_EQ(norm.value, largest.value);
  mixed.start = ChargerMixture{{0.5, 0.5, 0.0, 0.0, 0.0}};
  EXPECT_EQ(interaction_norm(make_protocol(mixed))->value, largest.value);
  mixed.start = ChargerMixture{{0.0, 1.0, 0.0, 0.0, 0.0}};
  EXPECT_EQ(interaction_norm(make_protocol(mixed))->value, 0.0) << "no quanta, nothing moves";
}

TEST(InteractionNorm, HoldsTheRootOfEightWithinItsError) {
  expect_within(interaction_norm(make_protocol(charging(2, 2))).value(), std::sqrt(8.0), 1e-14);
}

}  // namespace
}  // namespace leyden
