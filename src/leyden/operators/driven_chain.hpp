// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <complex>
#include <vector>

#include "leyden/model/protocol.hpp"
#include "leyden/operators/state.hpp"
#include "leyden/space/chain.hpp"

namespace leyden {

/// H(t)/g = D + u(t) R + u*(t) R†,  u(t) = Σ_k c_k e^{-i ν_k gt},  on a chain of states that R
/// climbs: a ladder in a classical field, docs/theory/drive (D.2). The middle of D is subtracted.
class DrivenChain {
 public:
  using Complex = std::complex<double>;

  /// Throws InvalidInput when a term that turns does not climb the chain.
  DrivenChain(const Chain& chain, const Block& block, const Protocol& protocol,
              const Label& reference);

  Count dimension() const { return diagonal_.size(); }

  /// y = -i factor (D x + R w + R† v), to 8 u of the sum of absolute values.
  void generate(double factor, const State<double>& x, const State<double>& w,
                const State<double>& v, State<double>& y) const;

  /// y = -i factor (D + field R + field* R†) x, to 12 u of the sum of absolute values.
  void apply(double factor, Complex field, const State<double>& x, State<double>& y) const;

  /// d<k>/d(gt) = 2 s Im(u <R>), s the cells that a step charges, and its slope.
  double flow(const State<double>& psi, DoubleDouble time) const;
  double flow_slope(const State<double>& psi, DoubleDouble time) const;

  /// Battery level of state j, counted from the reference level.
  Count level(Count j) const { return first_level_ + j * stride_; }

  /// What was subtracted from the diagonal, which counts from the reference [g].
  double frame() const { return frame_; }

  /// u(t), to a few roundings of Σ|c_k|, |ν_k gt| <= largest_angle.
  Complex field(DoubleDouble time) const;
  /// The coefficients of u(time + length x) in powers of x, 0 … order.
  std::vector<Complex> field_series(DoubleDouble time, double length, std::size_t order) const;
  /// Bounds their absolute values, whatever the time.
  std::vector<double> field_bounds(double length, std::size_t order) const;
  /// Bounds |u(t)|, and every |ν_k|.
  double strongest() const { return field_bounds(0.0, 0).front(); }
  double fastest() const;

  /// Bounds ‖R + R†‖, ‖D‖ with the error of D, and ‖H(t)‖.
  double swing() const { return swing_; }
  double reach() const { return reach_; }
  double norm() const { return reach_ + swing_ * strongest(); }
  double diagonal_error() const { return diagonal_error_; }

  /// True when H(t) is a rotation about an axis of its own at each time, so that [·,·] is a cross
  /// product: spins without a coupling among themselves.
  bool is_rotation() const { return is_rotation_; }
  /// Largest |D_{j+1} - D_j|.
  double largest_step() const { return largest_step_; }

  /// Bounds |d^j <k> / d(gt)^j|, j = 1 … 4, for any state and time, docs/theory/drive (D.9).
  std::array<double, 4> derivative_bounds() const;

 private:
  struct Tone {
    double coefficient = 0.0;
    DoubleDouble frequency = 0.0;
  };

  Complex raised(const State<double>& x, const State<double>& y) const;

  PaddedVector<double> diagonal_;
  PaddedVector<double> raising_;  ///< <j+1|R|j>, the last one zero
  std::vector<Tone> tones_;
  Count first_level_ = 0;
  Count stride_ = 0;
  double frame_ = 0.0;
  double diagonal_error_ = 0.0;
  double swing_ = 0.0;
  double reach_ = 0.0;
  double largest_step_ = 0.0;
  bool is_rotation_ = false;
};

}  // namespace leyden
