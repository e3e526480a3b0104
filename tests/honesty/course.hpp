// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "evolution.hpp"

namespace honesty {

/// E(t) from one node to the next as a polynomial in Bernstein form, degree 2 series_length - 1:
/// the Hermite interpolant of the Taylor series at both ends.
struct Span {
  double begin = 0;
  double end = 0;
  std::vector<double> control;
};

/// A state carried through time in equal steps, with every node kept.
template <class Real>
class Course {
 public:
  explicit Course(const System& system);

  const Evolution<Real>& evolution() const { return evolution_; }

  /// What it costs to go on to `time`.
  double cost_to(double time) const;

  /// Goes on to `time`, where a node will lie.
  void extend(double time);

  double end() const { return nodes_.empty() ? 0 : static_cast<double>(nodes_.back().time); }

  /// E and its derivatives at a time within the course.
  Jet at(Real time) const;

  /// The course between its nodes.
  std::vector<Span> spans() const;

  /// The best value of E/t at a node, and the best E up to `time`; 0 when none is positive.
  double best_power() const;
  double best_energy(double time) const;

  /// How far a polynomial of `spans` may be from E, and its second derivative from E'' (times the
  /// squared width of a span): remainder of the interpolation and rounding.
  double energy_error() const;
  double curvature_error() const;

  double population_at_cutoff() const;

 private:
  struct Node {
    Real time;
    double width;  // of the step that begins here; the unit of the series
    State<Real> state;
    Series series;
  };

  Evolution<Real> evolution_;
  std::vector<Node> nodes_;  // the last one is the end, its series with the width of the last step
};

}  // namespace honesty
