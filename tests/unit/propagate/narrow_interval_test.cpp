// SPDX-License-Identifier: Apache-2.0
// A spectral interval that does not hold the spectrum, on purpose: every run must end with an error
// or with results within their radii.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include "leyden/base/errors.hpp"
#include "leyden/model/charging.hpp"
#include "leyden/numerics/bessel.hpp"
#include "leyden/numerics/eigen.hpp"
#include "leyden/numerics/rounding.hpp"
#include "leyden/propagate/board_evolution.hpp"
#include "leyden/propagate/chebyshev.hpp"
#include "support/dice.hpp"

namespace leyden {
namespace {

struct Model {
  Protocol protocol;
  Label start{};
  Space space;
  bool on_board = false;  ///< by the kernels of checkerboards, where it is one

  std::unique_ptr<Hamiltonian<double>> hamiltonian() const {
    return make_hamiltonian(space, protocol.blocks[0], protocol, start, true);
  }
  std::unique_ptr<Evolution> evolution(const SpectralInterval& interval) const {
    auto h = hamiltonian();
    State<double> psi;
    psi.re = PaddedVector<double>(h->dimension());
    if (!h->rotated()) psi.im = PaddedVector<double>(h->dimension());
    psi.re[index(space, start).value()] = 1.0;
    if (std::holds_alternative<Checkerboard>(space) && on_board) {
      return std::make_unique<BoardEvolution>(std::move(h), psi, 0, interval);
    }
    return std::make_unique<ChebyshevEvolution<double>>(std::move(h), std::move(psi), 0, Cut{},
                                                        interval);
  }
};

Model random_model(Dice& dice) {
  Charging c;
  c.cells = dice.whole(1, 12);
  c.chargers = dice.chance(0.3) ? c.cells : dice.whole(1, 12);
  c.anisotropy = dice.chance(0.5) ? 0.0 : dice.uniform(0, 1);
  c.coupling = dice.uniform(0.05, 2);
  if (dice.chance(0.4)) c.detuning = dice.uniform(-0.5, 0.5);
  if (dice.chance(0.4)) c.crosstalk = dice.uniform(-2, 2);
  Model model{make_protocol(c),
              {0, c.chargers},
              Chain({Ladder::spins(1)}, Shift{}, Label{}),
              dice.chance(0.7)};
  model.space = reachable_space(model.protocol.blocks[0], model.protocol.terms, model.start);
  return model;
}

/// The narrowest interval that holds the spectrum, from a dense diagonalisation.
SpectralInterval exact_interval(const Hamiltonian<double>& h) {
  const auto n = static_cast<std::size_t>(h.dimension());
  std::vector<double> matrix(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    for (const Neighbour& neighbour : h.row(static_cast<Count>(i))) {
      matrix[i * n + static_cast<std::size_t>(neighbour.index)] = neighbour.element;
    }
  }
  const auto values = eigen_symmetric(std::move(matrix), static_cast<int>(n)).values;
  const double center = (values.front() + values.back()) / 2;
  return {center, values.back() - center};
}

TEST(NarrowInterval, IsRefusedOrHarmless) {
  Dice dice(77);
  int refused = 0;
  int harmless = 0;
  for (int i = 0; i < 60; ++i) {
    const Model model = random_model(dice);
    const SpectralInterval exact = exact_interval(*model.hamiltonian());
    const auto truth = model.evolution(spectral_interval(*model.hamiltonian()));
    for (const double factor : {0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9995, 0.9999}) {
      const auto narrow = model.evolution({exact.center, factor * exact.radius});
      for (const double time : {0.2, 1.0, 3.0, 10.0}) {
        const Sample right = truth->evaluate(time);
        try {
          const Sample sample = narrow->evaluate(time);
          EXPECT_LE(std::abs(sample.energy - right.energy),
                    sample.energy_error + right.energy_error)
              << factor << " at " << time;
          EXPECT_LE(std::abs(sample.slope - right.slope), sample.slope_error + right.slope_error)
              << factor << " at " << time;
          ++harmless;
        } catch (const InternalError&) {
          ++refused;
        }
      }
    }
  }
  EXPECT_GT(refused, 100) << "the alarm must be heard";
  EXPECT_GT(harmless, 100) << "and not always";
}

/// (C.12) on eigenvalues ±1: heard where the last vector is too long, and only there. `beyond` are
/// the vectors formed beyond the last that is added.
template <class SeriesOf>
void expect_alarm(const Model& model, const SeriesOf& series_of, double beyond) {
  const auto h = model.hamiltonian();
  int only_the_last = 0;
  for (const double time : {0.25, 0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0}) {
    for (int below = 1; below < 60; ++below) {
      const double radius = 1 - below * unit_roundoff;
      const double angle = std::sqrt(2 * ((2.0 / radius) / 2 - 1));
      const auto last = static_cast<double>(series_of(radius * time).coefficients.size());
      const double top = last - 1 + beyond;
      const double most =
          4 * unit_roundoff * (last * last * h->local_rounding() + h->summation_rounding());
      const auto excess = [&](double j) { return std::pow(std::sinh(j * angle), 2); };
      if (std::abs(excess(top) - most) < 2 * last * unit_roundoff) continue;  // hidden by rounding
      if (excess(top) > most && excess(top - 1) < most) ++only_the_last;
      const auto evolution = model.evolution({0.0, radius});
      if (excess(top) > most) {
        EXPECT_THROW(evolution->evaluate(time), InternalError) << time << ", " << below;
      } else {
        EXPECT_NO_THROW(evolution->evaluate(time)) << time << ", " << below;
      }
    }
  }
  EXPECT_GT(only_the_last, 5);
}

TEST(NarrowInterval, TheAlarmIsThatOfTheTheory) {
  // (C.12) for one cell and one charger spin, eigenvalues ±1: in an interval of radius 1/cosh θ the
  // vector v_j is as long as cosh jθ.
  Charging one;
  Model model{make_protocol(one), {0, 1}, Chain({Ladder::spins(1)}, Shift{}, Label{})};
  model.space = reachable_space(model.protocol.blocks[0], model.protocol.terms, model.start);
  ASSERT_TRUE(model.hamiltonian()->rotated());
  expect_alarm(
      model, [](double tau) { return chebyshev_series(tau); }, 1);
}

TEST(NarrowInterval, TheAlarmOfABoardIsThatOfTheTheoryToo) {
  Charging one;
  const Protocol protocol = make_protocol(one);
  const Model model{protocol, {0, 1}, Checkerboard(protocol.blocks[0], {0, 1}), true};
  const double products = unit_roundoff * (3 * model.hamiltonian()->local_rounding() + 8);
  const auto series_of = [&](double tau) {
    return chebyshev_series(tau, std::max(products * tau * 0x1p-9, unit_roundoff / 8));
  };
  expect_alarm(model, series_of, 0);
}

TEST(NarrowInterval, TheExactSpectralIntervalIsEnough) {
  Dice dice(78);
  for (int i = 0; i < 30; ++i) {
    const Model model = random_model(dice);
    SpectralInterval exact = exact_interval(*model.hamiltonian());
    exact.radius *= 1 + 1e-9;
    const auto narrow = model.evolution(exact);
    const auto truth = model.evolution(spectral_interval(*model.hamiltonian()));
    const Sample sample = narrow->evaluate(4.0);
    const Sample right = truth->evaluate(4.0);
    EXPECT_LE(std::abs(sample.energy - right.energy), sample.energy_error + right.energy_error);
  }
}

}  // namespace
}  // namespace leyden
