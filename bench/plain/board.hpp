// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>

#include "wave.hpp"

namespace plain {

/// γ != 0 from the ideal start: |k, n> with k + n of the start's parity, row after row of k, and
/// a_k b_{n-1} to (k+1, n-1), γ a_k b_n to (k+1, n+1), (k + n)/(g/ω0) on the diagonal.
/// Rows have one more column than states, so that both parities index alike.
class Board {
 public:
  static constexpr bool real = false;

  Board(std::size_t cells, std::size_t chargers, double anisotropy, double coupling)
      : most(static_cast<double>(cells)),
        rows_(cells + 1),
        columns_(chargers + 1),
        stride_(columns_ / 2 + 1),
        gamma_(anisotropy) {
    cell_ = elements(cells);
    charger_ = elements(chargers);
    double low = 1e300, high = -1e300;
    const double origin = static_cast<double>(chargers);
    diagonal_.assign(rows_ + columns_, 0.0);
    for (std::size_t sum = 0; sum < diagonal_.size(); ++sum) {
      diagonal_[sum] = (static_cast<double>(sum) - origin) / coupling;
    }
    for (std::size_t k = 0; k < rows_; ++k) {
      for (std::size_t n = first(k); n < columns_; n += 2) {
        const double up = cell_[k + 1], down = cell_[k];
        const double left = charger_[n], right = charger_[n + 1];
        const double reach = up * (left + gamma_ * right) + down * (gamma_ * left + right);
        low = std::min(low, diagonal_[k + n] - reach);
        high = std::max(high, diagonal_[k + n] + reach);
      }
    }
    radius = (high - low) / 2;
    for (double& d : diagonal_) d -= (high + low) / 2;
  }

  Wave start() const {
    Wave psi;
    psi.re.assign((rows_ + 2) * stride_ + 2, 0.0);
    psi.im = psi.re;
    psi.re[at(0, columns_ - 1)] = 1.0;
    return psi;
  }

  /// y = alpha H x + beta y
  void apply(double alpha, const Vector& x, double beta, Vector& y) const {
    for (std::size_t k = 0; k < rows_; ++k) {
      const std::size_t begin = first(k);
      const std::size_t length = (columns_ - begin + 1) / 2;
      const double* here = &x[at(k, begin)];
      const double* up_right = &x[at(k + 1, begin + 1)];  // (k+1, n+1)
      const double* up_left = up_right - 1;               // (k+1, n-1)
      const double* down_right = up_right - 2 * stride_;  // (k-1, n+1)
      const double* down_left = down_right - 1;           // (k-1, n-1)
      double* out = &y[at(k, begin)];
      const double up = cell_[k + 1], down = cell_[k];
      for (std::size_t j = 0; j < length; ++j) {
        const std::size_t n = begin + 2 * j;
        const double left = charger_[n] * (up * up_left[j] + gamma_ * down * down_left[j]);
        const double right = charger_[n + 1] * (gamma_ * up * up_right[j] + down * down_right[j]);
        out[j] = alpha * (diagonal_[k + n] * here[j] + left + right) + beta * out[j];
      }
    }
  }

  /// <k> - <k>(0)
  double energy(const Wave& psi) const {
    double sum = 0.0;
    for (std::size_t k = 0; k < rows_; ++k) {
      double row = 0.0;
      for (std::size_t n = first(k); n < columns_; n += 2) {
        const std::size_t i = at(k, n);
        row += psi.re[i] * psi.re[i] + psi.im[i] * psi.im[i];
      }
      sum += static_cast<double>(k) * row;
    }
    return sum;
  }

  double most;          ///< E(t) <= most
  double radius = 0.0;  ///< of the whole space, Gershgorin [g]

 private:
  /// r_{l-1} = sqrt(l (top - l + 1)) at l = 0 … top + 1, zero at both ends.
  static Vector elements(std::size_t top) {
    Vector r(top + 2, 0.0);
    for (std::size_t l = 1; l <= top; ++l) {
      r[l] = std::sqrt(static_cast<double>(l)) * std::sqrt(static_cast<double>(top - l + 1));
    }
    return r;
  }

  std::size_t first(std::size_t k) const { return (columns_ - 1 + k) % 2; }
  /// A row of padding comes first, and one element.
  std::size_t at(std::size_t k, std::size_t n) const { return 1 + (k + 1) * stride_ + n / 2; }

  std::size_t rows_;
  std::size_t columns_;
  std::size_t stride_;
  double gamma_;
  Vector cell_;     ///< cell_[k] between k-1 and k
  Vector charger_;  ///< charger_[n] between n-1 and n
  Vector diagonal_;
};

}  // namespace plain
