// SPDX-License-Identifier: Apache-2.0
#include "leyden/model/ladder.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "leyden/base/errors.hpp"

namespace leyden {
namespace {

/// J_+ summed over n spins in 2^n, and a symmetric state of given excitation.
class Spins {
 public:
  explicit Spins(int n) : n_(n), size_(std::size_t{1} << n) {}

  std::vector<double> symmetric(int excited) const {
    std::vector<double> state(size_, 0.0);
    double norm = 0.0;
    for (std::size_t bits = 0; bits < size_; ++bits) {
      if (__builtin_popcountll(bits) == excited) state[bits] = 1.0, norm += 1.0;
    }
    for (double& amplitude : state) amplitude /= std::sqrt(norm);
    return state;
  }

  std::vector<double> raised(const std::vector<double>& state) const {
    std::vector<double> result(size_, 0.0);
    for (std::size_t bits = 0; bits < size_; ++bits) {
      for (int spin = 0; spin < n_; ++spin) {
        const std::size_t flag = std::size_t{1} << spin;
        if (!(bits & flag)) result[bits | flag] += state[bits];
      }
    }
    return result;
  }

  /// (1/2) Σ_{i≠j} (xx + yy): swaps every unlike pair, and each pair is counted twice.
  std::vector<double> exchanged(const std::vector<double>& state) const {
    std::vector<double> result(size_, 0.0);
    for (std::size_t bits = 0; bits < size_; ++bits) {
      for (int i = 0; i < n_; ++i) {
        for (int j = 0; j < n_; ++j) {
          const bool up = bits >> i & 1, other = bits >> j & 1;
          if (i == j || up == other) continue;
          result[bits ^ (std::size_t{1} << i) ^ (std::size_t{1} << j)] += state[bits];
        }
      }
    }
    return result;
  }

 private:
  int n_;
  std::size_t size_;
};

double product(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

TEST(Ladder, SpinsRaiseLikeTheCollectiveSpinMatrix) {
  for (int n = 1; n <= 7; ++n) {
    const Spins spins(n);
    const Ladder ladder = Ladder::spins(n);
    ASSERT_EQ(ladder.levels(), n + 1);
    for (int k = 0; k < n; ++k) {
      const double element = product(spins.symmetric(k + 1), spins.raised(spins.symmetric(k)));
      EXPECT_NEAR(ladder.raising(k), element, 1e-13);
    }
  }
}

TEST(Ladder, CrosstalkIsTheSumOverPairsUpToAConstant) {
  for (int n = 2; n <= 6; ++n) {
    const Spins spins(n);
    const double c = -0.37;
    const Ladder ladder = Ladder::spins(n, c);
    const double lowest = c * product(spins.symmetric(0), spins.exchanged(spins.symmetric(0)));
    for (int k = 0; k <= n; ++k) {
      const auto state = spins.symmetric(k);
      EXPECT_NEAR(ladder.interaction_energy(k), c * product(state, spins.exchanged(state)) - lowest,
                  1e-13);
    }
  }
}

TEST(Ladder, CrosstalkHoldsInTheSmallerMultipletsToo) {
  // Lowest state of J = n/2 - 1, here (|up, down, …> - |down, up, …>)/√2, and its raised states.
  for (int n = 3; n <= 6; ++n) {
    const Spins spins(n);
    const Ladder ladder = Ladder::spins(n - 2, 0.8, 1);
    std::vector<double> state(std::size_t{1} << n, 0.0);
    state[1] = std::sqrt(0.5);
    state[2] = -std::sqrt(0.5);
    double lowest = 0.0;
    for (Count level = 0; level <= n - 2; ++level) {
      const double energy = 0.8 * product(state, spins.exchanged(state));
      if (level == 0) lowest = energy;
      EXPECT_NEAR(ladder.interaction_energy(level), energy - lowest, 1e-13);
      if (level == n - 2) break;
      auto next = spins.raised(state);
      const double norm = std::sqrt(product(next, next));
      EXPECT_NEAR(ladder.raising(level), norm, 1e-13);
      for (double& amplitude : next) amplitude /= norm;
      state = next;
    }
  }
}

TEST(Ladder, CavityRaisesLikeAPhotonCreator) {
  const Ladder ladder = Ladder::cavity(5);
  EXPECT_EQ(ladder.levels(), 6);
  EXPECT_EQ(ladder.top(), 5);
  for (Count n = 0; n < 5; ++n) {
    EXPECT_EQ(ladder.raising(n), std::sqrt(static_cast<double>(n + 1)));
  }
}

TEST(Ladder, LargeChargerIsTheLimitOfManySpinsSeenFromTheTop) {
  const Count depth = 6;
  const Ladder limit = Ladder::large_charger(depth);
  EXPECT_EQ(limit.levels(), depth + 1);
  for (Count l = 0; l < depth; ++l) {
    EXPECT_EQ(limit.raising(l), std::sqrt(static_cast<double>(depth - l)));
    const Count spins = 1'000'000'000'000;
    const double many = Ladder::spins(spins).raising(spins - depth + l) / 1e6;
    EXPECT_NEAR(limit.raising(l), many, 1e-11);  // corrections are of order depth/spins
  }
}

TEST(Ladder, HugeLaddersNeitherOverflowNorLoseDigits) {
  const Count n = 1'000'000'000'000'000;
  const Ladder ladder = Ladder::spins(n, 1.0);
  EXPECT_EQ(ladder.levels(), n + 1);
  for (const Count l : {Count{0}, Count{1}, n / 2, n - 2, n - 1}) {
    const long double square = static_cast<long double>(l + 1) * static_cast<long double>(n - l);
    EXPECT_NEAR(ladder.raising(l) / static_cast<double>(std::sqrt(square)), 1.0, 4e-16);
    EXPECT_EQ(ladder.raising(l), ladder.raising(n - 1 - l)) << "up and down mirror each other";
  }
  EXPECT_NEAR(ladder.interaction_energy(n / 2), 0.5e30, 1e15);
  EXPECT_EQ(ladder.interaction_energy(n), 0.0);
}

TEST(Ladder, PrecisionFollowsTheType) {
  const auto fine = Ladder::spins(5).raising<long double>(1);
  EXPECT_LT(std::abs(fine * fine - 8.0L), 1e-18L);
}

TEST(Ladder, EmptyEnsemblesHaveOneLevel) {
  for (const Ladder& ladder : {Ladder::spins(0), Ladder::cavity(0), Ladder::large_charger(0)}) {
    EXPECT_EQ(ladder.levels(), 1);
    EXPECT_EQ(ladder.top(), 0);
  }
}

TEST(Ladder, SizesOutsideTheRangeAreRefused) {
  for (const Count size : {Count{-1}, largest_count, largest_count + 1, INT64_MIN, INT64_MAX}) {
    EXPECT_THROW(Ladder::spins(size), InvalidInput);
    EXPECT_THROW(Ladder::cavity(size), InvalidInput);
    EXPECT_THROW(Ladder::large_charger(size), InvalidInput);
  }
  EXPECT_NO_THROW(Ladder::spins(largest_count - 1));
}

TEST(Ladder, DetuningMakesACopy) {
  const Ladder ladder = Ladder::spins(3, 0.5);
  const Ladder detuned = ladder.detuned(-0.2);
  EXPECT_EQ(ladder.detuning(), 0.0);
  EXPECT_EQ(detuned.detuning(), -0.2);
  EXPECT_EQ(detuned.levels(), 4);
  EXPECT_EQ(detuned.interaction_energy(1), ladder.interaction_energy(1));
  EXPECT_FALSE(ladder == detuned);
  EXPECT_TRUE(ladder.detuned(0.0) == ladder);
}

TEST(Ladder, SilentKeepsItsElementsAndHasNoEnergies) {
  const Ladder ladder = Ladder::spins(3, 0.7).detuned(0.2);
  const Ladder silent = ladder.silent();
  EXPECT_EQ(silent.levels(), 4);
  EXPECT_EQ(silent.raising(1), ladder.raising(1));
  EXPECT_EQ(silent.detuning(), -1.0);
  EXPECT_FALSE(silent.has_interaction());
  EXPECT_TRUE(Ladder::cavity(5).silent().is_cut_above());
}

TEST(Ladder, InteractionMattersFromTwoSpinsOn) {
  EXPECT_FALSE(Ladder::spins(5).has_interaction());
  EXPECT_TRUE(Ladder::spins(2, 0.1).has_interaction());
  // One spin interacts with nothing: both levels have the same energy.
  EXPECT_FALSE(Ladder::spins(1, 0.1).has_interaction());
  EXPECT_EQ(Ladder::spins(1, 0.1).interaction_energy(0),
            Ladder::spins(1, 0.1).interaction_energy(1));
}

TEST(Ladder, ExcitationsCountFromTheLowestState) {
  EXPECT_EQ(Ladder::spins(4).excitations(3), 3);
  EXPECT_EQ(Ladder::spins(4, 0.0, 2).excitations(3), 5);
}

TEST(Ladder, EqualityComparesEveryProperty) {
  EXPECT_TRUE(Ladder::spins(4, 0.1, 1) == Ladder::spins(4, 0.1, 1));
  EXPECT_FALSE(Ladder::spins(4) == Ladder::spins(5));
  EXPECT_FALSE(Ladder::spins(4) == Ladder::cavity(4));
  EXPECT_FALSE(Ladder::spins(4) == Ladder::spins(4, 0.1));
  EXPECT_FALSE(Ladder::spins(4) == Ladder::spins(4, 0.0, 1));
}

}  // namespace
}  // namespace leyden
