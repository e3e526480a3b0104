// SPDX-License-Identifier: Apache-2.0
// Chebyshev propagation against exact solutions: the stated radius must hold the true error.
#include "leyden/propagate/chebyshev.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include "leyden/base/errors.hpp"
#include "leyden/numerics/rounding.hpp"
#include "leyden/operators/hamiltonian.hpp"

namespace leyden {
namespace {

std::unique_ptr<Evolution> evolution_of(const Block& block, const Term& term, double coupling,
                                        const Label& start) {
  Protocol protocol;
  protocol.blocks = {block};
  protocol.terms = {term};
  protocol.coupling = coupling;
  protocol.start = {{1.0, {{1.0, 0, start}}}};
  return evolve(protocol, Propagator::chebyshev);
}

/// Two modes that exchange quanta, `quanta` of them in the charger: E = quanta sin²(t). A rotated
/// chain of any size.
std::unique_ptr<Evolution> two_modes(Count quanta) {
  return evolution_of({Ladder::cavity(quanta), Ladder::cavity(quanta)}, {1.0, {+1, -1}}, 0.1,
                      {0, quanta});
}

/// Cells driven one by one, H/g = S_+ + S_- + d k: E = cells 4/(4 + d²) sin²(sqrt(4 + d²) t/2). A
/// chain with a diagonal.
std::unique_ptr<Evolution> driven_cells(Count cells, double d) {
  return evolution_of({Ladder::spins(cells)}, {1.0, {+1}}, 1.0 / d, {0});
}

struct Truth {
  long double energy;
  long double slope;
};

Truth oscillation(long double height, long double rate, long double time) {
  return {height * std::sin(rate * time) * std::sin(rate * time),
          height * rate * std::sin(2 * rate * time)};
}

Truth of_driven_cells(Count cells, double d, double time) {
  // Cells are driven at 1/(1/d), which need not be d again.
  const long double detuning = 1.0L / static_cast<long double>(1.0 / d);
  const long double square = 4 + detuning * detuning;
  return oscillation(static_cast<long double>(cells) * 4 / square, std::sqrt(square) / 2, time);
}

void expect_within_radius(const Sample& sample, const Truth& truth) {
  EXPECT_LE(std::abs(sample.energy - truth.energy), sample.energy_error) << "gt = " << sample.time;
  EXPECT_LE(std::abs(sample.slope - truth.slope), sample.slope_error) << "gt = " << sample.time;
}

const std::vector<double> times{1e-3, 0.1, 0.7, 1.5707963, 3.0, 10.0, 41.0};

TEST(Chebyshev, RadiusHoldsForTwoModes) {
  for (const Count quanta : {1, 2, 7, 40, 300}) {
    const auto evolution = two_modes(quanta);
    for (const double time : times) {
      const Truth truth = oscillation(static_cast<long double>(quanta), 1.0L, time);
      expect_within_radius(evolution->evaluate(time), truth);
      expect_within_radius(evolution->evaluate(-time),
                           oscillation(static_cast<long double>(quanta), 1.0L, -time));
    }
  }
}

TEST(Chebyshev, RadiusHoldsForDrivenCells) {
  for (const Count cells : {1, 3, 50, 200}) {
    for (const double d : {0.5, 3.0, 10.0}) {
      const auto evolution = driven_cells(cells, d);
      for (const double time : times) {
        expect_within_radius(evolution->evaluate(time), of_driven_cells(cells, d, time));
      }
    }
  }
}

TEST(Chebyshev, RadiusHoldsAfterManyAdvances) {
  const auto rotated = two_modes(20);
  const auto driven = driven_cells(20, 3.0);
  for (int i = 1; i <= 400; ++i) {
    const double time = 0.05 * i;
    expect_within_radius(rotated->advance(time), oscillation(20.0L, 1.0L, time));
    expect_within_radius(driven->advance(time), of_driven_cells(20, 3.0, time));
  }
}

TEST(Chebyshev, RadiusHoldsWhenDetuningAndCrosstalkNearlyCancel) {
  // One cell and two chargers at coupling 3/8: E = 8/(8 + d²) sin²(sqrt(8 + d²) t/2) with d exact
  // here, and the small difference of two energies of 1e10 there.
  for (const double offset : {0.1, 0.3, -0.7}) {
    const double crosstalk = 5e9, detuning = 3.75e9 + offset;
    const long double d = (6.0L * crosstalk - 8.0L * detuning) / 3;
    const auto evolution =
        evolution_of({Ladder::spins(1), Ladder::spins(2, crosstalk).detuned(detuning)},
                     {1.0, {+1, -1}}, 0.375, {0, 2});
    for (const double time : {0.5, 1.0, 4.0}) {
      const Sample sample = evolution->evaluate(time);
      expect_within_radius(sample, oscillation(8 / (8 + d * d), std::sqrt(8 + d * d) / 2, time));
      EXPECT_LT(sample.energy_error, 1e-5);
    }
  }
}

TEST(Chebyshev, RadiusHoldsOnACheckerboardWhoseEnergiesNearlyCancel) {
  // One cell, two chargers of frequency zero: |0,2> and |0,0> meet in |1,1>, which lies higher by
  // d = 1/g + 2 c. With g = 3/2^m and 2^m = 3 q + r, d = r/3 + (q + 2 c) is known exactly.
  const long double gamma = 0.5;
  const long double square = 8 * (1 + gamma * gamma);
  for (const int m : {30, 45}) {
    const Count power = Count{1} << m, q = power / 3, r = power % 3;
    const double crosstalk = -0.5 * static_cast<double>(q) + 0.25;
    Protocol protocol;
    protocol.blocks = {{Ladder::spins(1), Ladder::spins(2, crosstalk).detuned(-1.0)}};
    protocol.terms = {{1.0, {+1, -1}}, {static_cast<double>(gamma), {+1, +1}}};
    protocol.coupling = 3.0 / static_cast<double>(power);
    protocol.start = {{1.0, {{1.0, 0, {0, 2}}}}};
    ASSERT_EQ(plan(protocol).space, "checkerboard");
    const auto evolution = evolve(protocol, Propagator::chebyshev);
    const long double d = static_cast<long double>(r) / 3 + 0.5L;
    const long double height = square / ((1 + gamma * gamma) * (square + d * d));
    for (const double time : {0.3, 1.0, 2.0}) {
      const Sample sample = evolution->evaluate(time);
      expect_within_radius(sample, oscillation(height, std::sqrt(square + d * d) / 2, time));
      EXPECT_LT(sample.energy_error, 0.1);
    }
  }
}

TEST(Chebyshev, RadiusIsNotWasteful) {
  // A few hundred matrix products of rounding, no more.
  EXPECT_LT(two_modes(20)->evaluate(3.0).energy_error, 1e-10);
  EXPECT_LT(driven_cells(20, 3.0)->evaluate(3.0).energy_error, 1e-10);
  EXPECT_LT(two_modes(1)->evaluate(1.0).energy_error, 1e-13);
}

TEST(Chebyshev, RadiusGrowsWithTheDistanceAndStaysBelowTheRange) {
  const auto evolution = two_modes(10);
  EXPECT_LT(evolution->evaluate(1.0).energy_error, evolution->evaluate(30.0).energy_error);
  const Sample at_rest = evolution->evaluate(0.0);
  EXPECT_EQ(at_rest.energy, 0.0);
  EXPECT_EQ(at_rest.slope, 0.0);
  EXPECT_LT(at_rest.energy_error, 1e-13);
}

TEST(Chebyshev, LongTimesAreTakenInSteps) {
  // The radius of 40 quanta is about 41: gt = 200 needs some 65 steps of 128.
  const auto evolution = two_modes(40);
  expect_within_radius(evolution->evaluate(200.0), oscillation(40.0L, 1.0L, 200.0L));
}

TEST(Chebyshev, AFirstStepOfLengthOneIsLikeAnyOther) {
  const double radius = rounded_up(1.0);  // of one quantum
  const double time = 1.0 / radius;
  ASSERT_EQ(radius * time, 1.0);
  expect_within_radius(two_modes(1)->evaluate(time), oscillation(1.0L, 1.0L, time));
}

/// Two levels that are never carried anywhere: the first step is announced.
class Announcing final : public Hamiltonian<double> {
 public:
  struct Begun {};

  Count dimension() const override { return 2; }
  void apply(double, const PaddedVector<double>&, double, PaddedVector<double>&) const override {
    throw Begun();
  }
  double local_rounding() const override { return 1.0; }
  double diagonal_error() const override { return 0.0; }
  double summation_rounding() const override { return 1.0; }
  MatrixRow row(Count i) const override {
    MatrixRow row;
    row.add(1 - i, 1.0);
    return row;
  }
  Count level(Count i) const override { return i; }
  LevelMoments<> moments(const State<double>&) const override { return {1.0, 0.0, 0.0}; }
  double flow(const State<double>&) const override { return 0.0; }
  void subtract(double) override {}
};

TEST(Chebyshev, ABillionStepsAreTakenAndNoMore) {
  State<double> start{PaddedVector<double>(2), PaddedVector<double>(2)};
  start.re[0] = 1.0;
  ChebyshevEvolution<double> evolution(std::make_unique<Announcing>(), start, 0, {},
                                       SpectralInterval{0.0, 1.0});
  EXPECT_THROW(evolution.evaluate(128e9), Announcing::Begun);
  EXPECT_THROW(evolution.evaluate(128e9 + 1), Unreachable);
}

TEST(Chebyshev, EnergyIsThatOfTheNormalisedState) {
  // After many steps the norm is off by far more than the sums are.
  const auto evolution = two_modes(40);
  const Sample sample = evolution->evaluate(400.0);
  long double norm = 0.0L, mean = 0.0L;
  const auto populations = evolution->populations(400.0).probabilities;
  for (std::size_t k = 0; k < populations.size(); ++k) {
    norm += static_cast<long double>(populations[k]);
    mean += static_cast<long double>(k) * static_cast<long double>(populations[k]);
  }
  ASSERT_GT(std::abs(static_cast<double>(norm - 1)), 100 * unit_roundoff);
  EXPECT_NEAR(sample.energy, static_cast<double>(mean / norm), 30 * unit_roundoff * sample.energy);
}

TEST(Chebyshev, CurvatureIsTheSecondDerivative) {
  const auto rotated = two_modes(6);
  const auto driven = driven_cells(5, 2.0);
  for (const double time : {0.0, 0.3, 1.1, 4.0}) {
    EXPECT_NEAR(rotated->curvature(time), 12 * std::cos(2 * time), 1e-11);
    // 5 · 4/8 · 2 · (sqrt(8)/2)² · cos(sqrt(8) t)
    EXPECT_NEAR(driven->curvature(time), 10 * std::cos(std::sqrt(8.0) * time), 1e-11);
  }
}

TEST(Chebyshev, CurvatureIsThatOfTheNormalisedState) {
  // Like the energy. Only the curvature answers for a state far off the unit sphere.
  Protocol protocol;
  protocol.blocks = {{Ladder::spins(3), Ladder::spins(3)}};
  protocol.terms = {{1.0, {+1, -1}}, {0.5, {+1, +1}}};
  const Label label{1, 2};
  const Space space = reachable_space(protocol.blocks[0], protocol.terms, label);
  const auto curvature = [&](double length) {
    auto h = make_hamiltonian(space, protocol.blocks[0], protocol, label, true);
    State<double> start{PaddedVector<double>(h->dimension()), PaddedVector<double>(h->dimension())};
    start.re[index(space, label).value()] = length;
    return ChebyshevEvolution<double>(std::move(h), start, 1).curvature(0.0);
  };
  EXPECT_GT(std::abs(curvature(1.0)), 1.0);
  EXPECT_EQ(curvature(2.0), curvature(1.0));
}

TEST(Chebyshev, CurvatureDoesNotDisturbWhatFollows) {
  const auto evolution = two_modes(6);
  const Sample before = evolution->evaluate(0.8);
  evolution->curvature(0.8);
  const Sample again = evolution->evaluate(0.8);
  EXPECT_EQ(before.energy, again.energy);
  expect_within_radius(evolution->evaluate(0.9), oscillation(6.0L, 1.0L, 0.9));
}

TEST(Chebyshev, PopulationsOfTwoModesAreBinomial) {
  const auto evolution = two_modes(4);
  const double p = std::pow(std::sin(0.6), 2);
  const double expected[] = {std::pow(1 - p, 4), 4 * p * std::pow(1 - p, 3),
                             6 * p * p * std::pow(1 - p, 2), 4 * std::pow(p, 3) * (1 - p),
                             std::pow(p, 4)};
  const auto populations = evolution->populations(0.6).probabilities;
  ASSERT_EQ(populations.size(), 5u);
  for (std::size_t k = 0; k < 5; ++k) EXPECT_NEAR(populations[k], expected[k], 1e-13);
}

TEST(Chebyshev, OneStateStaysWhereItIs) {
  const auto evolution =
      evolution_of({Ladder::spins(0), Ladder::spins(3)}, {1.0, {+1, -1}}, 0.1, {0, 3});
  const Sample sample = evolution->advance(5.0);
  EXPECT_EQ(sample.energy, 0.0);
  EXPECT_EQ(sample.slope, 0.0);
  EXPECT_EQ(sample.energy_error, 0.0);
  EXPECT_EQ(evolution->anchor(), 5.0);
}

TEST(Chebyshev, MemoryGrowsWithTheNumberOfStates) {
  EXPECT_EQ(ChebyshevEvolution<double>::bytes(0.0), 0.0);
  EXPECT_EQ(ChebyshevEvolution<double>::bytes(1e6), (4 * 2 + 2) * 8e6)
      << "four states, real and imaginary, and two vectors of matrix elements";
}

}  // namespace
}  // namespace leyden
