// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/window_evolution.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "leyden/base/errors.hpp"
#include "leyden/model/charging.hpp"
#include "leyden/numerics/rounding.hpp"
#include "leyden/propagate/sectors.hpp"
#include "support/dice.hpp"

namespace leyden {
namespace {

const Route chebyshev{Propagator::chebyshev};
const Route wide{Propagator::chebyshev, Arithmetic::double_double};

Charging spins(Count cells, Count chargers) {
  Charging charging;
  charging.cells = cells;
  charging.chargers = chargers;
  return charging;
}

Charging random_chain(Dice& dice, Count most) {
  Charging charging = spins(dice.whole(1, most), dice.whole(1, most));
  const double kind = dice.uniform(0, 1);
  if (kind < 0.2) charging.charger = Charger::cavity;
  if (kind > 0.8) {
    charging.charger = Charger::limit;
    charging.chargers = 0;
  }
  if (dice.chance(0.3) && charging.charger != Charger::limit) {
    charging.start = DickeStart{dice.whole(0, charging.cells), dice.whole(0, charging.chargers)};
  }
  return charging;
}

TEST(WindowEvolution, AgreesWithThirtyTwoDigitsWithinItsRadius) {
  Dice dice(21);
  int windows = 0;
  for (int i = 0; i < 120; ++i) {
    const Protocol protocol = make_protocol(random_chain(dice, 30));
    const auto evolution = evolve(protocol);
    if (evolution->propagator() != "window") continue;
    ++windows;
    const auto exact = evolve(protocol, wide);
    for (const double time : {0.01, 0.3, 2.2, -1.7, 11.0}) {
      const Sample a = evolution->evaluate(time);
      const Sample b = exact->evaluate(time);
      EXPECT_LE(std::abs(a.energy - b.energy), a.energy_error + b.energy_error) << i;
      EXPECT_LE(std::abs(a.slope - b.slope), a.slope_error + b.slope_error) << i;
      // An inner start takes part in most eigenstates, and its rounding adds up over them.
      EXPECT_LE(a.energy_error, 4e-13 * static_cast<double>(evolution->dimension())) << i;
      EXPECT_NEAR(evolution->curvature(time), exact->curvature(time),
                  1e-10 * evolution->bounds().derivatives[1]);
    }
  }
  EXPECT_GT(windows, 90);
}

TEST(WindowEvolution, HasThePopulationsOfTheState) {
  Dice dice(22);
  for (int i = 0; i < 30; ++i) {
    const Protocol protocol = make_protocol(random_chain(dice, 12));
    const auto evolution = evolve(protocol);
    const auto exact = evolve(protocol, wide);
    const Populations a = evolution->populations(0.8);
    const Populations b = exact->populations(0.8);
    ASSERT_EQ(a.probabilities.size(), b.probabilities.size());
    double apart = 0.0;
    for (std::size_t k = 0; k < a.probabilities.size(); ++k) {
      apart += std::abs(a.probabilities[k] - b.probabilities[k]);
    }
    EXPECT_LE(apart, a.error + b.error);
    EXPECT_LE(a.error, 1e-12);
  }
}

TEST(WindowEvolution, BeginsExactlyAtNothing) {
  const auto evolution = evolve(make_protocol(spins(6, 9)));
  ASSERT_EQ(evolution->propagator(), "window");
  const Sample sample = evolution->evaluate(0.0);
  EXPECT_EQ(sample.energy, 0.0);
  EXPECT_EQ(sample.energy_error, 0.0);
  EXPECT_EQ(sample.slope, 0.0);
  EXPECT_EQ(sample.slope_error, 0.0);
}

TEST(WindowEvolution, OneChargerFollowsTheSineAtAnyTime) {
  const auto evolution = evolve(make_protocol(spins(1, 9)));
  for (const double time : {0.1, 3.0, 1e4}) {
    const Sample sample = evolution->evaluate(time);
    const long double phase = 3.0L * static_cast<long double>(time);
    const long double s = std::sin(phase);
    EXPECT_LE(std::abs(static_cast<double>(sample.energy - s * s)), sample.energy_error);
    EXPECT_LE(sample.energy_error, 2e-14);
  }
}

TEST(WindowEvolution, DoesNotLoseAccuracyWithTime) {
  const auto evolution = evolve(make_protocol(spins(10, 10)));
  const auto exact = evolve(make_protocol(spins(10, 10)), wide);
  const double time = 5000.0;
  const Sample far = evolution->evaluate(time);
  const Sample truth = exact->evaluate(time);
  EXPECT_LE(std::abs(far.energy - truth.energy), far.energy_error + truth.energy_error);
  EXPECT_LE(far.energy_error, 2e-12);
  EXPECT_LE(evolution->evaluate(1e9).energy_error, 2e-12);
  EXPECT_THROW(evolution->evaluate(1e16), Unreachable);
  EXPECT_THROW(evolution->evaluate(-1e16), Unreachable);
}

TEST(WindowEvolution, AgreesWithChebyshevOnALongChain) {
  const auto evolution = evolve(make_protocol(spins(2000, 2000)));
  const auto other = evolve(make_protocol(spins(2000, 2000)), chebyshev);
  ASSERT_EQ(evolution->propagator(), "window");
  ASSERT_EQ(other->propagator(), "chebyshev");
  for (const double time : {0.001, 0.0025, 0.004}) {
    const Sample a = evolution->evaluate(time);
    const Sample b = other->evaluate(time);
    EXPECT_LE(std::abs(a.energy - b.energy), a.energy_error + b.energy_error);
    EXPECT_LE(std::abs(a.slope - b.slope), a.slope_error + b.slope_error);
    EXPECT_LE(a.energy_error, 1e-13 * 2000);
  }
}

/// Three states with levels -1, 0, 2; ψ = e_1 turned by a small angle towards the others.
TEST(WindowDistance, HoldsTheEnergyOfAStateThatFarAway) {
  for (const double angle : {1e-9, 1e-3, 0.3, 1.0}) {
    for (const double share : {0.0, 0.3, 1.0}) {
      for (const double length : {1.0, 1.0 + 1e-3}) {
        // φ = length · e_1 has energy 0; that of its normalised state is 0 as well.
        const double a = std::sin(angle) * std::sqrt(share);
        const double b = std::sin(angle) * std::sqrt(1.0 - share);
        const double truth = 2.0 * a * a - b * b;
        WindowDistance apart;
        apart.delta = std::hypot(length - std::cos(angle), std::sin(angle));
        apart.lowest = -1.0;
        apart.highest = 2.0;
        EXPECT_LE(std::abs(truth), apart.of_energy(0.0, 0.0));
      }
    }
  }
}

TEST(WindowDistance, IsTheSumOfTheTheory) {
  WindowDistance apart;
  apart.delta = 0.01;
  apart.residual = 0.02;
  apart.lowest = -2.0;
  apart.highest = 6.0;
  const double carried = 0.001 + 0.01 * 2.01 * 1.5;
  const double energy =
      2 * 0.01 * std::sqrt((4.5 + carried) * (3.5 + carried)) + 8 * 1e-4 + carried;
  EXPECT_NEAR(apart.of_energy(1.5, 0.001), rounded_up(energy), 4e-14 * energy);
  const double slope = 7.0 * 0.01 * 2.01 + 2 * 0.02 * 8.0 * 1.01;
  EXPECT_NEAR(apart.of_slope(7.0), rounded_up(slope), 4e-14 * slope);
  apart.delta = 0.5;
  EXPECT_EQ(apart.of_energy(1.5, 8.0), 8.0) << "the whole range";
  // Uncertain beyond an end: the variance of the far side vanishes, not the radius.
  apart.delta = 0.0;
  EXPECT_NEAR(apart.of_energy(-2.5, 0.25), rounded_up(0.25), 1e-14);
}

/// (W.12) and the distance, from the amplitudes of the same window.
TEST(WindowEvolution, HasTheRadiusOfTheTheory) {
  const double u = unit_roundoff;
  for (const Count start : {0, 3}) {
    Charging charging = spins(7, 9);
    charging.start = DickeStart{start, 9};
    const Protocol protocol = make_protocol(charging);
    const auto sector = split_into_sectors(protocol).front();
    const auto& chain = std::get<Chain>(sector.space);
    const Label label = sector.start.front().label;
    const ChainHamiltonian<DoubleDouble> h(chain, protocol.blocks[0], protocol, label, true);
    std::vector<DoubleDouble> couplings;
    for (Count i = 0; i + 1 < h.dimension(); ++i) couplings.push_back(h.couplings()[i]);
    const Count site = chain.index(label).value();
    const auto window = TridiagonalWindow::find(couplings, site);
    ASSERT_TRUE(window);
    const auto evolution = evolve_in_window(h, site, start);
    ASSERT_TRUE(evolution);

    WindowDistance apart;
    apart.residual = window->residual();
    apart.lowest = static_cast<double>(-h.stride() * site);
    apart.highest = static_cast<double>(h.stride() * (h.dimension() - 1 - site));
    const std::size_t pairs = window->pairs();
    std::vector<long double> squares[2] = {std::vector<long double>(pairs, 0.0L),
                                           std::vector<long double>(pairs, 0.0L)};
    window->for_each_block([&](const TridiagonalWindow::Block& block) {
      for (Count i = 0; i < block.count; ++i) {
        const Count k = block.first + i - site;
        for (std::size_t j = 0; j < pairs; ++j) {
          const long double a = block.amplitudes[static_cast<std::size_t>(i) * window->lanes() + j];
          squares[k % 2 == 0 ? 0 : 1][j] +=
              static_cast<long double>(std::abs(k * h.stride())) * a * a;
        }
      }
    });
    const bool one_sign = apart.lowest == 0.0 || apart.highest == 0.0;
    const double range = apart.highest - apart.lowest;
    for (const double time : {0.05, 0.9}) {
      // X, B, X', Y … of the theory and what they are with a frequency.
      double x[2] = {0, 0}, b[2] = {0, 0}, dx[2] = {0, 0}, db[2] = {0, 0};
      double widest = 0.0;
      for (std::size_t j = 0; j < pairs; ++j) {
        const double value = window->values()[j].high();
        const double waves[2] = {std::abs(std::cos(value * time)),
                                 std::abs(std::sin(value * time))};
        widest = std::max(widest, value * time);
        for (int p : {0, 1}) {
          const double magnitude =
              (1 + 1e-9) * (one_sign ? static_cast<double>(std::sqrt(squares[p][j]))
                                     : std::sqrt(range) * window->norms()[j]);
          x[p] += waves[p] * magnitude;
          b[p] += magnitude;
          dx[p] += value * waves[1 - p] * magnitude;
          db[p] += value * magnitude;
        }
      }
      const double sums = 40 + 12 + 2 * (static_cast<double>(pairs) / 8 + 9) + 8;
      const double wave = 2 * u + 0x1p-98 * widest;
      const double energy_rounding =
          sums * u * (x[0] * x[0] + x[1] * x[1]) + 2.1 * wave * (x[0] * b[0] + x[1] * b[1]);
      const double slope_rounding =
          2 * sums * u * (dx[0] * x[0] + dx[1] * x[1]) +
          2.1 * wave * (db[0] * x[0] + dx[0] * b[0] + db[1] * x[1] + dx[1] * b[1]);
      apart.delta = rounded_up(evolution->defect() + time * window->residual());
      const Sample sample = evolution->evaluate(time);
      EXPECT_NEAR(sample.energy_error, apart.of_energy(sample.energy, energy_rounding),
                  3e-14 * sample.energy_error);
      EXPECT_NEAR(sample.slope_error,
                  apart.of_slope(evolution->bounds().derivatives[0]) + rounded_up(slope_rounding),
                  3e-14 * sample.slope_error);
    }
  }
}

TEST(WindowEvolution, NeedsARotatedChainOfTwoSites) {
  const auto window_of = [](Count cells, bool rotate) {
    const Protocol protocol = make_protocol(spins(cells, 2));
    const auto sector = split_into_sectors(protocol).front();
    const auto& chain = std::get<Chain>(sector.space);
    const Label label = sector.start.front().label;
    const ChainHamiltonian<DoubleDouble> h(chain, protocol.blocks[0], protocol, label, rotate);
    return evolve_in_window(h, chain.index(label).value(), 0);
  };
  EXPECT_NE(window_of(2, true), nullptr);
  EXPECT_EQ(window_of(2, false), nullptr) << "signs alternate otherwise";
  EXPECT_EQ(window_of(0, true), nullptr) << "one site";
}

TEST(WindowEvolution, IsNotUsedWhereTheDiagonalDoesNotVanish) {
  Charging detuned = spins(4, 4);
  detuned.detuning = 0.1;
  EXPECT_EQ(evolve(make_protocol(detuned))->propagator(), "chebyshev");
  Charging anisotropic = spins(4, 4);
  anisotropic.anisotropy = 0.5;
  EXPECT_EQ(evolve(make_protocol(anisotropic))->propagator(), "chebyshev");
  EXPECT_EQ(evolve(make_protocol(spins(4, 4)), wide)->propagator(), "chebyshev");
  EXPECT_EQ(evolve(make_protocol(spins(4, 4)), Propagator::spectral)->propagator(), "spectral");
}

}  // namespace
}  // namespace leyden
