// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/chebyshev_bases.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>
#include <vector>

namespace leyden {
namespace {

/// Eight states that H leaves where they are, and lets out of the space at a rate of our choice.
class Leaky final : public Layout {
 public:
  explicit Leaky(double rate) : rate_(rate) {}
  Count size() const override { return 8; }
  void raise(int, const SplitVector&, const SplitVector& before,
             const SplitVector& out) const override {
    const auto part = [&](const double* old, double* to) {
      for (Count i = 0; i < size(); ++i) to[i] = old != nullptr ? -old[i] : 0.0;
    };
    part(before.re, out.re);
    if (out.im != nullptr) part(before.im, out.im);
  }
  double norm(const SplitVector& psi) const override {
    return psi.re[0] * psi.re[0] + psi.im[0] * psi.im[0];
  }
  double outflow(const SplitVector& v) const override { return rate_ * std::abs(v.re[0]); }
  double most_outflow() const override { return 1.0; }

 private:
  double rate_;
};

constexpr double radius = 100.0;

ChebyshevBases bases_on(Layout& layout) {
  PlacedState start = ChebyshevBases::nothing_on(layout);
  Layout::elements(start.re)[0] = 1.0;
  return {layout, {radius, 15.0, 8.0, 0.0, 5.0}, {}, std::move(start)};
}

TEST(ChebyshevBases, AddsWhatLeavesToTheErrorOfEveryStateAfterIt) {
  constexpr double rate = 1e-15;
  Leaky layout(rate);
  ChebyshevBases bases = bases_on(layout);
  // No state leaks faster than the vectors together, nor slower than the first alone.
  const auto expect_between = [&](const PlacedState& state) {
    EXPECT_NEAR(Layout::elements(const_cast<PlacedState&>(state).re)[0], 1.0, 1e-13);
    EXPECT_GE(state.error.leaked, rate * state.time);
    EXPECT_LE(state.error.leaked, 300 * rate * state.time);
  };
  expect_between(bases.advance(0.4));
  expect_between(bases.advance(5.0));  // through several bases
  expect_between(bases.reach(5.2));
  expect_between(bases.reach(5.4));
  bases.follow({5.5, 5.6, 5.7, 6.5, 8.0},
               [&](std::size_t, PlacedState& state) { expect_between(state); });
}

TEST(ChebyshevBases, LeaksNothingWhereEverythingIsKept) {
  Leaky layout(0.0);
  ChebyshevBases bases = bases_on(layout);
  // But for terms left out, times what could leave at most.
  EXPECT_LE(bases.advance(3.0).error.leaked, 3.0 * 1e-13);
}

TEST(ChebyshevBases, RefusesToGoOnWhereMoreLeavesThanRoundingsBlur) {
  Leaky layout(1e-9);
  ChebyshevBases bases = bases_on(layout);
  EXPECT_THROW(bases.reach(0.3), Outgrown);
  EXPECT_THROW(bases.advance(0.3), Outgrown);
  EXPECT_EQ(bases.anchor(), 0.0);
}

}  // namespace
}  // namespace leyden
