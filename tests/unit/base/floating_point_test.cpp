// SPDX-License-Identifier: Apache-2.0
#include "leyden/base/floating_point.hpp"

#include <gtest/gtest.h>

#include <cfenv>
#include <limits>
#include <stdexcept>

#include "leyden/base/executor.hpp"
#include "support/host_modes.hpp"

namespace leyden {
namespace {

/// What arithmetic does under the modes in force, in numbers that every mode above changes.
struct Arithmetic {
  double third;
  double negative_third;
  double subnormal;
  long double extended;
  bool operator==(const Arithmetic&) const = default;
};

Arithmetic arithmetic() {
  volatile double one = 1.0;
  volatile double three = 3.0;
  volatile double smallest = std::numeric_limits<double>::min();
  volatile long double long_one = 1.0L;
  volatile long double long_three = 3.0L;
  return {one / three, -one / three, smallest / 2, long_one / long_three};
}

TEST(FloatingPointScope, ComputesAsByDefaultWhateverTheHostHasSet) {
  const Arithmetic expected = arithmetic();
  for (const HostModes& host : host_modes()) {
    Arithmetic outside{};
    Arithmetic inside{};
    EXPECT_TRUE(leaves_the_modes_alone(host, [&] {
      const FloatingPointScope scope;
      inside = arithmetic();
    })) << host.name;
    leaves_the_modes_alone(host, [&] { outside = arithmetic(); });
    EXPECT_EQ(inside, expected) << host.name;
    EXPECT_NE(outside, expected) << host.name << " changes nothing here, so it tests nothing";
  }
}

TEST(FloatingPointScope, GivesTheModesBackWhenAnExceptionLeaves) {
  for (const HostModes& host : host_modes()) {
    EXPECT_TRUE(leaves_the_modes_alone(host, [] {
      try {
        const FloatingPointScope scope;
        throw std::runtime_error("out");
      } catch (const std::runtime_error&) {
      }
    })) << host.name;
  }
}

TEST(FloatingPointScope, KeepsTheFlagsOfTheCallerAndDropsItsOwn) {
  std::feclearexcept(FE_ALL_EXCEPT);
  std::feraiseexcept(FE_OVERFLOW);
  {
    const FloatingPointScope scope;
    EXPECT_EQ(std::fetestexcept(FE_ALL_EXCEPT), 0);
    std::feraiseexcept(FE_INVALID);
  }
  EXPECT_EQ(std::fetestexcept(FE_ALL_EXCEPT), FE_OVERFLOW);
  std::feclearexcept(FE_ALL_EXCEPT);
}

#if defined(__GLIBC__)
TEST(FloatingPointScope, MasksTheTrapsOfTheHost) {
  const HostModes trapping{"traps", [] { feenableexcept(FE_INEXACT | FE_INVALID); }};
  EXPECT_TRUE(leaves_the_modes_alone(trapping, [] {
    const FloatingPointScope scope;
    arithmetic();  // inexact: a signal would end the program
  }));
}
#endif

TEST(FloatingPointScope, IsEnteredTwiceWithoutHarm) {
  for (const HostModes& host : host_modes()) {
    EXPECT_TRUE(leaves_the_modes_alone(host, [] {
      const FloatingPointScope outer;
      const auto default_state = floating_point_state();
      { const FloatingPointScope inner; }
      EXPECT_EQ(floating_point_state(), default_state);
    })) << host.name;
  }
}

TEST(FloatingPointScope, HoldsInEveryJobOfAnExecutor) {
  const Arithmetic expected = arithmetic();
  for (const HostModes& host : host_modes()) {
    for (const unsigned threads : {1u, 3u}) {
      EXPECT_TRUE(leaves_the_modes_alone(host, [&] {
        thread_executor(threads)->run(20, [&](Count) { EXPECT_EQ(arithmetic(), expected); });
        serial_executor()->run(2, [&](Count) { EXPECT_EQ(arithmetic(), expected); });
      })) << host.name;
    }
  }
}

}  // namespace
}  // namespace leyden
