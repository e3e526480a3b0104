// SPDX-License-Identifier: Apache-2.0
// The radius of a sample, term by term as docs/theory/chebyshev has it: a term that is lost is
// still far from being violated, and shows only here.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "leyden/numerics/bessel.hpp"
#include "leyden/numerics/rounding.hpp"
#include "leyden/operators/bounds.hpp"
#include "leyden/operators/hamiltonian.hpp"
#include "leyden/propagate/evolution.hpp"

namespace leyden {
namespace {

Protocol protocol_of(const Block& block, const std::vector<Term>& terms, double coupling,
                     const Label& start) {
  Protocol protocol;
  protocol.blocks = {block};
  protocol.terms = terms;
  protocol.coupling = coupling;
  protocol.start = {{1.0, {{1.0, 0, start}}}};
  return protocol;
}

struct Case {
  std::string space;
  Protocol protocol;
  double local_rounding;  // λ of the stencil
  double left_out = 0.0;  // of a step's roundings may be left out of its series
};

/// One of each stencil, levels from 0 up to `top`.
std::vector<Case> cases() {
  const Block spins{Ladder::spins(4), Ladder::spins(5)};
  const Block shifted{Ladder::spins(3), Ladder::spins(4, 0.8).detuned(0.2)};
  const Block huge{Ladder::spins(2), Ladder::spins(2, 5e6).detuned(3.75e6)};
  return {
      {"chain", protocol_of(spins, {{1.0, {+1, -1}}}, 0.1, {0, 5}), 11},
      {"chain", protocol_of(shifted, {{1.0, {+1, -1}}}, 0.5, {0, 4}), 14},
      {"chain", protocol_of(huge, {{1.0, {+1, -1}}}, 0.375, {0, 2}), 14},
      {"checkerboard", protocol_of(spins, {{1.0, {+1, -1}}, {0.5, {+1, +1}}}, 0.5, {0, 5}), 21,
       0x1p-9},
      {"lattice", protocol_of(spins, {{1.0, {+1, -1}}, {0.3, {+2, 0}}}, 0.5, {0, 5}), 45},
  };
}

struct Engine {
  explicit Engine(const Protocol& protocol) {
    const Label start = protocol.start[0].components[0].label;
    const Block& block = protocol.blocks[0];
    hamiltonian = make_hamiltonian(reachable_space(block, protocol.terms, start), block, protocol,
                                   start, true);
    radius = spectral_interval(*hamiltonian).radius;
  }

  /// (C.9) for one stretch of time.
  double distance(double time, const Case& c) const {
    const double steps = std::max(1.0, std::ceil(radius * time / 128));
    const double tau = radius * time / steps;
    const double products = unit_roundoff * tau * (3 * c.local_rounding + 8);
    const auto series = chebyshev_series(tau, std::max(products * c.left_out, unit_roundoff / 8));
    const auto terms = static_cast<double>(series.coefficients.size());
    return steps * (series.truncation + series.rounding + products + unit_roundoff * 3 * terms) +
           time * hamiltonian->diagonal_error();
  }

  double levels() const {
    Count highest = 0;
    for (Count i = 0; i < hamiltonian->dimension(); ++i) {
      highest = std::max(highest, hamiltonian->level(i));
    }
    return static_cast<double>(highest);
  }

  std::unique_ptr<Hamiltonian<double>> hamiltonian;
  double radius;
};

/// Moments of the battery level, counted from the start, at no cell excited.
LevelMoments<> moments(const std::vector<double>& populations) {
  LevelMoments result;
  for (std::size_t k = 0; k < populations.size(); ++k) {
    const auto level = static_cast<double>(k);
    result.norm += populations[k];
    result.mean += populations[k] * level;
    result.square += populations[k] * level * level;
  }
  return result;
}

/// (C.10) and the rounding of the sums, from a distance between the states.
void expect_radii(const Sample& sample, const Engine& engine, const LevelMoments<>& state,
                  double distance) {
  const double s = unit_roundoff * engine.hamiltonian->summation_rounding();
  const double delta = distance / (1 - distance);
  const double variance = state.square - state.mean * state.mean + 8 * s * state.square;
  const double energy =
      rounded_up(2 * delta * std::sqrt(variance) + engine.levels() * delta * delta) +
      2 * s * std::sqrt(state.square) + unit_roundoff * std::abs(sample.energy);
  // Where the level is spread out its variance is known to a few roundings.
  const double tolerance = variance > 0.1 * state.square ? 4e-14 : 1e-6;
  EXPECT_NEAR(sample.energy_error, energy, tolerance * energy) << "gt = " << sample.time;
  const double slope =
      rounded_up(engine.hamiltonian->derivative_bounds()[0] * (2 * delta + delta * delta + 2 * s)) +
      unit_roundoff * std::abs(sample.slope);
  EXPECT_NEAR(sample.slope_error, slope, 4e-14 * slope) << "gt = " << sample.time;
}

TEST(Radius, OfOneStretchIsTheSumOfTheTheory) {
  for (const Case& c : cases()) {
    const Engine engine(c.protocol);
    ASSERT_EQ(plan(c.protocol).space, c.space);
    const auto evolution = evolve(c.protocol, Propagator::chebyshev);
    for (const double time : {0.01, 0.4, 3.0, 90.0}) {
      if (engine.radius * time > 2e4) continue;
      SCOPED_TRACE(c.space);
      const LevelMoments state = moments(evolution->populations(time).probabilities);
      expect_radii(evolution->evaluate(time), engine, state, engine.distance(time, c));
    }
  }
}

TEST(Radius, OfStretchesAddUp) {
  for (const Case& c : cases()) {
    const Engine engine(c.protocol);
    const auto evolution = evolve(c.protocol, Propagator::chebyshev);
    evolution->advance(0.001);
    evolution->advance(0.003);
    evolution->evaluate(1e-4);  // forgotten again
    const LevelMoments state = moments(evolution->populations(0.004).probabilities);
    // A checkerboard forms all of these states from the same vectors, those of the start.
    const double distance =
        c.space == "checkerboard"
            ? engine.distance(0.004, c)
            : engine.distance(0.001, c) + engine.distance(0.002, c) + engine.distance(0.001, c);
    expect_radii(evolution->evaluate(0.004), engine, state, distance);
  }
}

TEST(Radius, OfLongStretchesAddUpOnACheckerboardToo) {
  for (const Case& c : cases()) {
    if (c.space != "checkerboard") continue;
    const Engine engine(c.protocol);
    const double stretch = 100.0 / engine.radius;
    const auto evolution = evolve(c.protocol);
    evolution->advance(stretch);
    evolution->advance(2 * stretch);
    const LevelMoments state = moments(evolution->populations(3 * stretch).probabilities);
    expect_radii(evolution->evaluate(3 * stretch), engine, state, 3 * engine.distance(stretch, c));
  }
}

TEST(Radius, OfTimesOnEitherSideOfABase) {
  // (C.15): their distances differ by a few roundings, half of which counts for each.
  for (const Case& c : cases()) {
    if (c.space != "checkerboard") continue;
    const Engine engine(c.protocol);
    const auto evolution = evolve(c.protocol);
    const double base = 1.0;
    evolution->advance(base);
    const double inherited = engine.distance(base, c);
    const double before = base - 0.3;
    const double behind = base + 0.3 + 4 * unit_roundoff;
    const double apart = (behind - base) - (base - before);
    ASSERT_GE(apart, 2 * unit_roundoff);
    const double distance = (base - before) + apart / 2;
    const double tau = engine.radius * distance;
    const double products = unit_roundoff * tau * (3 * c.local_rounding + 8);
    const auto series = chebyshev_series(tau, (inherited + products) * c.left_out);
    const auto terms = static_cast<double>(series.coefficients.size());
    const double delta = inherited + series.truncation + series.rounding + products +
                         unit_roundoff * 3 * (terms + 1) + engine.radius * apart / 2;
    const auto samples = evolution->follow({before, behind, base + 0.6});
    for (std::size_t i = 0; i < 2; ++i) {
      const double time = samples[i].time;
      const LevelMoments state = moments(evolve(c.protocol)->populations(time).probabilities);
      expect_radii(samples[i], engine, state,
                   delta + std::abs(time - base) * engine.hamiltonian->diagonal_error());
    }
  }
}

TEST(Radius, OfAStateThatLaterOnesInheritIsThatOfItsOwnSeries) {
  // As far from the base as another one on the other side, but the last of its list.
  for (const Case& c : cases()) {
    if (c.space != "checkerboard") continue;
    const Engine engine(c.protocol);
    const auto evolution = evolve(c.protocol);
    evolution->advance(1.0);
    const double last = 1.3 + 4 * unit_roundoff;
    const Sample sample = evolution->follow({0.7, last}).back();
    const LevelMoments state = moments(evolve(c.protocol)->populations(last).probabilities);
    expect_radii(sample, engine, state, engine.distance(1.0, c) + engine.distance(last - 1.0, c));
  }
}

TEST(Radius, OfPopulationsIsTheDistanceTwiceAndTheRoundingOfTheirSums) {
  for (const Case& c : cases()) {
    const Engine engine(c.protocol);
    const auto evolution = evolve(c.protocol, Propagator::chebyshev);
    for (const double time : {0.01, 0.4}) {
      if (engine.radius * time > 2e4) continue;
      const double delta = engine.distance(time, c);
      const auto states = static_cast<double>(engine.hamiltonian->dimension());
      const double expected = rounded_up(delta * (2 + delta) + unit_roundoff * (states + 8));
      EXPECT_NEAR(evolution->populations(time).error, expected, 4e-14 * expected) << c.space;
    }
  }
}

TEST(Radius, OfAStateThatIsLostIsTheWholeRange) {
  // Energies of 1e16 that cancel to a few units, as in the tests of the checkerboard.
  const Count power = Count{1} << 55;
  const double crosstalk = -0.5 * static_cast<double>(power / 3) + 0.25;
  const auto evolution = evolve(
      protocol_of({Ladder::spins(1), Ladder::spins(2, crosstalk).detuned(-1.0)},
                  {{1.0, {+1, -1}}, {0.5, {+1, +1}}}, 3.0 / static_cast<double>(power), {0, 2}));
  const Sample sample = evolution->evaluate(1.0);
  EXPECT_EQ(sample.energy_error, 1.0);
  const double slope = 2 * evolution->bounds().derivatives[0];
  EXPECT_NEAR(sample.slope_error, slope, 1e-12 * slope);
}

/// One cell and one charger spin, apart by their detuning: two states, eigenvectors known.
TEST(Radius, OfTheSecondRouteIsItsResidualAndDefect) {
  for (const double detuning : {0.0, 0.4, 20.0}) {
    const Protocol protocol = protocol_of({Ladder::spins(1), Ladder::spins(1).detuned(detuning)},
                                          {{1.0, {+1, -1}}}, 0.5, {0, 1});
    const Engine engine(protocol);
    const auto evolution = evolve(protocol, Propagator::spectral);
    const double largest_row = 1.0 + 2 * detuning;
    for (const double time : {0.0, 0.3, 1000.0}) {
      // 20 u ‖H‖ √n per time; u n² for the defect and 4 u n √n for the sums.
      const double rounding =
          unit_roundoff * (time * 20 * largest_row * std::sqrt(2.0) + 4.0 + 8.0 * std::sqrt(2.0)) +
          time * engine.hamiltonian->diagonal_error();
      // What LAPACK leaves is a few roundings on top.
      const double left = unit_roundoff * (6.0 + time * 6.0 * largest_row);
      const double found =
          evolution->evaluate(time).slope_error / (2 * evolution->bounds().derivatives[0]) -
          unit_roundoff * engine.hamiltonian->summation_rounding();
      EXPECT_GE(found, rounding * (1 - 1e-9)) << "detuning " << detuning << ", gt = " << time;
      EXPECT_LE(found, (rounding + left) * (1 + 1e-9)) << "detuning " << detuning;
    }
  }
}

}  // namespace
}  // namespace leyden
