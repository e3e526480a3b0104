// SPDX-License-Identifier: Apache-2.0
#include "course.hpp"

#include <algorithm>
#include <cmath>

namespace honesty {
namespace {

constexpr std::size_t degree = 2 * series_length - 1;

double factorial(int n) {
  double product = 1;
  for (int i = 2; i <= n; ++i) product *= i;
  return product;
}

double power(double base, int exponent) {
  double product = 1;
  for (int i = 0; i < exponent; ++i) product *= base;
  return product;
}

/// The control points that a Taylor series at the left end fixes: b_i = Σ_m C(i,m)/C(n,m) τ_m.
Series control_points(const Series& taylor) {
  Series points{};
  for (std::size_t i = 0; i < series_length; ++i) {
    double ratio = 1;
    for (std::size_t m = 0; m <= i; ++m) {
      points[i] += ratio * taylor[m];
      ratio *= static_cast<double>(i - m) / static_cast<double>(degree - m);
    }
  }
  return points;
}

Series scaled(const Series& series, double factor) {
  Series result = series;
  double scale = 1;
  for (double& term : result) {
    term *= scale;
    scale *= factor;
  }
  return result;
}

}  // namespace

template <class Real>
Course<Real>::Course(const System& system) : evolution_(system) {}

template <class Real>
double Course<Real>::cost_to(double time) const {
  const double step = evolution_.longest_step();
  return std::isinf(step) ? 0 : std::ceil((time - end()) / step) * evolution_.cost();
}

template <class Real>
void Course<Real>::extend(double time) {
  Real now = 0;
  State<Real> state;
  if (nodes_.empty()) {
    state = evolution_.start();
  } else {
    now = nodes_.back().time;
    state = std::move(nodes_.back().state);
    nodes_.pop_back();
  }
  const Real begin = now;
  const Real duration = static_cast<Real>(time) - begin;
  const double count =
      std::max(1.0, std::ceil(static_cast<double>(duration) / evolution_.longest_step()));
  const Real width = duration / static_cast<Real>(count);
  Series series{};
  for (double done = 0; done < count; ++done) {
    State<Real> next = evolution_.step(state, width, &series);
    nodes_.push_back({begin + static_cast<Real>(done) * width, static_cast<double>(width),
                      std::move(state), series});
    state = std::move(next);
  }
  evolution_.step(state, width, &series);
  nodes_.push_back({static_cast<Real>(time), static_cast<double>(width), std::move(state), series});
}

template <class Real>
Jet Course<Real>::at(Real time) const {
  auto node = std::upper_bound(nodes_.begin(), nodes_.end(), time,
                               [](Real t, const Node& candidate) { return t < candidate.time; });
  if (node != nodes_.begin()) --node;
  return evolution_.jet(evolution_.step(node->state, time - node->time));
}

template <class Real>
std::vector<Span> Course<Real>::spans() const {
  std::vector<Span> spans;
  for (std::size_t i = 0; i + 1 < nodes_.size(); ++i) {
    const Node& left = nodes_[i];
    const Node& right = nodes_[i + 1];
    const Series from_left = control_points(left.series);
    const Series from_right = control_points(scaled(right.series, -left.width / right.width));
    Span span{static_cast<double>(left.time), static_cast<double>(right.time), {}};
    span.control.assign(from_left.begin(), from_left.end());
    span.control.insert(span.control.end(), from_right.rbegin(), from_right.rend());
    spans.push_back(std::move(span));
  }
  return spans;
}

template <class Real>
double Course<Real>::best_power() const {
  double best = 0;
  for (const Node& node : nodes_) {
    if (node.time > 0) best = std::max(best, node.series[0] / static_cast<double>(node.time));
  }
  return best;
}

template <class Real>
double Course<Real>::best_energy(double time) const {
  double best = 0;
  for (const Node& node : nodes_) {
    if (node.time <= static_cast<Real>(time)) best = std::max(best, node.series[0]);
  }
  return best;
}

// The remainder of Hermite interpolation is E^(2q) x^q (w-x)^q / (2q)!, at most
// |E^(2q)| (w/2)^(2q) / (2q)!, and that of its second derivative |E^(2q)| w^(2q-2) / (2q-2)!, since
// an error with 2q zeros has a second derivative with 2q-2 zeros.
template <class Real>
double Course<Real>::energy_error() const {
  constexpr int order = 2 * series_length;
  const double derivative =
      evolution_.derivative_bound(order) * power(evolution_.longest_step() / 2, order);
  return derivative / factorial(order) + 1e-13 * evolution_.derivative_bound(0);
}

template <class Real>
double Course<Real>::curvature_error() const {
  constexpr int order = 2 * series_length;
  const double derivative =
      evolution_.derivative_bound(order) * power(evolution_.longest_step(), order);
  return derivative / factorial(order - 2) + 1e-11 * evolution_.derivative_bound(0);
}

template <class Real>
double Course<Real>::population_at_cutoff() const {
  double largest = 0;
  for (const Node& node : nodes_) {
    largest = std::max(largest, evolution_.population_at_cutoff(node.state));
  }
  return largest;
}

template class Course<double>;
template class Course<Quad>;

}  // namespace honesty
