// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/bounds.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "leyden/numerics/rounding.hpp"
#include "leyden/operators/board_bounds.hpp"

namespace leyden {
namespace {

constexpr int deepest = 4;
constexpr std::array<std::array<double, 5>, 5> signed_binomials{
    {{1, 0, 0, 0, 0}, {1, -1, 0, 0, 0}, {1, -2, 1, 0, 0}, {1, -3, 3, -1, 0}, {1, -4, 6, -4, 1}}};

double diagonal_of(const MatrixRow& row, Count i) {
  for (const Neighbour& neighbour : row) {
    if (neighbour.index == i) return neighbour.element;
  }
  return 0.0;
}

/// Adds up one row of ad_H, ad_H², ad_H³, ad_H⁴ of k by walking all paths that begin there.
class CommutatorRow {
 public:
  explicit CommutatorRow(const SparseRows& hamiltonian) : hamiltonian_(hamiltonian) {
    const auto states = static_cast<std::size_t>(hamiltonian.dimension());
    for (auto& sums : sums_) sums.assign(states, 0.0);
    if (states > most_cached_rows) return;
    rows_.reserve(states);
    for (Count i = 0; i < hamiltonian.dimension(); ++i) rows_.push_back(hamiltonian.row(i));
  }

  /// Absolute row sums, each enlarged by a bound on the rounding of its own path sums.
  std::array<double, deepest> absolute_sums(Count start) {
    start_level_ = hamiltonian_.level(start);
    diagonal_ = diagonal_of(row(start), start);
    magnitude_.fill(0.0);
    paths_.fill(0.0);
    levels_on_path_[0] = 0.0;
    walk(start, 1, 1.0);
    std::array<double, deepest> result{};
    for (std::size_t slot = 0; slot < deepest; ++slot) {
      double total = 0.0;
      for (const Count index : touched_[slot]) {
        double& sum = sums_[slot][static_cast<std::size_t>(index)];
        total += std::abs(sum);
        sum = 0.0;
      }
      touched_[slot].clear();
      result[slot] = total + (paths_[slot] + 20.0) * unit_roundoff * magnitude_[slot];
    }
    return result;
  }

 private:
  static constexpr std::size_t most_cached_rows = 1 << 16;

  MatrixRow row(Count i) const {
    return rows_.empty() ? hamiltonian_.row(i) : rows_[static_cast<std::size_t>(i)];
  }

  void walk(Count here, int depth, double product) {
    const auto slot = static_cast<std::size_t>(depth - 1);
    const MatrixRow steps = row(here);
    const auto step_to = [&](Count there, double element) {
      if (element == 0.0) return;
      const double path = product * element;
      levels_on_path_[slot + 1] = static_cast<double>(hamiltonian_.level(there) - start_level_);
      double weight = 0.0;
      for (std::size_t i = 0; i <= slot + 1; ++i) {
        weight += signed_binomials[slot + 1][i] * levels_on_path_[slot + 1 - i];
      }
      if (weight != 0.0) {
        double& sum = sums_[slot][static_cast<std::size_t>(there)];
        if (sum == 0.0) touched_[slot].push_back(there);
        sum += path * weight;
        magnitude_[slot] += std::abs(path * weight);
        paths_[slot] += 1.0;
      }
      if (depth < deepest) walk(there, depth + 1, path);
    };
    for (const Neighbour& step : steps) {
      if (step.index != here) step_to(step.index, step.element);
    }
    // A constant diagonal commutes with everything; taking out the start's avoids cancellation. A
    // row without a diagonal element has one of zero.
    step_to(here, diagonal_of(steps, here) - diagonal_);
  }

  const SparseRows& hamiltonian_;
  std::vector<MatrixRow> rows_;
  Count start_level_ = 0;
  double diagonal_ = 0.0;
  std::array<double, deepest + 1> levels_on_path_{};
  std::array<std::vector<double>, deepest> sums_;
  std::array<std::vector<Count>, deepest> touched_;
  std::array<double, deepest> magnitude_{};
  std::array<double, deepest> paths_{};
};

}  // namespace

SpectralInterval spectral_interval(const SparseRows& hamiltonian) {
  double lowest = 0.0;
  double highest = 0.0;
  for (Count i = 0; i < hamiltonian.dimension(); ++i) {
    double diagonal = 0.0;
    double others = 0.0;
    for (const Neighbour& neighbour : hamiltonian.row(i)) {
      if (neighbour.index == i) {
        diagonal = neighbour.element;
      } else {
        others += std::abs(neighbour.element);
      }
    }
    lowest = i == 0 ? diagonal - others : std::min(lowest, diagonal - others);
    highest = i == 0 ? diagonal + others : std::max(highest, diagonal + others);
  }
  const double center = lowest + (highest - lowest) / 2;
  const double radius = std::max(highest - center, center - lowest);
  return {center, rounded_up(radius + hamiltonian.diagonal_error())};
}

std::array<double, 4> derivative_bounds(const SparseRows& hamiltonian) {
  const double radius = spectral_interval(hamiltonian).radius;
  std::array<double, 4> bounds{};
  Count lowest = hamiltonian.level(0);
  Count highest = lowest;
  for (Count i = 0; i < hamiltonian.dimension(); ++i) {
    lowest = std::min(lowest, hamiltonian.level(i));
    highest = std::max(highest, hamiltonian.level(i));
  }
  if (const Checkerboard* board = hamiltonian.as_board()) {
    bounds = nested_commutator_sums(hamiltonian, *board);
  } else {
    CommutatorRow row(hamiltonian);
    for (Count i = 0; i < hamiltonian.dimension(); ++i) {
      const auto sums = row.absolute_sums(i);
      for (std::size_t j = 0; j < bounds.size(); ++j) bounds[j] = std::max(bounds[j], sums[j]);
    }
  }
  // The diagonal of the true H is off by up to ε: ad_H^j k moves by j (2R)^(j-1) 2ε ‖k‖ at most.
  const double reach = 2 * radius;
  double shift = hamiltonian.diagonal_error() * static_cast<double>(highest - lowest);
  for (std::size_t j = 0; j < bounds.size(); ++j, shift *= reach) {
    bounds[j] = rounded_up(bounds[j] + static_cast<double>(j + 1) * shift);
  }
  return bounds;
}

double energy_ceiling(const SparseRows& hamiltonian, Count start) {
  struct Parts {
    double diagonal = 0.0;
    double others = 0.0;
    double squares = 0.0;
  };
  const auto parts = [&](Count i) {
    Parts result;
    for (const Neighbour& neighbour : hamiltonian.row(i)) {
      if (neighbour.index == i) {
        result.diagonal = neighbour.element;
      } else {
        result.others += std::abs(neighbour.element);
        result.squares += neighbour.element * neighbour.element;
      }
    }
    return result;
  };
  const Parts first = parts(start);
  double coupling = 0.0;
  double steepest = 0.0;
  for (Count i = 0; i < hamiltonian.dimension(); ++i) {
    const Parts here = parts(i);
    coupling = std::max(coupling, here.others);
    const auto climbed = static_cast<double>(hamiltonian.level(i) - hamiltonian.level(start));
    if (climbed <= 0.0) continue;
    // Differences of elements are good to a few roundings of the elements themselves.
    const double blur = 8 * unit_roundoff * (std::abs(here.diagonal) + std::abs(first.diagonal)) +
                        2 * hamiltonian.diagonal_error();
    const double apart = std::abs(here.diagonal - first.diagonal) - blur;
    if (apart <= 0.0) return INFINITY;
    steepest = std::max(steepest, climbed / (apart * apart));
  }
  const double reach = std::sqrt(first.squares) + coupling;
  return rounded_up(steepest * reach * reach);
}

}  // namespace leyden
