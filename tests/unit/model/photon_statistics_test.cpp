// SPDX-License-Identifier: Apache-2.0
#include "leyden/model/photon_statistics.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace leyden {
namespace {

struct Moments {
  double norm = 0.0;
  double mean = 0.0;
  double variance = 0.0;
};

Moments moments_of(const std::vector<FockWeight>& light, bool amplitudes) {
  Moments m;
  double square = 0.0;
  for (const auto& [photons, weight] : light) {
    const double p = amplitudes ? weight * weight : weight;
    const auto n = static_cast<double>(photons);
    m.norm += p;
    m.mean += p * n;
    square += p * n * n;
  }
  m.variance = square - m.mean * m.mean;
  return m;
}

TEST(PhotonStatistics, HaveTheMeanAndTheVarianceOfTheirKind) {
  for (const double mean : {1e-12, 0.01, 0.7, 3.0, 25.5, 400.0}) {
    const Moments coherent = moments_of(coherent_light(mean), true);
    const Moments thermal = moments_of(thermal_light(mean), false);
    const Moments squeezed = moments_of(squeezed_light(mean), true);
    for (const Moments& m : {coherent, thermal, squeezed}) {
      EXPECT_NEAR(m.norm, 1.0, 1e-13);
      EXPECT_NEAR(m.mean / mean, 1.0, 1e-12) << mean;
    }
    const double far = 1e-11 * (mean + mean * mean);
    EXPECT_NEAR(coherent.variance, mean, far);
    EXPECT_NEAR(thermal.variance, mean * (mean + 1), far);
    EXPECT_NEAR(squeezed.variance, 2 * mean * (mean + 1), far);
  }
}

TEST(PhotonStatistics, OfTheVacuumAreTheVacuum) {
  for (const auto& light : {coherent_light(0), thermal_light(0), squeezed_light(0)}) {
    ASSERT_EQ(light.size(), 1u);
    EXPECT_EQ(light[0].photons, 0);
    EXPECT_EQ(light[0].weight, 1.0);
  }
}

TEST(PhotonStatistics, SqueezedLightAlternatesOnEvenNumbers) {
  const auto light = squeezed_light(1.0);
  // tanh r = 1/√2, cosh r = √2.
  EXPECT_NEAR(light[0].weight, std::pow(2.0, -0.25), 1e-15);
  EXPECT_EQ(light[1].photons, 2);
  EXPECT_NEAR(light[1].weight, -std::pow(2.0, -0.25) / 2, 1e-15);
}

TEST(PhotonStatistics, WhatIsLeftOutIsBelowRoundingSquared) {
  for (const double mean : {0.3, 10.0, 500.0}) {
    const double top = static_cast<double>(coherent_light(mean).back().photons);
    // The next term of the Poisson distribution, and a geometric bound on the rest.
    const double log_next = -mean + (top + 1) * std::log(mean) - std::lgamma(top + 2);
    EXPECT_TRUE(log_next + std::log(1 / (1 - mean / (top + 2))) < -105 * std::log(2.0)) << mean;
    const double last = static_cast<double>(thermal_light(mean).back().photons);
    EXPECT_TRUE((last + 1) * std::log(mean / (1 + mean)) < -109 * std::log(2.0)) << mean;
    // Pairs of photons fall off by tanh² r each, times less than 1.
    const double pairs = static_cast<double>(squeezed_light(mean).back().photons) / 2;
    EXPECT_TRUE((pairs + 1) * std::log(mean / (1 + mean)) < -100 * std::log(2.0)) << mean;
  }
}

}  // namespace
}  // namespace leyden
