// SPDX-License-Identifier: Apache-2.0
// Cells in a field that turns, by both of its propagations. A field of one frequency ν is a
// constant one seen from a frame that turns with ν, so its E(t) is Rabi's formula; what several
// frequencies do is compared with brute force in tests/reference.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <complex>
#include <memory>
#include <numeric>
#include <vector>

#include "leyden/base/errors.hpp"
#include "leyden/model/charging.hpp"
#include "leyden/operators/driven_chain.hpp"
#include "leyden/propagate/evolution.hpp"
#include "leyden/propagate/evolve_sector.hpp"
#include "leyden/propagate/joint_evolution.hpp"
#include "leyden/propagate/magnus_bound.hpp"

namespace leyden {
namespace {

constexpr Propagator taylor = Propagator::automatic;
constexpr Propagator magnus = Propagator::spectral;

Protocol turning(const Ladder& ladder, std::vector<Term> terms, Count level = 0) {
  Protocol protocol;
  protocol.blocks = {{ladder.co_rotating()}};
  protocol.terms = std::move(terms);
  protocol.start = {{1.0, {{1.0, 0, {level}}}}};
  return protocol;
}

/// n cells in u = e^{-iνt}, detuned by d: E = n (4/Ω²) sin²(Ωt/2), Ω² = 4 + (ν + d)².
struct Rabi {
  Count cells;
  double frequency;
  double step;  // of the diagonal [g]

  Protocol protocol() const {
    return turning(Ladder::spins(cells).detuned(step * 0.1),
                   {{1.0, {+1}, 1, DoubleDouble(frequency)}});
  }
  long double turn() const {
    const long double d = static_cast<long double>(frequency) - static_cast<long double>(step);
    return std::sqrt(4 + d * d);
  }
  long double depth() const { return 4 * static_cast<long double>(cells) / (turn() * turn()); }
  long double energy(long double t) const {
    const long double s = std::sin(turn() * t / 2);
    return depth() * s * s;
  }
  long double slope(long double t) const { return depth() * turn() / 2 * std::sin(turn() * t); }
  long double curvature(long double t) const {
    return depth() * turn() * turn() / 2 * std::cos(turn() * t);
  }
};

const std::vector<Rabi> cases{
    {1, 3.0, 0.0}, {4, -20.0, 0.5}, {9, 0.7, -2.0}, {40, 1.5, 0.0}, {3, 500.0, 1.0}};

class Driven : public testing::TestWithParam<Propagator> {};

TEST_P(Driven, RadiusHoldsForOneFrequency) {
  for (const Rabi& rabi : cases) {
    const auto evolution = evolve(rabi.protocol(), GetParam());
    EXPECT_EQ(evolution->propagator(), GetParam() == taylor ? "taylor" : "magnus");
    for (const double time : {0.0, 0.013, 0.7, 2.9, 6.0, -1.1}) {
      const Sample sample = evolution->evaluate(time);
      EXPECT_LE(std::abs(sample.energy - rabi.energy(time)), sample.energy_error + 1e-18L)
          << rabi.cells << " cells, frequency " << rabi.frequency << ", gt = " << time;
      EXPECT_LE(std::abs(sample.slope - rabi.slope(time)), sample.slope_error + 1e-17L);
      EXPECT_LT(sample.energy_error, 1e-8);
      EXPECT_LT(sample.slope_error, 1e-6);
    }
  }
}

TEST_P(Driven, TheAnchorMovesWithAdvanceAndStepsBackAreExactToo) {
  const Rabi rabi{6, 4.0, 0.3};
  const auto evolution = evolve(rabi.protocol(), GetParam());
  evolution->evaluate(1.0);
  EXPECT_EQ(evolution->anchor(), 0.0);
  evolution->advance(3.0);
  EXPECT_EQ(evolution->anchor(), 3.0);
  const Sample back = evolution->evaluate(0.25);
  EXPECT_LE(std::abs(back.energy - rabi.energy(0.25)), back.energy_error);
  const Sample home = evolution->advance(0.0);
  EXPECT_LE(std::abs(home.energy), home.energy_error);
  EXPECT_GT(home.energy_error, 0.0);
}

TEST_P(Driven, CurvatureAndPopulationsAgreeWithTheClosedForm) {
  const Rabi rabi{3, 2.0, 0.0};
  const auto evolution = evolve(rabi.protocol(), GetParam());
  EXPECT_NEAR(evolution->curvature(0.4), static_cast<double>(rabi.curvature(0.4)), 1e-10);
  const Populations populations = evolution->populations(0.4);
  const auto p = static_cast<double>(rabi.energy(0.4) / 3);
  ASSERT_EQ(populations.probabilities.size(), 4u);
  EXPECT_NEAR(populations.probabilities[0], std::pow(1 - p, 3), populations.error + 1e-16);
  EXPECT_NEAR(populations.probabilities[2], 3 * p * p * (1 - p), populations.error + 1e-16);
}

TEST_P(Driven, StartsFullAndOnlyEmpties) {
  const Protocol protocol = turning(Ladder::spins(5), {{1.0, {+1}, 1, DoubleDouble(1.0)}}, 5);
  const auto evolution = evolve(protocol, GetParam());
  EXPECT_LE(evolution->bounds().rise, 1e-12);
  EXPECT_NEAR(evolution->bounds().fall, 5.0, 1e-12);
  const Rabi mirrored{5, 1.0, 0.0};
  const Sample sample = evolution->evaluate(0.9);
  EXPECT_LE(std::abs(sample.energy + mirrored.energy(0.9)), sample.energy_error);
}

INSTANTIATE_TEST_SUITE_P(BothRoutes, Driven, testing::Values(taylor, magnus));

TEST(DrivenRoutes, AgreeWithinTheirRadiiWhateverTheField) {
  Charging charging;
  charging.charger = Charger::drive;
  charging.chargers = 0;
  for (const auto& [cells, gamma, crosstalk, detuning, g] : {std::tuple{1, 1.0, 0.0, 0.0, 0.1},
                                                             {3, 0.4, 0.8, 0.1, 0.5},
                                                             {6, 1.0, -0.3, -0.2, 1.0},
                                                             {12, 0.9, 0.0, 0.5, 2.0},
                                                             {4, 1e-9, 0.2, 0.0, 0.03}}) {
    charging.cells = cells;
    charging.anisotropy = gamma;
    charging.battery_crosstalk = crosstalk;
    charging.detuning = detuning;
    charging.coupling = g;
    const auto first = evolve(make_protocol(charging), taylor);
    const auto second = evolve(make_protocol(charging), magnus);
    for (const double time : {0.1, 1.0, 3.0}) {
      const Sample a = first->advance(time);
      const Sample b = second->advance(time);
      EXPECT_LE(std::abs(a.energy - b.energy), a.energy_error + b.energy_error);
      EXPECT_LE(std::abs(a.slope - b.slope), a.slope_error + b.slope_error);
      EXPECT_LT(a.energy_error, 1e-10);
      EXPECT_LT(b.energy_error, 1e-8);
    }
  }
}

TEST(DrivenRoutes, ACellAmongManyIsACellAlone) {
  Charging charging;
  charging.charger = Charger::drive;
  charging.chargers = 0;
  charging.anisotropy = 1.0;
  const auto one = evolve(make_protocol(charging));
  charging.cells = 30;
  const auto many = evolve(make_protocol(charging));
  for (const double time : {0.2, 1.1, 4.0}) {
    const Sample a = one->advance(time);
    const Sample b = many->advance(time);
    EXPECT_LE(std::abs(30 * a.energy - b.energy), 30 * a.energy_error + b.energy_error);
  }
}

TEST(DrivenRoutes, AreNotNeededWhereNothingTurns) {
  Charging charging;
  charging.charger = Charger::drive;
  charging.chargers = 0;
  charging.cells = 1000;
  EXPECT_EQ(evolve(make_protocol(charging))->propagator(), "window");
  charging.detuning = 0.1;
  const auto detuned = evolve(make_protocol(charging));
  EXPECT_EQ(detuned->propagator(), "chebyshev");
  const Rabi rabi{1000, 1.0, 0.0};  // a detuning of 0.1 ω0 is g
  const Sample sample = detuned->advance(1.3);
  EXPECT_LE(std::abs(sample.energy - rabi.energy(1.3)), sample.energy_error + 1e-15L * 1000);
}

DrivenChain chain_of(const Protocol& protocol) {
  const Label start = protocol.start[0].components[0].label;
  return {Chain(protocol.blocks[0], {+1}, start), protocol.blocks[0], protocol, start};
}

TEST(DrivenChain, DerivativesStayWithinTheirBounds) {
  for (const Rabi& rabi : cases) {
    const auto bounds = chain_of(rabi.protocol()).derivative_bounds();
    // Of E = (depth/2) (1 - cos Ωt).
    double derivative = static_cast<double>(rabi.depth() / 2);
    for (const double bound : bounds) {
      derivative *= static_cast<double>(rabi.turn());
      EXPECT_LE(derivative, bound * (1 + 1e-12));
    }
    EXPECT_DOUBLE_EQ(bounds[0],
                     static_cast<double>(rabi.cells) * (1 + 1024 * 0x1p-53) * (1 + 1024 * 0x1p-53));
  }
}

/// The engine's own slope, which is exact, differentiated with the help of ten points around `t`.
double difference(Evolution& evolution, double t, int order, double h) {
  const auto slope = [&](double at) { return evolution.evaluate(at).slope; };
  if (order == 1) return slope(t);
  if (order == 2) return (slope(t + h) - slope(t - h)) / (2 * h);
  if (order == 3) return (slope(t + h) - 2 * slope(t) + slope(t - h)) / (h * h);
  return (slope(t + 2 * h) - 2 * slope(t + h) + 2 * slope(t - h) - slope(t - 2 * h)) /
         (2 * h * h * h);
}

TEST(DrivenChain, DerivativesStayWithinTheirBoundsWithCrosstalk) {
  // Everything alike; a crosstalk that dominates; a frequency that does.
  for (const auto& [crosstalk, frequency] : {std::pair{1.5, -5.0}, {60.0, -1.0}, {0.05, -400.0}}) {
    const Protocol protocol = turning(Ladder::spins(5, crosstalk),
                                      {{1.0, {+1}}, {0.8, {+1}, 1, DoubleDouble(frequency)}});
    const auto bounds = chain_of(protocol).derivative_bounds();
    const auto evolution = evolve(protocol);
    const double scale = 1.0 / (2 + 10 * crosstalk + std::abs(frequency));
    std::array<double, 4> largest{};
    for (int i = 1; i <= 120; ++i) {
      const double t = 0.83 * scale * i;
      evolution->advance(t);
      for (int order = 1; order <= 4; ++order) {
        double& most = largest[static_cast<std::size_t>(order - 1)];
        most = std::max(most, std::abs(difference(*evolution, t, order, 0.02 * scale)));
      }
    }
    EXPECT_GE(bounds[0], 5 * 1.8);  // ‖uR - u*R†‖, for |u| up to 1.8
    for (std::size_t j = 0; j < 4; ++j) {
      EXPECT_LE(largest[j], bounds[j]) << "crosstalk " << crosstalk << ", order " << j + 1;
      EXPECT_GT(largest[j], bounds[j] / 3000) << "crosstalk " << crosstalk << ", order " << j + 1;
    }
  }
}

/// A brute-force matrix exponential and product in long double: one step of length h, exactly and
/// by Magnus, from u(t) alone.
class OneStep {
 public:
  using Complex = std::complex<long double>;
  using Matrix = std::vector<std::vector<Complex>>;

  OneStep(Count cells, double crosstalk, double gamma, double frequency)
      : n_(static_cast<std::size_t>(cells) + 1),
        crosstalk_(crosstalk),
        gamma_(gamma),
        frequency_(frequency) {}

  /// ‖U - U_CF4‖ in the Frobenius norm, which is no smaller than the operator norm and at most
  /// sqrt(n) times that.
  long double error(long double begin, long double h) const {
    constexpr int parts = 60;  // each by the midpoint rule of order 2, twice extrapolated
    const Matrix exact = extrapolated(begin, h, parts);
    const long double node = std::sqrt(3.0L) / 6;
    const Complex early = field(begin + h * (0.5L - node));
    const Complex late = field(begin + h * (0.5L + node));
    const Matrix first = exponential(h / 2, (0.5L + 2 * node) * early + (0.5L - 2 * node) * late);
    const Matrix second = exponential(h / 2, (0.5L - 2 * node) * early + (0.5L + 2 * node) * late);
    const Matrix split = product(second, first);
    long double squares = 0;
    for (std::size_t i = 0; i < n_; ++i) {
      for (std::size_t j = 0; j < n_; ++j) squares += std::norm(exact[i][j] - split[i][j]);
    }
    return std::sqrt(squares);
  }

 private:
  Complex field(long double t) const { return 1.0L + gamma_ * std::polar(1.0L, -frequency_ * t); }
  Matrix identity() const {
    Matrix result(n_, std::vector<Complex>(n_));
    for (std::size_t i = 0; i < n_; ++i) result[i][i] = 1;
    return result;
  }
  Matrix product(const Matrix& a, const Matrix& b) const {
    Matrix result(n_, std::vector<Complex>(n_));
    for (std::size_t i = 0; i < n_; ++i) {
      for (std::size_t k = 0; k < n_; ++k) {
        for (std::size_t j = 0; j < n_; ++j) result[i][j] += a[i][k] * b[k][j];
      }
    }
    return result;
  }
  Matrix exponential(long double h, Complex u) const {
    Matrix generator(n_, std::vector<Complex>(n_));
    for (std::size_t k = 0; k < n_; ++k) {
      const auto cells = static_cast<long double>(n_ - 1);
      const auto level = static_cast<long double>(k);
      generator[k][k] = Complex(0, -h) * (2 * crosstalk_ * level * (cells - level));
      if (k + 1 == n_) continue;
      const long double r = std::sqrt((level + 1) * (cells - level));
      generator[k + 1][k] = Complex(0, -h) * r * u;
      generator[k][k + 1] = Complex(0, -h) * r * std::conj(u);
    }
    Matrix sum = identity();
    Matrix term = identity();
    for (int order = 1; order < 40; ++order) {
      term = product(term, generator);
      for (auto& row : term) {
        for (Complex& value : row) value /= order;
      }
      for (std::size_t i = 0; i < n_; ++i) {
        for (std::size_t j = 0; j < n_; ++j) sum[i][j] += term[i][j];
      }
    }
    return sum;
  }
  Matrix midpoints(long double begin, long double h, int parts) const {
    Matrix result = identity();
    const long double part = h / parts;
    for (int i = 0; i < parts; ++i) {
      result = product(exponential(part, field(begin + part * (i + 0.5L))), result);
    }
    return result;
  }
  Matrix extrapolated(long double begin, long double h, int parts) const {
    const Matrix a = midpoints(begin, h, parts);
    const Matrix b = midpoints(begin, h, 2 * parts);
    const Matrix c = midpoints(begin, h, 4 * parts);
    Matrix result = c;
    for (std::size_t i = 0; i < n_; ++i) {
      for (std::size_t j = 0; j < n_; ++j) {
        const Complex once = (4.0L * b[i][j] - a[i][j]) / 3.0L;
        const Complex again = (4.0L * c[i][j] - b[i][j]) / 3.0L;
        result[i][j] = (16.0L * again - once) / 15.0L;
      }
    }
    return result;
  }

  std::size_t n_;
  long double crosstalk_;
  long double gamma_;
  long double frequency_;
};

TEST(MagnusBound, HoldsForOneStepAndIsNotFarOff) {
  for (const auto& [cells, crosstalk, gamma, frequency] :
       {std::tuple{1, 0.0, 1.0, -6.0}, {4, 0.0, 0.5, -3.0}, {3, 0.7, 1.0, -5.0}}) {
    const Protocol protocol = turning(Ladder::spins(cells, crosstalk),
                                      {{1.0, {+1}}, {gamma, {+1}, 1, DoubleDouble(frequency)}});
    const MagnusBound bound(chain_of(protocol));
    const OneStep truth(cells, crosstalk, gamma, frequency);
    // Step from where the error is well above the reach of the brute force.
    const double longest = bound.step_for(1e-3);
    EXPECT_LE(bound.of(longest), 1e-3);
    EXPECT_GT(bound.of(1.2 * longest), 1e-3);
    for (const double h : {longest, longest / 2}) {
      double largest = 0.0;
      for (const double begin : {0.0, 0.2, 0.5, 0.9}) {
        largest = std::max(largest, static_cast<double>(truth.error(begin, h)));
      }
      // The Frobenius norm is at most sqrt(n) operator norms.
      const double frobenius = std::sqrt(static_cast<double>(cells + 1));
      EXPECT_LE(largest, bound.of(h) * frobenius);
      EXPECT_GT(largest, bound.of(h) / 20000) << cells << " cells, h = " << h;
    }
    EXPECT_NEAR(bound.of(longest / 8) / bound.of(longest / 16), 32.0, 1.0);
    EXPECT_TRUE(std::isinf(bound.of(1e3)));
  }
}

/// f(x) as coefficients of x^0 … x^5.
using Polynomial = std::array<double, 6>;

Polynomial product(const Polynomial& f, const Polynomial& g) {
  Polynomial result{};
  for (std::size_t i = 0; i < 6; ++i) {
    for (std::size_t j = 0; i + j < 6; ++j) result[i + j] += f[i] * g[j];
  }
  return result;
}

/// Order 5 of Σ g_n commutator^(n-1) k^n, the series of Blanes, Casas, Oteo and Ros.
double fifth(const Polynomial& k, double commutator) {
  constexpr std::array g{1.0, 1.0 / 4, 5.0 / 72, 11.0 / 576, 479.0 / 86400};
  Polynomial power{1.0};
  double sum = 0.0;
  double factor = 1.0;
  for (const double each : g) {
    power = product(power, k);
    sum += each * factor * power[5];
    factor *= commutator;
  }
  return sum;
}

TEST(MagnusBound, BeginsWithTheKnownFifthOrder) {
  constexpr double gamma = 0.7;
  constexpr double nu = 3.0;
  for (const double crosstalk : {0.0, 0.4}) {
    const DrivenChain chain = chain_of(
        turning(Ladder::spins(6, crosstalk), {{1.0, {+1}}, {gamma, {+1}, 1, DoubleDouble(nu)}}));
    const bool rotation = crosstalk == 0.0;
    const double swing = rotation ? 2.0 : chain.swing();
    std::array<double, 5> h{rotation ? 2 * (1 + gamma)
                                     : chain.reach() + chain.swing() * (1 + gamma)};
    for (std::size_t j = 1; j < 5; ++j) {
      h[j] = swing * gamma * std::pow(nu, j) / std::tgamma(static_cast<double>(j) + 1);
    }
    Polynomial exact{};
    Polynomial split{};
    for (std::size_t j = 0; j < 5; ++j) {
      const auto order = static_cast<double>(j);
      exact[j + 1] = h[j] * 2 * std::pow(0.5, order + 1) / (order + 1);
      split[j + 1] =
          h[j] * std::pow(std::sqrt(3.0) / 6, order) * (j % 2 == 0 ? 1 : 2 / std::sqrt(3.0));
    }
    const double commutator = rotation ? 1.0 : 2.0;
    const Polynomial constant{0.0, h[0]};
    const double expected =
        (rotation ? 3.0 : 1.0) *
        (fifth(exact, commutator) + fifth(split, commutator) - 2 * fifth(constant, commutator));
    const double step = 1e-3 / (h[0] + nu);
    EXPECT_NEAR(MagnusBound(chain).of(step) / (expected * std::pow(step, 5)), 1.0, 1e-3);
  }
}

TEST(MagnusBound, OfManyCellsIsManyTimesThatOfOne) {
  const std::vector<Term> terms{{1.0, {+1}}, {0.5, {+1}, 1, DoubleDouble(4.0)}};
  const MagnusBound one(chain_of(turning(Ladder::spins(1), terms)));
  const MagnusBound many(chain_of(turning(Ladder::spins(50), terms)));
  EXPECT_NEAR(many.of(0.01) / one.of(0.01), 50.0, 1e-9);
}

TEST(MagnusBound, EndsWithCauchysEstimateOfAllHigherOrders) {
  // A field that stands: what is computed of the series vanishes.
  const MagnusBound bound(chain_of(turning(Ladder::spins(1), {{1.0, {+1}}})));
  double last = 1e-3;
  while (std::isfinite(bound.of(1.01 * last))) last *= 1.01;
  const double ratio = 0.5;  // to where the majorant is 3
  EXPECT_NEAR(bound.of(last) / (6.0 / 2 * std::pow(ratio, 16) / (1 - ratio)), 1.0, 0.2);
}

double error_of(const Protocol& protocol, Propagator route, double time) {
  const SplitStart start = split_start(protocol);
  return evolve_state(start.sectors.front(), protocol, route, SeriesMemory::shared_by(1))
      ->amplitudes(time)
      .error;
}

constexpr double u = 0x1p-53;

/// The radius of one Taylor step from the lowest of two levels, term by term as docs/theory/drive
/// has them, the series formed anew.
double taylor_radius(const DrivenChain& chain, double gamma, double nu, double h) {
  using Complex = std::complex<long double>;
  const double strength = chain.reach() + chain.swing() * (1 + gamma);
  std::vector<double> each;
  for (int j = 0; j < 90; ++j) {
    const double field = (j == 0 ? 1.0 : 0.0) + gamma * std::pow(nu * h, j) / std::tgamma(j + 1.0);
    each.push_back(chain.swing() * field + (j == 0 ? chain.reach() : 0.0));
  }
  const auto from = [&](std::size_t j) {
    return std::accumulate(each.begin() + static_cast<long>(j), each.end(), 0.0);
  };
  std::size_t kept = 0;
  while (h * from(kept + 1) > 0x1p-60) ++kept;
  std::vector<std::array<Complex, 2>> y{{1.0L, 0.0L}};
  std::vector<double> norms{1.0};
  double rounding = 0.0;
  const auto residual = [&] {
    double sum = 0.0;
    for (std::size_t q = 0; q < y.size(); ++q) {
      sum += norms[q] * from(std::min(kept + 1, y.size() - 1 - q));
    }
    return h * sum;
  };
  while (residual() > 0x1p-57) {
    const std::size_t p = y.size() - 1;
    std::array<Complex, 2> next{};
    double magnitude = 0.0;
    Complex turn = 1;
    for (std::size_t j = 0; j <= std::min(kept, p); ++j) {
      const Complex field = (j == 0 ? 1.0L : 0.0L) + static_cast<long double>(gamma) * turn;
      next[1] += field * y[p - j][0];
      next[0] += std::conj(field) * y[p - j][1];
      magnitude += each[j] * norms[p - j];
      turn *= Complex(0, -static_cast<long double>(nu * h)) / static_cast<long double>(j + 1);
    }
    const double factor = h / static_cast<double>(p + 1);
    for (Complex& value : next) value *= Complex(0, -factor);
    rounding += u * (8.0 * static_cast<double>(kept) + 40.0) * factor * magnitude;
    y.push_back(next);
    norms.push_back(static_cast<double>(std::sqrt(std::norm(next[0]) + std::norm(next[1]))));
  }
  double summation = static_cast<double>(y.size() - 1) * norms.back();
  for (std::size_t p = 0; p + 1 < y.size(); ++p) summation += static_cast<double>(p + 1) * norms[p];
  return residual() + rounding + u * summation + u * h * strength + u;
}

TEST(TaylorRadius, OfAStepHasEveryTerm) {
  for (const auto& [gamma, nu] : {std::pair{1.0, 3.0}, {0.3, 20.0}, {1e-3, 0.5}}) {
    const Protocol protocol =
        turning(Ladder::spins(1), {{1.0, {+1}}, {gamma, {+1}, 1, DoubleDouble(nu)}});
    const DrivenChain chain = chain_of(protocol);
    const double h = 0.05;  // shorter than the longest step
    EXPECT_NEAR(error_of(protocol, taylor, h) / taylor_radius(chain, gamma, nu, h), 1.0, 2e-3);
  }
}

TEST(MagnusRadius, HasItsStepsAndTheirRoundings) {
  const Protocol protocol =
      turning(Ladder::spins(8), {{1.0, {+1}}, {1.0, {+1}, 1, DoubleDouble(10.0)}});
  const DrivenChain chain = chain_of(protocol);
  const MagnusBound bound(chain);
  const double longest = bound.step_for(0x1p-51);
  const double strength = chain.reach() + 2 * chain.swing();
  const double time = 0.1;
  const double steps = std::ceil(time / longest);
  const double known = steps * bound.of(time / steps) + time * 32 * u * strength;
  const double one = 3 * u;  // each of two exponentials, and 32 of its exponent's norm more
  const double exponent = 0.5 * time / steps * 1.2 * strength;
  const double error = error_of(protocol, magnus, time);
  EXPECT_GE(error, known + 2 * steps * one);
  EXPECT_LE(error, known + 2 * steps * one * (1 + 32 * exponent) + steps * 0x1p-58);
  EXPECT_LT(32 * exponent, 0.6);
}

TEST(MagnusRadius, CountsTheRoundingsOfTheField) {
  // A field that hardly turns: steps are long, and their own error is not all there is.
  const Protocol protocol =
      turning(Ladder::spins(8), {{1.0, {+1}}, {1e-9, {+1}, 1, DoubleDouble(1e-3)}});
  const DrivenChain chain = chain_of(protocol);
  const double strength = chain.norm();
  const double time = 1.0;
  const MagnusBound bound(chain);
  const double steps = std::ceil(time / std::min(bound.step_for(0x1p-51), 0.5 / strength));
  const double exponent = 0.5 * time / steps * strength;
  const double expected = 2 * steps * 3 * u * (1 + 32 * exponent) + time * 32 * u * strength + u +
                          steps * bound.of(time / steps);
  EXPECT_NEAR(error_of(protocol, magnus, time) / expected, 1.0, 0.03);
}

TEST(DrivenErrors, AreNamed) {
  Charging charging;
  charging.charger = Charger::drive;
  charging.chargers = 0;
  charging.anisotropy = 0.5;
  EXPECT_THROW(evolve(make_protocol(charging), {taylor, Arithmetic::double_double}), Unreachable);
  charging.coupling = 1e-14;
  const auto evolution = evolve(make_protocol(charging));
  EXPECT_THROW(evolution->evaluate(6.0), Unreachable);
  EXPECT_EQ(evolution->evaluate(0.0).energy, 0.0);
  Protocol cut = turning(Ladder::spins(4), {{1.0, {+1, +1}, 1, DoubleDouble(1.0)}});
  cut.blocks.front().push_back(Ladder::cavity(3));
  EXPECT_THROW(evolve(cut), InvalidInput);
  // Not taken for a constant coupling, whatever its size.
  Protocol board =
      turning(Ladder::spins(100), {{1.0, {+1, -1}}, {1.0, {+1, +1}, 1, DoubleDouble(5.0)}});
  board.blocks.front().push_back(Ladder::spins(100));
  board.start = {{1.0, {{1.0, 0, {0, 100}}}}};
  EXPECT_THROW(evolve(board), InvalidInput);
  Protocol beside = turning(Ladder::spins(4), {{1.0, {+1}, 1, DoubleDouble(1.0)}, {0.5, {+2}}});
  EXPECT_THROW(evolve(beside), InvalidInput);
}

TEST(DrivenErrors, ASuperpositionKeepsRoomForItsRounding) {
  Protocol protocol = turning(Ladder::spins(1000), {{1.0, {+1}, 1, DoubleDouble(1.0)}});
  protocol.start = {{1.0, {{1e-9, 0, {0}}, {1.0, 0, {1000}}}}};
  const EnergyBounds bounds = evolve(protocol)->bounds();
  EXPECT_GT(bounds.rise, 1e-15);  // 1000 parts in 1e18 are in the lowest level
  EXPECT_LT(bounds.rise, 1e-10);
}

TEST(DrivenErrors, NoCellsStoreNothing) {
  Charging charging;
  charging.charger = Charger::drive;
  charging.cells = 0;
  charging.chargers = 0;
  charging.anisotropy = 1.0;
  for (const Propagator route : {taylor, magnus}) {
    const Sample sample = evolve(make_protocol(charging), route)->evaluate(2.0);
    EXPECT_EQ(sample.energy, 0.0);
    EXPECT_EQ(sample.slope, 0.0);
  }
}

}  // namespace
}  // namespace leyden
