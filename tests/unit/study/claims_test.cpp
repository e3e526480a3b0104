// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/claims.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <string>

#include "leyden/base/errors.hpp"
#include "leyden/study/claim_closed_forms.hpp"
#include "leyden/study/claim_estimate.hpp"
#include "leyden/study/claim_rule.hpp"

namespace leyden {
namespace {

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

// ---- printed numbers and criteria

TEST(PrintedNumber, CountsItsUnitFromTheLastDigit) {
  EXPECT_EQ(parse_printed("9.76").unit, 0.01);
  EXPECT_EQ(parse_printed("1.002").unit, 0.001);
  EXPECT_EQ(parse_printed("84").unit, 1.0);
  EXPECT_EQ(parse_printed("-0.5").value, -0.5);
  EXPECT_EQ(parse_printed("-0.5").unit, 0.1);
  EXPECT_EQ(parse_printed("1.90").unit, 0.01) << "a trailing zero is a digit";
}

TEST(PrintedNumber, IsExactAsAFractionOrWhenSaidSo) {
  EXPECT_EQ(parse_printed("16/9").value, 16.0 / 9.0);
  EXPECT_TRUE(judge(parse_printed("16/9"), {16.0 / 9.0, 1e-12}).passes);
  EXPECT_TRUE(judge(parse_printed("16/9"), {1.78, 0.0}).fails);
  EXPECT_TRUE(judge(parse_printed("2"), {1.2, 0.0}).passes);
  EXPECT_TRUE(judge(parse_printed("2", true), {1.999, 0.0}).fails);
}

TEST(PrintedNumber, RefusesWhatIsNoNumber) {
  for (const char* text : {"", "-", "9,76", "about 1", "1e3", ".5", "5.", "1/0", "a/b", "84 %"}) {
    EXPECT_THROW(parse_printed(text), InvalidInput) << text;
  }
}

TEST(PrintedNumber, IsReproducedAtExactlyOneUnit) {
  // In binary 0.81 - 0.80 exceeds 0.01 by a rounding error.
  ASSERT_GT(0.81 - 0.80, 0.01);
  EXPECT_TRUE(judge(parse_printed("0.81"), {0.80, 0.0}).passes);
  EXPECT_TRUE(judge(parse_printed("0.81"), {0.82, 0.0}).passes);
  EXPECT_TRUE(judge(parse_printed("9.24"), {9.25, 0.0}).passes);
  EXPECT_TRUE(judge(parse_printed("84"), {85.0, 0.0}).passes);
  EXPECT_TRUE(judge(parse_printed("84"), {85.0 + 1e-9, 0.0}).fails);
}

TEST(PrintedNumber, CountsTheRadiusInFavourOfHonesty) {
  const Judgement straddling = judge(parse_printed("9.76"), {9.768, 0.005});
  EXPECT_FALSE(straddling.passes);
  EXPECT_FALSE(straddling.fails);
  EXPECT_TRUE(judge(parse_printed("9.76"), {9.768, 0.001}).passes);
  EXPECT_TRUE(judge(parse_printed("9.76"), {9.78, 0.001}).fails);
}

TEST(PrintedNumber, IsNearWithinFivePercentWithTheWholeRadius) {
  EXPECT_TRUE(judge(parse_printed("0.84"), {0.8647, 0.0}).near);
  EXPECT_FALSE(judge(parse_printed("0.79"), {0.8345, 0.0}).near);
  EXPECT_FALSE(judge(parse_printed("0.84"), {0.8647, 0.1}).near);
}

TEST(PrintedNumber, NeverAcceptsNanOrInfinity) {
  for (const Estimate& value : {Estimate{nan_value, 0.0}, Estimate{1.0, nan_value},
                                Estimate{INFINITY, 0.0}, Estimate{1.0, -1.0}}) {
    const Judgement judgement = judge(parse_printed("1"), value);
    EXPECT_FALSE(judgement.passes || judgement.near || judgement.fails);
  }
  EXPECT_FALSE(judge(parse_printed("1"), {1.0, INFINITY}).passes);
}

TEST(TestOfWords, ReadsWhatItWrites) {
  for (const char* text :
       {"above 1", "below 0", "at_least 0.1", "at_most -0.1", "within 1e-12", "between -0.1 0"}) {
    EXPECT_EQ(to_text(parse_criterion(text)), text);
  }
  EXPECT_EQ(to_text(parse_criterion("positive")), "above 0");
  EXPECT_EQ(to_text(parse_criterion("negative")), "below 0");
}

TEST(TestOfWords, RefusesWhatItDoesNotKnow) {
  for (const char* text : {"", "above", "above one", "above 1 2", "between 1", "between 1 1",
                           "between 2 1", "within 0", "within -1", "at_most nan", "near 1"}) {
    EXPECT_THROW(parse_criterion(text), InvalidInput) << text;
  }
}

TEST(TestOfWords, IsStrictWhereTheWordIs) {
  EXPECT_FALSE(judge(parse_criterion("positive"), {0.0, 0.0}).passes);
  EXPECT_TRUE(judge(parse_criterion("positive"), {0.0, 0.0}).fails);
  EXPECT_FALSE(judge(parse_criterion("negative"), {0.0, 0.0}).passes);
  EXPECT_TRUE(judge(parse_criterion("at_least 1"), {1.0, 0.0}).passes);
  EXPECT_TRUE(judge(parse_criterion("at_most 1"), {1.0, 0.0}).passes);
  EXPECT_TRUE(judge(parse_criterion("within 0.5"), {-0.5, 0.0}).passes);
  EXPECT_TRUE(judge(parse_criterion("between -0.1 0"), {-0.1, 0.0}).passes);
  EXPECT_TRUE(judge(parse_criterion("between -0.1 0"), {0.05, 0.0}).fails);
}

TEST(TestOfWords, TellsByHowMuchItIsMissed) {
  const Criterion band = parse_criterion("between -0.1 0");
  EXPECT_EQ(judge(band, {0.25, 0.0}).miss, 0.25);
  EXPECT_EQ(judge(band, {-0.5, 0.0}).miss, 0.4);
  EXPECT_LT(judge(band, {-0.05, 0.0}).miss, 0.0);
  EXPECT_EQ(judge(parse_criterion("at_least 2"), {1.5, 0.25}).miss, 0.75);
  EXPECT_EQ(judge(parse_criterion("within 1"), {-1.5, 0.25}).miss, 0.75);
}

TEST(TestOfWords, AsksForTheWholeRadius) {
  const Judgement straddling = judge(parse_criterion("positive"), {1e-12, 1e-11});
  EXPECT_FALSE(straddling.passes || straddling.fails);
  EXPECT_TRUE(judge(parse_criterion("positive"), {1e-12, 1e-13}).passes);
  EXPECT_FALSE(judge(parse_criterion("between -0.1 0"), {-0.01, 0.02}).passes);
}

TEST(TestOfWords, CanBeMissedNarrowlyOnlyWhereItIsASize) {
  EXPECT_TRUE(judge(parse_criterion("at_most 0.02"), {0.0209, 0.0}).near);
  EXPECT_FALSE(judge(parse_criterion("at_most 0.02"), {0.0211, 0.0}).near);
  EXPECT_TRUE(judge(parse_criterion("at_least 99"), {95.5, 0.0}).near);
  EXPECT_FALSE(judge(parse_criterion("at_least 99"), {94.0, 0.0}).near);
  EXPECT_TRUE(judge(parse_criterion("within 0.02"), {-0.0209, 0.0}).near);
  EXPECT_FALSE(judge(parse_criterion("above 1"), {0.999, 0.0}).near);
  EXPECT_FALSE(judge(parse_criterion("between -0.1 0"), {-0.101, 0.0}).near);
}

// ---- the rule

Claim printed_claim(const std::string& printed, bool open, int readings) {
  Claim claim;
  claim.id = "example";
  claim.printed = printed;
  claim.open = open;
  for (int i = 0; i < readings; ++i) claim.readings.push_back({fmt::format("r{}", i), {}, true});
  claim.why.general = "{reading} {value}";
  return claim;
}

Claim worded_claim(const std::string& criterion, bool open, int readings) {
  Claim claim = printed_claim("1", open, readings);
  claim.printed.reset();
  claim.criterion = parse_criterion(criterion);
  return claim;
}

ReadingOutcome one(double value, double error = 0.0) {
  return {{{{value, error}, ""}}, ""};
}

TEST(DecisionRule, ReproducesWhenAnyReadingPassesAndTheFirstOneDecides) {
  const auto decided =
      decide_claim(printed_claim("9.76", true, 4), {one(9.57), one(9.754), one(9.7601), one(9.92)});
  EXPECT_EQ(decided.status, ClaimStatus::reproduced);
  EXPECT_EQ(decided.reading, 1u);
  EXPECT_EQ(decided.value().value, 9.754);
  ASSERT_EQ(decided.readings.size(), 4u);
  EXPECT_EQ(decided.readings[3].value.value, 9.92);
}

TEST(DecisionRule, CallsCloseOnlyWhatIsOpen) {
  const auto open = decide_claim(printed_claim("7.48", true, 2), {one(6.82), one(7.5831)});
  EXPECT_EQ(open.status, ClaimStatus::close);
  EXPECT_EQ(open.reading, 1u) << "the best reading decides";
  const auto stated = decide_claim(printed_claim("7.48", false, 2), {one(6.82), one(7.5831)});
  EXPECT_EQ(stated.status, ClaimStatus::deviates);
  const auto far = decide_claim(printed_claim("0.99", true, 1), {one(0.9117)});
  EXPECT_EQ(far.status, ClaimStatus::deviates);
}

TEST(DecisionRule, LeavesUndecidedWhatItCannotTell) {
  const auto straddling = decide_claim(printed_claim("9.76", false, 1), {one(9.77, 0.001)});
  EXPECT_EQ(straddling.status, ClaimStatus::undecided);
  const ReadingOutcome failed{{}, "no Fock cutoff"};
  const auto untold = decide_claim(printed_claim("9.76", false, 2), {one(9.9), failed});
  EXPECT_EQ(untold.status, ClaimStatus::undecided);
  EXPECT_EQ(untold.reading, 0u);
  EXPECT_NE(untold.why.find("no Fock cutoff"), std::string::npos);
  const auto nothing = decide_claim(printed_claim("9.76", true, 1), {one(nan_value)});
  EXPECT_EQ(nothing.status, ClaimStatus::undecided);
  EXPECT_FALSE(nothing.reading.has_value());
  EXPECT_TRUE(std::isnan(nothing.value().value));
}

TEST(DecisionRule, DoesNotNeedWhatFailedWhenAnotherReadingPasses) {
  const auto decided = decide_claim(printed_claim("9.76", false, 2), {one(nan_value), one(9.76)});
  EXPECT_EQ(decided.status, ClaimStatus::reproduced);
  EXPECT_EQ(decided.reading, 1u);
}

TEST(DecisionRule, CarriesReadingsThatDoNotCountAlong) {
  Claim claim = printed_claim("0.84", true, 2);
  claim.readings[1].counts = false;
  const auto decided = decide_claim(claim, {one(0.8647), one(0.84)});
  EXPECT_EQ(decided.status, ClaimStatus::close);
  EXPECT_EQ(decided.reading, 0u);
  EXPECT_EQ(decided.readings[1].value.value, 0.84);
  EXPECT_EQ(decide_claim(claim, {one(0.1), one(nan_value)}).status, ClaimStatus::deviates);
}

TEST(DecisionRule, AsksEveryNumberOfAReadingAndShowsTheWorst) {
  const ReadingOutcome mixed{{{{0.3, 0.0}, "M = 2"}, {{-0.1, 0.0}, "M = 3"}, {{0.1, 0.0}, "M = 4"}},
                             ""};
  const auto decided = decide_claim(worded_claim("positive", true, 1), {mixed});
  EXPECT_EQ(decided.status, ClaimStatus::deviates);
  EXPECT_EQ(decided.value().value, -0.1);
  EXPECT_EQ(decided.readings[0].at, "M = 3");
  EXPECT_THROW(decide_claim(printed_claim("1", false, 1), {mixed}), InvalidInput);
}

TEST(DecisionRule, IsNotFooledByOneUnknownAmongManyNumbers) {
  const ReadingOutcome holes{{{{0.3, 0.0}, ""}, {{nan_value, 0.0}, ""}, {{0.1, 0.0}, ""}}, ""};
  EXPECT_EQ(decide_claim(worded_claim("positive", false, 1), {holes}).status,
            ClaimStatus::undecided);
}

TEST(DecisionRule, IsCloseToAThresholdOnlyWhenEveryNumberIs) {
  const ReadingOutcome near{{{{98.0, 0.0}, ""}, {{100.0, 0.0}, ""}}, ""};
  const ReadingOutcome far{{{{98.0, 0.0}, ""}, {{80.0, 0.0}, ""}}, ""};
  EXPECT_EQ(decide_claim(worded_claim("at_least 99", true, 1), {near}).status, ClaimStatus::close);
  EXPECT_EQ(decide_claim(worded_claim("at_least 99", true, 1), {far}).status,
            ClaimStatus::deviates);
  EXPECT_EQ(decide_claim(worded_claim("at_least 99", false, 1), {near}).status,
            ClaimStatus::deviates);
}

TEST(Reason, FillsInWhatWasComputed) {
  Claim claim = printed_claim("84", true, 2);
  claim.unit = "%";
  claim.why = {"", "{printed} {unit}: {value} ± {error} by {reading}, {#2} at {at#2}", "", "off"};
  const ReadingOutcome second{{{{70.0, 0.0}, "M = 2"}}, ""};
  EXPECT_EQ(decide_claim(claim, {one(84.7198, 0.002), second}).why,
            "84 %: 84.72 ± 0.002 by r0, 70 at M = 2");
  EXPECT_EQ(decide_claim(claim, {one(50.0), second}).why, "off");
}

TEST(Reason, RefusesAPlaceholderThatDoesNotExist) {
  for (const char* text : {"{valu}", "{#0}", "{#2}", "{#x}", "{at#}", "{#99999999999999999999}"}) {
    Claim claim = printed_claim("84", true, 1);
    claim.why = {"", "", "", text};
    EXPECT_THROW(validate_reason(claim), InvalidInput) << text;
  }
}

// ---- arithmetic with radii

TEST(EstimateArithmetic, HoldsTheResultsOfAllCombinations) {
  const Estimate a{1.3, 0.2};
  const Estimate b{-0.7, 0.1};
  for (const double x : {1.1, 1.3, 1.5}) {
    for (const double y : {-0.8, -0.7, -0.6}) {
      const auto holds = [](const Estimate& e, double value) {
        return std::abs(e.value - value) <= e.error;
      };
      EXPECT_TRUE(holds(a + b, x + y));
      EXPECT_TRUE(holds(a - b, x - y));
      EXPECT_TRUE(holds(a * b, x * y));
      EXPECT_TRUE(holds(a / b, x / y));
      EXPECT_TRUE(holds(logarithm(a), std::log(x)));
      EXPECT_TRUE(holds(square_root(a), std::sqrt(x)));
      EXPECT_TRUE(holds(larger(a, b), std::fmax(x, y)));
    }
  }
}

TEST(EstimateArithmetic, AdmitsThatItDoesNotKnow) {
  const Estimate around_zero{0.1, 0.2};
  for (const Estimate& e :
       {exactly(1.0) / around_zero, logarithm(around_zero), square_root(around_zero),
        larger(exactly(1.0), unknown_estimate()), larger(unknown_estimate(), exactly(1.0))}) {
    EXPECT_TRUE(std::isnan(e.value));
    EXPECT_EQ(e.error, INFINITY);
  }
}

// ---- quantities and readings

std::vector<Item> computed(const Reading& reading) {
  validate(reading);
  Runs runs;
  items(reading, 1.0, runs);
  ChargeMemo memo;
  runs.compute(*serial_executor(), memo);
  return items(reading, 1.0, runs);
}

Part part(const std::string& quantity, const Family& family) {
  Part part;
  part.quantities = {&quantity_named(quantity)};
  part.family = family;
  return part;
}

Estimate value_of(const Part& part) {
  const auto all = computed({"", {part}, true});
  EXPECT_EQ(all.size(), 1u);
  return all.at(0).value;
}

Estimate value_of(const std::string& quantity, const Family& family) {
  return value_of(part(quantity, family));
}

void expect_value(const Estimate& estimate, double expected, const char* what) {
  EXPECT_TRUE(std::abs(estimate.value - expected) <= estimate.error + 1e-15 * std::abs(expected))
      << what << ": " << estimate.value << " ± " << estimate.error << " instead of " << expected;
  EXPECT_LT(estimate.error, 1e-9) << what;
}

const Family two_and_four{{"cells", {"2"}}, {"chargers", {"4"}}};

TEST(Quantities, AgreeWithClosedForms) {
  const double xi = std::sqrt(20.0);
  expect_value(value_of("E_max", two_and_four), 1.92, "E_max");
  expect_value(value_of("E_first", two_and_four), 1.92, "E_first");
  expect_value(value_of("E_max_share", two_and_four), 0.96, "E_max_share");
  expect_value(value_of("E_first_share", two_and_four), 0.96, "E_first_share");
  expect_value(value_of("E_first_gt", two_and_four), std::numbers::pi / xi, "E_first_gt");
  expect_value(value_of("E_first_rescaled_gt", two_and_four), 2 * std::numbers::pi / xi,
               "E_first_rescaled_gt");
  const Family single{{"cells", {"1"}}, {"chargers", {"4"}}};
  // One cell and four charger spins: sin²(2gt).
  expect_value(value_of("P_max", single), 2 * parallel_power, "P_max");
  expect_value(value_of("P_normalized", single), parallel_power, "P_normalized");
  expect_value(value_of("P_max_gt", single), parallel_power_time / 2, "P_max_gt");
  expect_value(value_of("eta", {{"cells", {"2"}}, {"chargers", {"2"}}}), std::sqrt(2.0), "eta");
}

TEST(Quantities, TakeTheCavityInItsOwnCoupling) {
  const Family cavity{{"cells", {"2"}}, {"chargers", {"2"}}, {"charger", {"cavity"}}};
  const Estimate power = value_of("P_max", cavity);
  EXPECT_EQ(value_of("P_normalized", cavity).value, power.value);
  EXPECT_EQ(value_of("E_first_rescaled_gt", cavity).value, value_of("E_first_gt", cavity).value);
}

TEST(Quantities, FitStraightLinesThroughTheirPoints) {
  // Two points: the line is their chord, and nothing is away from it.
  Part fit = part("slope", {{"chargers-per-cell", {"1"}}});
  fit.fit.cells = {1, 2};
  const double p1 = parallel_power;
  const double p2 = value_of("P_normalized", {{"cells", {"2"}}, {"chargers", {"2"}}}).value;
  EXPECT_NEAR(value_of(fit).value, (p2 - p1) / (2.0 - 1.0), 1e-12);
  fit.quantities = {&quantity_named("inverse_slope")};
  EXPECT_NEAR(value_of(fit).value, 1.0 / (p2 - p1), 1e-12);
  fit.quantities = {&quantity_named("slope_through_origin")};
  EXPECT_NEAR(value_of(fit).value, (p1 + 2 * p2) / 5.0, 1e-12);
  fit.quantities = {&quantity_named("line_distance")};
  EXPECT_NEAR(value_of(fit).value, 0.0, 1e-12);
}

TEST(Quantities, MeasureTheDistanceFromTheIsotropicLine) {
  Part fit = part("end_distance", {{"chargers-per-cell", {"2"}}, {"anisotropy", {"1"}}});
  fit.fit.cells = {1, 3};
  const auto point = [](const char* cells, const char* gamma, const char* quantity) {
    return value_of(quantity,
                    {{"cells", {cells}}, {"chargers-per-cell", {"2"}}, {"anisotropy", {gamma}}})
        .value;
  };
  const double e1 = point("1", "0", "E_max");
  const double e3 = point("3", "0", "E_max");
  const double p1 = point("1", "0", "P_normalized");
  const double p3 = point("3", "0", "P_normalized");
  const double slope = (p3 - p1) / (e3 - e1);
  const double on_the_line = p1 + slope * (point("3", "1", "E_max") - e1);
  const double last = std::abs(point("3", "1", "P_normalized") - on_the_line) / p3;
  EXPECT_NEAR(value_of(fit).value, last, 1e-11);
  EXPECT_GT(last, 1e-3) << "a distance of zero would prove nothing";
  fit.quantities = {&quantity_named("line_distance")};
  EXPECT_GE(value_of(fit).value, last * (1 - 1e-9));
}

TEST(Quantities, TakeExponentsFromNeighboursChordsAndFits) {
  const auto eta = [](const char* cells) {
    return value_of("eta", {{"cells", {cells}}, {"chargers-per-cell", {"1"}}}).value;
  };
  const Family five{{"cells", {"5"}}, {"chargers-per-cell", {"1"}}};
  EXPECT_NEAR(value_of("beta", five).value, std::log(eta("6") / eta("4")) / std::log(1.5), 1e-11);
  EXPECT_NEAR(value_of("beta_from_one", five).value, std::log(eta("5")) / std::log(5.0), 1e-11);
  Part fit = part("beta_fit", {{"chargers-per-cell", {"1"}}});
  fit.fit.cells = {2, 6};
  EXPECT_NEAR(value_of(fit).value, std::log(eta("6") / eta("2")) / std::log(3.0), 1e-11);
}

TEST(Quantities, ExtrapolateExponentsAlongAHyperbola) {
  const auto beta = [](const char* cells) {
    return value_of("beta", {{"cells", {cells}}, {"chargers-per-cell", {"1"}}}).value;
  };
  Part fit = part("beta_asymptote", {{"chargers-per-cell", {"1"}}});
  fit.fit.cells = {5, 20, 80};
  const double limit = value_of(fit).value;
  // β = β∞ - c/(d + ln M): the inverse gaps of sizes in geometric progression are equidistant.
  const double gaps = 1 / (limit - beta("5")) + 1 / (limit - beta("80"));
  EXPECT_NEAR(gaps, 2 / (limit - beta("20")), 1e-6);
  fit.fit.cells = {5, 20, 90};
  EXPECT_THROW(validate(Reading{"", {fit}, true}), InvalidInput);
}

TEST(Quantities, FindOneIdentityPerChargerSpinInTheCrosstalk) {
  for (const char* chargers : {"1", "2", "3", "4", "7"}) {
    expect_value(value_of("crosstalk_constant", {{"chargers", {chargers}}}), std::stod(chargers),
                 chargers);
  }
}

TEST(Quantities, RefuseModelsThatAClosedFormIsNotAbout) {
  for (const char* name : {"A2_elements", "A5_distance", "A7_distance", "A7_forms", "A7_time",
                           "thermal_distance", "single_cell_distance", "A2_A4_elements"}) {
    const Part wrong = part(name, {{"cells", {"3"}}, {"chargers", {"3"}}});
    EXPECT_THROW(validate(Reading{"", {wrong}, true}), InvalidInput) << name;
  }
  EXPECT_THROW(quantity_named("E_maxx"), InvalidInput);
}

TEST(ClosedForms, OfTwoCellsAreConsistent) {
  for (const Count n : {2, 3, 20, 200}) {
    const double peak = two_cell_peak_time(n).value;
    for (const double t : {0.0, 0.3 * peak, peak, 5.1 * peak}) {
      const auto p = two_cell_populations(n, t);
      EXPECT_NEAR(p[0] + p[1] + p[2], 1.0, 1e-13);
    }
    const auto p = two_cell_populations(n, peak);
    EXPECT_NEAR(p[1] + 2 * p[2], two_cell_largest_energy(n).value, 1e-13);
    EXPECT_NEAR(two_cell_largest_energy_in_xi(n).value, two_cell_largest_energy(n).value, 1e-14);
  }
  EXPECT_EQ(two_cell_largest_energy(4).value, 1.92);
}

TEST(Reading, StandsForAllCombinationsOfItsValues) {
  const auto all = computed(
      {"", {part("E_max", {{"cells", {"1", "2"}}, {"chargers-per-cell", {"1", "2"}}})}, true});
  ASSERT_EQ(all.size(), 4u);
  EXPECT_EQ(all[0].at, "M = 1, N/M = 1");
  EXPECT_EQ(all[3].at, "M = 2, N/M = 2");
  EXPECT_NEAR(all[3].value.value, 1.92, 1e-9);
}

TEST(Reading, ComparesWithItsCounterpart) {
  Part both = part("E_max", two_and_four);
  both.against = {{"chargers", {"2"}}};
  both.comparison = Comparison::ratio;
  EXPECT_NEAR(value_of(both).value, 0.96, 1e-12);
  both.comparison = Comparison::excess;
  EXPECT_NEAR(value_of(both).value, -0.04, 1e-12);
  both.comparison = Comparison::difference;
  EXPECT_NEAR(value_of(both).value, -0.08, 1e-12);
}

TEST(Reading, StepsAlongASettingWhereverItStands) {
  Part steps = part("E_max", {{"chargers", {"2", "4", "20"}}, {"cells", {"1", "2"}}});
  steps.along = "chargers";
  const auto all = computed({"", {steps}, true});
  ASSERT_EQ(all.size(), 4u);
  EXPECT_NEAR(all[0].value.value, 0.0, 1e-12) << "a single cell is always charged fully";
  EXPECT_EQ(all[2].at, "M = 2, N 2 → 4");
  EXPECT_NEAR(all[2].value.value, -0.04, 1e-12);
  EXPECT_NEAR(all[3].value.value, 16.0 * 20 * 19 / (58.0 * 58.0) / 1.92 - 1.0, 1e-12);
}

TEST(Reading, TakesPlainStepsOfAComparison) {
  Part steps = part("E_max", {{"cells", {"1", "2"}}, {"chargers-per-cell", {"1"}}});
  steps.along = "cells";
  steps.comparison = Comparison::difference;
  steps.against = {{"charger", {"cavity"}}};
  EXPECT_NEAR(value_of(steps).value, 2.0 / 9.0, 1e-12) << "from 1 - 1 to 2 - 16/9";
}

TEST(Reading, RefusesWhatDoesNotExist) {
  Part steps = part("E_max", two_and_four);
  steps.along = "cells";
  EXPECT_THROW(validate(Reading{"", {steps}, true}), InvalidInput) << "one value is no step";
  EXPECT_THROW(validate(Reading{"", {}, true}), InvalidInput);
  const Part half = part("E_max", {{"cells", {"3"}}, {"chargers-per-cell", {"0.5"}}});
  EXPECT_THROW(validate(Reading{"", {half}, true}), InvalidInput);
  EXPECT_THROW(validate(Reading{"", {part("E_max", {{"cels", {"3"}}})}, true}), InvalidInput);
  EXPECT_THROW(validate(Reading{"", {part("slope", {{"chargers-per-cell", {"1"}}})}, true}),
               InvalidInput);
  EXPECT_THROW(validate(Reading{"", {part("beta", two_and_four)}, true}), InvalidInput)
      << "the chargers must follow the cells";
}

TEST(Family, CountsRescaledWindowsInTheCouplingOfTheCavity) {
  Subject subject;
  subject.set("cells", "3");
  subject.set("chargers-per-cell", "3");
  subject.set("rescaled-window", "6");
  EXPECT_EQ(subject.request().window, 2.0);
  EXPECT_EQ(subject.request().charging.chargers, 9);
  EXPECT_EQ(subject.request(12).charging.chargers, 36);
  EXPECT_EQ(subject.request(12).window, 1.0);
  subject.set("charger", "limit");
  EXPECT_EQ(subject.request().window, 6.0);
}

TEST(Family, TakesTheLastOfTwoKeysThatSetTheSame) {
  // A counterpart replaces what the family says, whichever way either of them says it.
  Subject subject;
  for (const auto& [key, value] : Family{{"cells", {"3"}},
                                         {"chargers-per-cell", {"3"}},
                                         {"chargers", {"2"}},
                                         {"rescaled-window", {"6"}},
                                         {"window", {"1"}},
                                         {"even-battery-mixture", {"0.5"}},
                                         {"start", {"ideal"}}}) {
    subject.set(key, value.at(0));
  }
  EXPECT_EQ(subject.request().charging.chargers, 2);
  EXPECT_EQ(subject.request().window, 1.0);
  EXPECT_EQ(subject.request().charging.start, Start(IdealStart{}));
  subject.set("even-battery-mixture", "0.5");
  subject.set("even-charger-mixture", "0.5");
  EXPECT_TRUE(std::holds_alternative<ChargerMixture>(subject.request().charging.start));
}

TEST(Family, SharesMixturesEvenly) {
  Subject subject;
  subject.set("cells", "2");
  subject.set("chargers", "4");
  subject.set("even-charger-mixture", "0.6");
  const auto start = std::get<ChargerMixture>(subject.request().charging.start);
  ASSERT_EQ(start.probabilities.size(), 5u);
  EXPECT_EQ(start.probabilities[0], 0.6);
  EXPECT_NEAR(start.probabilities[4], 0.1, 1e-16);
}

TEST(Runs, ComputeEverySharedRunOnce) {
  Runs runs;
  ChargeRequest request;
  request.charging.cells = request.charging.chargers = 2;
  runs.energies(request);
  runs.energies(request);
  EXPECT_EQ(runs.size(), 1);
  runs.powers(request);
  request.window = 1.0;
  runs.powers(request);
  EXPECT_EQ(runs.size(), 2) << "the power does not depend on the window";
  runs.energies(request);
  EXPECT_EQ(runs.size(), 3) << "the energy does";
  ChargeMemo memo;
  runs.compute(*serial_executor(), memo);
  EXPECT_LT(runs.energies(request).peaks.energy.value, 2.0);
  request.charging.cells = 3;
  EXPECT_THROW(runs.energies(request), InternalError);
}

TEST(Runs, StopWhenAskedTo) {
  Runs runs;
  ChargeMemo memo;
  runs.powers({});
  EXPECT_THROW(runs.compute(*serial_executor(), memo, [](double) { throw Cancelled(); }),
               Cancelled);
}

Claim first_peak_claim(const char* window) {
  Claim claim = printed_claim("2", false, 0);
  claim.exact = true;
  claim.readings = {
      {"first",
       {part("E_first", {{"cells", {"2"}}, {"chargers", {"2"}}, {"window", {window}}})},
       true}};
  return claim;
}

TEST(Decide, RunsClaimsOnAnyExecutorWithTheSameOutcome) {
  const std::vector<Claim> claims{first_peak_claim("2")};
  const auto serial = decide(claims, *serial_executor());
  const auto threads = decide(claims, *thread_executor(3));
  ASSERT_EQ(serial.size(), 1u);
  EXPECT_EQ(serial[0].status, ClaimStatus::reproduced);
  EXPECT_EQ(serial[0].value().value, threads[0].value().value);
  EXPECT_EQ(serial[0].value().error, threads[0].value().error);
}

TEST(Decide, ReportsProgressUpToOne) {
  double last = 0.0;
  decide({first_peak_claim("2")}, *serial_executor(), [&](double fraction) {
    EXPECT_GE(fraction, last);
    last = fraction;
  });
  EXPECT_EQ(last, 1.0);
}

TEST(Decide, LeavesUndecidedWhenThereIsNoPeakInTheWindow) {
  const auto decided = decide({first_peak_claim("0.1")}, *serial_executor());
  EXPECT_EQ(decided[0].status, ClaimStatus::undecided);
  EXPECT_NE(decided[0].why.find("no local maximum"), std::string::npos) << decided[0].why;
}

TEST(Decide, MultipliesByAHundredInPercent) {
  Claim claim = printed_claim("96", false, 0);
  claim.unit = "%";
  claim.readings = {{"share", {part("E_max_share", two_and_four)}, true}};
  EXPECT_NEAR(decide({claim}, *serial_executor())[0].value().value, 96.0, 1e-9);
}

TEST(Claim, NeedsEitherANumberOrATest) {
  Claim claim = first_peak_claim("2");
  EXPECT_NO_THROW(validate(claim));
  claim.criterion = parse_criterion("positive");
  EXPECT_THROW(validate(claim), InvalidInput);
  claim.printed.reset();
  EXPECT_NO_THROW(validate(claim));
  claim.criterion.reset();
  EXPECT_THROW(validate(claim), InvalidInput);
  claim = first_peak_claim("2");
  claim.readings[0].counts = false;
  EXPECT_THROW(validate(claim), InvalidInput);
}

}  // namespace
}  // namespace leyden
