// SPDX-License-Identifier: Apache-2.0
// Results depend neither on the number of threads, nor on how work was split, nor on the run.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "leyden/study/claims.hpp"
#include "leyden/study/grid.hpp"
#include "leyden/study/scaling.hpp"
#include "leyden/study/sweep.hpp"
#include "support/bits.hpp"

namespace leyden {
namespace {

/// The same bits from every executor, and again from the same one.
template <class Compute>
void expect_same_bits_on_every_executor(const Compute& compute) {
  const Bits expected = compute(*serial_executor());
  EXPECT_TRUE(compute(*serial_executor()) == expected) << "a second run";
  for (const unsigned threads : {1u, 2u, 3u, 7u}) {
    const auto executor = thread_executor(threads);
    for (int run = 0; run < 2; ++run) {
      EXPECT_TRUE(compute(*executor) == expected) << threads << " threads, run " << run;
    }
  }
}

Bits bits_of_table(const Table& table) {
  Bits bits;
  for (std::size_t row = 0; row < table.rows().size(); ++row) {
    for (const Column& column : table.columns()) bits.add(table.number(row, column.name));
  }
  return bits;
}

TEST(Threads, DoNotReachScaling) {
  for (const double anisotropy : {0.0, 0.6}) {
    ScalingRequest request;
    request.from = 1;
    request.to = anisotropy > 0.0 ? 9 : 90;
    request.points = 6;
    request.charging.anisotropy = anisotropy;
    expect_same_bits_on_every_executor(
        [&](Executor& executor) { return bits_of(scaling(request, executor)); });
  }
}

TEST(Threads, DoNotReachStudies) {
  const Grid grid({{"cells", {"1", "2", "5"}},
                   {"chargers-per-cell", {"1", "2"}},
                   {"anisotropy", {"0", "0.3"}},
                   {"window", {"1.5"}},
                   {"points", {"9"}}});
  for (const StudyKind kind : {StudyKind::values, StudyKind::curves}) {
    Study study;
    study.kind = kind;
    study.series = name_by_axes(grid, 0, "line");
    expect_same_bits_on_every_executor([&](Executor& executor) {
      Table table;
      run(study, executor, table);
      EXPECT_EQ(table.rows().size(), kind == StudyKind::values ? 12u : 12u * 9u);
      return bits_of_table(table);
    });
  }
}

Claim claim_on(const std::string& quantity, const Family& family) {
  Claim claim;
  claim.id = quantity;
  claim.criterion = parse_criterion("positive");
  claim.why.general = "{value} ± {error} ({at})";
  Part part;
  part.quantities = {&quantity_named(quantity)};
  part.family = family;
  claim.readings = {{"only", {part}, true}};
  return claim;
}

TEST(Threads, DoNotReachClaims) {
  const std::vector<std::string> some{"2", "3", "6", "11"};
  const std::vector<Claim> claims{
      claim_on("E_first", {{"cells", some}, {"chargers-per-cell", {"1"}}, {"window", {"2"}}}),
      claim_on("E_max", {{"cells", {"4"}}, {"chargers", some}, {"anisotropy", {"0", "0.5"}}}),
      claim_on("beta", {{"cells", some}, {"chargers-per-cell", {"1", "2"}}}),
      claim_on("P_max", {{"cells", some}, {"charger", {"cavity"}}, {"chargers-per-cell", {"1"}}}),
  };
  expect_same_bits_on_every_executor([&](Executor& executor) {
    Bits bits;
    for (const DecidedClaim& decided : decide(claims, executor)) {
      EXPECT_NE(decided.status, ClaimStatus::undecided) << decided.why;
      bits.add(static_cast<Count>(decided.status)).add(decided.value());
      for (const char letter : decided.why) bits.add(Count{letter});
    }
    return bits;
  });
}

}  // namespace
}  // namespace leyden
