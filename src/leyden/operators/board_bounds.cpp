// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/board_bounds.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "leyden/numerics/rounding.hpp"

namespace leyden {
namespace {

constexpr int deepest = 4;
constexpr Count margin = deepest + 1;  ///< columns of zeros on either side, rows above and below

/// A step from (k, n) to (k + up, n + right).
struct Step {
  int up;
  int right;
};
constexpr std::array<Step, 4> steps{{{+1, -1}, {+1, +1}, {-1, +1}, {-1, -1}}};

/// One number for every column n of a row, -margin … N + margin.
using Row = std::vector<double>;

/// H on all (k, n), those of the other colour included, where it is zero.
class Elements {
 public:
  Elements(const SparseRows& hamiltonian, const Checkerboard& board)
      : rows_(board.rows()), width_(board.columns() + 2 * margin) {
    const auto size = static_cast<std::size_t>((rows_ + 2 * margin) * width_);
    for (auto& values : off_) values.assign(size, 0.0);
    diagonal_.assign(size, 0.0);
    for (Count i = 0; i < hamiltonian.dimension(); ++i) {
      const Label label = board.label(i);
      const std::size_t here = position(label[0], label[1]);
      for (const Neighbour& neighbour : hamiltonian.row(i)) {
        if (neighbour.index == i) {
          diagonal_[here] = neighbour.element;
          continue;
        }
        const Label to = board.label(neighbour.index);
        const int right = to[1] > label[1] ? 1 : 0;
        const std::size_t step = to[0] > label[0] ? static_cast<std::size_t>(right)
                                                  : static_cast<std::size_t>(3 - right);
        off_[step][here] = neighbour.element;
      }
    }
  }

  Count width() const { return width_; }
  Count rows() const { return rows_; }
  /// From column n = 0 of row k on; `step` as in `steps`.
  const double* off(std::size_t step, Count k) const { return off_[step].data() + position(k, 0); }
  const double* diagonal(Count k) const { return diagonal_.data() + position(k, 0); }

 private:
  std::size_t position(Count k, Count n) const {
    return static_cast<std::size_t>((k + margin) * width_ + n + margin);
  }

  Count rows_;
  Count width_;
  std::array<std::vector<double>, 4> off_;
  std::vector<double> diagonal_;
};

/// ad_H^j k: its elements from (k, n) to (k + a, n + b), |a|, |b| <= j, on the three rows that were
/// computed last.
class Commutator {
 public:
  Commutator(int order, Count width) : order_(order), width_(width) {
    for (auto& fields : rows_) {
      fields.resize(static_cast<std::size_t>((2 * order + 1) * (2 * order + 1)));
      for (Row& row : fields) row.assign(static_cast<std::size_t>(width), 0.0);
    }
  }

  int order() const { return order_; }
  bool holds(int a, int b) const { return std::abs(a) <= order_ && std::abs(b) <= order_; }
  static bool possible(int a, int b) { return (a + b) % 2 == 0; }

  double* at(Count k, int a, int b) { return field(k, a, b).data() + margin; }
  const double* at(Count k, int a, int b) const {
    return const_cast<Commutator*>(this)->field(k, a, b).data() + margin;
  }
  void clear(Count k) {
    for (Row& row : rows_[slot(k)]) std::fill(row.begin(), row.end(), 0.0);
  }

 private:
  static std::size_t slot(Count k) { return static_cast<std::size_t>((k + 3 * margin) % 3); }
  Row& field(Count k, int a, int b) {
    const int side = 2 * order_ + 1;
    return rows_[slot(k)][static_cast<std::size_t>((a + order_) * side + (b + order_))];
  }

  int order_;
  Count width_;
  std::array<std::vector<Row>, 3> rows_;
};

/// What is summed: elements, or the absolute values of all their terms, of which rounding is a
/// part.
enum class Terms { as_they_are, absolute };

template <Terms kTerms>
double term(double value) {
  return kTerms == Terms::absolute ? std::abs(value) : value;
}

/// [H, k] on row k: H(s, t) (k_t - k_s).
template <Terms kTerms>
void begin(const Elements& h, Commutator& first, Count k) {
  first.clear(k);
  if (k < 0 || k >= h.rows()) return;
  for (std::size_t e = 0; e < steps.size(); ++e) {
    const double* element = h.off(e, k);
    double* out = first.at(k, steps[e].up, steps[e].right);
    for (Count n = 0; n < h.width() - 2 * margin; ++n)
      out[n] = term<kTerms>(steps[e].up * element[n]);
  }
}

/// [H, A] on row k from A on rows k - 1, k and k + 1:
///     (d_s - d_t) A(s, t) + Σ_e H(s, s+e) A(s+e, t) - A(s, t-e) H(t-e, t)
template <Terms kTerms>
void nest(const Elements& h, const Commutator& a, Commutator& out, Count k) {
  out.clear(k);
  if (k < 0 || k >= h.rows()) return;
  const Count columns = h.width() - 2 * margin;
  for (int up = -out.order(); up <= out.order(); ++up) {
    if (k + up < 0 || k + up >= h.rows()) continue;
    for (int right = -out.order(); right <= out.order(); ++right) {
      if (!Commutator::possible(up, right)) continue;
      double* sum = out.at(k, up, right);
      if (a.holds(up, right)) {
        const double* from = h.diagonal(k);
        const double* to = h.diagonal(k + up) + right;
        const double* inner = a.at(k, up, right);
        for (Count n = 0; n < columns; ++n) sum[n] += term<kTerms>(from[n] - to[n]) * inner[n];
      }
      for (std::size_t e = 0; e < steps.size(); ++e) {
        const auto [step_up, step_right] = steps[e];
        if (!a.holds(up - step_up, right - step_right)) continue;
        const double* first = h.off(e, k);
        const double* rest = a.at(k + step_up, up - step_up, right - step_right) + step_right;
        const double* front = a.at(k, up - step_up, right - step_right);
        const double* last = h.off(e, k + up - step_up) + (right - step_right);
        for (Count n = 0; n < columns; ++n) {
          const double behind = front[n] * term<kTerms>(last[n]);
          sum[n] +=
              term<kTerms>(first[n]) * rest[n] + (kTerms == Terms::absolute ? behind : -behind);
        }
      }
    }
  }
}

/// Adds the absolute elements of row k to `sums`, times `factor`.
void add_absolute(const Commutator& a, Count k, double factor, Row& sums) {
  for (int up = -a.order(); up <= a.order(); ++up) {
    for (int right = -a.order(); right <= a.order(); ++right) {
      if (!Commutator::possible(up, right)) continue;
      const double* element = a.at(k, up, right);
      for (std::size_t n = 0; n < sums.size(); ++n) sums[n] += factor * std::abs(element[n]);
    }
  }
}

/// The largest, or a NaN, from energies that overflow.
double largest_of(double largest, const Row& sums) {
  for (const double sum : sums) {
    if (std::isnan(sum)) return sum;
    largest = std::max(largest, sum);
  }
  return largest;
}

/// Every term of an element of ad_H^j k has passed this many roundings at most, j times thirteen
/// for a product, a difference and a sum of nine, and a few for the sums of absolute values.
double roundings(std::size_t order) {
  return 13.0 * static_cast<double>(order) + 64.0;
}

}  // namespace

std::array<double, 4> nested_commutator_sums(const SparseRows& hamiltonian,
                                             const Checkerboard& board) {
  const Elements h(hamiltonian, board);
  std::vector<Commutator> nested;
  std::vector<Commutator> sizes;
  for (int order = 1; order <= deepest; ++order) {
    nested.emplace_back(order, h.width());
    sizes.emplace_back(order, h.width());
  }
  std::array<double, 4> bounds{};
  Row sums;
  for (Count sweep = 0; sweep < board.rows() + deepest - 1; ++sweep) {
    for (std::size_t j = 0; j < deepest; ++j) {
      // Row k needs row k + 1 of the order before.
      const Count k = sweep - static_cast<Count>(j);
      if (j == 0) {
        begin<Terms::as_they_are>(h, nested[0], k);
        begin<Terms::absolute>(h, sizes[0], k);
      } else {
        nest<Terms::as_they_are>(h, nested[j - 1], nested[j], k);
        nest<Terms::absolute>(h, sizes[j - 1], sizes[j], k);
      }
      if (k < 0 || k >= board.rows() || std::isnan(bounds[j])) continue;
      sums.assign(static_cast<std::size_t>(board.columns()), 0.0);
      add_absolute(nested[j], k, 1.0, sums);
      add_absolute(sizes[j], k, roundings(j + 1) * unit_roundoff, sums);
      bounds[j] = largest_of(bounds[j], sums);
    }
  }
  return bounds;
}

}  // namespace leyden
