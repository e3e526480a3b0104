// SPDX-License-Identifier: Apache-2.0
#include "brute_force.hpp"

#include <bit>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <string>

#include "driven.hpp"
#include "evolution.hpp"
#include "hamiltonian.hpp"

namespace reference {
namespace {

void require(bool condition, const std::string& message) {
  if (!condition) {
    throw std::invalid_argument("reference: " + message);
  }
}

std::size_t lowest_bits(int count) {
  return (std::size_t{1} << count) - 1;
}

int excited_cells(std::size_t index, int cells) {
  return std::popcount(index & lowest_bits(cells));
}

Amplitudes product_state(std::size_t dimension, std::size_t index) {
  Amplitudes state(dimension);
  state[index] = 1;
  return state;
}

/// Gives every basis state that `belongs` the same amplitude.
template <typename Predicate>
Amplitudes equal_superposition(std::size_t dimension, const Predicate& belongs) {
  std::vector<std::size_t> patterns;
  for (std::size_t index = 0; index < dimension; ++index) {
    if (belongs(index)) {
      patterns.push_back(index);
    }
  }
  Amplitudes state(dimension);
  for (const std::size_t index : patterns) {
    state[index] = 1 / std::sqrt(static_cast<long double>(patterns.size()));
  }
  return state;
}

Amplitudes symmetric_state(const Spins& model, int k, int n) {
  const std::size_t size = dimension(model);
  require(k >= 0 && k <= model.cells && n >= 0 && n <= model.chargers, "no such Dicke state");
  return equal_superposition(size, [&](std::size_t index) {
    return excited_cells(index, model.cells) == k && std::popcount(index >> model.cells) == n;
  });
}

std::size_t ideal_index(const Spins& model) {
  return lowest_bits(model.cells + model.chargers) ^ lowest_bits(model.cells);
}

/// p[0] weighs the product state `ideal`, p[k] the one where cell k alone is excited besides.
Mixture one_excited_cell(std::size_t size, int cells, std::size_t ideal,
                         const std::vector<double>& p) {
  require(p.size() == static_cast<std::size_t>(cells) + 1,
          "a battery mixture needs one weight more than there are cells");
  Mixture mixture{{p[0], product_state(size, ideal)}};
  for (int k = 0; k < cells; ++k) {
    const std::size_t excited = ideal ^ (std::size_t{1} << k);
    mixture.push_back({p[static_cast<std::size_t>(k) + 1], product_state(size, excited)});
  }
  return mixture;
}

/// `begin` makes an evolution of a state.
template <typename Model, typename Begin>
std::vector<Point> charge_model(const Model& model, const Mixture& start,
                                const std::vector<double>& times, const Begin& begin) {
  // H_B/omega0 up to a constant: sum_k (1 + sigma^z_k)/2 counts the excited cells.
  std::vector<int> stored(dimension(model));
  for (std::size_t index = 0; index < stored.size(); ++index) {
    stored[index] = excited_cells(index, model.cells);
  }

  std::vector<Point> curve(times.size(), Point{0, 0});
  for (const Member& member : start) {
    if (member.weight == 0) {
      continue;
    }
    auto evolution = begin(member.state);
    const long double before = evolution.expectation(stored).energy;
    for (std::size_t i = 0; i < times.size(); ++i) {
      evolution.advance_to(times[i]);
      const Point now = evolution.expectation(stored);
      curve[i].energy += member.weight * (now.energy - before);
      curve[i].slope += member.weight * now.slope;
    }
  }
  return curve;
}

}  // namespace

Mixture ideal(const Spins& model) {
  return {{1, product_state(dimension(model), ideal_index(model))}};
}

Mixture dicke(const Spins& model, int k, int n) {
  return {{1, symmetric_state(model, k, n)}};
}

Mixture charger_mixture(const Spins& model, const std::vector<double>& p) {
  Mixture mixture;
  require(p.size() == static_cast<std::size_t>(model.chargers) + 1,
          "a charger mixture needs one weight more than there are charger spins");
  mixture.push_back({p[0], symmetric_state(model, 0, model.chargers)});
  for (int l = 1; l <= model.chargers; ++l) {
    mixture.push_back({p[static_cast<std::size_t>(l)], symmetric_state(model, 0, l - 1)});
  }
  return mixture;
}

Mixture battery_mixture(const Spins& model, const std::vector<double>& p) {
  return one_excited_cell(dimension(model), model.cells, ideal_index(model), p);
}

Mixture thermal_charger(const Spins& model, double excited_population, int count) {
  const std::size_t size = dimension(model);
  require(count >= 0 && count <= model.chargers, "more thermal spins than charger spins");
  require(excited_population >= 0 && excited_population <= 1, "a population lies in [0, 1]");
  Mixture mixture;
  // Bit i of `down` puts thermal spin i down.
  for (std::size_t down = 0; down <= lowest_bits(count); ++down) {
    long double weight = 1;
    for (int spin = 0; spin < count; ++spin) {
      const bool is_down = ((down >> spin) & 1U) != 0;
      weight *= is_down ? 1 - static_cast<long double>(excited_population)
                        : static_cast<long double>(excited_population);
    }
    mixture.push_back({weight, product_state(size, ideal_index(model) ^ (down << model.cells))});
  }
  return mixture;
}

Mixture ideal(const Cavity& model, int photons) {
  return dicke(model, 0, photons);
}

Mixture dicke(const Cavity& model, int k, int photons) {
  const std::size_t size = dimension(model);
  require(k >= 0 && k <= model.cells, "no such Dicke state");
  require(photons >= 0 && photons <= model.cutoff, "the Fock state lies above the cutoff");
  return {{1, equal_superposition(size, [&](std::size_t index) {
             return excited_cells(index, model.cells) == k &&
                    index >> model.cells == static_cast<std::size_t>(photons);
           })}};
}

Mixture dicke(const Quench& model, int k) {
  return {{1, equal_superposition(dimension(model), [&](std::size_t index) {
             return excited_cells(index, model.cells) == k;
           })}};
}

Mixture dicke(const Drive& model, int k) {
  const std::size_t size = dimension(model);
  require(k >= 0 && k <= model.cells, "no such Dicke state");
  return {{1, equal_superposition(size, [&](std::size_t index) {
             return excited_cells(index, model.cells) == k;
           })}};
}

Mixture battery_mixture(const Drive& model, const std::vector<double>& p) {
  return one_excited_cell(dimension(model), model.cells, 0, p);
}

Mixture coherent(const Cavity& model, long double mean) {
  // exp(a (b† - b)) |0> = e^{-n/2} Σ a^n / sqrt(n!) |n>, a² = mean.
  Amplitudes state(dimension(model));
  for (int n = 0; n <= model.cutoff; ++n) {
    const long double log_weight = -mean + n * std::log(mean) - std::lgamma(n + 1.0L);
    state[static_cast<std::size_t>(n) << model.cells] = std::exp(log_weight / 2);
  }
  return {{1, state}};
}

Mixture thermal(const Cavity& model, long double mean) {
  Mixture mixture;
  for (int n = 0; n <= model.cutoff; ++n) {
    Amplitudes state(dimension(model));
    state[static_cast<std::size_t>(n) << model.cells] = 1;
    mixture.push_back(
        {std::pow(mean / (1 + mean), static_cast<long double>(n)) / (1 + mean), state});
  }
  return mixture;
}

Mixture squeezed(const Cavity& model, long double mean) {
  // exp(r (b² - b†²)/2) |0>, sinh² r = mean.
  const long double r = std::asinh(std::sqrt(mean));
  Amplitudes state(dimension(model));
  for (int n = 0; n <= model.cutoff; n += 2) {
    const long double m = n / 2.0L;
    const long double log_weight = std::lgamma(n + 1.0L) - 2 * std::lgamma(m + 1) -
                                   2 * m * std::log(2.0L) + 2 * m * std::log(std::tanh(r)) -
                                   std::log(std::cosh(r));
    state[static_cast<std::size_t>(n) << model.cells] =
        (n % 4 == 0 ? 1 : -1) * std::exp(log_weight / 2);
  }
  return {{1, state}};
}

std::vector<Point> charge(const Spins& model, const Mixture& start,
                          const std::vector<double>& times) {
  const Matrix h = hamiltonian(model);
  return charge_model(model, start, times, [&](const auto& state) { return Evolution(h, state); });
}

std::vector<Point> charge(const Cavity& model, const Mixture& start,
                          const std::vector<double>& times) {
  const Matrix h = hamiltonian(model);
  return charge_model(model, start, times, [&](const auto& state) { return Evolution(h, state); });
}

std::vector<Point> charge(const Drive& model, const Mixture& start,
                          const std::vector<double>& times) {
  return charge_model(model, start, times,
                      [&](const auto& state) { return DrivenEvolution(model, state); });
}

}  // namespace reference
