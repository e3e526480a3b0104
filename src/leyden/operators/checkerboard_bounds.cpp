// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/checkerboard_bounds.hpp"

#include <algorithm>
#include <cmath>

#include "leyden/numerics/rounding.hpp"

namespace leyden {
namespace {

constexpr int deepest = 4;

/// Columns readable beyond both ends of a row.
constexpr Count margin = 8;

/// A function of n, split by the parity of n so that the columns of a row are neighbours. Zero
/// beyond its ends.
class ByParity {
 public:
  explicit ByParity(const std::vector<double>& values) {
    const auto count = static_cast<Count>(values.size());
    for (Count parity : {0, 1}) {
      auto& part = parts_[static_cast<std::size_t>(parity)];
      part.assign(static_cast<std::size_t>(count / 2 + 1 + 2 * margin), 0.0);
      for (Count n = parity; n < count; n += 2) {
        part[static_cast<std::size_t>(n / 2 + margin)] = values[static_cast<std::size_t>(n)];
      }
    }
  }
  /// Entry j is the value at n + 2 j.
  const double* from(Count n) const {
    const Count shifted = n + 2 * margin;
    return parts_[static_cast<std::size_t>(shifted & 1)].data() + shifted / 2;
  }

 private:
  std::array<std::vector<double>, 2> parts_;
};

/// The stencil of one nested commutator along one row of the board: f_Δ for |Δk|, |Δn| <= reach.
class CommutatorStencil {
 public:
  CommutatorStencil(int reach, Count columns) : reach_(reach) {
    const auto side = static_cast<std::size_t>(2 * reach + 1);
    length_ = static_cast<std::size_t>(columns + 2 * margin);
    values_.assign(side * side * length_, 0.0);
  }
  void clear() { std::fill(values_.begin(), values_.end(), 0.0); }
  bool has(int dk, int dn) const { return std::abs(dk) <= reach_ && std::abs(dn) <= reach_; }
  double* at(int dk, int dn) {
    return values_.data() + slot(dk, dn) * length_ + static_cast<std::size_t>(margin);
  }
  const double* at(int dk, int dn) const {
    return values_.data() + slot(dk, dn) * length_ + static_cast<std::size_t>(margin);
  }

 private:
  std::size_t slot(int dk, int dn) const {
    return static_cast<std::size_t>((dk + reach_) * (2 * reach_ + 1) + dn + reach_);
  }
  int reach_;
  std::size_t length_ = 0;
  std::vector<double> values_;
};

class Commutators {
 public:
  explicit Commutators(const CheckerboardFactors& factors)
      : factors_(factors),
        rows_(static_cast<Count>(factors.cell.size())),
        charger_(factors.charger),
        charger_diagonal_(factors.charger_diagonal) {
    const Count columns = static_cast<Count>(factors.charger.size()) / 2 + 1;
    for (int level = 1; level <= deepest; ++level) {
      rings_[static_cast<std::size_t>(level - 1)].assign(kept, CommutatorStencil(level, columns));
    }
    sums_.assign(static_cast<std::size_t>(columns), 0.0);
  }

  /// Largest absolute row sums.
  std::array<double, deepest> bounds() {
    // Level j of a row needs level j-1 of the next one.
    for (Count k = -(deepest - 1); k < rows_; ++k) {
      for (int level = 1; level <= deepest; ++level) {
        const Count row = k + deepest - level;
        if (row < 0 || row >= rows_) continue;
        CommutatorStencil& stencil = ring(level, row);
        if (level == 1) {
          begin(row, stencil);
        } else {
          commute(level, row, stencil);
        }
        add_up(level, row, stencil);
      }
    }
    return bounds_;
  }

  /// Largest sum of |V| along a row, and largest |d(s) - d(s+Δ)| within the reach of four steps.
  double widest_row() const { return bounds_[0]; }
  double widest_step() const {
    const auto widest = [](const std::vector<double>& d) {
      double result = 0.0;
      for (std::size_t i = 0; i < d.size(); ++i) {
        for (std::size_t j = i + 1; j < d.size() && j <= i + deepest; ++j) {
          result = std::max(result, std::abs(d[i] - d[j]));
        }
      }
      return result;
    };
    return widest(factors_.cell_diagonal) + widest(factors_.charger_diagonal);
  }

 private:
  static constexpr std::size_t kept = 4;

  CommutatorStencil& ring(int level, Count row) {
    return rings_[static_cast<std::size_t>(level - 1)][static_cast<std::size_t>(row) % kept];
  }
  Count first(Count k) const { return (factors_.parity + k) & 1; }
  Count length(Count k) const {
    return (static_cast<Count>(factors_.charger.size()) - first(k) + 1) / 2;
  }
  /// <k+d| S |k>.
  double cell(Count k, int d) const {
    const Count edge = d > 0 ? k : k - 1;
    return edge < 0 || edge >= rows_ ? 0.0 : factors_.cell[static_cast<std::size_t>(edge)];
  }
  /// Entry j is <n+e| J |n> at n + 2 j.
  const double* charger(Count n, int e) const { return charger_.from(e > 0 ? n : n - 1); }
  double coefficient(int d, int e) const { return d == e ? factors_.pair : factors_.exchange; }

  /// ad_H k = Σ_σ d h_σ.
  void begin(Count k, CommutatorStencil& out) const {
    out.clear();
    for (const int d : {-1, +1}) {
      for (const int e : {-1, +1}) {
        const double factor = d * cell(k, d) * coefficient(d, e);
        const double* b = charger(first(k), e);
        double* f = out.at(d, e);
        for (Count j = 0; j < length(k); ++j) f[j] = factor * b[j];
      }
    }
  }

  void commute(int level, Count k, CommutatorStencil& out) {
    out.clear();
    const CommutatorStencil& here = ring(level - 1, k);
    const Count columns = length(k);
    const Count n = first(k);
    for (int dk = -level; dk <= level; ++dk) {
      for (int dn = -level; dn <= level; ++dn) {
        if (((dk ^ dn) & 1) != 0) continue;
        double* f = out.at(dk, dn);
        if (here.has(dk, dn)) {
          const Count there = std::clamp<Count>(k + dk, 0, rows_ - 1);
          const double cells = factors_.cell_diagonal[static_cast<std::size_t>(k)] -
                               factors_.cell_diagonal[static_cast<std::size_t>(there)];
          const double* from = charger_diagonal_.from(n);
          const double* to = charger_diagonal_.from(n + dn);
          const double* same = here.at(dk, dn);
          for (Count j = 0; j < columns; ++j) f[j] += (cells + (from[j] - to[j])) * same[j];
        }
        for (const int d : {-1, +1}) {
          for (const int e : {-1, +1}) {
            if (!here.has(dk - d, dn - e)) continue;
            const double c = coefficient(d, e);
            const double leave = c * cell(k, d);
            const double arrive = c * cell(k + dk - d, d);
            const bool inside = k + d >= 0 && k + d < rows_;
            // Column j - 1 + first of a neighbouring row holds n - 1, column j + first n + 1.
            const double* next =
                inside ? ring(level - 1, k + d).at(dk - d, dn - e) + (e > 0 ? n : n - 1)
                       : here.at(0, 0);
            const double* last = here.at(dk - d, dn - e);
            const double* b = charger(n, e);
            const double* b_there = charger(n + dn - e, e);
            for (Count j = 0; j < columns; ++j) {
              f[j] += leave * b[j] * next[j] - last[j] * (arrive * b_there[j]);
            }
          }
        }
      }
    }
  }

  void add_up(int level, Count k, const CommutatorStencil& stencil) {
    const Count columns = length(k);
    std::fill(sums_.begin(), sums_.end(), 0.0);
    for (int dk = -level; dk <= level; ++dk) {
      for (int dn = -level; dn <= level; ++dn) {
        if (((dk ^ dn) & 1) != 0) continue;
        const double* f = stencil.at(dk, dn);
        for (Count j = 0; j < columns; ++j) sums_[static_cast<std::size_t>(j)] += std::abs(f[j]);
      }
    }
    double& bound = bounds_[static_cast<std::size_t>(level - 1)];
    for (Count j = 0; j < columns; ++j) {
      const double sum = sums_[static_cast<std::size_t>(j)];
      bound = std::isfinite(sum) ? std::max(bound, sum) : INFINITY;
    }
  }

  const CheckerboardFactors& factors_;
  Count rows_;
  ByParity charger_;
  ByParity charger_diagonal_;
  std::array<std::vector<CommutatorStencil>, deepest> rings_;
  std::vector<double> sums_;
  std::array<double, deepest> bounds_{};
};

}  // namespace

std::array<double, 4> checkerboard_derivative_bounds(const CheckerboardFactors& factors,
                                                     std::array<double, 4>& rounding) {
  Commutators commutators(factors);
  std::array<double, 4> bounds = commutators.bounds();
  // With |C_j| <= (2 |V| + steps of d) |C_{j-1}| in absolute values, each level adds at most 24 u
  // of that: products of four rounded factors, and sums of nine of them.
  const double reach = 2 * commutators.widest_row() + commutators.widest_step();
  double magnitude = commutators.widest_row();
  for (std::size_t j = 0; j < bounds.size(); ++j, magnitude *= reach) {
    rounding[j] = 32.0 * static_cast<double>(j + 1) * unit_roundoff * magnitude;
    bounds[j] = rounded_up(bounds[j] + rounding[j]);
  }
  return bounds;
}

}  // namespace leyden
