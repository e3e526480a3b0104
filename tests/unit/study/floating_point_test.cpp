// SPDX-License-Identifier: Apache-2.0
// A host program's rounding mode, flush-to-zero and x87 precision reach no result.
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "leyden/base/errors.hpp"
#include "leyden/propagate/evolution.hpp"
#include "leyden/study/charge.hpp"
#include "leyden/study/claims.hpp"
#include "leyden/study/grid.hpp"
#include "leyden/study/parameters.hpp"
#include "leyden/study/scaling.hpp"
#include "leyden/study/sweep.hpp"
#include "support/bits.hpp"
#include "support/host_modes.hpp"

namespace leyden {
namespace {

/// The same bits under the modes of every host, and the modes are as they were.
template <class Compute>
void expect_same_bits_under_every_host(const Compute& compute) {
  const Bits expected = bits_of(compute());
  for (const HostModes& host : host_modes()) {
    Bits found;
    EXPECT_TRUE(leaves_the_modes_alone(host, [&] { found = bits_of(compute()); })) << host.name;
    EXPECT_TRUE(found == expected) << host.name;
  }
}

ChargeRequest request_of(const std::vector<std::pair<const char*, const char*>>& flags) {
  ChargeRequest request;
  for (const auto& [name, text] : flags) assign(request, name, text);
  return request;
}

std::vector<ChargeRequest> one_of_each_space() {
  return {
      request_of({{"cells", "6"}, {"chargers", "5"}}),
      request_of({{"cells", "3"}, {"chargers", "4"}, {"anisotropy", "0.7"}, {"detuning", "0.3"}}),
      request_of({{"cells", "3"}, {"chargers", "3"}, {"start", "battery-mixture:0.7,0.1,0.1,0.1"}}),
      request_of({{"cells", "2"}, {"chargers", "3"}, {"start", "thermal-charger:0.8"}}),
      request_of({{"cells", "1"},
                  {"chargers", "1"},
                  {"charger", "cavity"},
                  {"anisotropy", "0.2"},
                  {"window", "0.5"}}),
      // Subnormal numbers that matter: read as zero they are refused, or give 0/0.
      request_of(
          {{"cells", "2"}, {"chargers", "2"}, {"coupling", "1e-310"}, {"detuning", "3e-310"}}),
  };
}

TEST(HostModes, ReachNoMaximum) {
  for (const ChargeRequest& request : one_of_each_space()) {
    expect_same_bits_under_every_host([&] { return charge(request); });
    expect_same_bits_under_every_host([&] { return charge_power(request); });
  }
}

TEST(HostModes, ReachNoCurve) {
  for (ChargeRequest request : one_of_each_space()) {
    request.points = 7;
    expect_same_bits_under_every_host([&] { return charging_curve(request, 20); });
  }
}

TEST(HostModes, ReachNoEvolution) {
  for (const ChargeRequest& request : one_of_each_space()) {
    for (const Propagator propagator : {Propagator::chebyshev, Propagator::spectral}) {
      expect_same_bits_under_every_host([&] {
        const auto evolution = evolve(make_protocol(request.charging, 20), propagator);
        const EnergyBounds bounds = evolution->bounds();
        return Bits()
            .add(evolution->advance(0.3))
            .add(evolution->evaluate(0.1))
            .add(evolution->curvature(0.2))
            .add(evolution->populations(0.7).probabilities)
            .add(bounds.rise)
            .add(bounds.derivatives[3]);
      });
    }
  }
}

TEST(HostModes, ReachNoScaling) {
  ScalingRequest request;
  request.to = 40;
  request.points = 4;
  expect_same_bits_under_every_host([&] { return scaling(request, *thread_executor(3)); });
  expect_same_bits_under_every_host([] { return logarithmic_sizes(3, 123456789, 9); });
}

TEST(HostModes, ReachNoStudy) {
  const Grid grid({{"cells", {"2", "5"}},
                   {"chargers-per-cell", {"0.2", "1.4"}},
                   {"anisotropy", {"0"}},
                   {"window", {"1.1"}}});
  expect_same_bits_under_every_host([&] {
    Study study;
    for (Count i = 0; i < grid.size(); ++i) {
      try {
        study.series.push_back({"one", {grid.at(i)}});
      } catch (const InvalidInput&) {  // 0.2 chargers per cell for 2 cells
      }
    }
    Table table;
    run(study, *thread_executor(2), table);
    std::vector<double> numbers;
    for (std::size_t row = 0; row < table.rows().size(); ++row) {
      for (const Column& column : table.columns())
        numbers.push_back(table.number(row, column.name));
    }
    return numbers;
  });
}

TEST(HostModes, ReachNoNumberThatIsRead) {
  expect_same_bits_under_every_host([] {
    std::vector<double> numbers;
    for (const char* text : {"0.1", "0.3", "1e-310", "2.675", "1e23"}) {
      numbers.push_back(request_of({{"coupling", text}}).charging.coupling);
    }
    return numbers;
  });
}

TEST(HostModes, AreGivenBackWhenARunIsRefusedOrCancelled) {
  const ChargeRequest request = one_of_each_space().front();
  ChargeRequest too_much = request;
  too_much.tolerance = 1e-30;
  ChargeRequest meaningless = request;
  meaningless.window = -1.0;
  for (const HostModes& host : host_modes()) {
    EXPECT_TRUE(leaves_the_modes_alone(host, [&] {
      EXPECT_THROW(charge(too_much), Unreachable);
      EXPECT_THROW(charge(meaningless), InvalidInput);
      EXPECT_THROW(charge(request, [](double) { throw Cancelled(); }), Cancelled);
    })) << host.name;
  }
}

}  // namespace
}  // namespace leyden
