// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "leyden/base/types.hpp"
#include "leyden/numerics/double_double.hpp"

namespace leyden {

/// The eigenpairs of a symmetric tridiagonal matrix T with zero diagonal that carry one of its
/// basis states e_s, docs/theory/window. Eigenvalues come in pairs ±λ whose vectors differ in the
/// signs of every other site, so one λ >= 0 stands for both.
///
/// With v the normalised vector of λ, the *amplitude* of a pair is w v_s v, w = 2 (1 for λ = 0):
///     e_s = Σ amplitudes on the sites of the parity of s, up to `defect`.
/// Vectors are never stored: they are made anew, block by block, from a recurrence in
/// double-double.
class TridiagonalWindow {
 public:
  /// Half the number of eigenpairs that a window may hold.
  static constexpr Count most_pairs = 768;

  /// The window of e_start. `couplings` are the n - 1 off-diagonal elements, n >= 2, none zero;
  /// only their magnitudes matter. Nothing where the window is wider than `most_pairs`, or where
  /// the search for eigenvalues does not settle.
  static std::optional<TridiagonalWindow> find(std::vector<DoubleDouble> couplings, Count start);

  Count dimension() const { return static_cast<Count>(couplings_.size()) + 1; }
  Count start() const { return start_; }
  std::size_t pairs() const { return values_.size(); }

  const std::vector<DoubleDouble>& values() const { return values_; }

  /// w |v_s|, the norm of the amplitude of each pair.
  const std::vector<double>& norms() const { return norms_; }

  /// Entries of a row of amplitudes: the pairs, and zeros up to a whole number of lane groups.
  std::size_t lanes() const { return lower_weight_.size(); }

  /// A run of sites: amplitudes[i * lanes() + j] belongs to site first + i and pair j.
  struct Block {
    Count first = 0;
    Count count = 0;
    const double* amplitudes = nullptr;
  };

  /// Shows the amplitudes of all sites, rounded to double, in blocks of `block_sites` at most:
  /// upwards from the lower end, then downwards from the upper end, each block in ascending order.
  void for_each_block(const std::function<void(const Block&)>& visit) const;
  static constexpr Count block_sites = 64;

  /// Bounds Σ_j norms_j ‖(T - λ_j) v_j‖ of the vectors before their rounding to double.
  double residual() const { return residual_; }

  /// A rounded amplitude errs by at most this much of itself.
  static constexpr double amplitude_rounding = 6.0;  // u

 private:
  struct Sweep;

  /// The eigenvalue of a whole phase, and where it lies for certain but for rounding.
  struct Bracket {
    double phase = 0.0;
    double low = 0.0;
    double high = 0.0;
  };

  explicit TridiagonalWindow(std::vector<DoubleDouble> couplings, Count start);
  void prepare();
  bool search();
  bool search_below(double limit);
  Sweep sweep(const std::vector<DoubleDouble>& values) const;
  std::vector<Bracket> guess_values(double limit);
  void drop_weightless();
  void adopt(const Sweep& sweep);

  std::vector<DoubleDouble> couplings_;
  Count start_;
  Count bond_ = 0;       ///< the recurrences meet between this site and the next
  double radius_ = 0.0;  ///< bounds the spectrum

  // p(k) = scale(k) q(k) makes the recurrence q(k+1) = λ factor(k) q(k) - q(k-1).
  std::vector<double> factor_high_, factor_low_;
  std::vector<double> scale_;
  std::vector<DoubleDouble> values_;
  std::vector<double> norms_;
  std::vector<double> lower_weight_, upper_weight_;  ///< from q to amplitudes
  double residual_ = 0.0;
};

}  // namespace leyden
