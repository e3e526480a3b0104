// SPDX-License-Identifier: Apache-2.0
#include "evolution.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace honesty {
namespace {

/// ||H|| h of a step. Terms reach 2^2/2!, so that no digit is lost.
constexpr double longest_phase = 2;

/// The rest of the series. Double precision does not need as much, but amplitudes far up in Fock
/// space, where few terms reach, do.
constexpr double negligible = 1e-36;

std::size_t terms(double phase) {
  std::size_t n = 1;
  for (double term = phase; term > negligible; term *= phase / static_cast<double>(n)) ++n;
  return n + 1;
}

template <class Real>
Real squared(const Wave<Real>& wave, std::size_t i) {
  return wave.re[i] * wave.re[i] + wave.im[i] * wave.im[i];
}

/// Re <a|stored|b>
template <class Real>
Real product(const std::vector<Real>& stored, const Wave<Real>& a, const Wave<Real>& b) {
  Real sum = 0;
  for (std::size_t i = 0; i < stored.size(); ++i) {
    if (stored[i] != 0) sum += stored[i] * (a.re[i] * b.re[i] + a.im[i] * b.im[i]);
  }
  return sum;
}

template <class To, class From>
std::vector<To> converted(const std::vector<From>& from) {
  std::vector<To> to;
  for (const From& x : from) to.push_back(static_cast<To>(x));
  return to;
}

}  // namespace

template <class Real>
typename Evolution<Real>::Matrix Evolution<Real>::matrix(const Sector& sector) {
  Quad lowest = 0;
  Quad highest = 0;
  for (std::size_t i = 0; i < sector.rows.size(); ++i) {
    Quad diagonal = 0;
    Quad others = 0;
    for (const Element& element : sector.rows[i]) {
      if (element.column == i) {
        diagonal += element.value;
      } else {
        others += magnitude(element.value);
      }
    }
    if (i == 0 || diagonal - others < lowest) lowest = diagonal - others;
    if (i == 0 || diagonal + others > highest) highest = diagonal + others;
  }
  const Quad centre = (highest + lowest) / 2;

  Matrix matrix;
  matrix.weight = static_cast<Real>(sector.weight);
  matrix.radius = static_cast<double>((highest - lowest) / 2);
  for (std::size_t i = 0; i < sector.rows.size(); ++i) {
    Quad diagonal = -centre;
    for (const Element& element : sector.rows[i]) {
      if (element.column == i) {
        diagonal += element.value;
      } else {
        matrix.column.push_back(element.column);
        matrix.value.push_back(static_cast<Real>(element.value));
      }
    }
    if (diagonal != 0) {
      matrix.column.push_back(i);
      matrix.value.push_back(static_cast<Real>(diagonal));
    }
    matrix.row_end.push_back(matrix.column.size());
  }
  const auto [least, most] = std::minmax_element(sector.stored.begin(), sector.stored.end());
  matrix.half_range = static_cast<double>(*most - *least) / 2;
  matrix.stored = converted<Real>(sector.stored);
  matrix.start = converted<Real>(sector.start);
  matrix.highest = sector.highest;
  return matrix;
}

template <class Real>
Evolution<Real>::Evolution(const System& system) {
  for (const Sector& sector : system) {
    matrices_.push_back(matrix(sector));
    moves_ = moves_ || matrices_.back().half_range > 0;
  }
}

template <class Real>
State<Real> Evolution<Real>::start() const {
  State<Real> state;
  for (const Matrix& matrix : matrices_) {
    state.push_back({matrix.start, std::vector<Real>(matrix.start.size(), 0)});
  }
  return state;
}

template <class Real>
Wave<Real> Evolution<Real>::derivative(const Matrix& matrix, const Wave<Real>& wave) {
  const std::size_t size = wave.re.size();
  Wave<Real> result{std::vector<Real>(size), std::vector<Real>(size)};
  std::size_t j = 0;
  for (std::size_t i = 0; i < size; ++i) {
    Real re = 0;
    Real im = 0;
    for (; j < matrix.row_end[i]; ++j) {
      re += matrix.value[j] * wave.re[matrix.column[j]];
      im += matrix.value[j] * wave.im[matrix.column[j]];
    }
    result.re[i] = im;
    result.im[i] = -re;
  }
  return result;
}

template <class Real>
State<Real> Evolution<Real>::step(const State<Real>& state, Real duration, Series* series) const {
  if (series != nullptr) series->fill(0);
  State<Real> result = state;
  for (std::size_t s = 0; s < matrices_.size(); ++s) {
    const Matrix& matrix = matrices_[s];
    const double phase = matrix.radius * std::abs(static_cast<double>(duration));
    std::size_t last = terms(phase);
    if (series != nullptr) last = std::max(last, series_length - 1);
    Wave<Real> term = state[s];
    std::vector<Wave<double>> first_terms;
    for (std::size_t n = 0;;) {
      if (series != nullptr && n < series_length) {
        first_terms.push_back({converted<double>(term.re), converted<double>(term.im)});
      }
      if (++n > last) break;
      term = derivative(matrix, term);
      const Real factor = duration / static_cast<Real>(n);
      for (std::size_t i = 0; i < term.re.size(); ++i) {
        term.re[i] *= factor;
        term.im[i] *= factor;
        result[s].re[i] += term.re[i];
        result[s].im[i] += term.im[i];
      }
    }
    if (series == nullptr) continue;
    const std::vector<double> stored = converted<double>(matrix.stored);
    for (std::size_t m = 0; m < series_length; ++m) {
      double sum = 0;
      for (std::size_t a = 0; a <= m; ++a) {
        sum += product(stored, first_terms[a], first_terms[m - a]);
      }
      (*series)[m] += static_cast<double>(matrix.weight) * sum;
    }
  }
  return result;
}

template <class Real>
Jet Evolution<Real>::jet(const State<Real>& state) const {
  Jet jet;
  for (std::size_t s = 0; s < matrices_.size(); ++s) {
    const Matrix& matrix = matrices_[s];
    const Wave<Real> first = derivative(matrix, state[s]);
    const Wave<Real> second = derivative(matrix, first);
    const auto mean = [&](const Wave<Real>& a, const Wave<Real>& b) {
      return matrix.weight * product(matrix.stored, a, b);
    };
    jet.energy += mean(state[s], state[s]);
    jet.slope += 2 * mean(state[s], first);
    jet.curvature += 2 * (mean(first, first) + mean(state[s], second));
  }
  return jet;
}

template <class Real>
double Evolution<Real>::population_at_cutoff(const State<Real>& state) const {
  double largest = 0;
  for (std::size_t s = 0; s < matrices_.size(); ++s) {
    for (const std::size_t i : matrices_[s].highest) {
      largest = std::max(largest, static_cast<double>(squared(state[s], i)));
    }
  }
  return largest;
}

template <class Real>
double Evolution<Real>::longest_step() const {
  double radius = 0;
  for (const Matrix& matrix : matrices_) radius = std::max(radius, matrix.radius);
  return radius > 0 ? longest_phase / radius : std::numeric_limits<double>::infinity();
}

template <class Real>
double Evolution<Real>::cost() const {
  const double step = longest_step();
  double sum = 0;
  for (const Matrix& matrix : matrices_) {
    const std::size_t products = 2 * matrix.value.size() + 4 * matrix.start.size();
    const double phase = matrix.radius > 0 ? matrix.radius * step : 0;
    sum += static_cast<double>(terms(phase) * products);
  }
  return sum;
}

template <class Real>
double Evolution<Real>::derivative_bound(int order) const {
  double sum = 0;
  for (const Matrix& matrix : matrices_) {
    double bound = static_cast<double>(matrix.weight) * matrix.half_range;
    for (int i = 0; i < order; ++i) bound *= 2 * matrix.radius;
    sum += bound;
  }
  return sum;
}

template class Evolution<double>;
template class Evolution<Quad>;

}  // namespace honesty
