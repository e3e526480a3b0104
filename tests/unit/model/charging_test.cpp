// SPDX-License-Identifier: Apache-2.0
#include "leyden/model/charging.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "leyden/base/errors.hpp"

namespace leyden {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double inf = std::numeric_limits<double>::infinity();

Charging model(Count cells, Count chargers, Charger charger = Charger::spins) {
  Charging charging;
  charging.cells = cells;
  charging.chargers = chargers;
  charging.charger = charger;
  return charging;
}

Charging with_start(Charging charging, Start start) {
  charging.start = std::move(start);
  return charging;
}

/// The text of the refusal, empty when accepted.
std::string refusal(const Charging& charging) {
  try {
    validate(charging);
  } catch (const InvalidInput& failure) {
    return failure.what();
  }
  return "";
}

void expect_refused(const Charging& charging, const std::string& name) {
  const std::string text = refusal(charging);
  EXPECT_NE(text.find(name), std::string::npos)
      << "says '" << text << "' instead of naming " << name;
  EXPECT_THROW(make_protocol(charging), InvalidInput);
}

using Set = std::function<void(Charging&, double)>;

void expect_range(const std::string& name, const Set& set, const std::vector<double>& allowed,
                  const std::vector<double>& refused) {
  for (const double value : allowed) {
    Charging charging = model(2, 2);
    set(charging, value);
    EXPECT_EQ(refusal(charging), "") << name << " = " << value;
  }
  for (const double value : refused) {
    Charging charging = model(2, 2);
    set(charging, value);
    expect_refused(charging, name);
  }
}

TEST(Validate, RealParametersKeepTheirRanges) {
  const std::vector<double> too_large{nan, inf, -inf, 1e80, -1e80, 1e308, -1e308};
  expect_range("anisotropy", [](Charging& c, double v) { c.anisotropy = v; },
               {-0.0, 0, 1e-300, 0.5, 1},
               {nan, inf, -inf, -1, -1e-300, std::nextafter(1.0, 2.0), 1e300});
  expect_range("coupling", [](Charging& c, double v) { c.coupling = v; }, {1e-300, 1, 1e300},
               {nan, inf, -inf, -1, -0.0, 0, -1e-300});
  expect_range(
      "detuning", [](Charging& c, double v) { c.detuning = v; }, {-1, -0.0, 0, 1, 1e70, -1e70},
      too_large);
  expect_range(
      "crosstalk", [](Charging& c, double v) { c.crosstalk = v; }, {-1, -0.0, 0, 1, 1e70, -1e70},
      too_large);
  expect_range(
      "battery-crosstalk", [](Charging& c, double v) { c.battery_crosstalk = v; },
      {-1, -0.0, 0, 1, 1e70, -1e70}, too_large);
  expect_range("population",
               [](Charging& c, double v) {
                 c.start = ThermalCharger{v, {}};
               },
               {-0.0, 0, 0.5, 1}, {nan, inf, -inf, -1, 1.0000001, 1e300});
}

TEST(Validate, EnergiesThatOverflowInUnitsOfTheCouplingAreRefused) {
  Charging weak = model(2, 2);
  weak.coupling = 5e-324;
  EXPECT_EQ(refusal(weak), "") << "at resonance only g is left";
  weak.anisotropy = 0.5;
  expect_refused(weak, "coupling");
  weak.anisotropy = 0.0;
  weak.detuning = 1.0;
  expect_refused(weak, "detuning");
  weak.detuning = 5e-324;
  EXPECT_EQ(refusal(weak), "");
}

TEST(Validate, CountsKeepTheirRanges) {
  for (const Count bad : {Count{-1}, INT64_MIN, largest_count, INT64_MAX}) {
    expect_refused(model(bad, 1), "cells");
    expect_refused(model(1, bad), "chargers");
  }
  for (const Count good : {Count{0}, Count{1}, largest_count - 1}) {
    EXPECT_EQ(refusal(model(good, 1)), "");
    EXPECT_EQ(refusal(model(1, good)), "");
  }
}

TEST(Validate, DickeStartExcitesNoMoreThanThereIs) {
  EXPECT_EQ(refusal(with_start(model(3, 4), DickeStart{3, 4})), "");
  EXPECT_EQ(refusal(with_start(model(3, 4), DickeStart{0, 0})), "");
  expect_refused(with_start(model(3, 4), DickeStart{4, 0}), "4 excited cells");
  expect_refused(with_start(model(3, 4), DickeStart{-1, 0}), "-1 excited cells");
  expect_refused(with_start(model(3, 4), DickeStart{0, 5}), "5 excited charger spins");
  expect_refused(with_start(model(3, 4), DickeStart{0, -1}), "-1 excited charger spins");
  EXPECT_EQ(refusal(with_start(model(3, 4, Charger::cavity), DickeStart{3, 1000})), "");
  expect_refused(with_start(model(3, 4, Charger::cavity), DickeStart{0, -1}), "-1 excited photons");
  expect_refused(with_start(model(3, 4, Charger::cavity), DickeStart{0, largest_count - 3}),
                 "photons");
  expect_refused(with_start(model(3, 4, Charger::limit), DickeStart{0, 0}), "dicke");
}

TEST(Validate, MixturesNeedOneProbabilityEach) {
  EXPECT_EQ(refusal(with_start(model(2, 3), ChargerMixture{{0.4, 0.1, 0.2, 0.3}})), "");
  expect_refused(with_start(model(2, 3), ChargerMixture{{0.5, 0.5}}), "charger-mixture with 2");
  expect_refused(with_start(model(2, 3), ChargerMixture{{}}), "charger-mixture with 0");
  expect_refused(with_start(model(2, 3), ChargerMixture{{1, 0, 0, 0, 0}}),
                 "charger-mixture with 5");
  EXPECT_EQ(refusal(with_start(model(2, 3), BatteryMixture{{0.4, 0.6, 0}})), "");
  expect_refused(with_start(model(2, 3), BatteryMixture{{1, 0, 0, 0}}), "battery-mixture with 4");
  EXPECT_EQ(refusal(with_start(model(0, 3), BatteryMixture{{1}})), "");
}

TEST(Validate, ProbabilitiesAreProbabilities) {
  for (const double bad : {nan, inf, -inf, -1.0, -1e-300, 1.5, 1e300}) {
    expect_refused(with_start(model(1, 1), ChargerMixture{{bad, 0.5}}),
                   "charger-mixture with probability");
    expect_refused(with_start(model(1, 1), BatteryMixture{{0.5, bad}}),
                   "battery-mixture with probability");
  }
  EXPECT_EQ(refusal(with_start(model(1, 1), ChargerMixture{{-0.0, 1}})), "");
  expect_refused(with_start(model(1, 1), ChargerMixture{{0.5, 0.5 + 1e-8}}), "sum to");
  expect_refused(with_start(model(1, 1), ChargerMixture{{0.0, 0.0}}), "sum to 0");
  EXPECT_EQ(refusal(with_start(model(1, 1), ChargerMixture{{0.5, 0.5 + 1e-10}})), "");
}

TEST(Validate, ThermalSpinsAreChargerSpins) {
  EXPECT_EQ(refusal(with_start(model(2, 3), ThermalCharger{0.5, 3})), "");
  EXPECT_EQ(refusal(with_start(model(2, 3), ThermalCharger{0.5, 0})), "");
  expect_refused(with_start(model(2, 3), ThermalCharger{0.5, 4}), "thermal charger spins");
  expect_refused(with_start(model(2, 3), ThermalCharger{0.5, -1}), "thermal charger spins");
}

TEST(Validate, WhatNeedsChargerSpinsIsRefusedWithoutThem) {
  for (const Charger charger : {Charger::cavity, Charger::limit}) {
    Charging crosstalk = model(2, 1, charger);
    crosstalk.crosstalk = 0.1;
    expect_refused(crosstalk, "crosstalk");
    expect_refused(with_start(model(2, 1, charger), ChargerMixture{{1, 0}}), "charger-mixture");
    expect_refused(with_start(model(2, 1, charger), ThermalCharger{0.5, {}}), "thermal-charger");
    EXPECT_EQ(refusal(with_start(model(2, 1, charger), BatteryMixture{{1, 0, 0}})), "");
    Charging battery = model(2, 1, charger);
    battery.battery_crosstalk = 0.1;
    EXPECT_EQ(refusal(battery), "");
  }
}

TEST(MakeProtocol, IdealStartIsCellsDownAndChargersUp) {
  Charging charging = model(3, 5);
  charging.coupling = 0.25;
  charging.detuning = 0.1;
  charging.crosstalk = 0.2;
  charging.battery_crosstalk = 0.3;
  const Protocol protocol = make_protocol(charging);
  EXPECT_EQ(protocol.coupling, 0.25);
  ASSERT_EQ(protocol.blocks.size(), 1u);
  EXPECT_TRUE(protocol.blocks[0][0] == Ladder::spins(3, 0.3));
  EXPECT_TRUE(protocol.blocks[0][1] == Ladder::spins(5, 0.2).detuned(0.1));
  ASSERT_EQ(protocol.start.size(), 1u);
  EXPECT_EQ(protocol.start[0].probability, 1.0);
  ASSERT_EQ(protocol.start[0].components.size(), 1u);
  EXPECT_EQ(protocol.start[0].components[0].label, (Label{0, 5, 0}));
}

TEST(MakeProtocol, AnisotropyAddsThePairTerm) {
  Charging charging = model(2, 2);
  const Protocol isotropic = make_protocol(charging);
  ASSERT_EQ(isotropic.terms.size(), 1u);
  EXPECT_EQ(isotropic.terms[0].coefficient, 1.0);
  EXPECT_EQ(isotropic.terms[0].shift, (Shift{+1, -1, 0}));
  charging.anisotropy = 0.4;
  const Protocol anisotropic = make_protocol(charging);
  ASSERT_EQ(anisotropic.terms.size(), 2u);
  EXPECT_EQ(anisotropic.terms[1].coefficient, 0.4);
  EXPECT_EQ(anisotropic.terms[1].shift, (Shift{+1, +1, 0}));
}

TEST(MakeProtocol, CavityHoldsEveryExcitationThatCanReachIt) {
  const Protocol ideal = make_protocol(model(4, 3, Charger::cavity));
  EXPECT_EQ(ideal.start[0].components[0].label, (Label{0, 3, 0}));
  EXPECT_GE(ideal.blocks[0][1].top(), 3);
  const Protocol dicke = make_protocol(with_start(model(4, 3, Charger::cavity), DickeStart{2, 7}));
  EXPECT_EQ(dicke.start[0].components[0].label, (Label{2, 7, 0}));
  EXPECT_GE(dicke.blocks[0][1].top(), 9);
  const Protocol mixture =
      make_protocol(with_start(model(4, 3, Charger::cavity), BatteryMixture{{0.5, 0.5, 0, 0, 0}}));
  EXPECT_GE(mixture.blocks[0][1].top(), 4) << "the excited cell may give its quantum to the mode";
}

TEST(MakeProtocol, FockCutoffIsTheHighestLevelAndOnlyUsedWhereNeeded) {
  Charging charging = model(2, 3, Charger::cavity);
  charging.anisotropy = 1.0;
  EXPECT_EQ(make_protocol(charging, 17).blocks[0][1].top(), 17);
  charging.anisotropy = 0.0;
  EXPECT_LT(make_protocol(charging, 1000).blocks[0][1].top(), 10);
  Charging limit = model(2, 3, Charger::limit);
  EXPECT_EQ(make_protocol(limit, 1000).blocks[0][1].top(), 2);
  EXPECT_EQ(make_protocol(limit, 1000).start[0].components[0].label, (Label{0, 2, 0}));
  limit.anisotropy = 0.5;
  EXPECT_EQ(make_protocol(limit, 50).blocks[0][1].top(), 50);
  EXPECT_EQ(make_protocol(limit, 50).start[0].components[0].label, (Label{0, 50, 0}));
}

TEST(MakeProtocol, ChargerMixtureCountsExcitedSpinsFromZero) {
  const Protocol protocol =
      make_protocol(with_start(model(2, 3), ChargerMixture{{0.4, 0.1, 0, 0.5}}));
  ASSERT_EQ(protocol.blocks.size(), 1u);
  ASSERT_EQ(protocol.start.size(), 3u) << "what has no probability is left out";
  const Label labels[] = {{0, 3}, {0, 0}, {0, 2}};
  const double probabilities[] = {0.4, 0.1, 0.5};
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(protocol.start[i].components[0].label, labels[i]);
    EXPECT_NEAR(protocol.start[i].probability, probabilities[i], 1e-15);
  }
}

TEST(MakeProtocol, BatteryMixtureSplitsTheExcitedCellOverTwoTotalSpins) {
  const Protocol protocol =
      make_protocol(with_start(model(4, 3), BatteryMixture{{0.7, 0.1, 0.0, 0.2, 0.0}}));
  ASSERT_EQ(protocol.blocks.size(), 2u);
  ASSERT_EQ(protocol.start.size(), 2u);
  EXPECT_NEAR(protocol.start[0].probability, 0.7, 1e-15);
  EXPECT_NEAR(protocol.start[1].probability, 0.3, 1e-15);
  const auto& parts = protocol.start[1].components;
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_NEAR(parts[0].amplitude, 0.5, 1e-15);
  EXPECT_EQ(parts[0].label, (Label{1, 3, 0}));
  EXPECT_NEAR(parts[1].amplitude, std::sqrt(0.75), 1e-15);
  EXPECT_EQ(parts[1].label, (Label{0, 3, 0}));
  EXPECT_TRUE(protocol.blocks[parts[1].block][0] == Ladder::spins(2, 0.0, 1));
}

TEST(MakeProtocol, ResolvedCopiesOfABatteryMixtureAreTheExcitedCells) {
  const Protocol protocol = make_protocol(
      with_start(model(4, 3), BatteryMixture{{0.4, 0.1, 0.2, 0.3, 0.0}}), 0, Copies::resolved);
  // The ideal start and the three cells with a probability.
  ASSERT_EQ(protocol.start.size(), 4u);
  const auto overlap = [&](std::size_t a, std::size_t b) {
    double sum = 0.0;
    for (const Component& x : protocol.start[a].components) {
      for (const Component& y : protocol.start[b].components) {
        const bool same = x.block == y.block && x.label == y.label && x.copy == y.copy;
        if (same) sum += x.amplitude * y.amplitude;
      }
    }
    return sum;
  };
  for (std::size_t a = 0; a < 4; ++a) {
    for (std::size_t b = 0; b < 4; ++b) EXPECT_NEAR(overlap(a, b), a == b ? 1.0 : 0.0, 1e-15);
  }
  EXPECT_NEAR(protocol.start[2].probability, 0.2, 1e-15);
}

TEST(MakeProtocol, LightIsOneBranchOrAMixtureOfFockStates) {
  Charging c = model(3, 0);
  c.charger = Charger::cavity;
  c.start = LightStart{Light::coherent, 2.0};
  const Protocol coherent = make_protocol(c);
  ASSERT_EQ(coherent.start.size(), 1u);
  EXPECT_NEAR(coherent.start[0].components[0].amplitude, std::exp(-1.0), 1e-15);
  EXPECT_EQ(coherent.start[0].components[3].label, (Label{0, 3, 0}));
  c.start = LightStart{Light::thermal, 2.0};
  const Protocol thermal = make_protocol(c);
  EXPECT_NEAR(thermal.start[1].probability, 2.0 / 9.0, 1e-15);
  for (const double mean : {-1.0, double(NAN), double(INFINITY), 2001.0}) {
    c.start = LightStart{Light::squeezed, mean};
    EXPECT_THROW(make_protocol(c), InvalidInput) << mean;
  }
  c.charger = Charger::spins;
  c.start = LightStart{Light::thermal, 2.0};
  EXPECT_THROW(make_protocol(c), InvalidInput);
}

TEST(MakeProtocol, BatteryMixtureOfOneOrNoCell) {
  const Protocol one = make_protocol(with_start(model(1, 3), BatteryMixture{{0.25, 0.75}}));
  EXPECT_EQ(one.blocks.size(), 1u);
  ASSERT_EQ(one.start.size(), 2u);
  EXPECT_EQ(one.start[1].components.size(), 1u);
  EXPECT_EQ(one.start[1].components[0].amplitude, 1.0);
  const Protocol none = make_protocol(with_start(model(0, 3), BatteryMixture{{1.0}}));
  EXPECT_EQ(none.start.size(), 1u);
}

TEST(MakeProtocol, ProbabilitiesAreNormalised) {
  const std::vector<double> p{0.5, 0.5 + 9e-10};
  for (const Start& start : {Start(ChargerMixture{p}), Start(BatteryMixture{p})}) {
    const Protocol protocol = make_protocol(with_start(model(1, 1), start));
    ASSERT_EQ(protocol.start.size(), 2u);
    EXPECT_NEAR(protocol.start[0].probability + protocol.start[1].probability, 1.0, 1e-15);
  }
}

TEST(MakeProtocol, ThermalChargerGetsOneBlockForEachTotalSpin) {
  const Protocol protocol = make_protocol(with_start(model(2, 4), ThermalCharger{0.3, {}}));
  EXPECT_EQ(protocol.blocks.size(), 3u);  // J = 2, 1, 0
  double sum = 0.0;
  for (const Branch& branch : protocol.start) {
    sum += branch.probability;
    ASSERT_EQ(branch.components.size(), 1u);
    EXPECT_EQ(branch.components[0].label[0], 0);
    EXPECT_TRUE(contains(protocol.blocks[branch.components[0].block], branch.components[0].label));
  }
  EXPECT_NEAR(sum, 1.0, 1e-14);
  EXPECT_EQ(protocol.start.size(), 5u + 3u + 1u);
  const Protocol ideal = make_protocol(with_start(model(2, 4), ThermalCharger{0.3, 0}));
  ASSERT_EQ(ideal.start.size(), 1u);
  EXPECT_EQ(ideal.start[0].components[0].label, (Label{0, 4, 0}));
}

TEST(NeedsCutoff, OnlyUnboundedLaddersWithPairCreation) {
  for (const Charger charger : {Charger::spins, Charger::cavity, Charger::limit}) {
    Charging charging = model(2, 2, charger);
    EXPECT_FALSE(needs_cutoff(charging));
    charging.anisotropy = 0.1;
    EXPECT_EQ(needs_cutoff(charging), charger != Charger::spins);
    charging.cells = 0;
    EXPECT_FALSE(needs_cutoff(charging));
  }
}

}  // namespace
}  // namespace leyden
