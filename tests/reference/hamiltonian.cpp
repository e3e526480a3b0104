// SPDX-License-Identifier: Apache-2.0
#include "hamiltonian.hpp"

#include <cmath>
#include <complex>
#include <map>
#include <stdexcept>

namespace reference {
namespace {

using Complex = std::complex<long double>;

constexpr int largest_bit_count = 20;

bool is_up(std::size_t index, int spin) {
  return ((index >> spin) & 1U) != 0;
}

std::size_t flipped(std::size_t index, int spin) {
  return index ^ (std::size_t{1} << spin);
}

/// A single-spin operator applied to a basis state gives one basis state times a number.
struct Ket {
  std::size_t index;
  Complex factor;
};

Ket pauli_x(Ket ket, int spin) {
  return {flipped(ket.index, spin), ket.factor};
}

// sigma^y |up> = i |down>, sigma^y |down> = -i |up>.
Ket pauli_y(Ket ket, int spin) {
  const Complex phase(0, is_up(ket.index, spin) ? 1 : -1);
  return {flipped(ket.index, spin), phase * ket.factor};
}

long double pauli_z(std::size_t index, int spin) {
  return is_up(index, spin) ? 1 : -1;
}

/// Collects H one column at a time: H|column> = sum over rows.
class Columns {
 public:
  explicit Columns(std::size_t dimension) : entries_(dimension) {}

  void add(std::size_t row, std::size_t column, Complex value) { entries_[row][column] += value; }

  // strength_x sigma^x_i sigma^x_j + strength_y sigma^y_i sigma^y_j on one basis state.
  void add_pair(std::size_t column, int i, int j, long double strength_x, long double strength_y) {
    const Ket xx = pauli_x(pauli_x({column, 1}, j), i);
    const Ket yy = pauli_y(pauli_y({column, 1}, j), i);
    add(xx.index, column, strength_x * xx.factor);
    add(yy.index, column, strength_y * yy.factor);
  }

  // The form of paper Eq. (14): both orders of every pair out of `count` spins from `first` on.
  void add_crosstalk(std::size_t column, int first, int count, long double strength) {
    for (int l = first; l < first + count; ++l) {
      for (int j = first; j < first + count; ++j) {
        if (l != j) {
          add_pair(column, l, j, strength / 2, strength / 2);
        }
      }
    }
  }

  Matrix rows() const {
    Matrix matrix(entries_.size());
    for (std::size_t row = 0; row < entries_.size(); ++row) {
      for (const auto& [column, value] : entries_[row]) {
        // Products of two Pauli y are real, so an imaginary part is a mistake made here.
        if (value.imag() != 0) {
          throw std::logic_error("reference: a matrix element is not real");
        }
        if (value.real() != 0) {
          matrix[row].push_back({column, value.real()});
        }
      }
    }
    return matrix;
  }

 private:
  std::vector<std::map<std::size_t, Complex>> entries_;
};

}  // namespace

std::size_t dimension(const Spins& model) {
  if (model.cells < 1 || model.chargers < 1 || model.cells + model.chargers > largest_bit_count) {
    throw std::invalid_argument("reference: needs cells and chargers, at most 20 spins together");
  }
  if (!(model.coupling > 0)) {
    throw std::invalid_argument("reference: the coupling must be positive");
  }
  return std::size_t{1} << (model.cells + model.chargers);
}

std::size_t dimension(const Cavity& model) {
  if (model.cells < 1 || model.cells > largest_bit_count || model.cutoff < 0) {
    throw std::invalid_argument("reference: needs 1 to 20 cells and a cutoff >= 0");
  }
  if (!(model.coupling > 0)) {
    throw std::invalid_argument("reference: the coupling must be positive");
  }
  return (static_cast<std::size_t>(model.cutoff) + 1) << model.cells;
}

Matrix hamiltonian(const Spins& model) {
  const long double omega0 = 1.0L / model.coupling;
  const long double omega_charger = (1.0L + model.detuning) * omega0;
  const long double gamma = model.anisotropy;
  const int spins = model.cells + model.chargers;

  Columns columns(dimension(model));
  for (std::size_t state = 0; state < dimension(model); ++state) {
    long double diagonal = 0;
    for (int spin = 0; spin < spins; ++spin) {
      diagonal += (spin < model.cells ? omega0 : omega_charger) / 2 * pauli_z(state, spin);
    }
    columns.add(state, state, diagonal);
    for (int k = 0; k < model.cells; ++k) {
      for (int l = model.cells; l < spins; ++l) {
        columns.add_pair(state, k, l, (1 + gamma) / 2, (1 - gamma) / 2);
      }
    }
    columns.add_crosstalk(state, model.cells, model.chargers, model.crosstalk);
    columns.add_crosstalk(state, 0, model.cells, model.battery_crosstalk);
  }
  return columns.rows();
}

Matrix hamiltonian(const Cavity& model) {
  const long double omega0 = 1.0L / model.coupling;
  const long double omega_mode = (1.0L + model.detuning) * omega0 / model.photons;
  const long double gamma = model.anisotropy;
  const std::size_t one_photon = std::size_t{1} << model.cells;

  Columns columns(dimension(model));
  for (std::size_t state = 0; state < dimension(model); ++state) {
    const auto photons = static_cast<long double>(state >> model.cells);
    const bool at_cutoff = (state >> model.cells) == static_cast<std::size_t>(model.cutoff);
    long double diagonal = omega_mode * photons;
    for (int k = 0; k < model.cells; ++k) {
      diagonal += omega0 / 2 * pauli_z(state, k);
    }
    columns.add(state, state, diagonal);
    for (int k = 0; k < model.cells; ++k) {
      if (model.photons == 2) {
        // b² sigma^+ and its adjoint.
        const bool takes = !is_up(state, k);
        if (takes && photons > 1) {
          columns.add(flipped(state, k) - 2 * one_photon, state,
                      model.scale * std::sqrt(photons * (photons - 1)));
        }
        if (!takes && (state >> model.cells) + 2 <= static_cast<std::size_t>(model.cutoff)) {
          columns.add(flipped(state, k) + 2 * one_photon, state,
                      model.scale * std::sqrt((photons + 1) * (photons + 2)));
        }
        continue;
      }
      // b (gamma sigma^- + sigma^+) and its adjoint b'(gamma sigma^+ + sigma^-): sigma^+ acts on a
      // spin that is down, sigma^- on one that is up.
      const bool down = !is_up(state, k);
      if (photons > 0) {
        columns.add(flipped(state, k) - one_photon, state,
                    model.scale * (down ? 1 : gamma) * std::sqrt(photons));
      }
      if (!at_cutoff) {
        columns.add(flipped(state, k) + one_photon, state,
                    model.scale * (down ? gamma : 1) * std::sqrt(photons + 1));
      }
    }
    columns.add_crosstalk(state, 0, model.cells, model.battery_crosstalk);
  }
  return columns.rows();
}

std::size_t dimension(const Quench& model) {
  return dimension(Cavity{model.cells, 0, 0, model.coupling});
}

Matrix hamiltonian(const Quench& model) {
  const long double omega0 = 1.0L / model.coupling;
  const long double gamma = model.anisotropy;
  Columns columns(dimension(model));
  for (std::size_t state = 0; state < dimension(model); ++state) {
    for (int k = 0; k < model.cells; ++k) {
      columns.add(state, state, omega0 / 2 * pauli_z(state, k));
      // Each pair stands twice in the sum over k != l.
      for (int l = k + 1; l < model.cells; ++l) {
        columns.add_pair(state, k, l, -(1 + gamma) / 2, -(1 - gamma) / 2);
      }
    }
    columns.add_crosstalk(state, 0, model.cells, model.battery_crosstalk);
  }
  return columns.rows();
}

std::size_t dimension(const Drive& model) {
  return dimension(Cavity{model.cells, 0, 0, model.coupling});
}

Matrix hamiltonian(const Drive& model) {
  const long double omega0 = 1.0L / model.coupling;
  Columns columns(dimension(model));
  for (std::size_t state = 0; state < dimension(model); ++state) {
    for (int k = 0; k < model.cells; ++k) {
      columns.add(state, state, omega0 / 2 * pauli_z(state, k));
    }
    columns.add_crosstalk(state, 0, model.cells, model.battery_crosstalk);
  }
  return columns.rows();
}

}  // namespace reference
