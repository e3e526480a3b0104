// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "leyden/base/types.hpp"
#include "leyden/numerics/double_double.hpp"

namespace leyden {

/// Lanes are processed in groups of this many; their number is a multiple of it.
inline constexpr std::size_t lane_group = 16;

/// The three-term recurrence
///     p(k+1) = λ a(k) p(k) - p(k-1)
/// for many λ at once, one lane each, in double-double. The a(k) are shared.
///
/// Each step errs by at most 2^-100 (|λ a(k) p(k)| + |p(k-1)|), whatever cancels: products are
/// exact to 8·2^-106 and the difference is rounded once.
struct RecurrenceLanes {
  explicit RecurrenceLanes(const std::vector<DoubleDouble>& values);

  std::size_t size() const { return value_high.size(); }
  DoubleDouble value(std::size_t lane) const { return pair(value_high, value_low, lane); }
  DoubleDouble here(std::size_t lane) const { return pair(here_high, here_low, lane); }
  DoubleDouble before(std::size_t lane) const { return pair(before_high, before_low, lane); }
  DoubleDouble squares(std::size_t lane) const { return pair(squares_high, squares_low, lane); }

  static DoubleDouble pair(const std::vector<double>& high, const std::vector<double>& low,
                           std::size_t lane) {
    return DoubleDouble::sum(high[lane], low[lane]);
  }

  std::vector<double> value_high, value_low;      ///< λ
  std::vector<double> here_high, here_low;        ///< p at the next site; begins with 1
  std::vector<double> before_high, before_low;    ///< p at the site before it; begins with 0
  std::vector<double> squares_high, squares_low;  ///< Σ (scale(k) p(k))² over the sites passed
  std::vector<double> rises;  ///< sites passed where p(k) and p(k+1) have one sign: a Sturm count
};

/// A run of sites: site i has a = factor[i * stride] and scale[i * stride].
struct RecurrenceSites {
  const double* factor_high = nullptr;
  const double* factor_low = nullptr;
  const double* scale = nullptr;
  std::ptrdiff_t stride = 1;  ///< -1 to walk downwards
  Count count = 0;
};

/// Takes all lanes through the sites. With `out`, each site's row of `out` (one entry per lane,
/// sites ascending whichever way they are walked) becomes weight[lane] · scale · p, rounded to
/// double.
void advance(const RecurrenceSites& sites, RecurrenceLanes& lanes, const double* weight = nullptr,
             double* out = nullptr);

/// A symmetric matrix of sums over many sites, Σ_k level(k) x_i(k) x_j(k), kept as unevaluated sums
/// of two doubles so that the number of sites does not matter.
class LevelSums {
 public:
  explicit LevelSums(std::size_t lanes)
      : lanes_(lanes), high_(lanes * lanes), low_(lanes * lanes) {}

  /// Most sites that one `add` may take: each sum of a call is plain.
  static constexpr Count most_sites = 32;
  static constexpr std::size_t tile = 4;  ///< rows of a block, which has `lane_group` columns

  /// Adds the sites i = 0 … count-1 with x_j = rows[i * row_stride + j] and level first + i * step.
  void add(const double* rows, std::ptrdiff_t row_stride, Count count, double first_level,
           double level_step);

  /// Element (i, j), i and j below the number of lanes.
  double operator()(std::size_t i, std::size_t j) const;

 private:
  /// Where element (i, j) is: blocks one below the other, groups of columns one after the other.
  std::size_t place(std::size_t i, std::size_t j) const;

  std::size_t lanes_;
  std::vector<double> high_;  ///< blocks that reach to the diagonal or above it
  std::vector<double> low_;
  std::vector<double> left_;   ///< x_i, tile by tile
  std::vector<double> right_;  ///< level x_j, group by group
};

/// Rounding of an element of LevelSums in units of u, relative to Σ_k |level x_i x_j| of the exact
/// x: the rows themselves, their products with levels, and the sums.
inline constexpr double level_sums_rounding = LevelSums::most_sites + 8.0;

/// sum[i] = Σ_lane rows[i * row_stride + lane], i < count, over sixteen accumulators in fixed
/// order. Rounding at most (lanes/16 + 4) u Σ|…|.
void sum_lanes(const double* rows, std::size_t row_stride, std::size_t lanes, Count count,
               double* sum);

}  // namespace leyden
