// SPDX-License-Identifier: Apache-2.0
#include "leyden/numerics/lanes_recurrence.hpp"

#include <algorithm>
#include <cstdint>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "leyden/numerics/lanes_recurrence.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "leyden/base/kernel_levels.hpp"

// Every target performs the same operations on every element in the same order, so results have the
// same bits on all of them. A fused multiply-add serves only to take the error of a product, which
// is exact either way.
HWY_BEFORE_NAMESPACE();
namespace leyden {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Tag = hn::ScalableTag<double>;
using Vector = hn::Vec<Tag>;
constexpr std::size_t width = hn::MaxLanes(Tag());
constexpr std::size_t vectors = lane_group / width;

/// The error of the product p = a b, exactly.
HWY_INLINE Vector product_error(Vector a, Vector b, Vector p) {
#if HWY_NATIVE_FMA
  return hn::MulSub(a, b, p);
#else
  const auto split = hn::Set(Tag(), 134217729.0);  // 2^27 + 1
  const auto a_up = hn::Mul(a, split);
  const auto b_up = hn::Mul(b, split);
  const auto a_high = hn::Sub(a_up, hn::Sub(a_up, a));
  const auto b_high = hn::Sub(b_up, hn::Sub(b_up, b));
  const auto a_low = hn::Sub(a, a_high);
  const auto b_low = hn::Sub(b, b_high);
  const auto highs = hn::Sub(hn::Mul(a_high, b_high), p);
  const auto mixed = hn::Add(hn::Add(highs, hn::Mul(a_high, b_low)), hn::Mul(a_low, b_high));
  return hn::Add(mixed, hn::Mul(a_low, b_low));
#endif
}

struct Pair {
  // Written out, because those that a compiler writes cannot be inlined into a level of ARM.
  HWY_INLINE Pair() {}
  HWY_INLINE Pair(Vector high_part, Vector low_part) : high(high_part), low(low_part) {}
  Vector high;
  Vector low;
};

/// x y to 8·2^-106, its parts not yet ordered by a last addition.
HWY_INLINE Pair product(Pair x, Pair y) {
  const Vector p = hn::Mul(x.high, y.high);
  const Vector mixed = hn::Add(hn::Mul(x.high, y.low), hn::Mul(x.low, y.high));
  return {p, hn::Add(product_error(x.high, y.high, p), mixed)};
}

HWY_INLINE Pair difference(Pair x, Pair y) {
  const Vector s = hn::Sub(x.high, y.high);
  const Vector y_part = hn::Sub(x.high, s);
  const Vector error = hn::Sub(hn::Sub(x.high, hn::Add(s, y_part)), hn::Sub(y.high, y_part));
  const Vector low = hn::Add(error, hn::Sub(x.low, y.low));
  const Vector high = hn::Add(s, low);
  return {high, hn::Sub(low, hn::Sub(high, s))};
}

/// high + low += x, the error of the addition kept.
HWY_INLINE void add_to(double* high, double* low, Vector x) {
  const Tag d;
  const Vector a = hn::LoadU(d, high);
  const Vector s = hn::Add(a, x);
  const Vector x_part = hn::Sub(s, a);
  const Vector error = hn::Add(hn::Sub(a, hn::Sub(s, x_part)), hn::Sub(x, x_part));
  hn::StoreU(s, d, high);
  hn::StoreU(hn::Add(hn::LoadU(d, low), error), d, low);
}

// Vectors of their own, not pairs of them: g++ 12 copies an array of structures piece by piece
// through integer registers.
void AdvanceGroup(const RecurrenceSites& sites, RecurrenceLanes& lanes, std::size_t first,
                  const double* weight, double* out) {
  const Tag d;
  const hn::RebindToUnsigned<Tag> bits;
  Vector value_high[vectors], value_low[vectors];
  Vector here_high[vectors], here_low[vectors];
  Vector before_high[vectors], before_low[vectors];
  Vector squares[vectors];
  hn::Vec<decltype(bits)> falls[vectors];
  for (std::size_t v = 0; v < vectors; ++v) {
    const std::size_t at = first + v * width;
    value_high[v] = hn::LoadU(d, &lanes.value_high[at]);
    value_low[v] = hn::LoadU(d, &lanes.value_low[at]);
    here_high[v] = hn::LoadU(d, &lanes.here_high[at]);
    here_low[v] = hn::LoadU(d, &lanes.here_low[at]);
    before_high[v] = hn::LoadU(d, &lanes.before_high[at]);
    before_low[v] = hn::LoadU(d, &lanes.before_low[at]);
    squares[v] = hn::Zero(d);
    falls[v] = hn::Zero(bits);
  }
  const std::size_t row_size = lanes.size();
  for (Count i = 0; i < sites.count; ++i) {
    const std::ptrdiff_t site = static_cast<std::ptrdiff_t>(i) * sites.stride;
    const Pair factor{hn::Set(d, sites.factor_high[site]), hn::Set(d, sites.factor_low[site])};
    const Vector scale = hn::Set(d, sites.scale[site]);
    const auto row = static_cast<std::size_t>(sites.stride > 0 ? i : sites.count - 1 - i);
    for (std::size_t v = 0; v < vectors; ++v) {
      const Vector x = hn::Mul(scale, here_high[v]);
      squares[v] = hn::Add(squares[v], hn::Mul(x, x));
      if (out != nullptr) {
        const std::size_t at = first + v * width;
        hn::StoreU(hn::Mul(hn::LoadU(d, weight + at), x), d, out + row * row_size + at);
      }
      const Pair scaled = product({value_high[v], value_low[v]}, factor);
      const Pair next =
          difference(product(scaled, {here_high[v], here_low[v]}), {before_high[v], before_low[v]});
      // By their signs, so that nothing underflows, and of the two beside a zero one is alike.
      const auto signs = hn::BitCast(bits, hn::Xor(next.high, here_high[v]));
      falls[v] = hn::Add(falls[v], hn::ShiftRight<63>(signs));
      before_high[v] = here_high[v];
      before_low[v] = here_low[v];
      here_high[v] = next.high;
      here_low[v] = next.low;
    }
  }
  for (std::size_t v = 0; v < vectors; ++v) {
    const std::size_t at = first + v * width;
    hn::StoreU(here_high[v], d, &lanes.here_high[at]);
    hn::StoreU(here_low[v], d, &lanes.here_low[at]);
    hn::StoreU(before_high[v], d, &lanes.before_high[at]);
    hn::StoreU(before_low[v], d, &lanes.before_low[at]);
    HWY_ALIGN std::uint64_t fallen[width];
    hn::StoreU(falls[v], bits, fallen);
    for (std::size_t l = 0; l < width; ++l) {
      lanes.rises[at + l] += static_cast<double>(sites.count - static_cast<Count>(fallen[l]));
    }
    add_to(&lanes.squares_high[at], &lanes.squares_low[at], squares[v]);
  }
}

constexpr std::size_t tile = LevelSums::tile;

/// One block of LevelSums: `tile` rows from x and one group of columns from y, both packed site by
/// site, so that whatever the number of lanes they share no places in the first cache.
HWY_INLINE void add_block(const double* x, const double* y, Count count, double* high,
                          double* low) {
  const Tag d;
  constexpr std::size_t wide = width < lane_group ? 2 : 1;
  for (std::size_t column = 0; column < lane_group; column += wide * width) {
    Vector sums[tile][wide];
    for (auto& row : sums) {
      for (Vector& sum : row) sum = hn::Zero(d);
    }
    const double* left = x;
    const double* right = y + column;
    for (Count site = 0; site < count; ++site, left += tile, right += lane_group) {
      for (std::size_t c = 0; c < wide; ++c) {
        const Vector factor = hn::LoadU(d, right + c * width);
        for (std::size_t r = 0; r < tile; ++r) {
          sums[r][c] = hn::Add(sums[r][c], hn::Mul(hn::Set(d, left[r]), factor));
        }
      }
    }
    for (std::size_t r = 0; r < tile; ++r) {
      for (std::size_t c = 0; c < wide; ++c) {
        const std::size_t at = r * lane_group + column + c * width;
        add_to(high + at, low + at, sums[r][c]);
      }
    }
  }
}

/// The first `blocks` blocks of a group of columns; those of LevelSums lie one after the other.
void AddBlocks(const double* x, const double* y, Count count, std::size_t blocks, double* high,
               double* low) {
  for (std::size_t i = 0; i < blocks; ++i) {
    add_block(x, y, count, high, low);
    x += static_cast<std::size_t>(count) * tile;
    high += tile * lane_group;
    low += tile * lane_group;
  }
}

void SumLanes(const double* rows, std::size_t row_stride, std::size_t lanes, Count count,
              double* sum) {
  const Tag d;
  for (Count i = 0; i < count; ++i) {
    Vector sums[vectors];
    for (Vector& s : sums) s = hn::Zero(d);
    for (std::size_t lane = 0; lane < lanes; lane += lane_group) {
      for (std::size_t v = 0; v < vectors; ++v) {
        sums[v] = hn::Add(sums[v], hn::LoadU(d, rows + lane + v * width));
      }
    }
    double parts[lane_group];
    for (std::size_t v = 0; v < vectors; ++v) hn::StoreU(sums[v], d, parts + v * width);
    for (std::size_t half = lane_group / 2; half > 0; half /= 2) {
      for (std::size_t l = 0; l < half; ++l) parts[l] += parts[l + half];
    }
    sum[i] = parts[0];
    rows += row_stride;
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace leyden
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace leyden {

LEYDEN_KERNEL_LEVELS(AdvanceGroup);
LEYDEN_KERNEL_LEVELS(AddBlocks);
LEYDEN_KERNEL_LEVELS(SumLanes);

RecurrenceLanes::RecurrenceLanes(const std::vector<DoubleDouble>& values) {
  const std::size_t padded = (values.size() + lane_group - 1) / lane_group * lane_group;
  for (auto* field : {&value_high, &value_low, &here_low, &before_high, &before_low, &squares_high,
                      &squares_low, &rises}) {
    field->assign(padded, 0.0);
  }
  here_high.assign(padded, 1.0);
  for (std::size_t lane = 0; lane < values.size(); ++lane) {
    value_high[lane] = values[lane].high();
    value_low[lane] = values[lane].low();
  }
}

void advance(const RecurrenceSites& sites, RecurrenceLanes& lanes, const double* weight,
             double* out) {
  for (std::size_t first = 0; first < lanes.size(); first += lane_group) {
    AdvanceGroup_levels()(sites, lanes, first, weight, out);
  }
}

void LevelSums::add(const double* rows, std::ptrdiff_t row_stride, Count count, double first_level,
                    double level_step) {
  const auto sites = static_cast<std::size_t>(count);
  left_.resize(sites * lanes_);
  right_.resize(sites * lanes_);
  for (std::size_t site = 0; site < sites; ++site, rows += row_stride) {
    const double level = first_level + static_cast<double>(site) * level_step;
    for (std::size_t i = 0; i < lanes_; i += tile) {
      double* to = left_.data() + i * sites + site * tile;
      for (std::size_t lane = 0; lane < tile; ++lane) to[lane] = rows[i + lane];
    }
    for (std::size_t j = 0; j < lanes_; j += lane_group) {
      double* to = right_.data() + j * sites + site * lane_group;
      for (std::size_t lane = 0; lane < lane_group; ++lane) to[lane] = level * rows[j + lane];
    }
  }
  for (std::size_t j = 0; j < lanes_; j += lane_group) {
    const std::size_t begin = place(0, j);
    AddBlocks_levels()(left_.data(), right_.data() + j * sites, count, (j + lane_group) / tile,
                       high_.data() + begin, low_.data() + begin);
  }
}

double LevelSums::operator()(std::size_t i, std::size_t j) const {
  const std::size_t at = place(std::min(i, j), std::max(i, j));
  return high_[at] + low_[at];
}

std::size_t LevelSums::place(std::size_t i, std::size_t j) const {
  const std::size_t block = j / lane_group * (lanes_ / tile) + i / tile;
  return (block * tile + i % tile) * lane_group + j % lane_group;
}

void sum_lanes(const double* rows, std::size_t row_stride, std::size_t lanes, Count count,
               double* sum) {
  SumLanes_levels()(rows, row_stride, lanes, count, sum);
}

}  // namespace leyden
#endif
