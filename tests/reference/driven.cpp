// SPDX-License-Identifier: Apache-2.0
#include "driven.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace reference {
namespace {

using Complex = std::complex<long double>;

// In units of 1 / rate: the terms of the series only fall, and no digit is lost.
constexpr long double longest_step = 1;

// The rest of a series is below e times this, a hundredth of the rounding of a step.
constexpr long double negligible_term = 1e-22L;

// Rounding alone stays two orders below these, over the thousands of steps of the tests.
constexpr long double norm_tolerance = 1e-15L;
constexpr long double step_tolerance = 1e-15L;

long double norm_squared(const Amplitudes& state) {
  long double sum = 0;
  for (const Complex& amplitude : state) sum += std::norm(amplitude);
  return sum;
}

long double distance(const Amplitudes& a, const Amplitudes& b) {
  long double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += std::norm(a[i] - b[i]);
  return std::sqrt(sum);
}

long double frequency(const Drive& model) {
  return (1.0L + model.detuning) / model.coupling;
}

/// The factor of sigma+ in H1 at `time`: scale (e^{-iwt} + gamma e^{iwt}).
Complex factor_of_raising(const Drive& model, long double time) {
  const long double angle = frequency(model) * time;
  const long double gamma = model.anisotropy;
  const long double scale = model.scale;
  return scale * (std::polar(1.0L, -angle) + gamma * std::polar(1.0L, angle));
}

/// Adds sum_i [sigma+_i raised + sigma-_i lowered].
void add_flips(int cells, const Amplitudes& raised, const Amplitudes& lowered, Amplitudes& result) {
  for (std::size_t row = 0; row < result.size(); ++row) {
    for (int cell = 0; cell < cells; ++cell) {
      const std::size_t bit = std::size_t{1} << cell;
      result[row] += (row & bit) != 0 ? raised[row ^ bit] : lowered[row ^ bit];
    }
  }
}

void add_product(const Matrix& matrix, const Amplitudes& state, Amplitudes& result) {
  for (std::size_t row = 0; row < state.size(); ++row) {
    for (const Element& element : matrix[row]) result[row] += element.value * state[element.column];
  }
}

Amplitudes multiple(Complex factor, Amplitudes state) {
  for (Complex& amplitude : state) amplitude *= factor;
  return state;
}

}  // namespace

void add_field(const Drive& model, long double time, const Amplitudes& state, Amplitudes& result) {
  const Complex factor = factor_of_raising(model, time);
  add_flips(model.cells, multiple(factor, state), multiple(std::conj(factor), state), result);
}

DrivenEvolution::DrivenEvolution(const Drive& model, const Amplitudes& start)
    : model_(model), constant_(hamiltonian(model)), coarse_(start), fine_(start) {
  if (constant_.size() != start.size()) {
    throw std::invalid_argument("reference: the state does not belong to this model");
  }
  if (!(std::abs(norm_squared(start) - 1) < norm_tolerance)) {
    throw std::invalid_argument("reference: the start is not normalised");
  }
  for (const auto& row : constant_) {
    long double sum = 0;
    for (const Element& element : row) sum += std::abs(element.value);
    constant_bound_ = std::max(constant_bound_, sum);
  }
  const long double scale = model.scale;
  const long double gamma = model.anisotropy;
  field_bound_ = model.cells * std::abs(scale) * (1 + std::abs(gamma));
  rate_ = constant_bound_ + field_bound_ + std::abs(frequency(model));
  if (!std::isfinite(rate_)) throw std::invalid_argument("reference: the drive must be finite");
}

std::vector<Complex> DrivenEvolution::field_series(long double time, long double duration) const {
  const long double angle = frequency(model_) * time;
  const long double turn = frequency(model_) * duration;
  const long double gamma = model_.anisotropy;
  const long double scale = model_.scale;
  Complex forth = scale * std::polar(1.0L, -angle);
  Complex back = scale * gamma * std::polar(1.0L, angle);
  std::vector<Complex> series;
  long double bound = field_bound_ * duration;
  for (long double next = 1; bound > negligible_term; ++next) {
    series.push_back(forth + back);
    forth *= Complex(0, -turn / next);
    back *= Complex(0, turn / next);
    bound *= std::abs(turn) / next;
  }
  return series;
}

// The recursion of `step` with bounds in place of matrices and a state.
std::size_t DrivenEvolution::orders(long double duration) const {
  std::vector<long double> field{field_bound_ * duration};
  std::vector<long double> term{1};
  while (term.back() > negligible_term) {
    const auto next = static_cast<long double>(term.size());
    long double sum = constant_bound_ * duration * term.back();
    for (std::size_t j = 0; j < term.size(); ++j) sum += field[j] * term[term.size() - 1 - j];
    term.push_back(sum / next);
    field.push_back(field.back() * std::abs(frequency(model_)) * duration / next);
  }
  return term.size();
}

// With psi = sum_n psi_n s^n and H1 = sum_j H1_j s^j the Schroedinger equation reads
// (n+1) psi_{n+1} = -i (H0 psi_n + sum_j H1_j psi_{n-j}). Every term carries its duration^n.
void DrivenEvolution::step(Amplitudes& state, long double time, long double duration,
                           std::size_t orders) const {
  const std::vector<Complex> field = field_series(time, duration);
  std::vector<Amplitudes> term{state};
  for (std::size_t n = 0; n < orders; ++n) {
    // sigma+ goes with the field's factor, sigma- with its conjugate.
    Amplitudes along(state.size());
    Amplitudes across(state.size());
    for (std::size_t j = 0; j <= n && j < field.size(); ++j) {
      for (std::size_t i = 0; i < state.size(); ++i) {
        along[i] += field[j].real() * term[n - j][i];
        across[i] += field[j].imag() * term[n - j][i];
      }
    }
    Amplitudes raised(state.size());
    Amplitudes lowered(state.size());
    for (std::size_t i = 0; i < state.size(); ++i) {
      raised[i] = along[i] + Complex(0, 1) * across[i];
      lowered[i] = along[i] - Complex(0, 1) * across[i];
    }
    Amplitudes h_term(state.size());
    add_product(constant_, term[n], h_term);
    add_flips(model_.cells, raised, lowered, h_term);
    term.push_back(multiple(Complex(0, -duration / static_cast<long double>(n + 1)), h_term));
    for (std::size_t i = 0; i < state.size(); ++i) state[i] += term.back()[i];
  }
}

void DrivenEvolution::advance(Amplitudes& state, long double duration, long double steps) const {
  const std::size_t enough = orders(duration / steps);
  for (long double done = 0; done < steps; ++done) {
    step(state, time_ + duration * (done / steps), duration / steps, enough);
  }
  if (!(std::abs(norm_squared(state) - 1) < norm_tolerance)) {
    throw std::logic_error("reference: the state lost its norm");
  }
}

void DrivenEvolution::advance_to(double time) {
  const long double duration = time - time_;
  if (!(duration >= 0) || !std::isfinite(duration)) {
    throw std::invalid_argument("reference: times must be finite and ascend from 0");
  }
  if (duration == 0) return;
  const long double steps = std::ceil(rate_ * duration / longest_step);
  advance(coarse_, duration, steps);
  advance(fine_, duration, 2 * steps);
  time_ = time;
  if (!(distance(coarse_, fine_) < step_tolerance)) {
    throw std::logic_error("reference: the state depends on the steps taken");
  }
}

// d<K>/dt = 2 Re <psi|K|psi'> with psi' = -iH psi.
Point DrivenEvolution::expectation(const std::vector<int>& diagonal) const {
  Amplitudes h_state(fine_.size());
  add_product(constant_, fine_, h_state);
  add_field(model_, time_, fine_, h_state);
  Point point{0, 0};
  for (std::size_t i = 0; i < fine_.size(); ++i) {
    const auto value = static_cast<long double>(diagonal[i]);
    point.energy += value * std::norm(fine_[i]);
    point.slope += 2 * value * (std::conj(fine_[i]) * h_state[i]).imag();
  }
  return point;
}

}  // namespace reference
