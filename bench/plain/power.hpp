// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>

#include "propagate.hpp"

namespace plain {

struct Maximum {
  double value = 0.0;
  double time = 0.0;
};

/// Largest E(t)/t: samples until most/t falls below the best one, then golden section between the
/// neighbours of the best sample. Samples are as far apart as one expansion of 512 reaches, but
/// resolve the time of growth 1/sqrt(MN).
template <class Model>
Maximum largest_power(const Model& model, double growth) {
  const double step = std::min(512.0 / model.radius, 0.25 / growth);
  Propagation<Model> now(model);
  Propagation<Model> bracket = now;  // the sample before the best
  Maximum best;
  while (best.value == 0.0 || now.time() * best.value < model.most) {
    Propagation<Model> next = now;
    next.advance(step);
    const double power = next.energy() / next.time();
    if (power > best.value) {
      best = {power, next.time()};
      bracket = now;
    }
    now = std::move(next);
  }

  const auto power = [&](double time) {
    Propagation<Model> at = bracket;
    at.advance(time - at.time());
    return at.energy() / at.time();
  };
  const double golden = (std::sqrt(5.0) - 1.0) / 2.0;
  double low = std::max(bracket.time(), 1e-3 * step), high = best.time + step;
  double left = high - golden * (high - low), right = low + golden * (high - low);
  double at_left = power(left), at_right = power(right);
  while (high - low > 1e-7 * high) {
    if (at_left > at_right) {
      high = right;
      right = left;
      at_right = at_left;
      left = high - golden * (high - low);
      at_left = power(left);
    } else {
      low = left;
      left = right;
      at_left = at_right;
      right = low + golden * (high - low);
      at_right = power(right);
    }
    best = at_left > at_right ? Maximum{at_left, left} : Maximum{at_right, right};
  }
  return best;
}

}  // namespace plain
