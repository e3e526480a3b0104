// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "leyden/base/errors.hpp"
#include "leyden/study/parameters.hpp"

namespace leyden {
namespace {

TEST(StartText, EveryStartIsReadBackAsItWasWritten) {
  const std::vector<Start> starts{IdealStart{},
                                  DickeStart{0, 0},
                                  DickeStart{12, 9'007'199'254'740'991},
                                  ChargerMixture{{1.0}},
                                  ChargerMixture{{0.1, 1.0 / 3.0, 1e-300, 0.0}},
                                  BatteryMixture{{0.6, 0.2, 0.2}},
                                  ThermalCharger{0.3, {}},
                                  ThermalCharger{1.0 / 3.0, 0},
                                  ThermalCharger{1.0, 7},
                                  LightStart{Light::coherent, 0.1},
                                  LightStart{Light::thermal, 1.0 / 3.0},
                                  LightStart{Light::squeezed, 0.0}};
  for (const Start& start : starts) EXPECT_EQ(parse_start(to_text(start)), start) << to_text(start);
}

TEST(StartText, IsWrittenAsOnTheCommandLine) {
  EXPECT_EQ(to_text(Start(IdealStart{})), "ideal");
  EXPECT_EQ(to_text(Start(DickeStart{2, 3})), "dicke:2,3");
  EXPECT_EQ(to_text(Start(ChargerMixture{{0.6, 0.4}})), "charger-mixture:0.6,0.4");
  EXPECT_EQ(to_text(Start(BatteryMixture{{0.6, 0.4}})), "battery-mixture:0.6,0.4");
  EXPECT_EQ(to_text(Start(ThermalCharger{0.5, {}})), "thermal-charger:0.5");
  EXPECT_EQ(to_text(Start(ThermalCharger{0.5, 2})), "thermal-charger:0.5,2");
}

TEST(StartText, MalformedStartsAreRefused) {
  for (const char* text : {"",
                           "Ideal",
                           "ideal ",
                           "ideal:",
                           "ideal:1",
                           "dicke",
                           "dicke:",
                           "dicke:1",
                           "dicke:1,",
                           "dicke:,1",
                           "dicke:1,2,3",
                           "dicke:1.5,2",
                           "dicke:-1,2",
                           "dicke: 1,2",
                           "dicke:a,b",
                           "thermal",
                           "thermal-charger",
                           "thermal-charger:",
                           "thermal-charger:x",
                           "thermal-charger:0.5,",
                           "thermal-charger:0.5,1.5",
                           "thermal-charger:0.5,1,2",
                           "charger-mixture",
                           "charger-mixture:",
                           "charger-mixture:1,",
                           "charger-mixture:0.5;0.5",
                           "battery-mixture:",
                           "battery-mixture:one",
                           ":1",
                           "coherent",
                           "coherent:",
                           "squeezed:1,2",
                           "fock:1"}) {
    EXPECT_THROW(parse_start(text), InvalidInput) << "'" << text << "'";
  }
}

TEST(StartText, TheRefusalShowsWhatCameAndWhatIsAllowed) {
  try {
    parse_start("fock:1");
    FAIL();
  } catch (const InvalidInput& failure) {
    const std::string text = failure.what();
    EXPECT_NE(text.find("'fock:1'"), std::string::npos);
    EXPECT_NE(text.find("thermal-charger:p1[,count]"), std::string::npos);
  }
}

TEST(StartText, ChargersHaveTheNamesOfTheCommandLine) {
  EXPECT_EQ(to_text(Charger::spins), "spins");
  EXPECT_EQ(to_text(Charger::cavity), "cavity");
  EXPECT_EQ(to_text(Charger::limit), "limit");
}

}  // namespace
}  // namespace leyden
