// SPDX-License-Identifier: Apache-2.0
// Every statement of the paper, decided by the engine.
#include "leyden/study/claims.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>

#include "leyden/io/claims_toml.hpp"

namespace leyden {
namespace {

/// What independent computations established about printed numbers, to the digits they agree in.
struct Known {
  int number;
  ClaimStatus status;
  double value;
  double half_unit;
};

constexpr auto reproduced = ClaimStatus::reproduced;
constexpr auto close = ClaimStatus::close;
constexpr auto deviates = ClaimStatus::deviates;

const Known known_numbers[] = {
    {9, reproduced, 1.0024, 5e-5},   // slope, N/M = 1
    {10, reproduced, 1.3071, 5e-5},  // slope, N/M = 10
    {12, reproduced, 9.7577110767, 5e-10},
    {13, reproduced, 9.24603136, 5e-9},
    {14, close, 7.5831, 5e-5},
    {15, reproduced, 6.67028, 5e-6},
    {27, reproduced, 1.0, 1e-12},
    {28, reproduced, 0.724611353776708, 1e-12},
    {31, reproduced, 0.807, 5e-4},   // β, M = 20
    {32, reproduced, 0.875, 5e-4},   // β, M = 100
    {33, deviates, 0.912, 5e-4},     // β, M = 1000
    {35, close, 0.865, 5e-4},        // β, γ = 0.2
    {36, deviates, 0.834, 1e-3},     // β, γ = 0.6
    {37, reproduced, 0.489, 5e-4},   // β, γ = 1
    {39, reproduced, 0.4990, 5e-5},  // β of the cavity
    {41, reproduced, 1.92, 1e-9},
    {42, reproduced, 1.9061, 5e-5},
    {43, reproduced, 0.8459, 5e-5},
    {44, reproduced, 0.92, 5e-3},
    {46, reproduced, 3.0427924708, 5e-10},
    {47, reproduced, 3.0245, 5e-5},
    {48, reproduced, 1.8282, 5e-5},
    {53, deviates, 4.0, 1e-9},
    {56, reproduced, 84.7, 0.05},
    {57, reproduced, 88.2, 0.05},
    {58, reproduced, 69.98, 5e-3},
    {59, reproduced, 72.2, 0.05},
    {63, reproduced, 2.0, 1e-12},
    {64, reproduced, 16.0 * 20 * 19 / (58.0 * 58.0), 1e-12},
    {65, reproduced, 16.0 * 200 * 199 / (598.0 * 598.0), 1e-12},
    {66, reproduced, 16.0 / 9.0, 1e-12},
    {70, reproduced, 1.4492, 5e-5},
    {71, reproduced, 1.5300, 5e-5},
};

/// Statements in words that fail, and why.
const std::map<int, const char*> failing_words{
    {8, "P_max/√N of two cells has a maximum between N/M = 10 and 100"},
    {20, "the points of γ = 0.6 leave the line at N/M = 1"},
    {51, "strong crosstalk among two cells leaves a resonant path to the full battery"},
    {52, "crosstalk among the chargers matters more in larger systems"}};

/// Statements that hold against one of the two cavity benchmarks only, with a reading that names
/// the other and fails.
const std::map<int, const char*> one_benchmark_only{
    {1, "a cavity with M photons"},   {2, "a cavity with M photons"},
    {3, "a cavity with M photons"},   {4, "a cavity with M photons"},
    {6, "a cavity with M photons"},   {23, "a cavity with M photons"},
    {26, "a cavity with M photons"},  {69, "P_max, against two photons"},
    {72, "a cavity with two photons"}};

bool passes(const DecidedClaim& decided, const DecidedReading& reading) {
  return decided.claim.criterion
             ? judge(*decided.claim.criterion, reading.value).passes
             : judge(parse_printed(*decided.claim.printed, decided.claim.exact), reading.value)
                   .passes;
}

// One test, because deciding everything takes seconds and each test is a process of its own.
TEST(Claims, AreDecidedAsIndependentComputationsFoundThem) {
  const auto claims = read_claims_file(LEYDEN_GALLERY "/claims.toml");
  const auto executor = thread_executor();
  const auto decided = decide(claims, *executor);

  std::map<int, const DecidedClaim*> by_number;
  for (const DecidedClaim& claim : decided) {
    EXPECT_TRUE(by_number.emplace(claim.claim.number, &claim).second) << claim.claim.number;
  }
  for (int number = 1; number <= 73; ++number) {
    ASSERT_TRUE(by_number.count(number)) << "statement " << number << " is missing";
  }

  for (const DecidedClaim& claim : decided) {
    SCOPED_TRACE(claim.claim.id);
    EXPECT_NE(claim.status, ClaimStatus::undecided) << claim.why;
    EXPECT_FALSE(claim.why.empty());
    for (const DecidedReading& reading : claim.readings) {
      EXPECT_TRUE(std::isfinite(reading.value.value)) << reading.name << ": " << reading.trouble;
      // The largest is that of the extrapolated exponent.
      EXPECT_LT(reading.value.error, 1e-3) << reading.name;
    }
  }

  for (const Known& known : known_numbers) {
    const DecidedClaim& claim = *by_number.at(known.number);
    SCOPED_TRACE(claim.claim.id);
    EXPECT_EQ(to_text(claim.status), to_text(known.status)) << claim.why;
    EXPECT_TRUE(claim.claim.printed.has_value());
    EXPECT_TRUE(std::abs(claim.value().value - known.value) <=
                known.half_unit + claim.value().error)
        << claim.value().value << " vs " << known.value;
  }

  for (const DecidedClaim& claim : decided) {
    if (claim.claim.printed) continue;
    SCOPED_TRACE(claim.claim.id);
    const auto found = failing_words.find(claim.claim.number);
    const ClaimStatus expected = found == failing_words.end() ? reproduced : deviates;
    EXPECT_EQ(to_text(claim.status), to_text(expected))
        << (found == failing_words.end() ? claim.why : found->second);
  }

  for (const auto& [number, benchmark] : one_benchmark_only) {
    const DecidedClaim& claim = *by_number.at(number);
    SCOPED_TRACE(claim.claim.id);
    bool seen = false;
    for (const DecidedReading& reading : claim.readings) {
      if (reading.name.find(benchmark) == std::string::npos) continue;
      seen = true;
      EXPECT_FALSE(passes(claim, reading)) << reading.name;
    }
    EXPECT_TRUE(seen) << benchmark;
  }
}

}  // namespace
}  // namespace leyden
