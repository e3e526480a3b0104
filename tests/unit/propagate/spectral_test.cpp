// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/spectral.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>

namespace leyden {
namespace {

std::unique_ptr<Evolution> two_modes(Count quanta) {
  Protocol protocol;
  protocol.blocks = {{Ladder::cavity(quanta), Ladder::cavity(quanta)}};
  protocol.terms = {{1.0, {+1, -1}}};
  protocol.start = {{1.0, {{1.0, 0, {0, quanta}}}}};
  return evolve(protocol, Propagator::spectral);
}

TEST(Spectral, RadiusHoldsForTwoModes) {  // E = quanta sin²(t)
  for (const Count quanta : {1, 5, 60}) {
    const auto evolution = two_modes(quanta);
    for (const double time : {0.0, 0.2, 1.5, -0.7, 30.0, 1000.0}) {
      const auto t = static_cast<long double>(time);
      const Sample sample = evolution->evaluate(time);
      const long double energy = static_cast<long double>(quanta) * std::sin(t) * std::sin(t);
      const long double slope = static_cast<long double>(quanta) * std::sin(2 * t);
      EXPECT_LE(std::abs(sample.energy - energy), sample.energy_error + 1e-16L);
      EXPECT_LE(std::abs(sample.slope - slope), sample.slope_error + 1e-16L);
      EXPECT_LT(sample.energy_error, 1e-7);
    }
  }
}

TEST(Spectral, AnchorMovesOnlyWithAdvanceAndChangesNoValue) {
  const auto evolution = two_modes(4);
  const Sample first = evolution->evaluate(1.2);
  EXPECT_EQ(evolution->anchor(), 0.0);
  EXPECT_EQ(evolution->advance(1.2).energy, first.energy);
  EXPECT_EQ(evolution->anchor(), 1.2);
  evolution->advance(7.0);
  EXPECT_EQ(evolution->evaluate(1.2).energy, first.energy);
}

TEST(Spectral, CurvatureAndPopulationsAgreeWithTheClosedForm) {
  const auto evolution = two_modes(3);
  EXPECT_NEAR(evolution->curvature(0.4), 6 * std::cos(0.8), 1e-12);
  const double p = std::pow(std::sin(0.4), 2);
  const auto populations = evolution->populations(0.4).probabilities;
  ASSERT_EQ(populations.size(), 4u);
  EXPECT_NEAR(populations[0], std::pow(1 - p, 3), 1e-14);
  EXPECT_NEAR(populations[3], std::pow(p, 3), 1e-14);
}

TEST(Spectral, TheRadiusGrowsWithTime) {
  const auto evolution = two_modes(10);
  EXPECT_LT(evolution->evaluate(1.0).energy_error, evolution->evaluate(1000.0).energy_error);
}

TEST(Spectral, WhatLeaksDoesNotDependOnTheSignOfTheEnergies) {
  // All frequencies the other way round turn H into -H, but for the sign of every other state.
  const auto dicke = [](double detuning) {
    Protocol protocol;
    protocol.blocks = {{Ladder::spins(3).detuned(detuning), Ladder::cavity(14).detuned(detuning)}};
    protocol.terms = {{1.0, {+1, -1}}, {1.0, {+1, +1}}};
    protocol.coupling = 0.2;
    protocol.start = {{1.0, {{1.0, 0, {0, 3}}}}};
    return evolve(protocol, Propagator::spectral);
  };
  const auto above = dicke(0.0);
  const auto below = dicke(-2.0);
  for (const double time : {0.1, 0.5, 2.0}) {
    const double energy = above->advance(time).energy;
    EXPECT_NEAR(below->advance(time).energy, energy, 1e-12);
    const double leak = above->cutoff_error().leak;
    EXPECT_GT(leak, 1e-9);
    EXPECT_NEAR(below->cutoff_error().leak, leak, 1e-9 * leak) << time;
  }
}

TEST(Spectral, MemoryGrowsWithTheSquareOfTheNumberOfStates) {
  EXPECT_EQ(SpectralEvolution::bytes(1000.0), 4 * 8e6) << "matrix, vectors, product, workspace";
  EXPECT_EQ(SpectralEvolution::bytes(2000.0), 4 * SpectralEvolution::bytes(1000.0));
}

}  // namespace
}  // namespace leyden
