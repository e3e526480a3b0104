// SPDX-License-Identifier: Apache-2.0
#include "evolution.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace reference {
namespace {

using Complex = std::complex<long double>;

static_assert(std::numeric_limits<long double>::digits >= 64,
              "the oracle must carry more digits than the double precision that it judges");

// Taylor terms reach at most 4^4/4! = 11 times the state, so a step loses one digit at most.
constexpr long double largest_step = 4.0L;

// The rest of the series is below e^4 times this.
constexpr long double negligible_term = 1e-24L;

// Rounding alone stays two orders below this; a lost matrix element does not.
constexpr long double norm_tolerance = 1e-15L;

long double norm_squared(const Amplitudes& state) {
  long double sum = 0;
  for (const Complex& amplitude : state) {
    sum += std::norm(amplitude);
  }
  return sum;
}

Complex times_minus_i(const Complex& z) {
  return {z.imag(), -z.real()};
}

/// Basis states that some chain of matrix elements joins to the start. All others keep amplitude
/// zero for ever, so leaving them out changes nothing: this is a plain search of the matrix.
std::vector<std::size_t> reachable(const Matrix& matrix, const Amplitudes& start) {
  std::vector<bool> seen(start.size(), false);
  std::vector<std::size_t> found;
  for (std::size_t row = 0; row < start.size(); ++row) {
    if (start[row] != Complex(0)) {
      seen[row] = true;
      found.push_back(row);
    }
  }
  for (std::size_t next = 0; next < found.size(); ++next) {
    for (const Element& element : matrix[found[next]]) {
      if (!seen[element.column]) {
        seen[element.column] = true;
        found.push_back(element.column);
      }
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

Evolution::Evolution(const Matrix& matrix, const Amplitudes& start) : dimension_(start.size()) {
  if (matrix.size() != start.size()) {
    throw std::invalid_argument("reference: the state does not belong to this model");
  }
  if (!(std::abs(norm_squared(start) - 1) < norm_tolerance)) {
    throw std::invalid_argument("reference: the start is not normalised");
  }
  index_ = reachable(matrix, start);
  std::vector<std::size_t> position(start.size(), 0);
  for (std::size_t i = 0; i < index_.size(); ++i) {
    position[index_[i]] = i;
    state_.push_back(start[index_[i]]);
  }

  // Gershgorin's discs enclose the spectrum. A shift of H to their centre only turns the global
  // phase, and it leaves the smallest radius to expand in.
  long double lowest = std::numeric_limits<long double>::max();
  long double highest = std::numeric_limits<long double>::lowest();
  for (const std::size_t row : index_) {
    long double diagonal = 0;
    long double others = 0;
    for (const Element& element : matrix[row]) {
      if (element.column == row) {
        diagonal = element.value;
      } else {
        others += std::abs(element.value);
      }
    }
    lowest = std::min(lowest, diagonal - others);
    highest = std::max(highest, diagonal + others);
  }
  radius_ = (highest - lowest) / 2;
  const long double centre = lowest + radius_;

  matrix_.resize(index_.size());
  for (std::size_t i = 0; i < index_.size(); ++i) {
    matrix_[i].push_back({i, -centre});
    for (const Element& element : matrix[index_[i]]) {
      if (element.column == index_[i]) {
        matrix_[i].front().value += element.value;
      } else {
        matrix_[i].push_back({position[element.column], element.value});
      }
    }
  }
}

Amplitudes Evolution::applied(const Amplitudes& state) const {
  Amplitudes result(state.size());
  for (std::size_t row = 0; row < state.size(); ++row) {
    Complex sum = 0;
    for (const Element& element : matrix_[row]) {
      sum += element.value * state[element.column];
    }
    result[row] = sum;
  }
  return result;
}

// exp(-iHt) = sum_n (-iHt)^n / n!
void Evolution::step(long double duration) {
  Amplitudes term = state_;
  for (int n = 1; norm_squared(term) > negligible_term * negligible_term; ++n) {
    term = applied(term);
    for (std::size_t i = 0; i < term.size(); ++i) {
      term[i] = times_minus_i(term[i]) * (duration / n);
      state_[i] += term[i];
    }
  }
}

void Evolution::advance_to(double time) {
  const long double duration = time - time_;
  if (!(duration >= 0) || !std::isfinite(duration)) {
    throw std::invalid_argument("reference: times must be finite and ascend from 0");
  }
  const long double steps = std::ceil(radius_ * duration / largest_step);
  for (long double done = 0; done < steps; ++done) {
    step(duration / steps);
  }
  time_ = time;
  if (!(std::abs(norm_squared(state_) - 1) < norm_tolerance)) {
    throw std::logic_error("reference: the state lost its norm");
  }
}

Amplitudes Evolution::state() const {
  Amplitudes result(dimension_);
  for (std::size_t i = 0; i < index_.size(); ++i) result[index_[i]] = state_[i];
  return result;
}

// d<K>/dt = 2 Re <psi|K|psi'> with psi' = -iH psi.
Point Evolution::expectation(const std::vector<int>& diagonal) const {
  const Amplitudes h_state = applied(state_);
  Point point{0, 0};
  for (std::size_t i = 0; i < state_.size(); ++i) {
    const auto value = static_cast<long double>(diagonal[index_[i]]);
    point.energy += value * std::norm(state_[i]);
    point.slope += 2 * value * (std::conj(state_[i]) * times_minus_i(h_state[i])).real();
  }
  return point;
}

}  // namespace reference
