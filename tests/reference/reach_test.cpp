// SPDX-License-Identifier: Apache-2.0
// First passages against brute force in the full product space: a dense grid, refined tenfold.
#include "leyden/study/reach.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "reference/random_case.hpp"

namespace leyden {
namespace {

constexpr int points = 2000;

/// The first time at which brute force stores `level`, between `begin` and `end`.
double first_crossing(const Case& random, long double level, double begin, double end) {
  for (int round = 0; round < 5; ++round) {
    std::vector<double> times;
    const int steps = round == 0 ? points : 200;
    for (int i = 0; i <= steps; ++i) times.push_back(begin + (end - begin) * i / steps);
    const auto truth = reference::charge(random.spins, random.mixture, times);
    std::size_t i = 1;
    while (i + 1 < truth.size() && truth[i].energy < level) ++i;
    begin = times[i - 1];
    end = times[i];
  }
  return end;
}

TEST(Oracle, FirstPassagesOfRandomProtocolsAgreeWithBruteForce) {
  Dice dice(20251127);
  int compared = 0;
  for (int i = 0; i < 40; ++i) {
    const Case random = random_case(dice, 7);
    ChargeRequest request;
    request.charging = random.charging;
    request.window = dice.uniform(0.5, 6.0);
    const ChargeResult result = charge(request);
    const Peak& highest = result.peaks.energy;
    const double fraction = dice.chance(0.3) ? dice.uniform(0.99, 0.99999) : dice.uniform(0.01, 1);
    const Passage passage = reach(request, result, fraction);
    if (highest.value < 1e-3) continue;
    ++compared;
    const auto top = reference::charge(random.spins, random.mixture, {0.0, highest.time}).back();
    const double truth = first_crossing(random, fraction * top.energy, 0.0, highest.time);
    EXPECT_LE(std::abs(passage.time - truth), passage.time_error + 1e-11)
        << describe(random.charging) << " F=" << fraction << " window=" << request.window;
    EXPECT_LT(passage.time_error, 1e-9) << describe(random.charging);
  }
  EXPECT_GE(compared, 30);
}

}  // namespace
}  // namespace leyden
