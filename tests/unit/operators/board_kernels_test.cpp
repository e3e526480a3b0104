// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/board_kernels.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "leyden/model/charging.hpp"
#include "support/dice.hpp"
#include "support/instruction_sets.hpp"

namespace leyden {
namespace {

using Checkers = CheckerboardHamiltonian<double>;
using Elements = PaddedVector<double>;

struct Model {
  Model(Count cells, Count chargers, double anisotropy, double detuning = 0.0) {
    Charging c;
    c.cells = cells;
    c.chargers = chargers;
    c.anisotropy = anisotropy;
    c.detuning = detuning;
    protocol = make_protocol(c);
    start = {0, chargers};
    board = std::make_unique<Checkerboard>(protocol.blocks[0], start);
    h = std::make_unique<Checkers>(*board, protocol.blocks[0], protocol, start);
  }
  Protocol protocol;
  Label start{};
  std::unique_ptr<Checkerboard> board;
  std::unique_ptr<Checkers> h;
};

Elements random_vector(Count size, Dice& dice) {
  Elements x(size);
  for (Count i = 0; i < size; ++i) x[i] = dice.uniform(-1, 1);
  return x;
}

/// (C x)(k, n) = (-1)^k x(N-n, N-k).
Elements mirrored(const Elements& x, const Checkerboard& board) {
  Elements y(x.size());
  const Count top = board.rows() - 1;
  for (Count i = 0; i < x.size(); ++i) {
    const Label label = board.label(i);
    const double image = x[board.index({top - label[1], top - label[0]}).value()];
    y[i] = label[0] % 2 == 0 ? image : -image;
  }
  return y;
}

Elements with_parity(double parity, const Checkerboard& board, Dice& dice) {
  Elements x = random_vector(board.dimension(), dice);
  const Elements image = mirrored(x, board);
  for (Count i = 0; i < x.size(); ++i) x[i] += parity * image[i];
  return x;
}

/// A vector on a board, with what is around it.
struct Laid {
  explicit Laid(const Board& board) : re(board.vector()), im(board.vector()) {}
  Laid(const Board& board, const Elements& a, const Elements& b, double parity) : Laid(board) {
    board.lay_out(a, parity, re.data() + Board::margin);
    board.lay_out(b, -parity, im.data() + Board::margin);
  }
  SplitVector complex() { return {re.data() + Board::margin, im.data() + Board::margin}; }
  SplitVector real() { return {re.data() + Board::margin, nullptr}; }
  AlignedArray re, im;
};

Elements taken_back(const Board& board, const double* x, double parity, Count size) {
  Elements y(size);
  board.take_back(x, parity, y);
  return y;
}

void expect_near(const Elements& got, const Elements& expected, double tolerance,
                 const std::string& what) {
  for (Count i = 0; i < expected.size(); ++i) {
    ASSERT_NEAR(got[i], expected[i], tolerance) << what << ", state " << i;
  }
}

void expect_equal(const AlignedArray& got, const AlignedArray& expected, const std::string& what) {
  for (Count i = 0; i < expected.size(); ++i) {
    ASSERT_EQ(got[i], expected[i]) << what << ", element " << i;
  }
}

/// The plain formula of one order, from the rows of H.
Elements plain(const Checkers& h, double radius, const Elements& here, const Elements* before) {
  Elements y(here.size());
  for (Count i = 0; i < here.size(); ++i) {
    double sum = 0.0;
    for (const Neighbour& neighbour : h.row(i)) sum += neighbour.element * here[neighbour.index];
    y[i] = before ? 2 / radius * sum - (*before)[i] : sum / radius;
  }
  return y;
}

const std::vector<std::pair<Count, Count>> shapes{{1, 1},   {1, 4},   {3, 3},   {6, 6},
                                                  {4, 9},   {7, 7},   {9, 2},   {8, 8},
                                                  {15, 15}, {16, 16}, {21, 30}, {33, 33}};

/// Whether nothing lies between the rows but what belongs to the seam.
bool is_zero_between_rows(const Board& board, const SplitVector& x) {
  const auto& rows = board.rows();
  for (std::size_t k = 0; k < rows.size(); ++k) {
    const Count end = k + 1 < rows.size() ? rows[k + 1].begin : board.size();
    for (Count i = rows[k].begin + rows[k].length + (board.folded() ? 1 : 0); i < end; ++i) {
      if (x.re[i] != 0.0 || x.im[i] != 0.0) return false;
    }
  }
  return true;
}

TEST(BoardKernels, OneOrderIsThePlainFormulaInEveryInstructionSet) {
  Dice dice(3);
  for (const auto& [cells, chargers] : shapes) {
    const Model model(cells, chargers, 0.7);
    const bool square = Board::is_antisymmetric(*model.h);
    EXPECT_EQ(square, cells == chargers);
    const double radius = 3.0 * static_cast<double>((cells + 1) * (chargers + 1)) + 20.0;
    for (const bool fold : {false, true}) {
      if (fold && !square) continue;
      const Board board(*model.h, radius, fold);
      const double parity = dice.chance(0.5) ? 1.0 : -1.0;
      const auto draw = [&](double p) {
        return fold ? with_parity(p, *model.board, dice)
                    : random_vector(model.board->dimension(), dice);
      };
      const Elements re = draw(parity), im = draw(-parity);
      const Elements old_re = draw(-parity), old_im = draw(parity);
      Laid here(board, re, im, parity), before(board, old_re, old_im, -parity);
      Laid lowest(board);
      in_every_instruction_set([&](InstructionSet level) {
        const std::string what = fmt::format("{} x {}, {}, {}", cells, chargers, name(level), fold);
        Laid out(board), first(board), real(board);
        raise_order(board, here.complex(), before.complex(), out.complex(), -parity);
        raise_order(board, here.complex(), {}, first.complex(), -parity);
        raise_order(board, here.real(), before.real(), real.real(), -parity);
        EXPECT_TRUE(is_zero_between_rows(board, out.complex())) << what;
        EXPECT_TRUE(is_zero_between_rows(board, first.complex())) << what;
        const Count size = model.board->dimension();
        const auto back = [&](AlignedArray& x, double p) {
          return taken_back(board, x.data() + Board::margin, p, size);
        };
        expect_near(back(out.re, -parity), plain(*model.h, radius, re, &old_re), 1e-14, what);
        expect_near(back(out.im, parity), plain(*model.h, radius, im, &old_im), 1e-14, what);
        expect_near(back(first.re, -parity), plain(*model.h, radius, re, nullptr), 1e-14, what);
        expect_near(back(first.im, parity), plain(*model.h, radius, im, nullptr), 1e-14, what);
        expect_equal(real.re, out.re, what + ": a real vector");
        if (level == instruction_sets().front()) {
          std::swap(lowest.re, out.re);
        } else {
          expect_equal(out.re, lowest.re, what + ": bits");
        }
      });
    }
  }
}

TEST(BoardKernels, RowsCanBeRaisedOneByOne) {
  Dice dice(4);
  const Model model(12, 12, 0.4);
  const Board board(*model.h, 400.0, true);
  const Elements re = with_parity(1, *model.board, dice), im = with_parity(-1, *model.board, dice);
  Laid here(board, re, im, 1.0);
  in_every_instruction_set([&](InstructionSet level) {
    Laid whole(board), single(board);
    raise_order(board, here.complex(), {}, whole.complex(), -1.0);
    const auto row = [&](const SplitVector& x, Count k) {
      const Count begin = board.rows()[static_cast<std::size_t>(std::clamp<Count>(k, 0, 12))].begin;
      return SplitVector{x.re + begin, x.im + begin};
    };
    const SplitVector x = here.complex();
    const SplitVector out = single.complex();
    for (Count k = 0; k < 13; ++k) {
      raise_row(board, {row(x, k + 1), row(x, k), row(x, k - 1), {}, row(out, k), row(out, k - 2)},
                -1.0, k);
    }
    expect_equal(single.re, whole.re, fmt::format("re, {}", name(level)));
    expect_equal(single.im, whole.im, fmt::format("im, {}", name(level)));
  });
}

/// Vectors of random numbers, and where they are stored.
struct RandomVectors {
  RandomVectors(Count size, int count, bool real, Dice& dice) {
    for (int j = 0; j < 2 * count; ++j) {
      stored.emplace_back(size);
      for (Count i = 0; i < size; ++i) stored.back()[i] = dice.uniform(-1, 1);
    }
    for (std::size_t j = 0; j < stored.size(); j += 2) {
      vectors.push_back({stored[j].data(), real ? nullptr : stored[j + 1].data()});
    }
  }
  std::vector<AlignedArray> stored;
  std::vector<SplitVector> vectors;
};

/// Sums that are not zero to begin with, `begin` elements into their targets.
struct Targets {
  Targets(Count begin, Count size, int count, int last, Orders orders, Dice& dice, int orders_in)
      : begin_(begin), size_(size) {
    group.count = count;
    group.last = last;
    group.orders = orders;
    for (int i = 0; i < orders_in * OrderSums::most; ++i) {
      group.coefficients.push_back(dice.uniform(-1, 1));
    }
    for (int q = 0; q < count; ++q) {
      for (int part = 0; part < 2; ++part) {
        stored_.emplace_back(begin + size + 8);
        for (Count i = 0; i < stored_.back().size(); ++i) stored_.back()[i] = 0.5 + q - part;
      }
      group.targets[static_cast<std::size_t>(q)] = {stored_[stored_.size() - 2].data(),
                                                    stored_[stored_.size() - 1].data()};
    }
  }

  /// What (-i)^j makes of the vectors, one by one; nothing beside the elements asked for.
  void expect(const RandomVectors& from, int first, const std::string& what) const {
    for (int q = 0; q < group.count; ++q) {
      const SplitVector& sum = group.targets[static_cast<std::size_t>(q)];
      for (Count i = -begin_; i < size_ + 8; ++i) {
        double re = 0.5 + q, im = -0.5 + q;
        for (int j = first; j < group.last && i >= 0 && i < size_; ++j) {
          if (group.orders == Orders::even && j % 2 != 0) continue;
          if (group.orders == Orders::odd && j % 2 == 0) continue;
          const SplitVector& v = from.vectors[static_cast<std::size_t>(j - first)];
          const double factor =
              group.coefficients[static_cast<std::size_t>((j - first) * OrderSums::most + q)];
          const double other = v.im == nullptr ? 0.0 : v.im[i];
          const bool turned = j % 2 != 0 && group.orders == Orders::all;
          // c (re + i im) for even orders, c (im - i re) for odd ones.
          re += factor * (turned ? other : v.re[i]);
          im += turned ? -(factor * v.re[i]) : factor * other;
        }
        ASSERT_EQ(sum.re[begin_ + i], re) << what << ", sum " << q << ", element " << i;
        ASSERT_EQ(sum.im[begin_ + i], im) << what << ", sum " << q << ", element " << i;
      }
    }
  }

  OrderSums group;

 private:
  Count begin_;
  Count size_;
  std::vector<AlignedArray> stored_;
};

TEST(BoardKernels, OrdersAddUpWithThePowersOfMinusI) {
  const Count begin = 16, size = 152;
  const int first = 3, last = 25;
  for (const bool real : {false, true}) {
    for (const Orders orders : {Orders::all, Orders::even, Orders::odd}) {
      for (int count = 1; count <= OrderSums::most; ++count) {
        in_every_instruction_set([&](InstructionSet level) {
          Dice dice(5);
          const RandomVectors from(size, last - first, real, dice);
          const Targets to(begin, size, count, last, orders, dice, last - first);
          add_orders(begin, size, from.vectors.data(), first, {to.group});
          to.expect(from, first,
                    fmt::format("{}, count {}, {}", name(level), count, static_cast<int>(orders)));
        });
      }
    }
  }
}

TEST(BoardKernels, GroupsOfSumsShareAPassAndEndWhereTheyEnd) {
  Dice dice(6);
  for (const int first : {0, 1, 2}) {
    for (const Count size : {8, 136, 400}) {
      const RandomVectors from(size, 49, dice.chance(0.5), dice);
      std::vector<Targets> all;
      for (const int last :
           {first, first + 1, first + 2, first + 9, first + 24, first + 25, first + 49}) {
        for (const Orders orders : {Orders::odd, Orders::all, Orders::even}) {
          all.emplace_back(0, size, static_cast<int>(dice.whole(1, 4)), last, orders, dice, 49);
        }
      }
      std::vector<OrderSums> groups;
      for (const Targets& targets : all) groups.push_back(targets.group);
      add_orders(0, size, from.vectors.data(), first, groups);
      for (const Targets& targets : all) {
        targets.expect(from, first, fmt::format("{} to {}", first, targets.group.last));
      }
    }
  }
}

TEST(BoardKernels, MomentsAndCurrentAreThoseOfTheHamiltonianFoldedOrNot) {
  Dice dice(6);
  for (const auto& [cells, chargers] : shapes) {
    const Model model(cells, chargers, 0.7);
    for (const bool fold : {false, true}) {
      if (fold && cells != chargers) continue;
      const Board board(*model.h, 100.0, fold);
      State<double> psi;
      psi.re = fold ? with_parity(-1, *model.board, dice)
                    : random_vector(model.board->dimension(), dice);
      psi.im = fold ? with_parity(+1, *model.board, dice)
                    : random_vector(model.board->dimension(), dice);
      Laid laid(board, psi.re, psi.im, -1.0);
      const LevelMoments<double> expected = model.h->moments(psi);
      const double flow = model.h->flow(psi);
      BoardMoments lowest;
      in_every_instruction_set([&](InstructionSet level) {
        const BoardMoments got = measure(board, laid.complex());
        const std::string what = fmt::format("{} x {}, {}, {}", cells, chargers, name(level), fold);
        EXPECT_NEAR(got.norm, expected.norm, 1e-14 * expected.norm) << what;
        EXPECT_NEAR(got.mean, expected.mean, 1e-14 * expected.mean) << what;
        EXPECT_NEAR(got.square, expected.square, 1e-14 * expected.square) << what;
        const double scale = expected.norm * static_cast<double>((cells + 1) * (chargers + 1));
        EXPECT_NEAR(2 * got.current, flow, 1e-14 * scale) << what;
        if (level == instruction_sets().front()) lowest = got;
        EXPECT_EQ(got.norm, lowest.norm) << what;
        EXPECT_EQ(got.mean, lowest.mean) << what;
        EXPECT_EQ(got.square, lowest.square) << what;
        EXPECT_EQ(got.current, lowest.current) << what;
      });
    }
  }
}

TEST(Board, WhatIsLaidOutComesBack) {
  Dice dice(8);
  for (const auto& [cells, chargers] : shapes) {
    const Model model(cells, chargers, 0.2);
    const Elements any = random_vector(model.board->dimension(), dice);
    const Board whole(*model.h, 50.0, false);
    AlignedArray space = whole.vector();
    whole.lay_out(any, 1.0, space.data() + Board::margin);
    expect_near(taken_back(whole, space.data() + Board::margin, 1.0, any.size()), any, 0.0,
                "whole");
    if (cells != chargers) continue;
    const Board folded(*model.h, 50.0, true);
    EXPECT_LT(folded.size(), whole.size() + 8 * whole.size() / (cells + 1) + 16);
    for (const double parity : {1.0, -1.0}) {
      const Elements x = with_parity(parity, *model.board, dice);
      AlignedArray half = folded.vector();
      folded.lay_out(x, parity, half.data() + Board::margin);
      expect_near(taken_back(folded, half.data() + Board::margin, parity, x.size()), x, 0.0,
                  "half");
    }
  }
}

TEST(Board, IsAntisymmetricOnlyWhereTheMirrorTurnsHIntoItsNegative) {
  EXPECT_TRUE(Board::is_antisymmetric(*Model(6, 6, 0.3).h));
  EXPECT_TRUE(Board::is_antisymmetric(*Model(7, 7, 1.0).h));
  EXPECT_FALSE(Board::is_antisymmetric(*Model(6, 8, 0.3).h));
  EXPECT_FALSE(Board::is_antisymmetric(*Model(8, 6, 0.3).h));
  EXPECT_FALSE(Board::is_antisymmetric(*Model(6, 6, 0.3, 1e-9).h)) << "detuned";
  Charging c;
  c.cells = c.chargers = 5;
  c.anisotropy = 0.5;
  for (const bool cells : {false, true}) {
    Charging crossed = c;
    (cells ? crossed.battery_crosstalk : crossed.crosstalk) = 0.1;
    const Protocol protocol = make_protocol(crossed);
    const Checkerboard board(protocol.blocks[0], {0, 5});
    EXPECT_FALSE(Board::is_antisymmetric(Checkers(board, protocol.blocks[0], protocol, {0, 5})));
  }
  const Protocol protocol = make_protocol(c);
  const Checkerboard other(protocol.blocks[0], {1, 5});
  EXPECT_FALSE(Board::is_antisymmetric(Checkers(other, protocol.blocks[0], protocol, {1, 5})))
      << "of the other colour the mirror leaves nothing in place";
}

}  // namespace
}  // namespace leyden
