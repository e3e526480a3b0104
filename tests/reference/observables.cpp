// SPDX-License-Identifier: Apache-2.0
#include "observables.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <functional>
#include <numbers>

#include "dense.hpp"
#include "driven.hpp"
#include "evolution.hpp"
#include "hamiltonian.hpp"

namespace reference {
namespace {

using Complex = std::complex<long double>;

int quanta_of_charger(const Spins&, std::size_t charger) {
  return std::popcount(charger);
}
int quanta_of_charger(const Cavity&, std::size_t charger) {
  return static_cast<int>(charger);
}
int quanta_of_charger(const Quench&, std::size_t) {
  return 0;
}
int quanta_of_charger(const Drive&, std::size_t) {
  return 0;
}

long double frequency_of_charger(const Spins& model) {
  return 1 + static_cast<long double>(model.detuning);
}
long double frequency_of_charger(const Cavity& model) {
  return (1 + static_cast<long double>(model.detuning)) / model.photons;
}
long double frequency_of_charger(const Quench&) {
  return 0;
}
long double frequency_of_charger(const Drive&) {
  return 0;
}

/// The product space as battery x charger.
struct Split {
  int cells;
  std::size_t battery;  ///< 2^cells
  std::size_t charger;

  std::size_t bits(std::size_t index) const { return index & (battery - 1); }
  std::size_t rest(std::size_t index) const { return index >> cells; }
  long double excited(std::size_t index) const {
    return static_cast<long double>(std::popcount(bits(index)));
  }
};

template <class Keep>
Matrix only(const Matrix& matrix, const Keep& keep) {
  Matrix result(matrix.size());
  for (std::size_t row = 0; row < matrix.size(); ++row) {
    for (const Element& element : matrix[row]) {
      if (keep(row, element.column)) result[row].push_back(element);
    }
  }
  return result;
}

Amplitudes times(const Matrix& matrix, const Amplitudes& state) {
  Amplitudes result(state.size());
  for (std::size_t row = 0; row < matrix.size(); ++row) {
    for (const Element& element : matrix[row]) result[row] += element.value * state[element.column];
  }
  return result;
}

long double squared(const Amplitudes& x) {
  long double sum = 0;
  for (const Complex& value : x) sum += std::norm(value);
  return sum;
}

Complex inner(const Amplitudes& x, const Amplitudes& y) {
  Complex sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += std::conj(x[i]) * y[i];
  return sum;
}

/// Tr_charger of the mixture, on all 2^M battery states.
Dense reduced(const Split& split, const Mixture& now) {
  Dense rho(split.battery, split.battery);
  for (const Member& member : now) {
    for (std::size_t c = 0; c < split.charger; ++c) {
      for (std::size_t i = 0; i < split.battery; ++i) {
        for (std::size_t j = 0; j < split.battery; ++j) {
          rho.at(i, j) += member.weight * member.state[c << split.cells | i] *
                          std::conj(member.state[c << split.cells | j]);
        }
      }
    }
  }
  return rho;
}

/// The first `part` cells of a battery state.
Dense first_cells(const Dense& rho, int cells, int part) {
  const std::size_t size = std::size_t{1} << part;
  Dense result(size, size);
  for (std::size_t other = 0; other < std::size_t{1} << (cells - part); ++other) {
    for (std::size_t i = 0; i < size; ++i) {
      for (std::size_t j = 0; j < size; ++j) {
        result.at(i, j) += rho.at(other << part | i, other << part | j);
      }
    }
  }
  return result;
}

/// Without elements between states with different numbers of excited cells.
Dense dephased(Dense rho) {
  for (std::size_t i = 0; i < rho.rows; ++i) {
    for (std::size_t j = 0; j < rho.columns; ++j) {
      if (std::popcount(i) != std::popcount(j)) rho.at(i, j) = 0;
    }
  }
  return rho;
}

std::vector<long double> energies(std::size_t size) {
  std::vector<long double> result;
  for (std::size_t i = 0; i < size; ++i) result.push_back(std::popcount(i));
  std::sort(result.begin(), result.end());
  return result;
}

long double passive_energy(const Dense& rho) {
  const auto values = singular_values(rho);
  const auto levels = energies(rho.rows);
  long double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) sum += values[i] * levels[i];
  return sum;
}

long double active_energy(const Dense& rho) {
  const auto values = singular_values(rho);
  const auto levels = energies(rho.rows);
  long double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) sum += values[i] * levels[levels.size() - 1 - i];
  return sum;
}

long double mean_energy(const Dense& rho) {
  long double sum = 0;
  for (std::size_t i = 0; i < rho.rows; ++i) {
    sum += rho.at(i, i).real() * static_cast<long double>(std::popcount(i));
  }
  return sum;
}

Dense product(const Dense& a, const Dense& b) {
  Dense result(a.rows, b.columns);
  for (std::size_t i = 0; i < a.rows; ++i) {
    for (std::size_t k = 0; k < a.columns; ++k) {
      for (std::size_t j = 0; j < b.columns; ++j) result.at(i, j) += a.at(i, k) * b.at(k, j);
    }
  }
  return result;
}

std::size_t permuted(std::size_t bits, const std::vector<int>& order) {
  std::size_t result = 0;
  for (std::size_t cell = 0; cell < order.size(); ++cell) {
    if ((bits >> cell & 1U) != 0) result |= std::size_t{1} << order[cell];
  }
  return result;
}

/// The average over all orders of the cells.
Dense symmetrised(const Dense& rho, int cells) {
  std::vector<int> order;
  for (int cell = 0; cell < cells; ++cell) order.push_back(cell);
  Dense sum(rho.rows, rho.columns);
  long double orders = 0;
  do {
    for (std::size_t i = 0; i < rho.rows; ++i) {
      for (std::size_t j = 0; j < rho.columns; ++j) {
        sum.at(permuted(i, order), permuted(j, order)) += rho.at(i, j);
      }
    }
    orders += 1;
  } while (std::next_permutation(order.begin(), order.end()));
  for (Complex& value : sum.values) value /= orders;
  return sum;
}

/// S² of the cells, from s_k · s_l = (swap_kl - 1/2) / 2.
Dense total_spin_squared(int cells) {
  const std::size_t size = std::size_t{1} << cells;
  Dense result(size, size);
  for (std::size_t i = 0; i < size; ++i) {
    result.at(i, i) += 0.75L * static_cast<long double>(cells);
    for (int k = 0; k < cells; ++k) {
      for (int l = k + 1; l < cells; ++l) {
        std::vector<int> order;
        for (int cell = 0; cell < cells; ++cell) order.push_back(cell);
        std::swap(order[static_cast<std::size_t>(k)], order[static_cast<std::size_t>(l)]);
        result.at(permuted(i, order), i) += 1;
        result.at(i, i) -= 0.5L;
      }
    }
  }
  return result;
}

/// Least energy by unitaries that know of no single cell: they see the average over all orders, and
/// within it each total spin by itself, every eigenvalue as often as the spin has copies.
long double passive_energy_within_spin(const Dense& rho, int cells) {
  const Dense mean = symmetrised(rho, cells);
  const Dense square = total_spin_squared(cells);
  long double energy = 0;
  for (int twice = cells; twice >= 0; twice -= 2) {
    const long double spin = twice / 2.0L;
    Dense projector(rho.rows, rho.columns);
    for (std::size_t i = 0; i < rho.rows; ++i) projector.at(i, i) = 1;
    for (int other = cells; other >= 0; other -= 2) {
      if (other == twice) continue;
      const long double value = other / 2.0L * (other / 2.0L + 1);
      Dense factor = square;
      for (std::size_t i = 0; i < rho.rows; ++i) factor.at(i, i) -= value;
      for (Complex& entry : factor.values) entry /= spin * (spin + 1) - value;
      projector = product(projector, factor);
    }
    long double trace = 0;
    for (std::size_t i = 0; i < rho.rows; ++i) trace += projector.at(i, i).real();
    const auto copies =
        static_cast<std::size_t>(std::llround(trace)) / static_cast<std::size_t>(twice + 1);
    const auto values = singular_values(product(product(projector, mean), projector));
    const long double lowest = (cells - twice) / 2.0L;
    for (std::size_t i = 0; i < copies * static_cast<std::size_t>(twice + 1); ++i) {
      energy += values[i] * (lowest + static_cast<long double>(i / copies));
    }
  }
  return energy;
}

long double entropy(const Dense& rho) {
  long double sum = 0;
  for (const long double value : singular_values(rho)) {
    if (value > 0) sum -= value * std::log(value);
  }
  return sum;
}

/// Wootters on the product basis, from 4 x r factors of the two cells' state made triangular.
long double concurrence_of_first_two(const Mixture& now) {
  std::vector<std::vector<Complex>> rows(4);
  for (const Member& member : now) {
    for (std::size_t other = 0; other < member.state.size() / 4; ++other) {
      for (std::size_t i = 0; i < 4; ++i) {
        rows[i].push_back(std::sqrt(member.weight) * member.state[other << 2 | i]);
      }
    }
  }
  std::array<std::array<Complex, 4>, 4> triangle{};
  std::vector<std::vector<Complex>> basis;
  for (std::size_t i = 0; i < 4; ++i) {
    std::vector<Complex> rest = rows[i];
    for (int pass = 0; pass < 2; ++pass) {
      for (std::size_t j = 0; j < i; ++j) {
        const Complex overlap = inner(basis[j], rest);
        triangle[i][j] += overlap;
        for (std::size_t c = 0; c < rest.size(); ++c) rest[c] -= overlap * basis[j][c];
      }
    }
    const long double length = std::sqrt(squared(rest));
    if (length > 1e-17L) {
      triangle[i][i] = length;
      for (Complex& value : rest) value /= length;
    } else {
      for (Complex& value : rest) value = 0;
    }
    basis.push_back(rest);
  }
  // sigma_y x sigma_y: 00 -> -11, 01 -> 10, 10 -> 01, 11 -> -00.
  Dense spin_flip(4, 4);
  for (std::size_t a = 0; a < 4; ++a) {
    for (std::size_t b = 0; b < 4; ++b) {
      for (std::size_t i = 0; i < 4; ++i) {
        const long double sign = i == 0 || i == 3 ? -1 : 1;
        spin_flip.at(a, b) += triangle[i][a] * sign * triangle[3 - i][b];
      }
    }
  }
  const auto s = singular_values(spin_flip);
  return std::max(0.0L, s[0] - s[1] - s[2] - s[3]);
}

/// Sum of the magnitudes of the eigenvalues of the partial transpose.
long double negativity(const Split& split, const Amplitudes& psi) {
  Dense transposed(psi.size(), psi.size());
  for (std::size_t i = 0; i < psi.size(); ++i) {
    for (std::size_t j = 0; j < psi.size(); ++j) {
      const std::size_t a = split.rest(i) << split.cells | split.bits(j);
      const std::size_t b = split.rest(j) << split.cells | split.bits(i);
      transposed.at(a, b) = psi[i] * std::conj(psi[j]);
    }
  }
  long double sum = 0;
  for (const long double value : singular_values(transposed)) sum += value;
  return (sum - 1) / 2;
}

using Operator = std::function<Amplitudes(const Amplitudes&)>;

Operator operator_of(const Matrix& matrix) {
  return [matrix](const Amplitudes& state) { return times(matrix, state); };
}

/// H at one time and what it consists of, in units of the coupling.
struct Parts {
  Operator whole;
  Operator interaction;
  Operator battery_crosstalk;
  Operator charger_crosstalk;
};

/// By what an element flips: one cell and the charger, cells only, or the charger only.
Parts parts_of(const Matrix& matrix, const Split& split) {
  enum class Kind { none, interaction, battery_crosstalk, charger_crosstalk };
  const auto kind = [&](std::size_t a, std::size_t b) {
    const bool cells_differ = split.bits(a) != split.bits(b);
    const bool charger_differs = split.rest(a) != split.rest(b);
    if (cells_differ && charger_differs) return Kind::interaction;
    if (charger_differs) return Kind::charger_crosstalk;
    if (!cells_differ) return Kind::none;
    // Cells alone: without a charger that is what charges them.
    return split.charger == 1 ? Kind::interaction : Kind::battery_crosstalk;
  };
  const auto part = [&](Kind wanted) {
    return operator_of(
        only(matrix, [&](std::size_t a, std::size_t b) { return kind(a, b) == wanted; }));
  };
  return {operator_of(matrix), part(Kind::interaction), part(Kind::battery_crosstalk),
          part(Kind::charger_crosstalk)};
}

Parts parts_at(const Drive& model, double time) {
  const Matrix matrix = hamiltonian(model);
  const auto field = [model, time](const Amplitudes& state) {
    Amplitudes result(state.size());
    add_field(model, time, state, result);
    return result;
  };
  const auto whole = [model, time, matrix](const Amplitudes& state) {
    Amplitudes result = times(matrix, state);
    add_field(model, time, state, result);
    return result;
  };
  const auto flips = [](std::size_t a, std::size_t b) { return a != b; };
  return {whole, field, operator_of(only(matrix, flips)), operator_of(Matrix(matrix.size()))};
}

template <class Model>
void add_energies(Observables& result, const Model& model, const Split& split, const Parts& parts,
                  const Mixture& now) {
  const long double g = model.coupling;
  const long double frequency = frequency_of_charger(model);
  long double battery = 0, battery_square = 0, charger = 0, charger_square = 0;
  long double interaction = 0, interaction_square = 0, cells = 0, spins = 0;
  std::vector<long double> p(static_cast<std::size_t>(split.cells) + 1);
  std::vector<long double> flow(p.size());
  for (const Member& member : now) {
    const Amplitudes& psi = member.state;
    const Amplitudes coupled = parts.interaction(psi);
    const Amplitudes h_psi = parts.whole(psi);
    for (std::size_t i = 0; i < psi.size(); ++i) {
      const long double weight = member.weight * std::norm(psi[i]);
      const long double k = split.excited(i);
      const long double n =
          frequency * static_cast<long double>(quanta_of_charger(model, split.rest(i)));
      battery += weight * k;
      battery_square += weight * k * k;
      charger += weight * n;
      charger_square += weight * n * n;
      const auto level = static_cast<std::size_t>(k);
      p[level] += weight;
      flow[level] += 2 * member.weight * (std::conj(psi[i]) * h_psi[i]).imag();
    }
    interaction += member.weight * g * inner(psi, coupled).real();
    interaction_square += member.weight * g * g * squared(coupled);
    cells += member.weight * g * inner(psi, parts.battery_crosstalk(psi)).real();
    spins += member.weight * g * inner(psi, parts.charger_crosstalk(psi)).real();
  }
  result["battery_energy"] = battery;
  result["charger_energy"] = charger;
  result["interaction_energy"] = interaction;
  result["battery_crosstalk_energy"] = cells;
  result["charger_crosstalk_energy"] = spins;
  result["battery_variance"] = battery_square - battery * battery;
  result["charger_variance"] = charger_square - charger * charger;
  result["interaction_variance"] = interaction_square - interaction * interaction;
  long double power = 0;
  long double fisher = 0;
  for (std::size_t k = 0; k < p.size(); ++k) {
    power += static_cast<long double>(k) * flow[k];
    // Where the probability vanishes this is 0/0, at the start for instance.
    fisher += p[k] > 1e-25L ? flow[k] * flow[k] / p[k] : 0;
  }
  result["power"] = power;
  result["fisher_information"] = fisher;
}

template <class Model>
Split split_of(const Model& model) {
  return {model.cells, std::size_t{1} << model.cells, dimension(model) >> model.cells};
}

/// All but the members of no weight.
Mixture present(const Mixture& mixture) {
  Mixture result;
  for (const Member& member : mixture) {
    if (member.weight != 0) result.push_back(member);
  }
  return result;
}

/// `begin` makes an evolution of a state.
template <class Begin>
Mixture evolved(Mixture mixture, double time, const Begin& begin) {
  for (Member& member : mixture) {
    auto evolution = begin(member.state);
    evolution.advance_to(time);
    member.state = evolution.state();
  }
  return mixture;
}

/// What the state tells by itself; to what add_energies has found.
template <class Model>
void add_state(Observables& result, const Model& model, const Split& split, const Mixture& now,
               int part, bool with_negativity) {
  const Dense rho = reduced(split, now);
  const Dense mixed = dephased(rho);
  const long double energy = result["battery_energy"];
  const long double passive = passive_energy(rho);
  const long double passive_mixed = passive_energy(mixed);
  result["ergotropy"] = energy - passive;
  result["ergotropy_collective"] = energy - passive_energy_within_spin(rho, split.cells);
  result["ergotropy_incoherent"] = energy - passive_mixed;
  result["ergotropy_coherent"] = passive_mixed - passive;
  result["locked_energy"] = passive;
  result["anti_ergotropy"] = active_energy(rho) - energy;
  result["capacity"] = active_energy(rho) - passive;
  result["entropy"] = entropy(rho);
  result["coherence"] = entropy(mixed) - entropy(rho);
  long double purity = 0;
  for (const Complex& value : rho.values) purity += std::norm(value);
  result["purity"] = purity;
  result["linear_entropy"] = 1 - purity;
  const Dense some = first_cells(rho, split.cells, part);
  result["ergotropy_of"] = mean_energy(some) - passive_energy(some);
  if (split.cells >= 2) result["concurrence"] = concurrence_of_first_two(now);
  const long double spread = std::sqrt(std::max(0.0L, result["battery_variance"]));
  if (spread > 1e-6L) result["signal_to_noise"] = energy / spread;
  const long double charger_spread = std::sqrt(std::max(0.0L, result["charger_variance"]));
  if (charger_spread > 1e-6L) {
    result["charger_signal_to_noise"] = result["charger_energy"] / charger_spread;
  }
  if (energy > 1e-6L) result["ergotropy_ratio"] = result["ergotropy"] / energy;
  // Without spread there is 0 times 0/0.
  if (spread > 1e-6L) {
    result["power_bound_fisher"] = spread * std::sqrt(result["fisher_information"]);
    result["power_bound_variance"] =
        2 * spread * std::sqrt(result["interaction_variance"]) / model.coupling;
  }
  if (now.size() == 1 && with_negativity) {
    result["negativity"] = negativity(split, now.front().state);
  }
}

template <class Model>
Observables observe_model(const Model& model, const Mixture& start, double time, int part,
                          bool with_negativity) {
  const Matrix h = hamiltonian(model);
  const Split split = split_of(model);
  const Parts parts = parts_of(h, split);
  const Mixture begin = present(start);
  const Mixture now =
      evolved(begin, time, [&](const Amplitudes& state) { return Evolution(h, state); });
  Observables before;
  add_energies(before, model, split, parts, begin);
  Observables result;
  add_energies(result, model, split, parts, now);
  result["switching_work"] = before["interaction_energy"] - result["interaction_energy"];
  result["energy_balance"] = 0;
  add_state(result, model, split, now, part, with_negativity);
  if (now.size() == 1) {
    const Amplitudes h_psi = times(h, begin.front().state);
    const long double mean = inner(begin.front().state, h_psi).real();
    const long double variance = squared(h_psi) - mean * mean;
    const long double fidelity = std::abs(inner(begin.front().state, now.front().state));
    if (variance > 1e-12L) {
      result["mandelstam_tamm"] = std::acos(std::min(1.0L, fidelity)) / std::sqrt(variance);
    }
  }
  return result;
}

}  // namespace

Observables observe(const Spins& model, const Mixture& start, double time, int part,
                    bool with_negativity) {
  return observe_model(model, start, time, part, with_negativity);
}

Observables observe(const Cavity& model, const Mixture& start, double time, int part,
                    bool with_negativity) {
  return observe_model(model, start, time, part, with_negativity);
}

Observables observe(const Quench& model, const Mixture& start, double time, int part,
                    bool with_negativity) {
  return observe_model(model, start, time, part, with_negativity);
}

Observables observe(const Drive& model, const Mixture& start, double time, int part,
                    bool with_negativity) {
  const Split split = split_of(model);
  const Mixture begin = present(start);
  const Mixture now =
      evolved(begin, time, [&](const Amplitudes& state) { return DrivenEvolution(model, state); });
  Observables before;
  add_energies(before, model, split, parts_at(model, 0), begin);
  Observables result;
  add_energies(result, model, split, parts_at(model, time), now);
  result["switching_work"] = before["interaction_energy"] - result["interaction_energy"];
  result["drive_work"] = 0;
  for (const char* part_of_h :
       {"battery_energy", "battery_crosstalk_energy", "interaction_energy"}) {
    result["drive_work"] += result[part_of_h] - before[part_of_h];
  }
  add_state(result, model, split, now, part, with_negativity);
  return result;
}

}  // namespace reference
