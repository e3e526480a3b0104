// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>

#include "wave.hpp"

namespace plain {

/// γ = 0 from the ideal start: |k, N-k>, k = 0 … min(M, N), with h_k = k sqrt(M-k+1) sqrt(N-k+1)
/// between k-1 and k. With ψ_k = (-i)^k φ_k the amplitudes φ are real and the generator is real and
/// antisymmetric.
class Chain {
 public:
  static constexpr bool real = true;

  Chain(double cells, double chargers) : most(std::min(cells, chargers)) {
    const auto size = static_cast<std::size_t>(most) + 1;
    off_.assign(size + 1, 0.0);
    for (std::size_t k = 1; k < size; ++k) {
      const auto level = static_cast<double>(k);
      off_[k] = level * std::sqrt(cells - level + 1.0) * std::sqrt(chargers - level + 1.0);
    }
    for (std::size_t k = 0; k < size; ++k) radius = std::max(radius, off_[k] + off_[k + 1]);
  }

  Wave start() const {
    Wave psi;
    psi.re.assign(off_.size() - 1, 0.0);
    psi.re[0] = 1.0;
    return psi;
  }

  /// y = alpha G x + beta y
  void apply(double alpha, const Vector& x, double beta, Vector& y) const {
    const std::size_t last = x.size() - 1;
    if (last == 0) return;
    y[0] = beta * y[0] - alpha * off_[1] * x[1];
    for (std::size_t k = 1; k < last; ++k) {
      y[k] = alpha * (off_[k] * x[k - 1] - off_[k + 1] * x[k + 1]) + beta * y[k];
    }
    y[last] = alpha * off_[last] * x[last - 1] + beta * y[last];
  }

  /// <k> - <k>(0)
  double energy(const Wave& psi) const {
    double sum = 0.0;
    for (std::size_t k = 0; k < psi.re.size(); ++k) {
      sum += static_cast<double>(k) * psi.re[k] * psi.re[k];
    }
    return sum;
  }

  double most;          ///< E(t) <= most
  double radius = 0.0;  ///< of the whole space, Gershgorin [g]

 private:
  Vector off_;
};

}  // namespace plain
