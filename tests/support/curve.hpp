// SPDX-License-Identifier: Apache-2.0
// A charging process that is known everywhere.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <functional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "leyden/propagate/evolution.hpp"

namespace leyden {

/// height (1 - cos(frequency t)) / 2
struct Wave {
  double height;
  double frequency;
};

/// height exp(-x²/2), x = (t - center)/width
struct Bump {
  double height;
  double center;
  double width;
};

/// A sum of waves and bumps with exact derivatives and honest bounds on them. Its samples are
/// wrong by up to the radii it states, as `noise` in [-1, 1] says for each time.
class Curve final : public Evolution {
 public:
  explicit Curve(std::vector<Wave> waves, std::vector<Bump> bumps = {})
      : waves_(std::move(waves)), bumps_(std::move(bumps)) {
    // Largest derivatives of exp(-x²/2).
    constexpr std::array<double, 4> steepest{0.607, 1.0, 1.381, 3.0};
    for (const Wave& wave : waves_) bounds_.rise += std::max(0.0, wave.height);
    for (const Bump& bump : bumps_) bounds_.rise += std::max(0.0, bump.height);
    for (std::size_t j = 0; j < 4; ++j) {
      const auto order = static_cast<double>(j + 1);
      for (const Wave& w : waves_) {
        bounds_.derivatives[j] += std::abs(w.height) / 2 * std::pow(w.frequency, order);
      }
      for (const Bump& b : bumps_) {
        bounds_.derivatives[j] += std::abs(b.height) * steepest[j] / std::pow(b.width, order);
      }
    }
  }

  double energy(double t) const {
    double sum = 0.0;
    for (const Wave& w : waves_) sum += w.height * std::pow(std::sin(w.frequency * t / 2), 2);
    for (const Bump& b : bumps_) {
      const double x = (t - b.center) / b.width;
      sum += b.height * std::exp(-x * x / 2);
    }
    return sum;
  }
  double slope(double t) const {
    double sum = 0.0;
    for (const Wave& w : waves_) sum += w.height / 2 * w.frequency * std::sin(w.frequency * t);
    for (const Bump& b : bumps_) {
      const double x = (t - b.center) / b.width;
      sum -= b.height * x / b.width * std::exp(-x * x / 2);
    }
    return sum;
  }

  double anchor() const override { return anchor_; }
  Sample evaluate(double t) override {
    if (++evaluations > 400'000) throw std::runtime_error("the search does not end");
    Sample sample{t, energy(t), energy_error, slope(t), slope_error};
    if (noise && t > 0.0) {
      sample.energy += energy_error * noise(t);
      sample.slope += slope_error * noise(2 * t);
    }
    return sample;
  }
  Sample advance(double t) override {
    anchor_ = t;
    return evaluate(t);
  }
  double curvature(double t) override {
    double sum = 0.0;
    for (const Wave& w : waves_) {
      sum += w.height / 2 * w.frequency * w.frequency * std::cos(w.frequency * t);
    }
    for (const Bump& b : bumps_) {
      const double x = (t - b.center) / b.width;
      sum += b.height * (x * x - 1) / (b.width * b.width) * std::exp(-x * x / 2);
    }
    return sum;
  }
  Populations populations(double) override { return {{1.0}, 0.0}; }
  EnergyBounds bounds() const override { return bounds_; }
  Count dimension() const override { return 1; }
  std::string_view propagator() const override { return "test"; }

  CutoffError cutoff_error() const override { return cutoff; }

  void set_bounds(const EnergyBounds& bounds) { bounds_ = bounds; }

  double energy_error = 1e-15;
  double slope_error = 1e-14;
  CutoffError cutoff;
  std::function<double(double)> noise;
  long evaluations = 0;

 private:
  std::vector<Wave> waves_;
  std::vector<Bump> bumps_;
  EnergyBounds bounds_;
  double anchor_ = 0.0;
};

/// -1 or 1, depending on every bit of the time.
inline double scrambled(double time) {
  std::uint64_t bits = 0;
  static_assert(sizeof bits == sizeof time);
  std::memcpy(&bits, &time, sizeof bits);
  for (int i = 0; i < 3; ++i) bits = (bits ^ bits >> 31) * 0x9e3779b97f4a7c15u;
  return bits >> 63 == 0 ? 1.0 : -1.0;
}

}  // namespace leyden
