// SPDX-License-Identifier: Apache-2.0
// The judge of the honesty test is judged itself.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "honesty/corpus.hpp"
#include "honesty/course.hpp"
#include "honesty/quad.hpp"
#include "honesty/spectrum.hpp"
#include "honesty/system.hpp"
#include "honesty/truth.hpp"
#include "reference/brute_force.hpp"
#include "support/dice.hpp"

namespace honesty {
namespace {

constexpr double budget = 2e7;

/// What the truth is good to.
constexpr double exact = 1e-26;

double apart(Quad a, Quad b) {
  return static_cast<double>(magnitude(a - b));
}

Protocol spins(int cells, int chargers, double anisotropy = 0) {
  Protocol protocol;
  protocol.cells = cells;
  protocol.chargers = chargers;
  protocol.anisotropy = anisotropy;
  return protocol;
}

Truth collective(const Protocol& protocol, double window) {
  return truth(converged_system(protocol, window, budget), window, budget);
}

TEST(Quad, RootsAndTextAreGoodToTheLastDigits) {
  for (const double x : {1e-9, 0.3, 2.0, 3.0, 12345.0}) {
    const Quad root = square_root(x);
    EXPECT_LT(apart(root * root, x), 1e-33 * x);
  }
  EXPECT_EQ(to_text(square_root(2)), "1.414213562373095048801688724210");
  EXPECT_EQ(to_text(-Quad(1) / 3), "-0.333333333333333333333333333333");
  EXPECT_EQ(to_text(-1e-40), "0." + std::string(30, '0'));
  EXPECT_LT(apart(quad_from("-12.5"), -12.5), 1e-33);
  EXPECT_LT(apart(quad_from(to_text(Quad(1) / 7)), Quad(1) / 7), 1e-30);
  EXPECT_THROW(quad_from("1e5"), std::invalid_argument);
  EXPECT_THROW(quad_from(""), std::invalid_argument);
  EXPECT_THROW(to_text(1e9), std::invalid_argument);
}

TEST(HonestyOracle, OneCellOscillates) {
  // E = sin²(√n t) has dE/dt² = 4 n E (1-E) at all times.
  for (const int n : {1, 2, 7, 30}) {
    for (const Protocol& protocol : {spins(1, n), spins(n, 1)}) {
      const Truth found = collective(protocol, 2.5);
      EXPECT_LT(apart(found.largest_energy, 1), exact);
      ASSERT_EQ(found.first.status, FirstPeak::Status::there);
      EXPECT_LT(apart(found.first.value, 1), exact);
      for (const Point& point : found.points) {
        const Quad& e = point.energy;
        EXPECT_LT(apart(point.slope * point.slope, 4 * n * e * (1 - e)), exact);
        const long double sine = std::sin(std::sqrt(static_cast<long double>(n)) * point.time);
        EXPECT_NEAR(static_cast<double>(e), static_cast<double>(sine * sine), 1e-15);
      }
      // p_max of one pair, its time scaled by √n.
      ASSERT_TRUE(found.largest_power.has_value());
      EXPECT_LT(apart(*found.largest_power / square_root(n), quad_from("0.72461135377670847")),
                1e-16);
    }
  }
}

TEST(HonestyOracle, TwoCellsReachTheirClosedMaximum) {  // paper Eq. (A7)
  for (const int n : {2, 3, 5, 20}) {
    const Truth found = collective(spins(2, n), 6.0 / std::sqrt(n));
    const Quad d = 3 * n - 2;
    EXPECT_LT(apart(found.first.value, 16 * n * (n - 1) / (d * d)), exact);
    EXPECT_LT(apart(found.largest_energy, 16 * n * (n - 1) / (d * d)), exact);
  }
  Protocol limit = spins(2, 0);
  limit.charger = Charger::limit;
  EXPECT_LT(apart(collective(limit, 3).largest_energy, Quad(16) / 9), exact);
  Protocol cavity = spins(2, 2);
  cavity.charger = Charger::cavity;
  EXPECT_LT(apart(collective(cavity, 3).largest_energy, Quad(16) / 9), exact);
}

TEST(HonestyOracle, NothingHappensWithoutCellsOrBetweenMirrorImages) {
  for (const Protocol& protocol : {spins(0, 3, 0.5), spins(3, 0, 0.5)}) {
    const Truth found = collective(protocol, 1);
    EXPECT_EQ(found.largest_energy, 0);
    EXPECT_EQ(found.largest_power, 0);
    EXPECT_EQ(found.first.status, FirstPeak::Status::none);
  }
  // Turning all spins over takes this start to itself and H to -H.
  Protocol mirror = spins(4, 2, 0.3);
  mirror.start.kind = Start::Kind::dicke;
  mirror.start.cells = 2;
  mirror.start.chargers = 1;
  const Truth found = collective(mirror, 2);
  EXPECT_EQ(found.largest_energy, 0);
  EXPECT_EQ(found.largest_power, 0);
}

std::vector<double> times(double window) {
  return {window * 0.25, window * 0.5, window * 0.75};
}

struct RandomSpins {
  Protocol protocol;
  reference::Spins model{};
  reference::Mixture start;
};

RandomSpins random_spins(leyden::Dice& dice, Start::Kind kind) {
  RandomSpins result;
  Protocol& p = result.protocol;
  p.cells = static_cast<int>(dice.whole(1, 3));
  p.chargers = static_cast<int>(dice.whole(1, 3));
  p.anisotropy = dice.chance(0.3) ? 0 : dice.uniform(0, 1);
  p.coupling = dice.uniform(0.1, 1);
  p.detuning = dice.uniform(-0.5, 0.5);
  p.crosstalk = dice.uniform(-2, 2);
  p.battery_crosstalk = dice.uniform(-2, 2);
  result.model = {p.cells,    p.chargers,  p.anisotropy,       p.coupling,
                  p.detuning, p.crosstalk, p.battery_crosstalk};
  Start& start = p.start;
  start.kind = kind;
  const auto distribution = [&dice](int last) {
    // Dyadic, so that the sum is 1 without rounding.
    std::vector<double> values{1};
    for (int i = 0; i < last; ++i) {
      const double part = values.front() * 0.125 * static_cast<double>(dice.whole(0, 4));
      values.front() -= part;
      values.push_back(part);
    }
    return values;
  };
  switch (kind) {
    case Start::Kind::ideal:
      result.start = reference::ideal(result.model);
      break;
    case Start::Kind::dicke:
      start.cells = static_cast<int>(dice.whole(0, p.cells));
      start.chargers = static_cast<int>(dice.whole(0, p.chargers));
      result.start = reference::dicke(result.model, start.cells, start.chargers);
      break;
    case Start::Kind::charger_mixture:
      start.probabilities = distribution(p.chargers);
      result.start = reference::charger_mixture(result.model, start.probabilities);
      break;
    case Start::Kind::battery_mixture:
      start.probabilities = distribution(p.cells);
      result.start = reference::battery_mixture(result.model, start.probabilities);
      break;
    case Start::Kind::thermal_charger:
      start.count = static_cast<int>(dice.whole(0, p.chargers));
      start.population = dice.uniform(0, 1);
      result.start = reference::thermal_charger(result.model, start.population, start.count);
  }
  return result;
}

constexpr Start::Kind kinds[] = {Start::Kind::ideal, Start::Kind::dicke,
                                 Start::Kind::charger_mixture, Start::Kind::battery_mixture,
                                 Start::Kind::thermal_charger};

void expect_agreement(const Truth& found, const std::vector<reference::Point>& points) {
  for (std::size_t i = 0; i < points.size(); ++i) {
    EXPECT_LT(apart(found.points[i].energy, points[i].energy), 1e-16);
    EXPECT_LT(apart(found.points[i].slope, points[i].slope), 1e-15);
  }
}

TEST(HonestyOracle, BothBasesAgreeWithEachOtherAndWithBruteForce) {
  leyden::Dice dice(3);
  for (int i = 0; i < 25; ++i) {
    const RandomSpins random = random_spins(dice, kinds[i % 5]);
    const double window = dice.uniform(0.2, 1.5);
    const Truth a = truth(collective_system(random.protocol), window, 1e9);
    const Truth b = truth(product_system(random.protocol), window, 1e9);
    expect_agreement(a, reference::charge(random.model, random.start, times(window)));
    EXPECT_LT(apart(a.largest_energy, b.largest_energy), exact);
    EXPECT_EQ(a.first.status, b.first.status);
    EXPECT_LT(apart(a.first.value, b.first.value), exact);
    ASSERT_EQ(a.largest_power.has_value(), b.largest_power.has_value());
    if (a.largest_power) {
      EXPECT_LT(apart(*a.largest_power, *b.largest_power), exact);
    }
    for (std::size_t j = 0; j < a.points.size(); ++j) {
      EXPECT_LT(apart(a.points[j].energy, b.points[j].energy), exact);
      EXPECT_LT(apart(a.points[j].slope, b.points[j].slope), exact);
    }
  }
}

TEST(HonestyOracle, CavitiesAgreeWithBruteForceAtTheSameCutoff) {
  leyden::Dice dice(4);
  for (int i = 0; i < 8; ++i) {
    Protocol p = spins(static_cast<int>(dice.whole(1, 3)), static_cast<int>(dice.whole(0, 3)),
                       dice.uniform(0.01, 1));
    p.charger = Charger::cavity;
    p.coupling = dice.uniform(0.2, 1);
    p.detuning = dice.uniform(-0.3, 0.3);
    p.battery_crosstalk = dice.uniform(-1, 1);
    const int cutoff = p.chargers + 4;
    System system = collective_system(p, cutoff);
    for (Sector& sector : system) sector.highest.clear();  // the same model, not the true cavity
    const reference::Cavity model{p.cells,    cutoff,     p.anisotropy,
                                  p.coupling, p.detuning, p.battery_crosstalk};
    constexpr double window = 1.2;
    expect_agreement(truth(system, window, 1e9),
                     reference::charge(model, reference::ideal(model, p.chargers), times(window)));
  }
}

TEST(HonestyOracle, AHigherCutoffChangesNothing) {
  for (const Charger charger : {Charger::cavity, Charger::limit}) {
    Protocol p = spins(2, 1, 0.7);
    p.charger = charger;
    p.coupling = 0.8;
    constexpr double window = 0.5;
    const System system = converged_system(p, window, 1e8);
    const Truth a = truth(system, window, 1e8);
    const auto levels = static_cast<int>(system.front().rows.size());  // more than levels of n
    const Truth b = truth(collective_system(p, levels), window, 1e9);
    EXPECT_LT(apart(a.largest_energy, b.largest_energy), exact);
    for (std::size_t j = 0; j < a.points.size(); ++j) {
      EXPECT_LT(apart(a.points[j].energy, b.points[j].energy), exact);
      EXPECT_LT(apart(a.points[j].slope, b.points[j].slope), exact);
    }
    EXPECT_THROW(truth(collective_system(p, 8), window, 1e9), Undecided);
  }
}

TEST(HonestyOracle, NoSampleLiesAboveAMaximum) {
  leyden::Dice dice(5);
  for (int i = 0; i < 40; ++i) {
    const RandomSpins random = random_spins(dice, kinds[i % 5]);
    const System system = collective_system(random.protocol);
    const double window = dice.uniform(0.2, 4);
    const Truth found = truth(system, window, 1e9);
    // Well beyond the window, and with steps of its own.
    Course<double> course(system);
    const double end = 3 * window;
    course.extend(end);
    constexpr int samples = 3000;
    double energy = 0;
    double power = 0;
    double all = 0;
    for (int j = 1; j <= samples; ++j) {
      const double time = end * j / samples;
      const auto e = static_cast<double>(course.at(time).energy);
      if (time <= window) energy = std::max(energy, e);
      power = std::max(power, e / time);
      all = std::max(all, e);
    }
    const double bend = course.evolution().derivative_bound(2);
    const double width = end / samples;
    EXPECT_LE(energy, static_cast<double>(found.largest_energy) + 1e-13);
    EXPECT_LE(static_cast<double>(found.largest_energy), energy + bend * width * width);
    EXPECT_LE(all, highest_energy(system) + 1e-13);
    if (found.largest_power) {
      EXPECT_LE(power, static_cast<double>(*found.largest_power) + 1e-11);
    }
  }
}

TEST(HonestyOracle, TheFirstPeakIsTheFirst) {
  leyden::Dice dice(6);
  int there = 0;
  for (int i = 0; i < 40; ++i) {
    const RandomSpins random = random_spins(dice, kinds[i % 5]);
    const System system = collective_system(random.protocol);
    const double window = dice.uniform(0.5, 3);
    const Truth found = truth(system, window, 1e9);
    if (found.first.status == FirstPeak::Status::ambiguous) continue;
    Course<double> course(system);
    course.extend(window);
    constexpr int samples = 2000;
    double first = 0;
    bool fallen = false;
    double before = 0;
    for (int j = 1; j <= samples && !fallen; ++j) {
      const Jet jet = course.at(window * j / samples);
      const auto slope = static_cast<double>(jet.slope);
      fallen = before > 0 && slope <= 0;
      before = slope;
      first = static_cast<double>(jet.energy);
    }
    EXPECT_EQ(fallen, found.first.status == FirstPeak::Status::there);
    if (!fallen) continue;
    ++there;
    const double width = window / samples;
    EXPECT_NEAR(first, static_cast<double>(found.first.value),
                course.evolution().derivative_bound(2) * width * width);
  }
  EXPECT_GT(there, 10);
}

TEST(HonestyOracle, ALineOfTheCorpusIsTheSameEveryTime) {
  EXPECT_EQ(corpus_line(18), corpus_line(18));
  EXPECT_NE(corpus_line(18), corpus_line(19));
}

}  // namespace
}  // namespace honesty
