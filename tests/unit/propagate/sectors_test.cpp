// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/sectors.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace leyden {
namespace {

Protocol spins(Count cells, Count chargers, double anisotropy, std::vector<Branch> start) {
  Protocol protocol;
  protocol.blocks = {{Ladder::spins(cells), Ladder::spins(chargers)}};
  protocol.terms = {{1.0, {+1, -1}}};
  if (anisotropy != 0.0) protocol.terms.push_back({anisotropy, {+1, +1}});
  protocol.start = std::move(start);
  return protocol;
}

double total_probability(const std::vector<Sector>& sectors) {
  double sum = 0.0;
  for (const Sector& sector : sectors) sum += sector.probability;
  return sum;
}

TEST(Sectors, OneStateIsOneSector) {
  const auto sectors = split_into_sectors(spins(2, 3, 0.0, {{1.0, {{1.0, 0, {0, 3}}}}}));
  ASSERT_EQ(sectors.size(), 1u);
  EXPECT_EQ(sectors[0].probability, 1.0);
  EXPECT_EQ(dimension(sectors[0].space), 3);
  ASSERT_EQ(sectors[0].start.size(), 1u);
  EXPECT_EQ(sectors[0].start[0].amplitude, 1.0);
}

TEST(Sectors, AmplitudesInOneSpaceStayTogether) {
  const Branch branch{0.5, {{0.6, 0, {0, 2}}, {0.0, 0, {2, 2}}, {-0.8, 0, {1, 1}}}};
  const auto sectors = split_into_sectors(spins(2, 2, 0.0, {branch}));
  ASSERT_EQ(sectors.size(), 1u);
  EXPECT_NEAR(sectors[0].probability, 0.5, 1e-15);
  ASSERT_EQ(sectors[0].start.size(), 2u);
  EXPECT_NEAR(sectors[0].start[0].amplitude, 0.6, 1e-15);
  EXPECT_NEAR(sectors[0].start[1].amplitude, -0.8, 1e-15);
}

TEST(Sectors, AmplitudesInDifferentSpacesShareTheProbability) {
  const Branch branch{0.5, {{0.6, 0, {0, 2}}, {0.8, 0, {0, 1}}}};
  const auto sectors = split_into_sectors(spins(2, 2, 0.0, {branch}));
  ASSERT_EQ(sectors.size(), 2u);
  EXPECT_NEAR(sectors[0].probability, 0.5 * 0.36, 1e-15);
  EXPECT_NEAR(sectors[1].probability, 0.5 * 0.64, 1e-15);
  for (const Sector& sector : sectors) EXPECT_EQ(sector.start.size(), 1u);
}

TEST(Sectors, PairCreationJoinsWhatExchangeKeepsApart) {
  const Branch branch{1.0, {{0.6, 0, {0, 2}}, {0.8, 0, {0, 0}}}};
  EXPECT_EQ(split_into_sectors(spins(2, 2, 0.0, {branch})).size(), 2u);
  EXPECT_EQ(split_into_sectors(spins(2, 2, 0.5, {branch})).size(), 1u);
}

TEST(Sectors, BranchesStayApartThoughTheyShareASpace) {
  const std::vector<Branch> start{{0.25, {{1.0, 0, {0, 2}}}}, {0.75, {{1.0, 0, {1, 1}}}}};
  const auto sectors = split_into_sectors(spins(2, 2, 0.0, start));
  ASSERT_EQ(sectors.size(), 2u);
  EXPECT_EQ(sectors[0].probability, 0.25);
  EXPECT_EQ(sectors[1].probability, 0.75);
}

TEST(Sectors, EqualStartsAreMerged) {
  const std::vector<Branch> start{
      {0.25, {{1.0, 0, {0, 2}}}},
      {0.5, {{1.0, 0, {0, 1}}}},
      {0.25, {{std::sqrt(0.5), 0, {0, 2}}, {std::sqrt(0.5), 0, {0, 0}}}}};
  const auto sectors = split_into_sectors(spins(2, 2, 0.0, start));
  ASSERT_EQ(sectors.size(), 3u);
  EXPECT_NEAR(sectors[0].probability, 0.375, 1e-15);
  EXPECT_NEAR(total_probability(sectors), 1.0, 1e-15);
}

TEST(Sectors, EqualStartsAreMergedBehindOthersToo) {
  const std::vector<Branch> start{
      {0.25, {{1.0, 0, {0, 2}}}}, {0.5, {{1.0, 0, {0, 1}}}}, {0.25, {{1.0, 0, {0, 1}}}}};
  const auto sectors = split_into_sectors(spins(2, 2, 0.0, start));
  ASSERT_EQ(sectors.size(), 2u);
  EXPECT_EQ(sectors[1].probability, 0.75);
}

TEST(Sectors, EqualLabelsOfDifferentBlocksAreDifferent) {
  Protocol protocol = spins(2, 2, 0.0, {});
  protocol.blocks.push_back({Ladder::spins(2), Ladder::spins(3)});
  protocol.start = {{0.5, {{1.0, 0, {0, 2}}}}, {0.5, {{1.0, 1, {0, 2}}}}};
  EXPECT_EQ(split_into_sectors(protocol).size(), 2u);
  protocol.start = {{1.0, {{0.6, 0, {0, 2}}, {0.8, 1, {0, 2}}}}};
  const auto sectors = split_into_sectors(protocol);
  ASSERT_EQ(sectors.size(), 2u);
  EXPECT_EQ(sectors[0].block, 0u);
  EXPECT_EQ(sectors[1].block, 1u);
}

TEST(Sectors, AmplitudesOfTheSameStateAddUp) {
  const Branch branch{1.0, {{0.3, 0, {0, 2}}, {0.8, 0, {1, 1}}, {0.3, 0, {0, 2}}}};
  const auto sectors = split_into_sectors(spins(2, 2, 0.0, {branch}));
  ASSERT_EQ(sectors.size(), 1u);
  ASSERT_EQ(sectors[0].start.size(), 2u);
  EXPECT_NEAR(sectors[0].start[0].amplitude, 0.6, 1e-15);
}

}  // namespace
}  // namespace leyden
