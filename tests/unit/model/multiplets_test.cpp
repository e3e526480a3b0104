// SPDX-License-Identifier: Apache-2.0
#include "leyden/model/multiplets.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <utility>
#include <vector>

namespace leyden {
namespace {

using Weights = std::map<std::pair<Count, Count>, double>;

Weights computed(Count n, Count count, double population) {
  Weights result;
  for (const MultipletWeight& w : thermal_multiplets(n, count, population)) {
    EXPECT_TRUE((result.try_emplace({w.spins, w.level}, w.probability).second)) << "not merged";
    EXPECT_GT(w.probability, 0.0);
    EXPECT_GE(w.level, 0);
    EXPECT_LE(w.level, w.spins);
    EXPECT_LE(w.spins, n);
    EXPECT_EQ((n - w.spins) % 2, 0);
  }
  return result;
}

/// J² in 2^n: J² = 3n/4 - n(n-1)/4 + Σ_{i<j} swap_ij.
std::vector<double> spin_squared(int n, const std::vector<double>& state) {
  std::vector<double> result(state.size());
  const double constant = n - n * n / 4.0;
  for (std::size_t bits = 0; bits < state.size(); ++bits) {
    result[bits] += constant * state[bits];
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j < i; ++j) {
        const bool differ = (bits >> i & 1) != (bits >> j & 1);
        const std::size_t flip = (std::size_t{1} << i) | (std::size_t{1} << j);
        result[differ ? bits ^ flip : bits] += state[bits];
      }
    }
  }
  return result;
}

/// <bits| P_J |bits> with P_J = Π_{J'≠J} (J² - J'(J'+1)) / (J(J+1) - J'(J'+1)).
double weight_in_multiplet(int n, std::size_t bits, int spins) {
  const auto square = [](int doubled) { return doubled * (doubled + 2) / 4.0; };
  std::vector<double> state(std::size_t{1} << n, 0.0);
  state[bits] = 1.0;
  for (int other = n % 2; other <= n; other += 2) {
    if (other == spins) continue;
    std::vector<double> next = spin_squared(n, state);
    for (std::size_t i = 0; i < state.size(); ++i) {
      state[i] = (next[i] - square(other) * state[i]) / (square(spins) - square(other));
    }
  }
  return state[bits];
}

Weights brute_force(int n, int count, double population) {
  Weights result;
  for (std::size_t bits = 0; bits < (std::size_t{1} << n); ++bits) {
    double probability = 1.0;
    int excited = 0;
    for (int i = 0; i < n; ++i) {
      const bool up = bits >> i & 1;
      excited += up;
      probability *= i >= count ? (up ? 1.0 : 0.0) : (up ? population : 1.0 - population);
    }
    if (probability == 0.0) continue;
    for (int spins = n % 2; spins <= n; spins += 2) {
      const int level = excited - (n - spins) / 2;
      if (level < 0 || level > spins) continue;
      result[{spins, level}] += probability * weight_in_multiplet(n, bits, spins);
    }
  }
  return result;
}

double total(const Weights& weights) {
  double sum = 0.0;
  for (const auto& [state, probability] : weights) sum += probability;
  return sum;
}

double mean_excitation(Count n, const Weights& weights) {
  double sum = 0.0;
  for (const auto& [state, probability] : weights) {
    sum += probability * static_cast<double>(state.second + (n - state.first) / 2);
  }
  return sum;
}

TEST(Multiplets, AgreeWithProjectionInTheProductSpace) {
  for (int n = 0; n <= 6; ++n) {
    for (int count = 0; count <= n; ++count) {
      for (const double p : {0.0, 0.15, 0.5, 0.8, 1.0}) {
        const Weights ours = computed(n, count, p);
        Weights truth = brute_force(n, count, p);
        for (const auto& [state, probability] : ours) {
          EXPECT_NEAR(probability, truth[state], 1e-13) << n << " " << count << " " << p;
        }
        EXPECT_NEAR(total(ours), total(truth), 1e-13);
      }
    }
  }
}

TEST(Multiplets, SumToOneAndHoldTheRightNumberOfExcitations) {
  for (const Count n : {1, 2, 7, 30, 121}) {
    for (const Count count : {Count{0}, Count{1}, n / 2, n}) {
      for (const double p : {1e-300, 1e-12, 0.1, 0.5, 0.999, 1.0 - 1e-15}) {
        const Weights weights = computed(n, count, p);
        const double expected = static_cast<double>(count) * p + static_cast<double>(n - count);
        // A few roundings for each of n steps of a recurrence.
        EXPECT_NEAR(total(weights), 1.0, 1e-15 * static_cast<double>(10 + 4 * n));
        EXPECT_NEAR(mean_excitation(n, weights), expected,
                    1e-15 * static_cast<double>((10 + 4 * n) * n));
      }
    }
  }
}

TEST(Multiplets, NothingThermalIsTheFullState) {
  for (const Count n : {0, 1, 9}) {
    EXPECT_EQ(computed(n, 0, 0.3), (Weights{{{n, n}, 1.0}}));
    EXPECT_EQ(computed(n, n, 1.0), (Weights{{{n, n}, 1.0}}));
  }
}

TEST(Multiplets, AllDownIsTheEmptyState) {
  EXPECT_EQ(computed(9, 9, 0.0), (Weights{{{9, 0}, 1.0}}));
}

TEST(Multiplets, OneSpinDownAmongNIsMostlyNotSymmetric) {
  // |↓↑↑…> = sqrt(1/N) |symmetric> + sqrt(1 - 1/N) |J = N/2 - 1, top>
  const Weights weights = computed(5, 1, 0.0);
  ASSERT_EQ(weights.size(), 2u);
  EXPECT_NEAR(weights.at({5, 4}), 0.2, 1e-15);
  EXPECT_NEAR(weights.at({3, 3}), 0.8, 1e-15);
}

TEST(Multiplets, HalfExcitedSpinsFillMultipletsByTheirSize) {
  // p = 1/2 is the identity / 2^n: every level of J has weight d_J / 2^n.
  const Weights weights = computed(6, 6, 0.5);
  const double multiplicity[] = {5, 0, 9, 0, 5, 0, 1};
  for (const auto& [state, probability] : weights) {
    EXPECT_NEAR(probability, multiplicity[state.first] / 64, 1e-15);
  }
  EXPECT_EQ(weights.size(), 1u + 3u + 5u + 7u);
}

}  // namespace
}  // namespace leyden
