// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <complex>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "brute_force.hpp"
#include "closed_form.hpp"
#include "driven.hpp"
#include "hamiltonian.hpp"
#include "observables.hpp"

namespace reference {
namespace {

using Complex = std::complex<long double>;

const std::vector<double> times{0, 0.125, 0.5, 1.5, 3};

// Long double rounding over a thousand steps leaves 1e-17.
constexpr long double drive_tolerance = 1e-16L;

long double square(long double x) {
  return x * x;
}

void expect_near(long double value, long double expected, long double tolerance,
                 const std::string& what) {
  EXPECT_TRUE(std::abs(value - expected) < tolerance)
      << what << ": " << value << " instead of " << expected << ", off by " << value - expected;
}

// In the frame that turns with the field each cell is static: (omega0 - w) sigma+sigma- +
// g (sigma+ + sigma-), two levels detuned by -detuning omega0.
TEST(BruteForceDrive, ACircularFieldGivesRabiOscillationsOfEachCell) {
  for (const Drive& model :
       {Drive{1}, Drive{1, 0, 0.125, -0.25}, Drive{2, 0, 0.25, 0.5, 0, 0.75}, Drive{3, 0, 1, 0.125},
        Drive{3, 0, 0.0078125, 0.0078125}, Drive{4, 0, 0.5, -1.5}}) {
    const auto cell = rabi(model.scale, model.detuning / static_cast<long double>(model.coupling));
    const std::vector<Point> curve = charge(model, dicke(model, 0), times);
    for (std::size_t i = 0; i < times.size(); ++i) {
      expect_near(curve[i].energy, model.cells * cell(times[i]), drive_tolerance, "energy");
    }
  }
}

// From /usr/bin/env python3 with mpmath 1.3, 40 digits, P = |c1|^2:
//   w = (1 + d)/g; f = lambda t: s*(exp(-1j*w*t) + gamma*exp(1j*w*t))
//   c = odefun(lambda t, c: [-1j*conj(f(t))*c[1], -1j*(f(t)*c[0] + c[1]/g)], 0, [1, 0])
TEST(BruteForceDrive, LinearAndEllipticFieldsChargeOneCellAsTaylorSeriesOfFortyDigitsSay) {
  struct Known {
    Drive model;
    std::array<long double, 3> at_half_and_one_and_a_half_and_three;
  };
  const std::vector<Known> table{
      {{1, 1, 0.125},
       {0.286480940144880685357302375178L, 0.98242773943095474274995613809L,
        0.0479591316353697390250775617447L}},
      {{1, 1, 1, 0.25},
       {0.634480924893582527505157624168L, 0.925351043566078013841857362082L,
        0.491726006291797531523711083371L}},
      {{1, 1, 0.03125, -0.125, 0, 0.75},
       {0.0957520215982591095417696844296L, 0.00174745960589799620731551924106L,
        0.00188983141477935044607031812271L}},
      {{1, 0.375, 0.25, 0.5},
       {0.172880458335756700044586355361L, 0.344672448961942716169815787706L,
        0.34370069272246516735925056958L}},
      {{1, 1, 0.0078125},
       {0.232251791576344659536202834499L, 0.995345386086180504533451435324L,
        0.0188634663893307042706243030898L}},
  };
  for (const Known& known : table) {
    const auto curve = charge(known.model, dicke(known.model, 0), {0.5, 1.5, 3});
    for (std::size_t i = 0; i < curve.size(); ++i) {
      expect_near(curve[i].energy, known.at_half_and_one_and_a_half_and_three[i], drive_tolerance,
                  "energy");
    }
  }
}

TEST(BruteForceDrive, CellsWithoutCrosstalkChargeEachForItself) {
  for (const Drive& model : {Drive{3, 1, 0.125}, Drive{2, 0.5, 0.03125, 0.25, 0, 0.75}}) {
    Drive one = model;
    one.cells = 1;
    const auto alone = charge(one, dicke(one, 0), times);
    const auto together = charge(model, dicke(model, 0), times);
    for (std::size_t i = 0; i < times.size(); ++i) {
      expect_near(together[i].energy, model.cells * alone[i].energy, drive_tolerance, "energy");
      expect_near(together[i].slope, model.cells * alone[i].slope, 1e-14L, "slope");
    }
  }
}

// Only the products of couplings and times matter, and omega0 t.
TEST(BruteForceDrive, AWeakerFieldIsAWeakerCouplingForALongerTime) {
  const Drive model{3, 0.75, 0.25, 0.125, 0.5, 0.5};
  const Drive same{3, 0.75, 0.125, 0.125, 1};
  for (const double t : {0.5, 3.0}) {
    expect_near(charge(model, dicke(model, 1), {t}).front().energy,
                charge(same, dicke(same, 1), {t / 2}).front().energy, drive_tolerance, "energy");
  }
}

/// Two cells in their triplet |0>, |1>, |2>, joined by sqrt(2), |1> shifted by twice the crosstalk
/// (paper Eq. (15)): the classical Runge-Kutta method of fourth order.
long double triplet_energy(const Drive& model, int start, long double time, int steps) {
  using Triplet = std::array<Complex, 3>;
  const long double omega0 = 1 / static_cast<long double>(model.coupling);
  const long double w = omega0 * (1 + static_cast<long double>(model.detuning));
  const auto change = [&](long double t, const Triplet& c) {
    const long double along = std::sqrt(2.0L) * model.scale * (1 + model.anisotropy);
    const long double across = std::sqrt(2.0L) * model.scale * (1 - model.anisotropy);
    const Complex up(along * std::cos(w * t), -across * std::sin(w * t));
    const Complex minus_i(0, -1);
    return Triplet{
        minus_i * (std::conj(up) * c[1]),
        minus_i *
            (up * c[0] + (omega0 + 2.0L * model.battery_crosstalk) * c[1] + std::conj(up) * c[2]),
        minus_i * (up * c[1] + 2 * omega0 * c[2]),
    };
  };
  const auto moved = [](Triplet c, long double factor, const Triplet& rate) {
    for (std::size_t i = 0; i < 3; ++i) c[i] += factor * rate[i];
    return c;
  };
  Triplet c{};
  c[static_cast<std::size_t>(start)] = 1;
  const long double h = time / steps;
  for (int n = 0; n < steps; ++n) {
    const long double t = h * n;
    const Triplet k1 = change(t, c);
    const Triplet k2 = change(t + h / 2, moved(c, h / 2, k1));
    const Triplet k3 = change(t + h / 2, moved(c, h / 2, k2));
    const Triplet k4 = change(t + h, moved(c, h, k3));
    c = moved(moved(moved(moved(c, h / 6, k1), h / 3, k2), h / 3, k3), h / 6, k4);
  }
  return std::norm(c[1]) + 2 * std::norm(c[2]) - start;
}

/// The same extrapolated. Of the error of fourth order there remains a fifth order, 1e-17 for 1e4
/// steps of 3e-3 radians each.
long double triplet_energy(const Drive& model, int start, long double time) {
  const int steps = 1 << 14;
  const long double coarse = triplet_energy(model, start, time, steps);
  const long double fine = triplet_energy(model, start, time, 2 * steps);
  return fine + (fine - coarse) / 15;
}

constexpr long double extrapolated = 1e-14L;

TEST(BruteForceDrive, TwoCellsWithCrosstalkFollowTheirTriplet) {
  for (const Drive& model :
       {Drive{2, 1, 0.25, 0, 0.75}, Drive{2, 0.5, 0.125, 0.25, -1.5, 0.75}, Drive{2, 0, 1, 0, 3}}) {
    for (const int start : {0, 1, 2}) {
      const auto curve = charge(model, dicke(model, start), {0.75, 2});
      expect_near(curve[0].energy, triplet_energy(model, start, 0.75L), extrapolated, "energy");
      expect_near(curve[1].energy, triplet_energy(model, start, 2), extrapolated, "energy");
    }
  }
}

// The field cannot see the singlet, half of a single excited cell.
TEST(BruteForceDrive, AnExcitedCellIsHalfDarkToTheFieldWhenThereAreTwoCells) {
  const Drive model{2, 1, 0.25, 0, 0.75};
  const auto curve = charge(model, battery_mixture(model, {0.5, 0.125, 0.375}), {2});
  expect_near(curve.front().energy,
              (triplet_energy(model, 0, 2) + triplet_energy(model, 1, 2) / 2) / 2, extrapolated,
              "energy");
}

// H - w k does not change in a circular field: each quantum costs the field w.
TEST(BruteForceDrive, ACircularFieldPaysItsFrequencyForEachQuantum) {
  const Drive model{3, 0, 0.125, 0.25, 0.75, 0.5};
  for (const Mixture& start :
       {dicke(model, 0), dicke(model, 2), battery_mixture(model, {0.5, 0.25, 0.125, 0.125})}) {
    for (const double t : {0.0, 0.5, 3.0}) {
      const long double stored = charge(model, start, {t}).front().energy;
      expect_near(observe(model, start, t, 1, false)["drive_work"],
                  (1 + static_cast<long double>(model.detuning)) * stored, 1e-15L, "work");
    }
  }
}

/// <dH/dt> / g^2, from <sigma+> of each cell.
long double power_of_field(const Drive& model, const Amplitudes& psi, long double time) {
  const long double w = (1 + static_cast<long double>(model.detuning)) / model.coupling;
  const long double scale = model.scale;
  const long double gamma = model.anisotropy;
  const Complex change = scale * w * Complex(0, -1) *
                         (std::polar(1.0L, -w * time) - gamma * std::polar(1.0L, w * time));
  Complex raising = 0;
  for (std::size_t row = 0; row < psi.size(); ++row) {
    for (std::size_t bit = 1; bit < psi.size(); bit <<= 1) {
      if ((row & bit) != 0) raising += std::conj(psi[row]) * psi[row ^ bit];
    }
  }
  return 2 * (change * raising).real();
}

/// Romberg's integral of values at 2^n + 1 equal distances.
long double integral(const std::vector<long double>& values, long double length) {
  std::vector<long double> row;
  for (std::size_t stride = values.size() - 1; stride > 0; stride /= 2) {
    long double sum = (values.front() + values.back()) / 2;
    for (std::size_t i = stride; i + 1 < values.size(); i += stride) sum += values[i];
    long double best = sum * length * static_cast<long double>(stride) /
                       static_cast<long double>(values.size() - 1);
    long double power = 1;
    for (long double& earlier : row) {
      power *= 4;
      const long double next = best + (best - earlier) / (power - 1);
      earlier = best;
      best = next;
    }
    row.push_back(best);
  }
  return row.back();
}

/// Every cell in (|down> + |up>) / sqrt(2), which feels the field at once.
Mixture along_the_field(const Drive& model) {
  Amplitudes state(dimension(model));
  for (auto& amplitude : state) amplitude = 1 / std::sqrt(static_cast<long double>(state.size()));
  return {{1, state}};
}

TEST(BruteForceDrive, TheWorkIsTheIntegralOfThePowerOfTheField) {
  const std::size_t intervals = 1 << 10;
  const double time = 2;
  for (const Drive& model :
       {Drive{1, 1, 0.125}, Drive{2, 0.5, 0.25, 0.125, 0.75}, Drive{3, 1, 0.25, 0, -0.5, 0.5}}) {
    for (const Mixture& start : {dicke(model, model.cells - 1), along_the_field(model)}) {
      DrivenEvolution evolution(model, start.front().state);
      std::vector<long double> power;
      for (std::size_t i = 0; i <= intervals; ++i) {
        const double t = time * static_cast<double>(i) / static_cast<double>(intervals);
        evolution.advance_to(t);
        power.push_back(power_of_field(model, evolution.state(), t));
      }
      const long double work = observe(model, start, time, 1, false)["drive_work"];
      EXPECT_TRUE(std::abs(work) > 1e-2L) << "no work would prove nothing";
      expect_near(work, model.coupling * integral(power, time), 1e-14L, "work");
    }
  }
}

TEST(BruteForceDrive, SwitchingOffUndoesWhatSwitchingOnHasPaidForTheField) {
  const Drive model{2, 0.5, 0.25, 0.125, 0.75, 0.75};
  const long double paid = 2.0L * 0.75L * 1.5L * 0.25L;
  const Mixture start = along_the_field(model);
  Observables first = observe(model, start, 0, 1, false);
  expect_near(first["interaction_energy"], paid, drive_tolerance, "at first");
  expect_near(first["switching_work"], 0, drive_tolerance, "on and off at once");
  Observables later = observe(model, start, 2, 1, false);
  EXPECT_TRUE(std::abs(later["interaction_energy"] - paid) > 1e-2L) << "no change proves nothing";
  expect_near(later["switching_work"], paid - later["interaction_energy"], drive_tolerance,
              "on and off later");
}

// A product of equal pure cells, each with the Rabi formula P(t) and, H1 being static in the frame
// that turns, <H1> = detuning omega0 P and H1^2 = (scale g)^2 for each cell.
TEST(BruteForceDrive, ObservablesOfIndependentCellsFollowFromTheRabiFormula) {
  const Drive model{3, 0, 0.25, 0.5, 0, 0.75};
  const long double m = model.cells;
  const long double detuning = model.detuning;
  const double t = 0.875;
  const long double p = rabi(model.scale, detuning / static_cast<long double>(model.coupling))(t);
  const long double root = std::sqrt(square(model.scale) + square(detuning / model.coupling) / 4);
  const long double slope = square(model.scale) / root * std::sin(2 * root * t);
  const long double field = square(model.scale * model.coupling) - square(detuning * p);
  Observables seen = observe(model, dicke(model, 0), t, 1, true);
  const std::vector<std::pair<std::string, long double>> expected{
      {"battery_energy", m * p},
      {"battery_variance", m * p * (1 - p)},
      {"interaction_energy", m * detuning * p},
      {"interaction_variance", m * field},
      {"switching_work", -m * detuning * p},
      {"drive_work", m * (1 + detuning) * p},
      {"power", m * slope},
      {"fisher_information", m * square(slope) / (p * (1 - p))},
      {"power_bound_fisher", m * std::abs(slope)},
      {"power_bound_variance", 2 * m * std::sqrt(p * (1 - p) * field) / model.coupling},
      {"battery_crosstalk_energy", 0},
      {"charger_energy", 0},
      {"ergotropy", m * p},
      {"ergotropy_of", p},
      {"purity", 1},
      {"entropy", 0},
      {"concurrence", 0},
      {"negativity", 0}};
  for (const auto& [name, value] : expected) {
    ASSERT_EQ(seen.count(name), 1U) << name;
    expect_near(seen[name], value, 1e-15L, name);
  }
  for (const char* name : {"mandelstam_tamm", "margolus_levitin", "energy_balance"}) {
    EXPECT_EQ(seen.count(name), 0U) << name;
  }
}

TEST(BruteForceDrive, RefusesWhatItCannotAnswer) {
  const Drive model{2};
  EXPECT_THROW(dicke(Drive{0}, 0), std::invalid_argument);
  EXPECT_THROW(dicke(model, 3), std::invalid_argument);
  EXPECT_THROW(battery_mixture(model, {1, 0}), std::invalid_argument);
  EXPECT_THROW(charge(model, dicke(model, 0), {1.0, 0.5}), std::invalid_argument);
  EXPECT_THROW(charge(model, dicke(Drive{3}, 0), {1.0}), std::invalid_argument);
  const Drive undefined{2, 0, 0.1, std::numeric_limits<double>::quiet_NaN()};
  EXPECT_THROW(charge(undefined, dicke(undefined, 0), {1.0}), std::invalid_argument);
}

}  // namespace
}  // namespace reference
