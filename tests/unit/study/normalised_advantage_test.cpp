// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/normalised_advantage.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "leyden/base/errors.hpp"
#include "leyden/observe/interaction_size.hpp"

namespace leyden {
namespace {

ChargeRequest spins(Count cells, Count chargers, double anisotropy = 0.0) {
  ChargeRequest request;
  request.charging.cells = cells;
  request.charging.chargers = chargers;
  request.charging.anisotropy = anisotropy;
  return request;
}

ChargeRequest with(Charger charger, Count cells, Count chargers, double anisotropy = 0.0) {
  ChargeRequest request = spins(cells, chargers, anisotropy);
  request.charging.charger = charger;
  return request;
}

/// η at equal coupling, spread and norm.
struct Three {
  std::optional<Estimate> coupling, spread, norm;
};

Three advantages(const ChargeRequest& request) {
  const auto list =
      normalised_advantages(request, charge_power(request), parse_normalisations("all"));
  EXPECT_EQ(list.size(), 3u);
  return {list[0].value, list[1].value, list[2].value};
}

void expect_within(const std::optional<Estimate>& estimate, double truth,
                   double most_error = 1e-12) {
  ASSERT_TRUE(estimate);
  EXPECT_LE(std::abs(estimate->value - truth), estimate->error + 4e-16 * truth);
  EXPECT_LE(estimate->error, most_error);
}

TEST(ParseNormalisations, ReadsAListAndKeepsItsOrder) {
  const auto list = parse_normalisations("norm,coupling,norm");
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[0], Normalisation::norm);
  EXPECT_EQ(list[1], Normalisation::coupling);
  EXPECT_EQ(parse_normalisations("all").size(), 3u);
  EXPECT_EQ(name(Normalisation::spread), "spread");
}

TEST(ParseNormalisations, NamesWhatItDoesNotKnow) {
  for (const char* text : {"", "energy", "norm,", "norm,,spread", "all,norm", "NORM", "norm "}) {
    EXPECT_THROW(parse_normalisations(text), InvalidInput) << text;
  }
}

TEST(NormalisedAdvantages, OfOnePairAreAllItsOwn) {
  // One cell and one charger spin is the parallel scheme itself, whatever its energies.
  for (const double gamma : {0.0, 0.6, 1.0}) {
    for (const double detuning : {0.0, 0.02}) {
      ChargeRequest request = spins(1, 1, gamma);
      request.charging.detuning = detuning;
      const double eta = charge_power(request).advantage.value;
      const Three of = advantages(request);
      EXPECT_EQ(of.coupling->value, eta);
      EXPECT_EQ(of.spread->value, eta);
      EXPECT_EQ(of.norm->value, eta);
      EXPECT_LE(of.norm->error, 1e-12);
    }
  }
}

TEST(NormalisedAdvantages, OfTwoStatesFollowFromOneElement) {
  // One cell with N charger spins swaps at sqrt(N) g, as fast as its H1 is large.
  for (const Count n : {2, 5, 50}) {
    const Three many = advantages(spins(1, n));
    expect_within(many.coupling, std::sqrt(static_cast<double>(n)));
    expect_within(many.spread, 1.0);
    expect_within(many.norm, 1.0);
    // N cells with one charger spin store one quantum at sqrt(N) g.
    const Three few = advantages(spins(n, 1));
    expect_within(few.coupling, 1 / std::sqrt(static_cast<double>(n)));
    expect_within(few.spread, 1 / std::sqrt(static_cast<double>(n)));
    expect_within(few.norm, 1.0);
  }
}

TEST(NormalisedAdvantages, OfTwoCellsAndTwoChargersAreNone) {
  // Three states joined by 2 and 2: E = 2 sin²(sqrt(2) t), and H1 has the sizes 2 and sqrt(8).
  const Three of = advantages(spins(2, 2));
  expect_within(of.coupling, std::sqrt(2.0));
  expect_within(of.spread, 1.0);
  expect_within(of.norm, 1.0);
}

TEST(NormalisedAdvantages, DoNotDependOnTheUnitOfTheCoupling) {
  for (const Charger charger : {Charger::spins, Charger::cavity}) {
    ChargeRequest request = with(charger, 7, 7);
    const Three fixed = advantages(request);
    request.charging.coupling_scale = CouplingScale::sqrt_cells;
    const Three scaled = advantages(request);
    EXPECT_NEAR(scaled.coupling->value, fixed.coupling->value / std::sqrt(7.0), 1e-13);
    expect_within(scaled.spread, fixed.spread->value);
    expect_within(scaled.norm, fixed.norm->value);
  }
}

/// Runs of their own at the rescaled coupling, with a ratio from closed forms.
double rerun(ChargeRequest request, double ratio) {
  request.charging.coupling *= ratio;
  request.charging.crosstalk /= ratio;
  request.charging.battery_crosstalk /= ratio;
  const ChargeResult result = charge_power(request);
  return ratio * result.advantage.value;
}

TEST(NormalisedAdvantages, OfFlatEnergiesAreThoseOfARescaledRun) {
  const ChargeRequest request = spins(6, 9);
  const double eta = charge_power(request).advantage.value;
  const double ratio = 1 / std::sqrt(9.0);
  EXPECT_NEAR(rerun(request, ratio), ratio * eta, 1e-13);
  expect_within(advantages(request).spread, ratio * eta);
}

TEST(NormalisedAdvantages, OfOtherEnergiesAreThoseOfARescaledRun) {
  for (const double gamma : {0.0, 0.5, 1.0}) {
    ChargeRequest request = spins(5, 4, gamma);
    request.charging.detuning = 0.1;
    request.charging.crosstalk = 0.5;
    request.charging.battery_crosstalk = -0.3;
    const double eta = charge_power(request).advantage.value;
    const Three of = advantages(request);
    const double spread_ratio = std::sqrt(5.0) / std::sqrt(20.0);
    expect_within(of.spread, rerun(request, spread_ratio), 1e-10);
    EXPECT_GT(std::abs(of.spread->value - spread_ratio * eta), 1e-3) << "no law of scaling here";
    const double norm = interaction_norm(make_protocol(request.charging))->value;
    expect_within(of.norm, rerun(request, 5 / norm), 1e-9);
  }
}

TEST(NormalisedAdvantages, MoveWithTheCouplingByLessThanTheBoundOfTheTheory) {
  // (A.19): M ε ‖A‖, A the energies in units of g.
  for (const double share : {1e-3, 1e-6, 1e-9}) {
    ChargeRequest request = spins(4, 5, 0.7);
    const ChargeResult before = charge_power(request);
    request.charging.coupling *= 1 + share;
    const ChargeResult after = charge_power(request);
    const double moved = std::abs(after.peaks.power.value - before.peaks.power.value);
    const double bound = 4 * share * (4 + 5) / 2.0 / 0.1;
    EXPECT_LE(moved, bound + after.peaks.power.error + before.peaks.power.error);
  }
}

TEST(NormalisedAdvantages, HoldInTheirErrorThatTheCouplingIsNotExact) {
  // (A.19) with ε the relative error of the size alone; what the rounding of g' adds is left out.
  const ChargeRequest request = spins(4, 5, 0.7);
  const Three of = advantages(request);
  const Estimate norm = interaction_norm(make_protocol(request.charging)).value();
  const double ratio = 4 / norm.value;
  const double moved = 4 * (norm.error / norm.value) * (4 + 5) / 2.0 / (0.1 * ratio);
  EXPECT_GE(of.norm->error, ratio * moved / (4 * parallel_power));
  // (A.20): of three photons none is lost at first, and each weighs ω0.
  const Three cavity = advantages(with(Charger::cavity, 2, 3, 0.4));
  EXPECT_GE(cavity.spread->error, 0x1p-51 * (1 + 4) / 0.1 / parallel_power);
}

TEST(NormalisedAdvantages, OfStrongAnisotropyTakeTheNormFromItsClosedForm) {
  // ‖H1‖ = M N g, so that g' = g/N.
  const ChargeRequest request = spins(6, 8, 1.0);
  expect_within(advantages(request).norm, rerun(request, 1.0 / 8), 1e-10);
}

TEST(NormalisedAdvantages, OfCellsThatChargeEachOtherScaleAllOfTheirCoupling) {
  ChargeRequest request = with(Charger::lmg, 4, 0, 1.0);
  request.charging.coupling = 1.0;
  request.charging.battery_crosstalk = 0.3;
  const auto at = [&](double ratio) {
    ChargeRequest other = request;
    other.charging.coupling *= ratio;
    return ratio * charge_power(other).advantage.value;
  };
  // Levels 0, 2, 4 joined by γ/2 sqrt(24), the middle one at 2 (g2/g - 1/2) 2·2.
  expect_within(advantages(request).spread, at(2 / std::sqrt(6.0)), 1e-10);
  expect_within(advantages(request).norm, at(4 / (0.8 + std::sqrt(0.64 + 12.0))), 1e-10);
}

TEST(NormalisedAdvantages, AreNotDefinedWithoutALargestEigenvalue) {
  const Three cavity = advantages(with(Charger::cavity, 2, 3, 0.4));
  EXPECT_TRUE(cavity.coupling);
  EXPECT_TRUE(cavity.spread);
  EXPECT_FALSE(cavity.norm);
  EXPECT_FALSE(advantages(with(Charger::limit, 2, 0, 0.4)).norm);
  ChargeRequest light = with(Charger::cavity, 2, 0);
  light.charging.start = LightStart{Light::coherent, 2.0};
  EXPECT_TRUE(advantages(light).spread);
  EXPECT_FALSE(advantages(light).norm);
  // And are where the photons that take part are counted.
  EXPECT_TRUE(advantages(with(Charger::cavity, 2, 3)).norm);
  EXPECT_TRUE(advantages(with(Charger::limit, 2, 0)).norm);
}

TEST(NormalisedAdvantages, OfACutCavityAreThoseOfARescaledRun) {
  const ChargeRequest request = with(Charger::cavity, 2, 3, 0.4);
  const double ratio = std::sqrt(2.0) / std::sqrt(2 * (3 + 0.16 * 4));
  expect_within(advantages(request).spread, rerun(request, ratio), 1e-9);
}

TEST(NormalisedAdvantages, OfNothingAreNothing) {
  for (const auto& request : {spins(0, 3), spins(3, 0), with(Charger::lmg, 3, 0, 0.0)}) {
    const Three of = advantages(request);
    EXPECT_EQ(of.coupling->value, 0.0);
    EXPECT_FALSE(of.spread);
    EXPECT_FALSE(of.norm);
  }
}

}  // namespace
}  // namespace leyden
