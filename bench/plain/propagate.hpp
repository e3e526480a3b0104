// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include "bessel.hpp"
#include "wave.hpp"

namespace plain {

/// Carries a state forward:  ψ(t + Δ) = Σ_j c_j (-i)^j T_j(H/R) ψ(t)  in one expansion over the
/// whole space. On the real chain the phases are part of the basis, and T_{j+1} = 2G/R T_j +
/// T_{j-1}.
template <class Model>
class Propagation {
 public:
  explicit Propagation(const Model& model) : model_(&model), psi_(model.start()) {}

  double time() const { return time_; }
  double energy() const { return model_->energy(psi_); }

  void advance(double step) {
    if (step == 0.0 || model_->radius == 0.0) return;
    if (step != step_) c_ = chebyshev_coefficients(model_->radius * step);
    step_ = step;
    Wave sum{Vector(psi_.re.size(), 0.0), Vector(psi_.im.size(), 0.0)};
    add_series(psi_.re, sum.re, sum.im, +1.0);
    // i times the series of the imaginary part: its real part goes to im, its imaginary to -re.
    if constexpr (!Model::real) add_series(psi_.im, sum.im, sum.re, -1.0);
    psi_ = std::move(sum);
    time_ += step;
  }

 private:
  /// Even orders go to `even`, odd ones, times -i, to `odd` with the sign in front.
  void add_series(const Vector& from, Vector& even, Vector& odd, double sign) {
    previous_ = from;
    current_.assign(from.size(), 0.0);
    model_->apply(1.0 / model_->radius, previous_, 0.0, current_);
    add(c_[0], previous_, even);
    for (std::size_t order = 1; order < c_.size(); ++order) {
      if constexpr (Model::real) {
        add(c_[order], current_, even);
      } else {
        const double phase = order % 4 < 2 ? c_[order] : -c_[order];
        if (order % 2 == 0) {
          add(phase, current_, even);
        } else {
          add(-sign * phase, current_, odd);
        }
      }
      model_->apply(2.0 / model_->radius, current_, Model::real ? 1.0 : -1.0, previous_);
      std::swap(previous_, current_);
    }
  }

  static void add(double factor, const Vector& x, Vector& y) {
    for (std::size_t i = 0; i < x.size(); ++i) y[i] += factor * x[i];
  }

  const Model* model_;
  Wave psi_;
  double time_ = 0.0;
  double step_ = 0.0;
  Vector c_;
  Vector previous_;
  Vector current_;
};

}  // namespace plain
