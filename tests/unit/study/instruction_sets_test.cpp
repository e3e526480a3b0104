// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "leyden/study/charge.hpp"
#include "support/bits.hpp"
#include "support/instruction_sets.hpp"

namespace leyden {
namespace {

ChargeRequest request(Count cells, Count chargers, double anisotropy) {
  ChargeRequest request;
  request.charging.cells = cells;
  request.charging.chargers = chargers;
  request.charging.anisotropy = anisotropy;
  request.window = 2.0;
  request.points = 33;
  return request;
}

/// The same bits whatever the vectors of the machine are as long as.
void expect_the_same_everywhere(const std::string& what, const ChargeRequest& request) {
  std::optional<Bits> first;
  in_every_instruction_set([&](InstructionSet level) {
    const ChargeResult result = charge(request);
    EXPECT_EQ(result.method.instruction_set, level);
    Bits bits;
    bits.add(result);
    for (const Sample& sample : charging_curve(request, result.method.fock_cutoff)) {
      bits.add(sample);
    }
    if (!first) first = bits;
    EXPECT_TRUE(bits == *first) << what << " in " << name(level);
  });
}

TEST(InstructionSets, GiveTheSameBitsOnEverySpace) {
  expect_the_same_everywhere("chain", request(13, 11, 0.0));
  expect_the_same_everywhere("checkerboard", request(9, 14, 0.6));
  expect_the_same_everywhere("square checkerboard", request(11, 11, 1.0));
  expect_the_same_everywhere("square checkerboard of even size", request(12, 12, 0.3));
  ChargeRequest detuned = request(6, 6, 0.4);
  detuned.charging.detuning = 0.2;
  detuned.charging.crosstalk = 0.5;
  expect_the_same_everywhere("detuned checkerboard", detuned);
  ChargeRequest cavity = request(3, 4, 0.5);
  cavity.charging.charger = Charger::cavity;
  cavity.window = 0.5;
  expect_the_same_everywhere("cavity", cavity);
  ChargeRequest mixture = request(4, 5, 0.5);
  mixture.charging.start = DickeStart{1, 3};
  expect_the_same_everywhere("Dicke start", mixture);
}

}  // namespace
}  // namespace leyden
