// SPDX-License-Identifier: Apache-2.0
#include "leyden/numerics/tridiagonal_window.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "leyden/numerics/eigen.hpp"
#include "support/dice.hpp"

namespace leyden {
namespace {

/// k sqrt((M-k+1)(N-k+1)), k = 1 … min(M, N).
std::vector<DoubleDouble> spin_chain(Count cells, Count chargers) {
  std::vector<DoubleDouble> result;
  for (Count k = 1; k <= std::min(cells, chargers); ++k) {
    result.push_back(DoubleDouble(k) * sqrt(DoubleDouble(cells - k + 1)) *
                     sqrt(DoubleDouble(chargers - k + 1)));
  }
  return result;
}

EigenSystem lapack(const std::vector<DoubleDouble>& couplings) {
  std::vector<double> off;
  for (const DoubleDouble& g : couplings) off.push_back(g.high());
  return eigen_tridiagonal(std::vector<double>(off.size() + 1, 0.0), off);
}

/// All amplitudes, site by site.
std::vector<std::vector<double>> amplitudes(const TridiagonalWindow& window) {
  std::vector<std::vector<double>> result(static_cast<std::size_t>(window.dimension()));
  window.for_each_block([&](const TridiagonalWindow::Block& block) {
    for (Count i = 0; i < block.count; ++i) {
      const double* row = block.amplitudes + static_cast<std::size_t>(i) * window.lanes();
      auto& site = result[static_cast<std::size_t>(block.first + i)];
      EXPECT_TRUE(site.empty()) << "every site once";
      site.assign(row, row + window.pairs());
    }
  });
  return result;
}

/// Against LAPACK: every eigenvalue of some weight, its weight, and the vectors by their sums.
void expect_window_of(const std::vector<DoubleDouble>& couplings, Count start) {
  const auto window = TridiagonalWindow::find(couplings, start);
  ASSERT_TRUE(window.has_value());
  const EigenSystem system = lapack(couplings);
  const std::size_t n = couplings.size() + 1;
  const double widest = std::max(1.0, system.values.back());
  std::size_t at = 0;
  for (std::size_t j = 0; j < n; ++j) {
    if (system.values[j] < -1e-9 * widest) continue;
    const double component = system.vectors[j * n + static_cast<std::size_t>(start)];
    const bool zero = std::abs(system.values[j]) < 1e-9 * widest;
    if (zero && start % 2 == 1) continue;
    if (at == window->pairs()) {
      EXPECT_LT(std::abs(component), 1e-12) << "left out without weight only";
      continue;
    }
    EXPECT_NEAR(window->values()[at].high(), system.values[j], 1e-12 * widest);
    EXPECT_NEAR(window->norms()[at], (zero ? 1 : 2) * std::abs(component), 1e-10);
    ++at;
  }
  EXPECT_EQ(at, window->pairs());

  const auto vectors = amplitudes(*window);
  for (std::size_t site = 0; site < n; ++site) {
    double sum = 0.0;
    for (const double amplitude : vectors[site]) sum += amplitude;
    const bool same = (site - static_cast<std::size_t>(start)) % 2 == 0;
    if (same) {
      EXPECT_NEAR(sum, site == static_cast<std::size_t>(start) ? 1 : 0, 1e-13) << site;
    }
  }
  for (std::size_t j = 0; j < window->pairs(); ++j) {
    // The residual of each vector, in double.
    double residual = 0.0;
    for (std::size_t site = 0; site < n; ++site) {
      double applied = 0.0;
      if (site > 0) applied += couplings[site - 1].high() * vectors[site - 1][j];
      if (site + 1 < n) applied += couplings[site].high() * vectors[site + 1][j];
      residual += std::pow(applied - window->values()[j].high() * vectors[site][j], 2);
    }
    EXPECT_LE(std::sqrt(residual), 1e-14 * widest * window->norms()[j] + 1e-20);
  }
  EXPECT_LE(window->residual(), 1e-19 * widest);
}

TEST(TridiagonalWindow, HoldsWhatCarriesTheStartOfASpinChain) {
  for (const auto& [cells, chargers] : std::vector<std::pair<Count, Count>>{{1, 1},
                                                                            {2, 2},
                                                                            {2, 7},
                                                                            {3, 3},
                                                                            {9, 4},
                                                                            {10, 10},
                                                                            {63, 63},
                                                                            {64, 64},
                                                                            {200, 200},
                                                                            {300, 450},
                                                                            {40, 4000}}) {
    SCOPED_TRACE(testing::Message() << cells << " " << chargers);
    expect_window_of(spin_chain(cells, chargers), 0);
  }
}

TEST(TridiagonalWindow, HoldsEveryStartOfAChain) {
  for (Count start = 0; start <= 12; ++start) expect_window_of(spin_chain(12, 15), start);
  for (const Count start : {1, 5, 60, 119, 120}) expect_window_of(spin_chain(120, 130), start);
}

TEST(TridiagonalWindow, HoldsRandomMatricesAndIgnoresSigns) {
  Dice dice(11);
  int refused = 0;
  for (int i = 0; i < 60; ++i) {
    std::vector<DoubleDouble> couplings;
    const Count sites = dice.whole(2, 40);
    for (Count k = 1; k < sites; ++k) {
      couplings.push_back(dice.uniform(0.7, 1.4) * (dice.chance(0.5) ? -1 : 1));
    }
    const auto window = TridiagonalWindow::find(couplings, dice.whole(0, sites - 1));
    if (!window) {
      // Disorder localises: vectors that hardly reach the bond where the recurrences meet.
      ++refused;
      continue;
    }
    for (DoubleDouble& g : couplings) g = fabs(g);
    expect_window_of(couplings, window->start());
  }
  EXPECT_LE(refused, 20);
}

TEST(TridiagonalWindow, OfTwoSitesIsExact) {
  const auto window = TridiagonalWindow::find({DoubleDouble(3.0)}, 1);
  ASSERT_TRUE(window.has_value());
  ASSERT_EQ(window->pairs(), 1u);
  EXPECT_EQ(window->values()[0], DoubleDouble(3.0));
  EXPECT_NEAR(window->norms()[0], std::sqrt(2.0), 1e-15);
}

TEST(TridiagonalWindow, OfALongChainIsNarrow) {
  const auto window = TridiagonalWindow::find(spin_chain(10'000, 10'000), 0);
  ASSERT_TRUE(window.has_value());
  EXPECT_LT(window->pairs(), 150u);
  EXPECT_GT(window->pairs(), 80u);
  double weight = 0.0;
  for (std::size_t j = 0; j < window->pairs(); ++j) {
    const bool single = window->values()[j] == DoubleDouble(0.0);
    weight += window->norms()[j] * window->norms()[j] / (single ? 1 : 2);
  }
  EXPECT_NEAR(weight, 1.0, 1e-12);
}

TEST(TridiagonalWindow, IsFoundWhereAComponentVanishesOnItsGrid) {
  // λ = M is one of the first values tried for these M, and a component of the recurrence is zero
  // there. A count that misses it puts an eigenvalue into the wrong interval.
  for (Count cells = 1600; cells <= 1860; cells += 20) {
    std::vector<DoubleDouble> couplings;
    for (Count k = 0; k < cells; ++k) {
      couplings.emplace_back(static_cast<double>((k + 1) * (cells - k)));
    }
    EXPECT_TRUE(TridiagonalWindow::find(couplings, 0).has_value()) << cells;
  }
}

TEST(TridiagonalWindow, IsRefusedWhereNoneIsFound) {
  EXPECT_FALSE(TridiagonalWindow::find({DoubleDouble(1.0), DoubleDouble(0.0)}, 0).has_value());
  EXPECT_FALSE(TridiagonalWindow::find({DoubleDouble(1.0), DoubleDouble(NAN)}, 0).has_value());
  EXPECT_FALSE(TridiagonalWindow::find(spin_chain(4000, 4000), 2000).has_value())
      << "an inner site takes part in more eigenstates than a window holds";
}

}  // namespace
}  // namespace leyden
