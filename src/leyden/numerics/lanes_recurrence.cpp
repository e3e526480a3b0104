// SPDX-License-Identifier: Apache-2.0
#include "leyden/numerics/lanes_recurrence.hpp"

#include <algorithm>

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

void AdvanceGroup(const RecurrenceSites& sites, RecurrenceLanes& lanes, std::size_t first,
                  const double* weight, double* out) {
  const Tag d;
  const Vector zero = hn::Zero(d);
  const Vector one = hn::Set(d, 1.0);
  Pair value[vectors], here[vectors], before[vectors];
  Vector squares[vectors], rises[vectors];
  for (std::size_t v = 0; v < vectors; ++v) {
    const std::size_t at = first + v * width;
    value[v] = {hn::LoadU(d, &lanes.value_high[at]), hn::LoadU(d, &lanes.value_low[at])};
    here[v] = {hn::LoadU(d, &lanes.here_high[at]), hn::LoadU(d, &lanes.here_low[at])};
    before[v] = {hn::LoadU(d, &lanes.before_high[at]), hn::LoadU(d, &lanes.before_low[at])};
    rises[v] = hn::LoadU(d, &lanes.rises[at]);
    squares[v] = zero;
  }
  for (Count i = 0; i < sites.count; ++i) {
    const std::ptrdiff_t site = static_cast<std::ptrdiff_t>(i) * sites.stride;
    const Pair factor{hn::Set(d, sites.factor_high[site]), hn::Set(d, sites.factor_low[site])};
    const Vector scale = hn::Set(d, sites.scale[site]);
    for (std::size_t v = 0; v < vectors; ++v) {
      const Vector x = hn::Mul(scale, here[v].high);
      squares[v] = hn::Add(squares[v], hn::Mul(x, x));
      if (out != nullptr) {
        const std::size_t at = first + v * width;
        const Vector w = hn::LoadU(d, weight + at);
        const Count row = sites.stride > 0 ? i : sites.count - 1 - i;
        hn::StoreU(hn::Mul(w, x), d, out + static_cast<std::size_t>(row) * lanes.size() + at);
      }
      const Pair next = difference(product(product(value[v], factor), here[v]), before[v]);
      // By their signs, so that nothing underflows, and of the two beside a zero one is alike.
      const Vector alike = hn::CopySignToAbs(one, hn::Xor(next.high, here[v].high));
      rises[v] = hn::Add(rises[v], hn::IfThenElseZero(hn::Gt(alike, zero), one));
      before[v] = here[v];
      here[v] = next;
    }
  }
  for (std::size_t v = 0; v < vectors; ++v) {
    const std::size_t at = first + v * width;
    hn::StoreU(here[v].high, d, &lanes.here_high[at]);
    hn::StoreU(here[v].low, d, &lanes.here_low[at]);
    hn::StoreU(before[v].high, d, &lanes.before_high[at]);
    hn::StoreU(before[v].low, d, &lanes.before_low[at]);
    hn::StoreU(rises[v], d, &lanes.rises[at]);
    add_to(&lanes.squares_high[at], &lanes.squares_low[at], squares[v]);
  }
}

/// One tile of LevelSums: `tile` rows from lane i, one group of columns from lane j.
constexpr std::size_t tile = LevelSums::tile;

void AddTile(const double* rows, std::ptrdiff_t row_stride, const double* scaled, Count count,
             std::size_t lanes, std::size_t i, std::size_t j, double* high, double* low) {
  const Tag d;
  for (std::size_t column = j; column < j + lane_group; column += 2 * width) {
    constexpr std::size_t pair = width < lane_group ? 2 : 1;
    Vector sums[tile][pair];
    for (auto& row : sums) {
      for (Vector& sum : row) sum = hn::Zero(d);
    }
    const double* x = rows + i;
    const double* y = scaled + column;
    for (Count site = 0; site < count; ++site, x += row_stride, y += lanes) {
      for (std::size_t c = 0; c < pair; ++c) {
        const Vector right = hn::LoadU(d, y + c * width);
        for (std::size_t r = 0; r < tile; ++r) {
          sums[r][c] = hn::Add(sums[r][c], hn::Mul(hn::Set(d, x[r]), right));
        }
      }
    }
    for (std::size_t r = 0; r < tile; ++r) {
      for (std::size_t c = 0; c < pair; ++c) {
        const std::size_t at = (i + r) * lanes + column + c * width;
        add_to(high + at, low + at, sums[r][c]);
      }
    }
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
LEYDEN_KERNEL_LEVELS(AddTile);
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
  scaled_.resize(static_cast<std::size_t>(most_sites) * lanes_);
  for (Count site = 0; site < count; ++site) {
    const double level = first_level + static_cast<double>(site) * level_step;
    const double* x = rows + static_cast<std::ptrdiff_t>(site) * row_stride;
    double* y = scaled_.data() + static_cast<std::size_t>(site) * lanes_;
    for (std::size_t lane = 0; lane < lanes_; ++lane) y[lane] = level * x[lane];
  }
  for (std::size_t j = 0; j < lanes_; j += lane_group) {
    for (std::size_t i = 0; i < j + lane_group; i += tile) {
      AddTile_levels()(rows, row_stride, scaled_.data(), count, lanes_, i, j, high_.data(),
                       low_.data());
    }
  }
}

double LevelSums::operator()(std::size_t i, std::size_t j) const {
  const std::size_t at = std::min(i, j) * lanes_ + std::max(i, j);
  return high_[at] + low_[at];
}

void sum_lanes(const double* rows, std::size_t row_stride, std::size_t lanes, Count count,
               double* sum) {
  SumLanes_levels()(rows, row_stride, lanes, count, sum);
}

}  // namespace leyden
#endif
