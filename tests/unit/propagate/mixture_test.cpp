// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/mixture.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include "leyden/numerics/rounding.hpp"

namespace leyden {
namespace {

/// E = height t, with made-up radii 0.1 and 0.2, or none.
class Ramp final : public Evolution {
 public:
  Ramp(double height, std::vector<double> populations, bool exact = false)
      : height_(height), populations_(std::move(populations)), exact_(exact) {}

  double anchor() const override { return anchor_; }
  Sample evaluate(double time) override {
    return {time, height_ * time, exact_ ? 0.0 : 0.1, height_, exact_ ? 0.0 : 0.2};
  }
  Sample advance(double time) override {
    anchor_ = time;
    return evaluate(time);
  }
  double curvature(double time) override { return height_ + time; }
  Populations populations(double) override { return {populations_, exact_ ? 0.0 : 1 / height_}; }
  EnergyBounds bounds() const override { return {height_, {1, 2, 3, 4 * height_}, height_ / 2}; }
  CutoffError cutoff_error() const override { return {height_, 2 * height_, 4 * height_}; }
  Count dimension() const override { return 7; }
  std::string_view propagator() const override { return "test"; }

 private:
  double height_;
  std::vector<double> populations_;
  bool exact_;
  double anchor_ = 0.0;
};

MixtureEvolution mixture() {
  std::vector<MixtureEvolution::Member> members;
  members.push_back({0.25, std::make_unique<Ramp>(8.0, std::vector<double>{0.5, 0.5})});
  members.push_back({0.75, std::make_unique<Ramp>(-4.0, std::vector<double>{0.0, 0.2, 0.8})});
  return MixtureEvolution(std::move(members));
}

TEST(Mixture, SamplesAreWeightedSums) {
  MixtureEvolution both = mixture();
  const Sample sample = both.evaluate(2.0);
  EXPECT_EQ(sample.time, 2.0);
  EXPECT_EQ(sample.energy, 0.25 * 16 - 0.75 * 8);
  EXPECT_EQ(sample.slope, 0.25 * 8 - 0.75 * 4);
}

TEST(Mixture, RadiiAddUpAndCoverTheAdditions) {
  MixtureEvolution both = mixture();
  const Sample sample = both.evaluate(2.0);
  EXPECT_GT(sample.energy_error, 0.1);
  EXPECT_LT(sample.energy_error, 0.1 + 1e-12);
  EXPECT_GT(sample.slope_error, 0.2);
  EXPECT_LT(sample.slope_error, 0.2 + 1e-12);
}

TEST(Mixture, ExactMembersLeaveTheRoundingOfTheAdditions) {
  std::vector<MixtureEvolution::Member> members;
  members.push_back({0.25, std::make_unique<Ramp>(8.0, std::vector<double>{1.0}, true)});
  members.push_back({0.75, std::make_unique<Ramp>(-4.0, std::vector<double>{1.0}, true)});
  const Sample sample = MixtureEvolution(std::move(members)).evaluate(2.0);
  const double additions = (3 * 2 + 16) * unit_roundoff;
  EXPECT_EQ(sample.energy_error, rounded_up(additions * (0.25 * 16 + 0.75 * 8)));
  EXPECT_EQ(sample.slope_error, rounded_up(additions * (0.25 * 8 + 0.75 * 4)));
}

TEST(Mixture, AdvanceMovesEveryMemberAndEvaluateNone) {
  MixtureEvolution both = mixture();
  EXPECT_EQ(both.anchor(), 0.0);
  both.evaluate(1.5);
  EXPECT_EQ(both.anchor(), 0.0);
  EXPECT_EQ(both.advance(1.5).energy, both.evaluate(1.5).energy);
  EXPECT_EQ(both.anchor(), 1.5);
}

TEST(Mixture, CurvatureDimensionAndBoundsAddUp) {
  MixtureEvolution both = mixture();
  EXPECT_EQ(both.curvature(1.0), 0.25 * 9 - 0.75 * 3);
  EXPECT_EQ(both.dimension(), 14);
  const EnergyBounds bounds = both.bounds();
  EXPECT_NEAR(bounds.rise, 0.25 * 8 - 0.75 * 4, 1e-12);
  EXPECT_NEAR(bounds.fall, 0.25 * 4 - 0.75 * 2, 1e-12);
  EXPECT_NEAR(bounds.derivatives[0], 1, 1e-12);
  EXPECT_NEAR(bounds.derivatives[1], 2, 1e-12);
  EXPECT_NEAR(bounds.derivatives[2], 3, 1e-12);
  EXPECT_NEAR(bounds.derivatives[3], 0.25 * 32 - 0.75 * 16, 1e-12);
  for (std::size_t j = 0; j < 3; ++j) {
    EXPECT_EQ(bounds.derivatives[j], rounded_up(static_cast<double>(j + 1)));
  }
}

TEST(Mixture, PopulationsOfDifferentLengthAddUp) {
  MixtureEvolution both = mixture();
  const std::vector<double> p = both.populations(0.0).probabilities;
  ASSERT_EQ(p.size(), 3u);
  EXPECT_NEAR(p[0], 0.125, 1e-15);
  EXPECT_NEAR(p[1], 0.125 + 0.15, 1e-15);
  EXPECT_NEAR(p[2], 0.6, 1e-15);
}

TEST(Mixture, ErrorsOfPopulationsAndOfCutoffsAddUp) {
  std::vector<MixtureEvolution::Member> members;
  members.push_back({0.25, std::make_unique<Ramp>(8.0, std::vector<double>{1.0})});
  members.push_back({0.75, std::make_unique<Ramp>(4.0, std::vector<double>{1.0})});
  MixtureEvolution both(std::move(members));
  const double additions = (3 * 2 + 16) * unit_roundoff;
  EXPECT_EQ(both.populations(0.0).error, rounded_up(0.25 / 8 + 0.75 / 4 + additions));
  EXPECT_EQ(both.cutoff_error().energy, rounded_up(5.0));
  EXPECT_EQ(both.cutoff_error().power, rounded_up(10.0));
  EXPECT_EQ(both.cutoff_error().leak, 20.0);
}

}  // namespace
}  // namespace leyden
