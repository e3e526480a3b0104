// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/board_evolution.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "leyden/base/errors.hpp"
#include "leyden/model/charging.hpp"
#include "leyden/propagate/chebyshev.hpp"
#include "leyden/propagate/spectral.hpp"
#include "support/bits.hpp"
#include "support/dice.hpp"

namespace leyden {
namespace {

struct Model {
  explicit Model(const Charging& charging, const Label& from)
      : protocol(make_protocol(charging)),
        start(from),
        space(Checkerboard(protocol.blocks[0], start)) {}

  std::unique_ptr<Hamiltonian<double>> hamiltonian() const {
    return make_hamiltonian(space, protocol.blocks[0], protocol, start, false);
  }
  State<double> state() const {
    State<double> psi{PaddedVector<double>(dimension(space)),
                      PaddedVector<double>(dimension(space))};
    psi.re[index(space, start).value()] = 1.0;
    return psi;
  }
  std::unique_ptr<BoardEvolution> board(const SeriesMemory& memory = {}) const {
    return std::make_unique<BoardEvolution>(hamiltonian(), state(), start[0], std::nullopt, memory);
  }
  std::unique_ptr<Evolution> plain() const {
    return std::make_unique<ChebyshevEvolution<double>>(hamiltonian(), state(), start[0]);
  }
  std::unique_ptr<Evolution> spectral() const {
    return std::make_unique<SpectralEvolution>(hamiltonian(), state(), start[0], Cut{});
  }

  Protocol protocol;
  Label start{};
  Space space;
};

Model square(Count cells, double anisotropy, Label start) {
  Charging c;
  c.cells = c.chargers = cells;
  c.anisotropy = anisotropy;
  return Model(c, start);
}

Model random_model(Dice& dice) {
  Charging c;
  c.cells = dice.whole(1, 10);
  c.chargers = dice.chance(0.5) ? c.cells : dice.whole(1, 10);
  c.anisotropy = dice.uniform(0.05, 1);
  c.coupling = dice.uniform(0.05, 2);
  if (dice.chance(0.3)) c.detuning = dice.uniform(-0.5, 0.5);
  if (dice.chance(0.3)) c.crosstalk = dice.uniform(-2, 2);
  const Count k = dice.whole(0, c.cells);
  return Model(
      c, {k, dice.chance(0.6) ? std::max<Count>(0, c.chargers - k) : dice.whole(0, c.chargers)});
}

void expect_meet(const Sample& a, const Sample& b, const std::string& what) {
  EXPECT_EQ(a.time, b.time) << what;
  EXPECT_LE(std::abs(a.energy - b.energy), a.energy_error + b.energy_error) << what;
  EXPECT_LE(std::abs(a.slope - b.slope), a.slope_error + b.slope_error) << what;
}

TEST(BoardEvolution, MeetsFullDiagonalisationAndThePlainPropagationWithNoLargerRadii) {
  Dice dice(21);
  int folded = 0;
  for (int trial = 0; trial < 40; ++trial) {
    const Model model = random_model(dice);
    const auto board = model.board();
    const auto plain = model.plain();
    const auto spectral = model.spectral();
    folded += board->folded() ? 1 : 0;
    double time = 0.0;
    for (int i = 0; i < 12; ++i) {
      const bool moves = dice.chance(0.5);
      const double next = time + dice.uniform(moves ? 0.0 : -0.1, dice.chance(0.2) ? 6.0 : 0.3);
      const Sample got = moves ? board->advance(next) : board->evaluate(next);
      const Sample same = moves ? plain->advance(next) : plain->evaluate(next);
      const std::string what = fmt::format("trial {}, sample {}, t = {}", trial, i, next);
      expect_meet(got, same, what);
      expect_meet(got, spectral->evaluate(next), what);
      EXPECT_LE(got.energy_error, 1.03 * same.energy_error) << what;
      if (moves) time = next;
      EXPECT_EQ(board->anchor(), time);
    }
  }
  EXPECT_GT(folded, 5);
  EXPECT_LT(folded, 32);
}

TEST(BoardEvolution, HalvesTheBoardForASquareOneOnly) {
  EXPECT_TRUE(square(6, 0.5, {0, 6}).board()->folded());
  EXPECT_TRUE(square(6, 0.5, {2, 4}).board()->folded()) << "on the seam";
  EXPECT_FALSE(square(6, 0.5, {1, 3}).board()->folded()) << "beside it";
  EXPECT_FALSE(square(6, 0.5, {1, 6}).board()->folded()) << "of the other colour";
  Charging c;
  c.cells = 6;
  c.chargers = 7;
  c.anisotropy = 0.5;
  EXPECT_FALSE(Model(c, {0, 7}).board()->folded());
}

TEST(BoardEvolution, FollowsManyTimesAsIfOneByOneAndIsHardlyLessSure) {
  Dice dice(22);
  for (int trial = 0; trial < 12; ++trial) {
    const Model model = random_model(dice);
    std::vector<double> times{0.0};
    while (times.size() < 150) {
      times.push_back(times.back() + dice.uniform(0, dice.chance(0.05) ? 2.0 : 0.05));
    }
    const auto board = model.board();
    const auto plain = model.plain();
    const std::vector<Sample> samples = board->follow(times);
    ASSERT_EQ(samples.size(), times.size());
    EXPECT_EQ(board->anchor(), times.back());
    for (std::size_t i = 0; i < times.size(); ++i) {
      const Sample expected = plain->advance(times[i]);
      const std::string what = fmt::format("trial {}, time {}", trial, i);
      expect_meet(samples[i], expected, what);
      EXPECT_LE(samples[i].energy_error, 1.15 * expected.energy_error) << what;
    }
    EXPECT_TRUE(board->follow({}).empty());
    expect_meet(board->advance(times.back() + 0.1), plain->advance(times.back() + 0.1), "after it");
  }
}

TEST(BoardEvolution, FollowsAnEvenGridOnEitherSideOfEveryBase) {
  // So far that going back costs little of the radius: times before and behind a base in pairs.
  std::vector<double> times;
  for (int i = 0; i <= 600; ++i) times.push_back(i * 4.0 / 600);
  Charging oblong;
  oblong.cells = 16;
  oblong.chargers = 20;
  oblong.anisotropy = 0.4;
  for (const Model& model :
       {square(20, 1.0, {0, 20}), square(20, 0.3, {1, 18}), Model(oblong, {0, 20})}) {
    const SeriesMemory swept{48e6, 32e6, 1.0, 1};
    for (const SeriesMemory& memory : {SeriesMemory{}, swept}) {
      const std::vector<Sample> samples = model.board(memory)->follow(times);
      const auto plain = model.plain();
      for (std::size_t i = 0; i < times.size(); ++i) {
        const Sample expected = plain->advance(times[i]);
        const std::string what = fmt::format("time {}, swept: {}", i, memory.cache == 1.0);
        expect_meet(samples[i], expected, what);
        EXPECT_LE(samples[i].energy_error, 1.15 * expected.energy_error) << what;
      }
    }
  }
}

TEST(BoardEvolution, DependsOnMemoryAndThreadsInNoBit) {
  Charging oblong;
  oblong.cells = 40;
  oblong.chargers = 7;
  oblong.anisotropy = 0.3;
  for (const Model& model : {square(5, 0.8, {0, 5}), square(16, 0.8, {0, 16}),
                             square(67, 0.5, {1, 66}), Model(oblong, {0, 7})}) {
    // Four vectors at a time; swept, by one thread and by several.
    const SeriesMemory little{1.0, 32e6, 512e3, 1};
    const SeriesMemory swept{48e6, 32e6, 1.0, 1};
    const SeriesMemory by_two{48e6, 32e6, 1.0, 2};
    const SeriesMemory by_five{48e6, 32e6, 1.0, 5};
    std::vector<Bits> results;
    for (const SeriesMemory& memory : {SeriesMemory{}, little, swept, by_two, by_five}) {
      const auto board = model.board(memory);
      Bits bits;
      for (const Sample& sample : board->follow({0.1, 0.11, 0.3, 0.31, 0.32, 0.5}))
        bits.add(sample);
      // In pairs on either side of a base.
      for (const Sample& sample : board->follow({0.4, 0.6, 0.45, 0.55, 0.48, 0.52, 0.7, 0.5}))
        bits.add(sample);
      for (const double time : {0.55, 0.51, 0.52, 0.49, 3.0, 0.52}) bits.add(board->evaluate(time));
      results.push_back(bits);
    }
    for (std::size_t i = 1; i < results.size(); ++i) EXPECT_TRUE(results[i] == results[0]) << i;
  }
}

TEST(BoardEvolution, GivesPopulationsAndCurvatureOfTheWholeBoard) {
  for (const Count cells : {4, 7}) {
    const Model model = square(cells, 0.6, {0, cells});
    const auto board = model.board();
    const auto plain = model.plain();
    ASSERT_TRUE(board->folded());
    for (const double time : {0.0, 0.2, 1.3}) {
      const Populations got = board->populations(time);
      const Populations expected = plain->populations(time);
      ASSERT_EQ(got.probabilities.size(), expected.probabilities.size());
      for (std::size_t k = 0; k < got.probabilities.size(); ++k) {
        EXPECT_NEAR(got.probabilities[k], expected.probabilities[k], got.error + expected.error);
      }
      const double scale = plain->bounds().derivatives[1];
      EXPECT_NEAR(board->curvature(time), plain->curvature(time), 1e-10 * scale);
    }
  }
}

TEST(BoardEvolution, RefusesAWindowThatWouldNotEnd) {
  EXPECT_THROW(square(3, 0.5, {0, 3}).board()->evaluate(1e12), Unreachable);
}

}  // namespace
}  // namespace leyden
