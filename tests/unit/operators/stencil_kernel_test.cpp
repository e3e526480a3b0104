// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/stencil_kernel.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "support/dice.hpp"
#include "support/instruction_sets.hpp"

namespace leyden {
namespace {

/// A row of random numbers with one more readable element at either end.
struct RandomRow {
  explicit RandomRow(Count length, Dice& dice) {
    for (auto* values : {&below, &above, &diagonal, &here, &up, &down, &out}) {
      for (Count i = 0; i < length + 2; ++i) values->push_back(dice.uniform(-1, 1));
    }
    row = {length,
           dice.uniform(0.1, 2),
           static_cast<double>(dice.whole(-1, 1)),
           dice.uniform(-1, 1),
           dice.uniform(-1, 1),
           dice.uniform(-1, 1),
           dice.uniform(-1, 1),
           dice.uniform(-1, 1),
           below.data() + 1,
           above.data() + 1,
           diagonal.data() + 1,
           here.data() + 1,
           up.data() + 1,
           down.data() + 1,
           nullptr};
  }
  std::vector<double> below, above, diagonal, here, up, down, out;
  StencilRow row;
};

std::vector<double> plain(const RandomRow& random) {
  const StencilRow& r = random.row;
  std::vector<double> out = random.out;
  for (Count j = 0; j < r.length; ++j) {
    const double left = r.up_left * r.up[j - 1] + r.down_left * r.down[j - 1];
    const double right = r.up_right * r.up[j] + r.down_right * r.down[j];
    double& y = out[static_cast<std::size_t>(j + 1)];
    y = (r.alpha * ((r.row + r.diagonal[j]) * r.here[j]) +
         (r.below[j] * left + r.above[j] * right)) +
        r.beta * y;
  }
  return out;
}

TEST(StencilKernel, IsThePlainFormulaToTheLastBitInEveryInstructionSetAndForEveryLength) {
  Dice dice(7);
  for (Count length = 0; length < 40; ++length) {
    RandomRow random(length, dice);
    const std::vector<double> expected = plain(random);
    in_every_instruction_set([&](InstructionSet level) {
      std::vector<double> out = random.out;
      random.row.out = out.data() + 1;
      apply_stencil_row(random.row);
      EXPECT_EQ(out, expected) << name(level) << ", " << length
                               << " elements: those beside the row included";
    });
  }
}

}  // namespace
}  // namespace leyden
