// SPDX-License-Identifier: Apache-2.0
// What a Fock cutoff changes, against runs whose cutoff is so high that it changes nothing.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <memory>
#include <numbers>
#include <vector>

#include "leyden/model/charging.hpp"
#include "leyden/numerics/eigen.hpp"
#include "leyden/numerics/rounding.hpp"
#include "leyden/operators/bounds.hpp"
#include "leyden/operators/hamiltonian.hpp"
#include "leyden/propagate/evolution.hpp"
#include "leyden/propagate/leakage.hpp"
#include "support/dice.hpp"

namespace leyden {
namespace {

const std::vector<double> times{0.01, 0.1, 0.3, 0.7, 1.5, 3.0, 6.0};

Charging dicke(Charger charger, double anisotropy, double coupling) {
  Charging c;
  c.charger = charger;
  c.cells = 3;
  c.chargers = charger == Charger::limit ? 0 : 2;
  c.anisotropy = anisotropy;
  c.coupling = coupling;
  return c;
}

struct Widest {
  double rate = 0.0;
  double energy = 0.0;
};

void expect_radii_hold(const Charging& charging, Count cutoff, const Route& route) {
  const auto truth = evolve(make_protocol(charging, 600));
  const auto cut = evolve(make_protocol(charging, cutoff), route);
  Widest difference;
  for (const double time : times) {
    const Sample exact = truth->advance(time);
    const Sample sample = cut->advance(time);
    ASSERT_LT(exact.energy_error, 1e-8) << "the reference must not leak";
    const double apart = std::abs(sample.energy - exact.energy);
    EXPECT_LE(apart, sample.energy_error + exact.energy_error) << cutoff << " at " << time;
    EXPECT_LE(std::abs(sample.slope - exact.slope), sample.slope_error + exact.slope_error)
        << cutoff << " at " << time;
    difference.energy = std::max(difference.energy, apart - exact.energy_error);
    difference.rate = std::max(difference.rate, (apart - exact.energy_error) / time);
    const CutoffError bound = cut->cutoff_error();
    EXPECT_LE(difference.energy, bound.energy);
    EXPECT_LE(difference.rate, bound.power);
    EXPECT_LE(bound.leak, bound.energy);
  }
}

TEST(Leakage, BoundsWhatACutoffChanges) {
  for (const Charger charger : {Charger::cavity, Charger::limit}) {
    for (const double anisotropy : {0.1, 1.0}) {
      for (const Count cutoff : {8, 12, 20, 30, 50, 90}) {
        expect_radii_hold(dicke(charger, anisotropy, 0.7), cutoff, {});
        expect_radii_hold(dicke(charger, anisotropy, 0.7), cutoff, Propagator::spectral);
      }
    }
  }
}

TEST(Leakage, BoundsItInDoubleDoubleToo) {
  for (const Count cutoff : {8, 20, 40}) {
    expect_radii_hold(dicke(Charger::cavity, 0.6, 0.5), cutoff,
                      {Propagator::chebyshev, Arithmetic::double_double});
  }
}

TEST(Leakage, AsksForLittleMoreThanIsNeeded) {
  // The bound is of first order in what leaks, the energy of second: the price is some levels more.
  const Charging charging = dicke(Charger::cavity, 1.0, 0.5);
  const Sample exact = evolve(make_protocol(charging, 600))->advance(2.0);
  Count needed = 0;
  Count asked = 0;
  for (Count cutoff = 16; cutoff < 300 && asked == 0; cutoff += 2) {
    const Sample sample = evolve(make_protocol(charging, cutoff))->advance(2.0);
    const double apart = std::abs(sample.energy - exact.energy);
    if (apart > 1e-9) needed = cutoff + 2;
    if (sample.energy_error < 1e-9) asked = cutoff;
  }
  EXPECT_GE(asked, needed);
  EXPECT_LE(static_cast<double>(asked), 1.7 * static_cast<double>(needed));
}

TEST(Leakage, FallsBelowRoundingAsTheCutoffGrows) {
  const Charging charging = dicke(Charger::cavity, 1.0, 0.5);
  double before = INFINITY;
  for (const Count cutoff : {30, 60, 90, 120, 150}) {
    const auto evolution = evolve(make_protocol(charging, cutoff));
    evolution->advance(6.0);
    const double leak = evolution->cutoff_error().leak;
    EXPECT_LT(leak, before);
    before = leak;
  }
  EXPECT_LT(before, 1e-13);
}

TEST(Leakage, NothingLeaksWhereNothingIsCut) {
  Charging charging = dicke(Charger::cavity, 0.0, 0.5);
  const auto evolution = evolve(make_protocol(charging));
  evolution->advance(3.0);
  EXPECT_EQ(evolution->cutoff_error().energy, 0.0);
  EXPECT_EQ(evolution->cutoff_error().power, 0.0);
}

TEST(Leakage, OfAMixtureIsTheWeightedSum) {
  Charging charging = dicke(Charger::cavity, 1.0, 0.5);
  charging.start = BatteryMixture{{0.25, 0.75, 0, 0}};
  const auto truth = evolve(make_protocol(charging, 400));
  const auto evolution = evolve(make_protocol(charging, 24));
  const Sample sample = evolution->advance(1.5);
  const Sample exact = truth->advance(1.5);
  EXPECT_LE(std::abs(sample.energy - exact.energy), sample.energy_error + exact.energy_error);
  EXPECT_GT(evolution->cutoff_error().energy, 0.0);
}

/// Three cells and a cavity that begins with five quanta, on its highest level unless told
/// otherwise.
struct AtTheEdge {
  explicit AtTheEdge(Count highest = 5) {
    protocol.blocks = {{Ladder::spins(3), Ladder::cavity(highest)}};
    protocol.terms = {{1.0, {+1, -1}}, {0.5, {+1, +1}}};
    protocol.coupling = 0.5;
    const Label start{0, 5};
    protocol.start = {{1.0, {{1.0, 0, start}}}};
    const Space space = reachable_space(protocol.blocks[0], protocol.terms, start);
    cut = find_cut(space, protocol.blocks[0], protocol.terms, {start});
    hamiltonian = make_hamiltonian(space, protocol.blocks[0], protocol, start, true);
  }

  /// (C.9) for one step, with 5 in place of 3, and what the terms left out may lose.
  double rounding(double time) const {
    const double tau = spectral_interval(*hamiltonian).radius * time;
    const auto series = chebyshev_series(tau);
    const auto terms = static_cast<double>(series.coefficients.size());
    return series.truncation * (1 + time * cut.coupling) + series.rounding +
           unit_roundoff * (tau * (5 * hamiltonian->local_rounding() + 8) + 3 * terms) +
           time * hamiltonian->diagonal_error();
  }

  Protocol protocol;
  Cut cut;
  std::unique_ptr<Hamiltonian<double>> hamiltonian;
};

TEST(Leakage, OfAStateAtTheEdgeIsTheCouplingTimesTheTime) {
  // So short a step that the state stays where it is.
  const AtTheEdge model;
  const double step = 1e-23;
  const double rate =
      rounded_up(model.cut.coupling * std::numbers::sqrt2 * (1 + 8 * unit_roundoff));
  const auto evolution = evolve(model.protocol);
  evolution->advance(step);
  const double leak = 3 * rounded_up(step * rate);
  EXPECT_NEAR(evolution->cutoff_error().leak, leak, 4 * unit_roundoff * leak);
  evolution->advance(2 * step);
  EXPECT_NEAR(evolution->cutoff_error().leak, 2 * leak, 8 * unit_roundoff * leak);
  // The bound per time is the rate and what reaches the edge by rounding, or the whole by now.
  const double rounding = 2 * model.rounding(step);
  const double power = 3 * (1 + 2 * rounding) * (rate + model.cut.coupling * rounding);
  EXPECT_NEAR(evolution->cutoff_error().power, rounded_up(power), 1e-14 * power);
}

TEST(Leakage, BoundOnTheEnergyIsThatOfTheTheory) {
  // m d (1 + d), d = 2 δ + λ; m λ is what is stated as the leak.
  const AtTheEdge model;
  for (const double time : {1e-23, 1e-3, 0.1, 0.5}) {
    ASSERT_LT(spectral_interval(*model.hamiltonian).radius * time, 128.0);
    const auto evolution = evolve(model.protocol);
    evolution->advance(time);
    const double d = 2 * model.rounding(time) + evolution->cutoff_error().leak / 3;
    const double energy = 3 * d * (1 + d);
    EXPECT_NEAR(evolution->cutoff_error().energy, rounded_up(energy), 1e-14 * energy) << time;
  }
}

TEST(Leakage, WhatTheTermsLeftOutMayLoseCountsAsRounding) {
  // So far from the edge that rounding is all there is.
  const AtTheEdge model(60);
  const double time = 0.9 * 128.0 / spectral_interval(*model.hamiltonian).radius;
  const auto evolution = evolve(model.protocol);
  evolution->advance(time);
  const double lost = evolution->cutoff_error().leak / 3;
  ASSERT_LT(lost, model.rounding(time));
  const double delta = model.rounding(time) + lost;
  const auto states = static_cast<double>(model.hamiltonian->dimension());
  const double expected = rounded_up(delta * (2 + delta) + unit_roundoff * (states + 8));
  EXPECT_NEAR(evolution->populations(time).error, expected, 1e-11 * expected);
}

/// (B.14) for one piece of time of the second route, from the eigenvectors.
double spectral_rate(const EigenSystem& system, Count first, const Cut& cut, double begin,
                     double piece) {
  const std::size_t n = system.values.size();
  const auto amplitude = [&](Count edge, std::size_t j) {
    return system.vectors[j * n + static_cast<std::size_t>(edge)] *
           system.vectors[j * n + static_cast<std::size_t>(first)];
  };
  const auto series = chebyshev_series(64.0);
  const std::size_t nodes = 2 * series.coefficients.size();
  double highest = 0.0;
  for (std::size_t i = 0; i < nodes; ++i) {
    const double x =
        std::cos(std::numbers::pi * (static_cast<double>(i) + 0.5) / static_cast<double>(nodes));
    const double time = begin + piece / 2 * (1 + x);
    double squares = 0.0;
    for (const Count edge : cut.edge) {
      double re = 0.0;
      double im = 0.0;
      for (std::size_t j = 0; j < n; ++j) {
        re += amplitude(edge, j) * std::cos(system.values[j] * time);
        im += amplitude(edge, j) * std::sin(system.values[j] * time);
      }
      squares += re * re + im * im;
    }
    highest = std::max(highest, std::sqrt(squares));
  }
  double sum = 0.0;
  for (const Count edge : cut.edge) {
    for (std::size_t j = 0; j < n; ++j) sum += std::abs(amplitude(edge, j));
  }
  // Phases up to 128 for every piece passed, and a sum of n terms.
  const double rounding =
      unit_roundoff * (static_cast<double>(n) + 4 + 128 * (begin + piece) / piece) * sum;
  const double missed = series.truncation * sum;
  return rounded_up(cut.coupling * (std::numbers::sqrt2 * (highest + rounding + missed) + missed));
}

TEST(Leakage, OfTheSecondRouteIsBoundedPieceByPiece) {
  // With the higher cutoff nothing but rounding reaches the edge in so short a time; at so strong a
  // coupling the eigenvectors do.
  for (const Count cutoff : {7, 250}) {
    Protocol protocol;
    protocol.blocks = {{Ladder::spins(2), Ladder::cavity(cutoff)}};
    protocol.terms = {{1.0, {+1, -1}}, {1.0, {+1, +1}}};
    protocol.coupling = cutoff == 7 ? 0.5 : 1e6;
    const Label start{0, 2};
    protocol.start = {{1.0, {{1.0, 0, start}}}};
    const Block& block = protocol.blocks[0];
    const Space space = reachable_space(block, protocol.terms, start);
    const Cut cut = find_cut(space, block, protocol.terms, {start});
    const auto h = make_hamiltonian(space, block, protocol, start, false);
    const auto n = static_cast<std::size_t>(h->dimension());
    std::vector<double> matrix(n * n, 0.0);
    for (std::size_t i = 0; i < n; ++i) {
      for (const Neighbour& neighbour : h->row(static_cast<Count>(i))) {
        matrix[i * n + static_cast<std::size_t>(neighbour.index)] = neighbour.element;
      }
    }
    const EigenSystem system = eigen_symmetric(matrix, static_cast<int>(n));
    const double piece = 128 / std::max(std::abs(system.values.front()), system.values.back());
    const auto evolution = evolve(protocol, Propagator::spectral);
    const Count first = index(space, start).value();
    double leaked = 0.0;
    for (int i = 0; i < 3; ++i) {
      evolution->evaluate((i + 0.5) * piece);
      leaked += rounded_up(piece * spectral_rate(system, first, cut, i * piece, piece));
      const double expected = 2 * leaked;
      EXPECT_NEAR(evolution->cutoff_error().leak, expected, 1e-9 * expected) << cutoff;
      if (cutoff == 250 && i == 0) {
        EXPECT_LT(expected, 1e-11);
      }
    }
  }
}

constexpr std::size_t edge_states = 2;

/// Edge parts a_j of the vectors v_j, order by order.
using EdgeParts = std::vector<std::array<std::complex<double>, edge_states>>;

Cut narrow_cut(double coupling) {
  Cut cut;
  cut.edge = {3, 1};
  cut.coupling = coupling;
  return cut;
}

/// Records the parts of one step; the other states of the vectors hold what must not be seen.
void record(Leakage& leakage, double tau, const EdgeParts& parts, bool rotated) {
  leakage.begin(tau);
  for (std::size_t j = 0; j < parts.size(); ++j) {
    State<double> vector{PaddedVector<double>(5), PaddedVector<double>(5)};
    for (Count i = 0; i < 5; ++i) vector.re[i] = vector.im[i] = 7.0;
    vector.re[3] = parts[j][0].real();
    vector.im[3] = parts[j][0].imag();
    vector.re[1] = parts[j][1].real();
    vector.im[1] = parts[j][1].imag();
    leakage.record(vector, rotated);
  }
}

double norm(const std::array<std::complex<double>, edge_states>& part) {
  return std::hypot(std::abs(part[0]), std::abs(part[1]));
}

/// ‖g‖ at time s = Δ (1 + x)/2 of the step.
double edge_at(double x, double tau, const EdgeParts& parts, bool rotated) {
  const auto c = chebyshev_series(tau / 2 * (1 + x)).coefficients;
  std::array<std::complex<double>, edge_states> sum{};
  std::complex<double> phase = 1.0;
  for (std::size_t j = 0; j < std::min(parts.size(), c.size()); ++j) {
    for (std::size_t e = 0; e < edge_states; ++e) sum[e] += c[j] * phase * parts[j][e];
    if (!rotated) phase *= std::complex<double>(0.0, -1.0);
  }
  return norm(sum);
}

/// (B.14) written out anew, before it is rounded up.
double theory(double tau, const EdgeParts& parts, bool rotated, double coupling) {
  double sum = 0.0;
  double largest = 0.0;
  for (const auto& part : parts) {
    sum += norm(part);
    largest = std::max(largest, norm(part));
  }
  const auto half = chebyshev_series(tau / 2);
  const std::size_t nodes = 2 * half.coefficients.size();
  double highest = 0.0;
  double rounding = 0.0;
  for (std::size_t i = 0; i < nodes; ++i) {
    const double x =
        std::cos(std::numbers::pi * (static_cast<double>(i) + 0.5) / static_cast<double>(nodes));
    highest = std::max(highest, edge_at(x, tau, parts, rotated));
    const auto series = chebyshev_series(tau / 2 * (1 + x));
    const std::size_t terms = std::min(parts.size(), series.coefficients.size());
    double absolute = 0.0;
    for (std::size_t j = 0; j < terms; ++j) {
      absolute += std::abs(series.coefficients[j]) * norm(parts[j]);
    }
    rounding = std::max(rounding, (static_cast<double>(terms) + 4) * unit_roundoff * absolute +
                                      (series.truncation + series.rounding) * largest);
  }
  const double missed = 2 * half.truncation * sum;
  return coupling * (std::numbers::sqrt2 * (highest + missed + rounding) + missed);
}

/// Equal but for some tens of roundings, and rounded up.
void expect_rounded_up(double value, double expected) {
  EXPECT_NEAR(value, rounded_up(expected), 2e-14 * expected);
}

EdgeParts random_parts(Dice& dice, std::size_t orders, bool real) {
  EdgeParts parts(orders);
  for (auto& part : parts) {
    for (auto& amplitude : part) {
      amplitude = {dice.uniform(-1, 1), real ? 0.0 : dice.uniform(-1, 1)};
    }
  }
  return parts;
}

TEST(Leakage, SupremumIsThatOfTheTheory) {
  Dice dice(4);
  for (const double tau : {0.3, 1.0, 5.0, 60.0, 128.0}) {
    for (const bool rotated : {false, true}) {
      const EdgeParts parts =
          random_parts(dice, chebyshev_series(tau).coefficients.size(), rotated);
      const Cut cut = narrow_cut(3.0);
      Leakage leakage(cut);
      record(leakage, tau, parts, rotated);
      const double supremum = leakage.supremum(rotated);
      expect_rounded_up(supremum, theory(tau, parts, rotated, 3.0));
      for (double x = -1; x <= 1; x += 1.0 / 512) {
        EXPECT_LE(3.0 * edge_at(x, tau, parts, rotated), supremum);
      }
      // Beginning again forgets what was recorded.
      record(leakage, tau, EdgeParts(1), rotated);
      EXPECT_EQ(leakage.supremum(rotated), 0.0);
    }
  }
}

TEST(Leakage, SupremumOfALeakThatGrowsIsAtTheEndOfTheStep) {
  for (const double tau : {0.3, 5.0, 60.0}) {
    EdgeParts parts(static_cast<std::size_t>(tau) + 2);
    parts.back() = {{{0.25, -0.5}, {0.0, 0.125}}};
    const Cut cut = narrow_cut(0.5);
    Leakage leakage(cut);
    record(leakage, tau, parts, false);
    expect_rounded_up(leakage.supremum(false), theory(tau, parts, false, 0.5));
  }
}

TEST(Leakage, SupremumCountsWhatTheSeriesAtTheNodesLeaveOut) {
  // Parts beyond the last order of every series: only truncation and rounding are left.
  Dice dice(12);
  for (const double tau : {0.3, 5.0, 60.0, 128.0}) {
    const std::size_t orders = chebyshev_series(tau).coefficients.size();
    EdgeParts parts(orders);
    for (const auto& part : random_parts(dice, 3, false)) parts.push_back(part);
    const Cut cut = narrow_cut(2.0);
    Leakage leakage(cut);
    record(leakage, tau, parts, false);
    const double expected = theory(tau, parts, false, 2.0);
    EXPECT_LT(expected, 1e-13);
    expect_rounded_up(leakage.supremum(false), expected);
  }
}

TEST(Leakage, SupremumCountsTheRoundingOfTheSumsAtTheNodes) {
  // Two terms, 1 and τ; (2 + 4) u of the sum, and 2 u of the coefficients.
  const double tau = 1e-22;
  EdgeParts parts(2);
  parts[0][1] = 2.0;
  const Cut cut = narrow_cut(1.0);
  Leakage leakage(cut);
  record(leakage, tau, parts, false);
  EXPECT_EQ(leakage.supremum(false),
            rounded_up(std::numbers::sqrt2 * (2.0 + 2 * (6 + 2) * unit_roundoff)));
}

TEST(Leakage, SupremumOfAStepDoesNotDependOnTheStepsBefore) {
  Dice dice(9);
  const EdgeParts parts = random_parts(dice, 12, false);
  const Cut cut = narrow_cut(1.0);
  Leakage fresh(cut);
  record(fresh, 5.0, parts, false);
  Leakage used(cut);
  record(used, 60.0, random_parts(dice, 90, false), false);
  record(used, 5.0, parts, false);
  EXPECT_EQ(used.supremum(false), fresh.supremum(false));
}

TEST(Leakage, OfARealVectorTheImaginaryPartIsNotRead) {
  const Cut cut = narrow_cut(1.0);
  EdgeParts parts(3);
  parts[1] = {{{0.5, 0.75}, {-0.25, 0.125}}};
  EdgeParts real = parts;
  for (auto& amplitude : real[1]) amplitude = amplitude.real();
  Leakage one(cut);
  record(one, 5.0, parts, true);
  Leakage other(cut);
  record(other, 5.0, real, true);
  EXPECT_EQ(one.supremum(true), other.supremum(true));
}

}  // namespace
}  // namespace leyden
