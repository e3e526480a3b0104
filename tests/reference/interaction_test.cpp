// SPDX-License-Identifier: Apache-2.0
// Norm and spread of the charging Hamiltonian against Pauli matrices on all 2^(M+N) states.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "leyden/model/charging.hpp"
#include "leyden/observe/interaction_size.hpp"
#include "reference/hamiltonian.hpp"

namespace leyden {
namespace {

using Vector = std::vector<long double>;

/// Without crosstalk all that is off the diagonal is H1.
Vector apply_interaction(const reference::Matrix& matrix, const Vector& x) {
  Vector y(x.size(), 0.0L);
  for (std::size_t i = 0; i < x.size(); ++i) {
    for (const auto& element : matrix[i]) {
      if (element.column != i) y[i] += element.value * x[element.column];
    }
  }
  return y;
}

long double inner(const Vector& x, const Vector& y) {
  long double sum = 0.0L;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}

Vector real_part(const reference::Amplitudes& state) {
  Vector x;
  for (const auto& amplitude : state) x.push_back(amplitude.real());
  return x;
}

/// Tr ρ (H1 - Tr ρ H1)², square-rooted.
long double spread(const reference::Matrix& matrix, const reference::Mixture& start) {
  long double mean = 0.0L;
  for (const auto& member : start) {
    const Vector x = real_part(member.state);
    mean += member.weight * inner(x, apply_interaction(matrix, x));
  }
  long double square = 0.0L;
  for (const auto& member : start) {
    const Vector x = real_part(member.state);
    Vector y = apply_interaction(matrix, x);
    for (std::size_t i = 0; i < y.size(); ++i) y[i] -= mean * x[i];
    square += member.weight * inner(y, y);
  }
  return std::sqrt(square);
}

/// Power iteration with H1² from the starts: the largest |eigenvalue| on what they reach.
long double norm(const reference::Matrix& matrix, const reference::Mixture& start) {
  long double largest = 0.0L;
  for (const auto& member : start) {
    if (member.weight == 0.0L) continue;
    Vector x = real_part(member.state);
    long double now = 0.0L;
    for (int i = 0; i < 3000; ++i) {
      x = apply_interaction(matrix, apply_interaction(matrix, x));
      const long double square = std::sqrt(inner(x, x));
      if (square == 0.0L) break;
      for (long double& component : x) component /= square;
      const bool settled = std::fabs(square - now) < 1e-18L * square;
      now = square;
      if (settled && i > 50) break;
    }
    largest = std::max(largest, std::sqrt(now));
  }
  return largest;
}

struct Case {
  Charging charging;
  reference::Mixture start;
};

std::vector<Case> cases(int cells, int chargers, double anisotropy) {
  Charging charging;
  charging.cells = cells;
  charging.chargers = chargers;
  charging.anisotropy = anisotropy;
  const reference::Spins model{cells, chargers, anisotropy};
  std::vector<Case> result;
  const auto add = [&](const Start& start, const reference::Mixture& mixture) {
    charging.start = start;
    result.push_back({charging, mixture});
  };
  add(IdealStart{}, ideal(model));
  add(DickeStart{1, chargers / 2}, dicke(model, 1, chargers / 2));
  std::vector<double> p(static_cast<std::size_t>(chargers) + 1, 0.0);
  p[0] = 0.5;
  p[1] = 0.2;
  p.back() += 0.3;
  add(ChargerMixture{p}, charger_mixture(model, p));
  std::vector<double> q(static_cast<std::size_t>(cells) + 1, 0.0);
  q[0] = 0.4;
  q.back() += 0.6;
  add(BatteryMixture{q}, battery_mixture(model, q));
  add(ThermalCharger{0.3, chargers}, thermal_charger(model, 0.3, chargers));
  return result;
}

TEST(InteractionSize, AgreesWithPauliMatrices) {
  for (const auto& [cells, chargers] : {std::pair{1, 1}, {2, 2}, {3, 2}, {2, 4}, {3, 3}}) {
    for (const double gamma : {0.0, 0.4, 1.0}) {
      const auto matrix = hamiltonian(reference::Spins{cells, chargers, gamma});
      for (const Case& one : cases(cells, chargers, gamma)) {
        const Protocol protocol = make_protocol(one.charging);
        const Estimate width = interaction_spread(protocol);
        EXPECT_LE(std::fabs(spread(matrix, one.start) - width.value), width.error);
        EXPECT_LE(width.error, 1e-13);
        const Estimate largest = interaction_norm(protocol).value();
        // Settled power iterations are off by some 1e-16: their gaps are not small.
        EXPECT_LE(std::fabs(norm(matrix, one.start) - largest.value), largest.error + 1e-15)
            << cells << ' ' << chargers << ' ' << gamma << ' ' << one.charging.start.index();
        EXPECT_LE(largest.error, 1e-12);
      }
    }
  }
}

TEST(InteractionSize, OfCellsThatChargeEachOtherAgreesWithPauliMatrices) {
  for (const int cells : {2, 3, 5}) {
    for (const double gamma : {0.3, 1.0}) {
      for (const double crosstalk : {0.0, 0.2}) {
        const reference::Quench model{cells, gamma, 0.1, crosstalk};
        Charging charging;
        charging.cells = cells;
        charging.charger = Charger::lmg;
        charging.anisotropy = gamma;
        charging.battery_crosstalk = crosstalk;
        charging.start = DickeStart{1, 0};
        const auto matrix = hamiltonian(model);
        const Estimate width = interaction_spread(make_protocol(charging));
        EXPECT_LE(std::fabs(spread(matrix, dicke(model, 1)) - width.value), width.error);
        EXPECT_LE(width.error, 1e-13);
      }
    }
  }
}

}  // namespace
}  // namespace leyden
