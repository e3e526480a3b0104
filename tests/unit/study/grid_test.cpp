// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/grid.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "leyden/base/errors.hpp"

namespace leyden {
namespace {

const std::string ratio(chargers_per_cell);

TEST(Grid, TheLastAxisOfTheTableRunsFastestHoweverTheyAreListed) {
  const Grid grid({{"anisotropy", {"0", "0.5"}}, {ratio, {"1", "3"}}, {"cells", {"2", "4"}}});
  ASSERT_EQ(grid.size(), 8);
  std::vector<std::vector<double>> found;
  for (Count i = 0; i < grid.size(); ++i) {
    const Charging charging = grid.at(i).charging;
    found.push_back({static_cast<double>(charging.cells), static_cast<double>(charging.chargers),
                     charging.anisotropy});
  }
  const std::vector<std::vector<double>> wanted{{2, 2, 0}, {2, 2, 0.5}, {2, 6, 0},  {2, 6, 0.5},
                                                {4, 4, 0}, {4, 4, 0.5}, {4, 12, 0}, {4, 12, 0.5}};
  EXPECT_EQ(found, wanted);
  EXPECT_EQ(grid.position(5), (std::vector<std::size_t>{1, 0, 1}));
}

TEST(Grid, TakesFractionsOfChargersPerCellThatMakeWholeChargers) {
  const Grid half({{"cells", {"2", "30"}}, {ratio, {"0.1", "0.5"}}});
  EXPECT_EQ(half.at(1).charging.chargers, 1);
  EXPECT_EQ(half.at(2).charging.chargers, 3);
  EXPECT_EQ(half.at(3).charging.chargers, 15);
  EXPECT_THROW(half.at(0), InvalidInput);
}

TEST(Grid, NamesTheAxisThatIsToBlame) {
  const Grid grid({{"cells", {"2"}}, {ratio, {"1"}}, {"anisotropy", {"0", "1.5"}}});
  EXPECT_NO_THROW(grid.at(0));
  EXPECT_THROW(grid.at(1), InvalidInput);
  ASSERT_NE(grid.culprit(1), nullptr);
  EXPECT_EQ(grid.culprit(1)->parameter, "anisotropy");
  const Grid start({{"cells", {"3"}}, {"chargers", {"2"}}, {"start", {"battery-mixture:0.5,0.5"}}});
  EXPECT_EQ(start.culprit(0)->parameter, "start");
}

TEST(Grid, HasNoOneToBlameWhenTwoAxesAreWrongEachByItself) {
  const Grid grid({{"cells", {"2"}}, {ratio, {"1"}}, {"anisotropy", {"2"}}, {"coupling", {"-1"}}});
  EXPECT_THROW(grid.at(0), InvalidInput);
  EXPECT_EQ(grid.culprit(0), nullptr);
}

TEST(Grid, WantsCellsAndChargersAndNoChargersForTheLimit) {
  EXPECT_THROW(Grid(std::vector<Axis>{{"chargers", {"2"}}}), InvalidInput);
  EXPECT_THROW(Grid(std::vector<Axis>{}), InvalidInput);
  EXPECT_THROW(Grid(std::vector<Axis>{{"cells", {"2"}}}).at(0), InvalidInput);
  EXPECT_THROW(Grid({{"cells", {"2"}}, {"chargers", {"2"}}, {"charger", {"limit"}}}).at(0),
               InvalidInput);
  EXPECT_EQ(Grid({{"cells", {"2"}}, {"charger", {"limit"}}}).at(0).charging.charger,
            Charger::limit);
}

TEST(Grid, RefusesWhatIsNoAxis) {
  EXPECT_THROW(validate(Axis{"cells", {}}), InvalidInput);
  EXPECT_THROW(validate(Axis{"cells", {"2.5"}}), InvalidInput);
  EXPECT_THROW(validate(Axis{"cell", {"2"}}), InvalidInput);
  EXPECT_THROW(validate(Axis{ratio, {"-1"}}), InvalidInput);
  EXPECT_THROW(validate(Axis{ratio, {"nan"}}), InvalidInput);
  EXPECT_THROW(Grid({{"cells", {"2"}}, {"chargers", {"2"}}, {ratio, {"1"}}}), InvalidInput);
}

TEST(Grid, RefusesMoreThanTenMillionProtocols) {
  const std::vector<std::string> thousand(1000, "1");
  const Axis cells{"cells", thousand};
  const Axis chargers{"chargers", thousand};
  EXPECT_EQ(Grid({cells, chargers, {"anisotropy", std::vector<std::string>(10, "0")}}).size(),
            largest_study);
  EXPECT_THROW(Grid({cells, chargers, {"anisotropy", std::vector<std::string>(11, "0")}}),
               InvalidInput);
}

TEST(Grid, LabelsCarryTheSymbolsOfTheField) {
  EXPECT_EQ(label({ratio, {"1", "2"}}, 1), "N/M = 2");
  EXPECT_EQ(label({"anisotropy", {"0.6"}}, 0), "γ = 0.6");
  EXPECT_EQ(label({"battery-crosstalk", {"10"}}, 0), "g2/g = 10");
  EXPECT_EQ(label({"charger", {"cavity"}}, 0), "charger = cavity");
}

}  // namespace
}  // namespace leyden
