// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/coupling_board.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <limits>
#include <string>
#include <vector>

#include "leyden/operators/coupling_bounds.hpp"
#include "leyden/operators/coupling_kernels.hpp"
#include "leyden/operators/coupling_states.hpp"
#include "support/dice.hpp"
#include "support/instruction_sets.hpp"

namespace leyden {
namespace {

constexpr double everything = std::numeric_limits<double>::infinity();

using Amplitudes = std::vector<std::complex<double>>;

/// The whole space |m, m'> by dense matrices, m the slower index, either from the lowest upwards.
/// It knows of spins what a textbook says, and nothing of boards.
struct Dense {
  explicit Dense(const CoupledSpins& s) : spins(s), rows(s.cells + 1), columns(s.chargers + 1) {}

  static double lower(Count n, Count l) {  // <l+1| S_+ |l>
    return l < 0 || l >= n ? 0.0 : std::sqrt(double(l + 1) * double(n - l));
  }
  double m(Count r) const { return double(r) - double(spins.cells) / 2; }
  double mm(Count c) const { return double(c) - double(spins.chargers) / 2; }
  std::size_t at(Count r, Count c) const { return std::size_t(r * columns + c); }
  bool inside(Count r, Count c) const { return r >= 0 && r < rows && c >= 0 && c < columns; }

  /// up · ψ(m+1) + down · ψ(m-1) along either ladder.
  template <class Factor>
  Amplitudes ladder(const Amplitudes& x, bool cells, Factor factor) const {
    Amplitudes y(x.size());
    for (Count r = 0; r < rows; ++r) {
      for (Count c = 0; c < columns; ++c) {
        for (const Count step : {-1, 1}) {
          const Count r2 = cells ? r + step : r, c2 = cells ? c : c + step;
          if (!inside(r2, c2)) continue;
          const Count n = cells ? spins.cells : spins.chargers;
          const Count l = (cells ? r : c) + (step > 0 ? 0 : -1);
          y[at(r, c)] += factor(step) * lower(n, l) * x[at(r2, c2)];
        }
      }
    }
    return y;
  }
  Amplitudes z(const Amplitudes& x, bool cells) const {
    return ladder(x, cells, [](Count) { return 0.5; });
  }
  /// With X = S_z, Y = -S_y, Z = S_x right-handed, S_y = (i/2)(S'_+ - S'_-).
  Amplitudes y(const Amplitudes& x, bool cells) const {
    return ladder(x, cells,
                  [](Count step) { return std::complex<double>(0.0, step > 0 ? -0.5 : 0.5); });
  }
  Amplitudes x(const Amplitudes& v, bool cells) const {
    Amplitudes w(v);
    for (Count r = 0; r < rows; ++r) {
      for (Count c = 0; c < columns; ++c) w[at(r, c)] *= cells ? m(r) : mm(c);
    }
    return w;
  }
  Amplitudes hamiltonian(const Amplitudes& v) const {
    const Amplitudes coupled = x(x(v, true), false), cells = z(v, true), chargers = z(v, false);
    Amplitudes w(v.size());
    for (std::size_t i = 0; i < v.size(); ++i) {
      w[i] = 4 * spins.coupling * coupled[i] + spins.cell_frequency * cells[i] +
             spins.charger_frequency * chargers[i];
    }
    return w;
  }
  bool kept(Count r, Count c, double cut) const {
    const double least = spins.chargers % 2 == 0 ? 0.0 : 0.5;
    return std::abs(mm(c)) == least || std::abs(m(r) * mm(c)) <= cut;
  }

  CoupledSpins spins;
  Count rows, columns;
};

std::complex<double> inner(const Amplitudes& a, const Amplitudes& b) {
  std::complex<double> sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += std::conj(a[i]) * b[i];
  return sum;
}

struct Laid {
  explicit Laid(const CouplingBoard& board) : re(board.vector()), im(board.vector()) {}
  SplitVector complex() {
    return {re.data() + CouplingBoard::margin, im.data() + CouplingBoard::margin};
  }
  SplitVector real() { return {re.data() + CouplingBoard::margin, nullptr}; }
  AlignedArray re, im;
};

/// A random vector on the kept states with the sign of the start under m, m' -> -m, -m'.
Amplitudes random_kept(const Dense& dense, double cut, double sign, Dice& dice) {
  Amplitudes v(std::size_t(dense.rows * dense.columns));
  for (Count r = 0; r < dense.rows; ++r) {
    for (Count c = 0; c < dense.columns; ++c) {
      if (!dense.kept(r, c, cut)) continue;
      const std::complex<double> value(dice.uniform(-1, 1), dice.uniform(-1, 1));
      v[dense.at(r, c)] += value;
      v[dense.at(dense.rows - 1 - r, dense.columns - 1 - c)] += sign * value;
    }
  }
  return v;
}

void lay_out(const Dense& dense, const CouplingBoard& board, const Amplitudes& v, Laid& to) {
  const Count lowest = dense.rows / 2;
  for (std::size_t i = 0; i < board.rows().size(); ++i) {
    const CouplingRow& row = board.rows()[i];
    for (Count j = 0; j < row.length; ++j) {
      const auto value = v[dense.at(lowest + Count(i), row.first + j)];
      to.complex().re[row.begin + j] = value.real();
      to.complex().im[row.begin + j] = value.imag();
    }
  }
  board.mirror(to.complex().re);
  board.mirror(to.complex().im);
}

CoupledSpins random_spins(Dice& dice) {
  CoupledSpins spins;
  spins.cells = dice.whole(1, 13);
  spins.chargers = dice.whole(1, 13);
  if (dice.chance(0.3)) spins.chargers += 40;  // rows of very unequal length
  spins.coupling = dice.uniform(0.5, 2);
  spins.cell_frequency = dice.uniform(0, 12);
  spins.charger_frequency = dice.uniform(0, 12);
  spins.cells_up = dice.chance(0.3);
  spins.chargers_up = dice.chance(0.7);
  return spins;
}

double random_cut(const CoupledSpins& spins, Dice& dice) {
  if (dice.chance(0.2)) return everything;
  return dice.uniform(0, double(spins.cells) * double(spins.chargers) / 4);
}

std::string text(const CoupledSpins& s, double cut) {
  return fmt::format("M = {}, N = {}, C = {}", s.cells, s.chargers, cut);
}

TEST(CouplingBoard, KeepsTheStatesBetweenTheHyperbolas) {
  Dice dice(1);
  for (int i = 0; i < 200; ++i) {
    const CoupledSpins spins = random_spins(dice);
    const double cut = random_cut(spins, dice);
    const Dense dense(spins);
    double count = 0.0, widest = 0.0;
    for (Count r = 0; r < dense.rows; ++r) {
      for (Count c = 0; c < dense.columns; ++c) {
        if (!dense.kept(r, c, cut)) continue;
        count += 1;
        widest = std::max(widest, std::abs(4 * dense.m(r) * dense.mm(c)));
      }
    }
    const CouplingBoard board(spins, cut);
    EXPECT_EQ(board.states(), count) << text(spins, cut);
    EXPECT_LE(double(board.size()), CouplingBoard::most_size(spins, cut)) << text(spins, cut);
    EXPECT_EQ(board.is_whole(), count == double(dense.rows * dense.columns)) << text(spins, cut);
    // Gershgorin's rows are no longer than this.
    const double along = spins.cell_frequency * double(spins.cells + 1) / 2 +
                         spins.charger_frequency * double(spins.chargers + 1) / 2;
    EXPECT_NEAR(board.radius(), spins.coupling * widest + along, 1e-9) << text(spins, cut);
  }
}

/// What a row reads of its neighbours is theirs or zero, whatever their lengths.
TEST(CouplingBoard, IsNoLargerThanItSaid) {
  Dice dice(10);
  for (int i = 0; i < 100; ++i) {
    CoupledSpins spins;
    spins.cells = dice.whole(0, dice.chance(0.5) ? 40 : 2000);
    spins.chargers = dice.whole(0, dice.chance(0.5) ? 200'000 / (spins.cells + 1) : 40);
    const double cut = dice.uniform(0, double(spins.cells + 1) * double(spins.chargers + 1) / 8);
    const CouplingBoard board(spins, cut);
    EXPECT_LE(double(board.size()), CouplingBoard::most_size(spins, cut)) << text(spins, cut);
  }
}

TEST(CouplingBoard, RowsReadTheirNeighboursOrZeros) {
  Dice dice(9);
  for (int i = 0; i < 300; ++i) {
    const CoupledSpins spins = random_spins(dice);
    const CouplingBoard board(spins, random_cut(spins, dice));
    const auto& rows = board.rows();
    Laid laid(board);
    double* x = laid.complex().re;
    const auto name = [](std::size_t r) { return double(r) + 1.0; };
    for (std::size_t r = 0; r < rows.size(); ++r) {
      EXPECT_EQ(rows[r].begin % 8, rows[r].first % 8);
      for (Count j = 0; j < rows[r].length; ++j) {
        ASSERT_EQ(x[rows[r].begin + j], 0.0);  // no two rows overlap
        x[rows[r].begin + j] = name(r);
      }
    }
    board.mirror(x);
    const std::size_t image_of = spins.cells % 2 != 0 || rows.size() < 2 ? 0 : 1;
    const auto expect = [&](std::size_t from, Count at, const CouplingRow& other, double value) {
      for (Count j = 0; j < rows[from].length; ++j) {
        const Count c = rows[from].first + j;
        const bool there = c >= other.first && c < other.first + other.length;
        ASSERT_GE(at + j, 0);
        ASSERT_LT(at + j, board.size());
        ASSERT_EQ(x[at + j], there ? value : 0.0) << "row " << from << ", column " << c;
      }
    };
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (r + 1 < rows.size()) expect(r, rows[r].up, rows[r + 1], name(r + 1));
      if (r > 0) expect(r, rows[r].down, rows[r - 1], name(r - 1));
    }
    expect(0, rows[0].down, rows[image_of], board.sign() * name(image_of));
  }
}

TEST(CouplingBoard, RaisesAnOrderAsTheMatrixDoes) {
  Dice dice(2);
  for (int i = 0; i < 120; ++i) {
    const CoupledSpins spins = random_spins(dice);
    const double cut = random_cut(spins, dice);
    const Dense dense(spins);
    const CouplingBoard board(spins, cut);
    const Amplitudes here = random_kept(dense, cut, board.sign(), dice);
    const Amplitudes before = random_kept(dense, cut, board.sign(), dice);
    const Amplitudes product = dense.hamiltonian(here);
    Amplitudes second(here.size()), first(here.size());
    for (Count r = 0; r < dense.rows; ++r) {
      for (Count c = 0; c < dense.columns; ++c) {
        const std::size_t k = dense.at(r, c);
        if (!dense.kept(r, c, cut)) continue;
        first[k] = product[k] / board.radius();
        second[k] = 2.0 * product[k] / board.radius() - before[k];
      }
    }
    Laid a(board), b(board), want_first(board), want_second(board);
    lay_out(dense, board, here, a);
    lay_out(dense, board, before, b);
    lay_out(dense, board, first, want_first);
    lay_out(dense, board, second, want_second);
    const auto expect = [&](const AlignedArray& got, const AlignedArray& wanted) {
      for (Count k = 0; k < wanted.size(); ++k) {
        ASSERT_NEAR(got[k], wanted[k], 1e-14) << text(spins, cut) << ", element " << k;
      }
    };
    Laid lowest(board);
    in_every_instruction_set([&](InstructionSet level) {
      Laid got(board), got_first(board), got_real(board);
      raise_order(board, a.complex(), b.complex(), got.complex());
      expect(got.re, want_second.re);
      expect(got.im, want_second.im);
      raise_order(board, a.complex(), {}, got_first.complex());
      expect(got_first.re, want_first.re);
      expect(got_first.im, want_first.im);
      raise_order(board, a.real(), b.real(), got_real.real());
      for (Count k = 0; k < got.re.size(); ++k) ASSERT_EQ(got_real.re[k], got.re[k]);
      if (level == instruction_sets().front()) {
        raise_order(board, a.complex(), b.complex(), lowest.complex());
      }
      for (Count k = 0; k < got.re.size(); ++k) {
        ASSERT_EQ(got.re[k], lowest.re[k]);
        ASSERT_EQ(got.im[k], lowest.im[k]);
      }
    });
  }
}

TEST(CouplingBoard, MeasuresAsTheOperatorsDo) {
  Dice dice(3);
  for (int i = 0; i < 120; ++i) {
    const CoupledSpins spins = random_spins(dice);
    const double cut = random_cut(spins, dice);
    const Dense dense(spins);
    const CouplingBoard board(spins, cut);
    const Amplitudes psi = random_kept(dense, cut, board.sign(), dice);
    Laid laid(board);
    lay_out(dense, board, psi, laid);
    const auto of = [&](const Amplitudes& phi) { return inner(psi, phi).real(); };
    const Amplitudes raised = dense.z(psi, true);
    Amplitudes projected(raised);
    for (Count r = 0; r < dense.rows; ++r) {
      for (Count c = 0; c < dense.columns; ++c) {
        if (!dense.kept(r, c, cut)) projected[dense.at(r, c)] = 0.0;
      }
    }
    const double scale = of(psi) * double(spins.cells * spins.chargers * spins.cells);
    CouplingMoments lowest;
    in_every_instruction_set([&](InstructionSet level) {
      const CouplingMoments got = measure(board, laid.complex());
      if (level == instruction_sets().front()) lowest = got;
      EXPECT_NEAR(got.norm, of(psi), 1e-14 * scale) << text(spins, cut);
      EXPECT_NEAR(got.mean, of(raised), 1e-14 * scale) << text(spins, cut);
      EXPECT_NEAR(got.square, inner(projected, projected).real(), 1e-14 * scale);
      EXPECT_NEAR(got.flow, 4 * spins.coupling * of(dense.x(dense.y(psi, true), false)),
                  1e-13 * scale)
          << text(spins, cut);
      EXPECT_EQ(got.norm, lowest.norm);
      EXPECT_EQ(got.mean, lowest.mean);
      EXPECT_EQ(got.square, lowest.square);
      EXPECT_EQ(got.flow, lowest.flow);
    });
    if (!board.is_whole()) continue;  // what J_y and S_y lead out is no part of the estimate
    const double wc = spins.charger_frequency, wb = spins.cell_frequency, x = spins.coupling;
    const double bent = -4 * x * wc * of(dense.y(dense.y(psi, true), false)) -
                        16 * x * x * of(dense.x(dense.x(dense.z(psi, true), false), false)) +
                        4 * x * wb * of(dense.x(dense.x(psi, true), false));
    EXPECT_NEAR(curvature(board, laid.complex()), bent, 1e-12 * scale * double(spins.chargers));
  }
}

TEST(CouplingBoard, BoundsWhatLeavesIt) {
  Dice dice(4);
  double closest = 0.0;
  for (int i = 0; i < 300; ++i) {
    const CoupledSpins spins = random_spins(dice);
    const double cut = random_cut(spins, dice);
    const Dense dense(spins);
    const CouplingBoard board(spins, cut);
    const Amplitudes v = random_kept(dense, cut, board.sign(), dice);
    Laid laid(board);
    lay_out(dense, board, v, laid);
    const Amplitudes product = dense.hamiltonian(v);
    double squares = 0.0;
    for (Count r = 0; r < dense.rows; ++r) {
      for (Count c = 0; c < dense.columns; ++c) {
        if (!dense.kept(r, c, cut)) squares += std::norm(product[dense.at(r, c)]);
      }
    }
    const double leaves = std::sqrt(squares);
    const double bound = board.outflow(laid.complex());
    const double length = std::sqrt(inner(v, v).real());
    EXPECT_LE(leaves, bound) << text(spins, cut);
    EXPECT_LE(leaves, board.most_outflow() * length) << text(spins, cut);
    if (board.is_whole()) {
      EXPECT_EQ(bound, 0.0);
    }
    if (leaves > 0.0) closest = std::max(closest, leaves / bound);
    // Its real part alone is bounded as well.
    EXPECT_LE(board.outflow(laid.real()), bound * (1 + 1e-12)) << text(spins, cut);
    const Amplitudes turned = dense.z(v, true);
    double spilled = 0.0;
    for (Count r = 0; r < dense.rows; ++r) {
      for (Count c = 0; c < dense.columns; ++c) {
        if (!dense.kept(r, c, cut)) spilled += std::norm(turned[dense.at(r, c)]);
      }
    }
    EXPECT_NEAR(board.spilled(laid.complex()), spilled, 1e-13 * (1 + spilled)) << text(spins, cut);
  }
  EXPECT_GT(closest, 0.7);  // a bound ten times as large would be none
}

TEST(CouplingBoard, StartsInTheStateAlongZ) {
  Dice dice(5);
  for (int i = 0; i < 100; ++i) {
    const CoupledSpins spins = random_spins(dice);
    const Dense dense(spins);
    const CouplingBoard board(spins, everything);
    Laid laid(board);
    const double error = board.lay_out_start(laid.complex().re);
    EXPECT_LT(error, 1e-15);
    Amplitudes psi(std::size_t(dense.rows * dense.columns));
    const Count lowest = dense.rows / 2;
    for (std::size_t r = 0; r < board.rows().size(); ++r) {
      const CouplingRow& row = board.rows()[r];
      for (Count j = 0; j < row.length; ++j) {
        const double value = laid.complex().re[row.begin + j];
        const Count above = lowest + Count(r);
        psi[dense.at(above, j)] = value;
        psi[dense.at(dense.rows - 1 - above, dense.columns - 1 - j)] = board.sign() * value;
      }
    }
    EXPECT_NEAR(inner(psi, psi).real(), 1.0, 1e-14);
    // An eigenstate of S_z and J_z at one end of either.
    const Amplitudes cells = dense.z(psi, true), chargers = dense.z(psi, false);
    for (std::size_t k = 0; k < psi.size(); ++k) {
      const double s = double(spins.cells) / 2, j = double(spins.chargers) / 2;
      ASSERT_NEAR(cells[k].real(), (spins.cells_up ? s : -s) * psi[k].real(), 1e-14);
      ASSERT_NEAR(chargers[k].real(), (spins.chargers_up ? j : -j) * psi[k].real(), 1e-14);
    }
  }
}

TEST(CouplingBoard, KnowsWhatItsStartLeavesOut) {
  Dice dice(6);
  for (int i = 0; i < 100; ++i) {
    CoupledSpins spins = random_spins(dice);
    spins.cells += 20;
    spins.chargers += 20;
    const double cut = dice.uniform(0, double(spins.cells * spins.chargers) / 5);
    const CouplingBoard board(spins, cut);
    Laid laid(board);
    const double error = board.lay_out_start(laid.complex().re);
    const auto log_choose = [](double n, double k) {
      return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
    };
    const Dense dense(spins);
    double missing = 0.0;
    for (Count r = 0; r < dense.rows; ++r) {
      for (Count c = 0; c < dense.columns; ++c) {
        if (dense.kept(r, c, cut)) continue;
        missing += std::exp(log_choose(double(spins.cells), double(r)) +
                            log_choose(double(spins.chargers), double(c)) -
                            double(spins.cells + spins.chargers) * std::log(2.0));
      }
    }
    EXPECT_NEAR(error, std::sqrt(missing), 1e-10 * std::sqrt(missing) + 3e-16) << text(spins, cut);
  }
}

TEST(CouplingBounds, HoldForEveryStateAndAreNotFar) {
  Dice dice(7);
  std::array<double, 4> closest{};
  for (int i = 0; i < 60; ++i) {
    const CoupledSpins spins = random_spins(dice);
    const Dense dense(spins);
    const std::array<double, 4> bounds = derivative_bounds(spins);
    // The largest expectation value of the j-th commutator, by some steps of the power method.
    for (std::size_t j = 0; j < bounds.size(); ++j) {
      const auto commutator = [&](const Amplitudes& v) {
        // Σ_i (-1)^i C(j+1, i) H^{j+1-i} S_z H^i
        const auto order = static_cast<int>(j) + 1;
        Amplitudes sum(v.size()), powered(v);
        double binomial = 1.0;
        for (int k = 0; k <= order; ++k) {
          Amplitudes w = dense.z(powered, true);
          for (int l = k; l < order; ++l) w = dense.hamiltonian(w);
          for (std::size_t n = 0; n < v.size(); ++n) {
            sum[n] += (k % 2 == 0 ? 1.0 : -1.0) * binomial * w[n];
          }
          binomial = binomial * (order - k) / (k + 1);
          powered = dense.hamiltonian(powered);
        }
        return sum;
      };
      Amplitudes v = random_kept(dense, everything, 1.0, dice);
      double length = 0.0;
      for (int turn = 0; turn < 12; ++turn) {
        const double unit = std::sqrt(inner(v, v).real());
        for (auto& x : v) x /= unit;
        v = commutator(v);
        length = std::sqrt(inner(v, v).real());
        EXPECT_LE(length, bounds[j] * (1 + 1e-9)) << "order " << j + 1;
        if (length == 0.0) break;
      }
      closest[j] = std::max(closest[j], length / bounds[j]);
    }
  }
  for (const double ratio : closest) EXPECT_GT(ratio, 0.3);
}

TEST(CouplingStates, GivesTheProbabilitiesOfExcitedCells) {
  Dice dice(8);
  for (int i = 0; i < 60; ++i) {
    const CoupledSpins spins = random_spins(dice);
    const double cut = random_cut(spins, dice);
    const Dense dense(spins);
    const CouplingBoard board(spins, cut);
    const Amplitudes psi = random_kept(dense, cut, board.sign(), dice);
    Laid laid(board);
    lay_out(dense, board, psi, laid);
    const CellProbabilities got = cell_probabilities(board, laid.complex());
    // The polynomial of S_z that is one at level k and zero at the others.
    const double norm = inner(psi, psi).real();
    double apart = 0.0;
    for (Count k = 0; k <= spins.cells; ++k) {
      Amplitudes projected(psi);
      for (Count other = 0; other <= spins.cells; ++other) {
        if (other == k) continue;
        const Amplitudes raised = dense.z(projected, true);
        const double level = double(other) - double(spins.cells) / 2;
        for (std::size_t n = 0; n < psi.size(); ++n) {
          projected[n] = (raised[n] - level * projected[n]) / double(k - other);
        }
      }
      const double expected = inner(projected, projected).real() / norm;
      apart += std::abs(got.values[std::size_t(k)] / norm - expected);
    }
    EXPECT_LT(apart, 1e-9) << text(spins, cut);
    EXPECT_LT(got.error, 1e-13);
  }
}

TEST(CouplingStates, ProbabilitiesOfTheStartAreOneAtItsEnd) {
  for (const Count cells : {1, 2, 3, 40, 401, 1000}) {
    for (const bool up : {false, true}) {
      CoupledSpins spins;
      spins.cells = cells;
      spins.chargers = cells == 1 ? 100'000 : 3;
      spins.cells_up = up;
      const CouplingBoard board(spins, everything);
      Laid laid(board);
      const double error = board.lay_out_start(laid.complex().re);
      const CellProbabilities got = cell_probabilities(board, laid.complex());
      double apart = 0.0;
      for (Count k = 0; k <= cells; ++k) {
        apart += std::abs(got.values[std::size_t(k)] - (k == (up ? cells : 0) ? 1.0 : 0.0));
      }
      EXPECT_LE(apart, got.error + error * (2 + error)) << cells;
      EXPECT_LT(got.error, 1e-10) << cells;
    }
  }
}

}  // namespace
}  // namespace leyden
