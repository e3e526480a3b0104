// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/coupled_spins.hpp"

#include <gtest/gtest.h>

#include "leyden/model/charging.hpp"

namespace leyden {
namespace {

std::optional<CoupledSpins> found(const Charging& charging) {
  const Protocol protocol = make_protocol(charging, 40);
  const Component& start = protocol.start.front().components.front();
  return coupled_spins(protocol.blocks[start.block], protocol, start.label);
}

Charging strong() {
  Charging c;
  c.cells = 7;
  c.chargers = 4;
  c.anisotropy = 1.0;
  c.coupling = 0.25;
  return c;
}

TEST(CoupledSpins, AreFoundAtFullAnisotropy) {
  Charging c = strong();
  c.detuning = 0.5;
  const auto spins = found(c);
  ASSERT_TRUE(spins);
  EXPECT_EQ(spins->cells, 7);
  EXPECT_EQ(spins->chargers, 4);
  EXPECT_EQ(spins->coupling, 1.0);
  EXPECT_EQ(spins->cell_frequency, 4.0);
  EXPECT_EQ(spins->charger_frequency, 6.0);
  EXPECT_FALSE(spins->cells_up);
  EXPECT_TRUE(spins->chargers_up);
}

TEST(CoupledSpins, StartAtEitherEnd) {
  Charging c = strong();
  c.start = DickeStart{7, 0};
  const auto spins = found(c);
  ASSERT_TRUE(spins);
  EXPECT_TRUE(spins->cells_up);
  EXPECT_FALSE(spins->chargers_up);
  c.start = DickeStart{3, 4};
  EXPECT_FALSE(found(c));
  c.start = DickeStart{0, 3};
  EXPECT_FALSE(found(c));
}

TEST(CoupledSpins, AreNotWhatElseIsJoined) {
  Charging c = strong();
  c.anisotropy = 0.999;
  EXPECT_FALSE(found(c));
  c = strong();
  c.crosstalk = 0.1;
  EXPECT_FALSE(found(c));
  c = strong();
  c.battery_crosstalk = 0.1;
  EXPECT_FALSE(found(c));
  c = strong();
  c.charger = Charger::cavity;
  EXPECT_FALSE(found(c));
}

TEST(CoupledSpins, HaveNoOtherTerms) {
  Protocol protocol = make_protocol(strong());
  const Label start = protocol.start.front().components.front().label;
  protocol.terms.push_back({0.0, {+2}});
  EXPECT_TRUE(coupled_spins(protocol.blocks[0], protocol, start));
  for (const double coefficient : {0.5, 1.0}) {
    protocol.terms.back().coefficient = coefficient;
    EXPECT_FALSE(coupled_spins(protocol.blocks[0], protocol, start));
  }
  protocol.terms.clear();
  EXPECT_FALSE(coupled_spins(protocol.blocks[0], protocol, start));
}

}  // namespace
}  // namespace leyden
