// SPDX-License-Identifier: Apache-2.0
// Values of the paper and of independent computations, to the digits that are known.
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "leyden/study/charge.hpp"
#include "leyden/study/parameters.hpp"

namespace leyden {
namespace {

constexpr double pi = 3.14159265358979323846;

ChargeRequest spins(Count cells, Count chargers, double anisotropy = 0.0) {
  ChargeRequest request;
  request.charging.cells = cells;
  request.charging.chargers = chargers;
  request.charging.anisotropy = anisotropy;
  return request;
}

ChargeRequest benchmark(Charger charger, Count cells, Count photons) {
  ChargeRequest request = spins(cells, photons);
  request.charging.charger = charger;
  return request;
}

/// |value - known| is at most half a unit of the last known digit, plus the stated radius.
void expect_digits(double value, double radius, double known, double half_unit,
                   const std::string& what) {
  EXPECT_TRUE(std::abs(value - known) <= half_unit + radius)
      << what << ": " << value << " vs " << known;
}

TEST(PublishedValues, StoredEnergyOfTenCellsKeepsSettingRecordsAsTheWindowGrows) {
  const struct {
    double window, energy;
  } rows[] = {{1, 9.5673829455},
              {4, 9.7577110767},
              {20, 9.9225878688},
              {60, 9.9585156105},
              {1000, 9.9891452713}};
  for (const auto& row : rows) {
    ChargeRequest request = spins(10, 10);
    request.window = row.window;
    const Peak energy = charge(request).peaks.energy;
    expect_digits(energy.value, energy.error, row.energy, 0.5e-10, std::to_string(row.window));
    EXPECT_LT(energy.error, 1e-9);
  }
}

TEST(PublishedValues, EnergyRecordsOfTenCellsFallAtTheKnownWindows) {
  // 9.7577 holds for 3.919 <= window < 19.627.
  ChargeRequest request = spins(10, 10);
  request.window = 19.62;
  EXPECT_NEAR(charge(request).peaks.energy.value, 9.7577110767, 1e-9);
  EXPECT_NEAR(charge(request).peaks.energy.time, 3.919, 5e-4);
  request.window = 19.64;
  EXPECT_GT(charge(request).peaks.energy.value, 9.7578);
}

TEST(PublishedValues, AnisotropyLowersEnergyAndPowerOfTenCells) {
  const struct {
    double anisotropy, energy;
  } rows[] = {{0.2, 9.0618}, {0.6, 7.6857}, {1.0, 7.5831}};
  for (const auto& row : rows) {
    const Peaks peaks = charge(spins(10, 10, row.anisotropy)).peaks;
    expect_digits(peaks.energy.value, peaks.energy.error, row.energy, 0.5e-4, "E_max");
  }
  const ChargeResult strongest = charge(spins(10, 10, 1.0));
  EXPECT_NEAR(strongest.peaks.energy.time, 1.394, 5e-4);
  EXPECT_NEAR(strongest.normalized_power.value, 6.67028, 5e-6);
  EXPECT_NEAR(charge(spins(10, 10)).normalized_power.value, 9.24603136, 5e-9);
}

TEST(PublishedValues, NormalizedPowerOfIsotropicCharging) {
  const struct {
    Count cells;
    double power;
  } rows[] = {{30, 38.39439861}, {60, 97.59292081}, {100, 196.24159856}, {1000, 4886.52500378}};
  for (const auto& row : rows) {
    EXPECT_NEAR(charge_power(spins(row.cells, row.cells)).normalized_power.value, row.power, 6e-9);
  }
  EXPECT_NEAR(charge_power(spins(2, 2)).peaks.power.value, 2.0495104079, 0.6e-10);
  EXPECT_NEAR(charge_power(spins(2, 4)).peaks.power.value, 3.0427924708, 0.6e-10);
}

TEST(PublishedValues, CollectiveAdvantageOfIsotropicCharging) {
  const struct {
    Count cells;
    double advantage;
  } rows[] = {{2, std::sqrt(2.0)}, {5, 2.45490829},    {10, 4.03506214},
              {20, 6.93947073},    {100, 27.08232455}, {1000, 213.25292206}};
  for (const auto& row : rows) {
    const Estimate advantage = charge_power(spins(row.cells, row.cells)).advantage;
    expect_digits(advantage.value, advantage.error, row.advantage, 0.6e-8,
                  std::to_string(row.cells));
    EXPECT_LT(advantage.error, 1e-8);
  }
}

TEST(PublishedValues, LocalExponentsDependOnSizeAndAnisotropy) {
  const struct {
    Count cells;
    double anisotropy, exponent;
  } rows[] = {{20, 0, 0.807},    {100, 0, 0.875},    {1000, 0, 0.912},
              {100, 0.2, 0.865}, {100, 0.6, 0.8345}, {100, 1, 0.489}};
  for (const auto& row : rows) {
    const auto advantage = [&](Count cells) {
      return charge_power(spins(cells, cells, row.anisotropy)).advantage;
    };
    const Estimate beta =
        local_exponent(row.cells, advantage(row.cells - 1), advantage(row.cells + 1));
    expect_digits(beta.value, beta.error, row.exponent, 0.5e-3, std::to_string(row.cells));
  }
}

TEST(PublishedValues, TheTwoCavityBenchmarksAreDifferentThings) {
  const Peaks direct = charge(benchmark(Charger::cavity, 10, 10)).peaks;
  EXPECT_NEAR(direct.energy.value, 8.8633, 5e-5);
  EXPECT_NEAR(direct.power.value, 18.6275, 5e-5);
  const Peaks limit = charge(benchmark(Charger::limit, 10, 0)).peaks;
  ASSERT_TRUE(limit.first.has_value());
  EXPECT_NEAR(limit.first->value, 8.0579, 5e-5);
  EXPECT_NEAR(limit.power.value, 10.2616, 5e-5);

  const Peaks two_photons = charge(benchmark(Charger::cavity, 2, 2)).peaks;
  EXPECT_NEAR(two_photons.energy.value, 16.0 / 9.0, 1e-12);
  EXPECT_NEAR(two_photons.power.value, 1.7733, 5e-5);
  const Peaks two_cells = charge(benchmark(Charger::limit, 2, 0)).peaks;
  EXPECT_NEAR(two_cells.energy.value, 16.0 / 9.0, 1e-12);
  EXPECT_NEAR(two_cells.power.value, 1.5298, 5e-5);
}

TEST(PublishedValues, CavityAdvantageGrowsLikeTheSquareRoot) {
  const auto advantage = [](Count cells) {
    return charge_power(benchmark(Charger::cavity, cells, cells)).advantage;
  };
  EXPECT_NEAR(local_exponent(100, advantage(99), advantage(101)).value, 0.4990, 5e-5);
  const auto scaled = [](Count m) {
    return charge_power(benchmark(Charger::cavity, m, m)).peaks.power.value /
           std::pow(static_cast<double>(m), 1.5);
  };
  EXPECT_NEAR(scaled(10), 0.589, 5e-4);
  EXPECT_NEAR(scaled(400), 0.583, 1e-3);
}

TEST(PublishedValues, ChargerCrosstalkOfTheTwoCellBattery) {
  const struct {
    double crosstalk, energy, power;
  } rows[] = {{0, 1.9200, 3.0428}, {0.1, 1.9061, 3.0245}, {1, 0.8459, 1.8282}};
  for (const auto& row : rows) {
    ChargeRequest request = spins(2, 4);
    request.charging.crosstalk = row.crosstalk;
    const Peaks peaks = charge(request).peaks;
    EXPECT_NEAR(peaks.energy.value, row.energy, 5e-5);
    EXPECT_NEAR(peaks.power.value, row.power, 5e-5);
  }
  ChargeRequest strong = spins(2, 4);
  strong.charging.crosstalk = 7;
  EXPECT_NEAR(charge(strong).peaks.energy.value / 2, 0.0092, 5e-5);
}

TEST(PublishedValues, NonIdealStartsOfTheTwoCellBattery) {
  const Peaks ideal = charge(spins(2, 4)).peaks;
  ChargeRequest charger = spins(2, 4);
  charger.charging.start = parse_start("charger-mixture:0.6,0.1,0.1,0.1,0.1");
  const Peaks mixed_charger = charge(charger).peaks;
  EXPECT_NEAR(mixed_charger.energy.value / ideal.energy.value, 0.847, 5e-4);
  EXPECT_NEAR(mixed_charger.power.value / ideal.power.value, 0.882, 5e-4);
  ChargeRequest battery = spins(2, 4);
  battery.charging.start = parse_start("battery-mixture:0.6,0.2,0.2");
  const Peaks mixed_battery = charge(battery).peaks;
  EXPECT_NEAR(mixed_battery.energy.value / ideal.energy.value, 0.6998, 5e-5);
  ASSERT_TRUE(mixed_battery.first.has_value());
  EXPECT_NEAR(mixed_battery.first->value / ideal.energy.value, 0.690, 5e-4);
  EXPECT_NEAR(mixed_battery.power.value / ideal.power.value, 0.722, 5e-4);
}

TEST(PublishedValues, CounterRotatingTermsChargeMoreCellsThanThereAreChargers) {
  ChargeRequest request = spins(3, 1, 1.0);
  EXPECT_NEAR(charge(request).peaks.energy.value, 1.0075, 5e-5);
  request.charging.coupling = 1.0;
  EXPECT_NEAR(charge(request).peaks.energy.value, 2.40, 5e-3);
}

TEST(PublishedValues, PowerOfTheTwoCellBatteryAgainstTheNumberOfChargers) {
  EXPECT_NEAR(charge(spins(2, 2)).normalized_power.value, 1.4492, 5e-5);
  EXPECT_NEAR(charge(spins(2, 200)).normalized_power.value, 1.5300, 5e-5);
}

TEST(PublishedValues, ChargingTheLargestBatteryOfTheFiguresFinishes) {
  ChargeRequest request = spins(100, 100, 1.0);
  request.window = 0.2 * pi;
  const ChargeResult result = charge(request);
  EXPECT_GT(result.peaks.energy.value, 0.0);
  EXPECT_LE(result.peaks.energy.error, 1e-7);
}

}  // namespace
}  // namespace leyden
