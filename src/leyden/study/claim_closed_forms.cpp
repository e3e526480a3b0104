// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/claim_closed_forms.hpp"

#include <cmath>

#include "leyden/study/claim_estimate.hpp"

namespace leyden {
namespace {

double squared_sine(double x) {
  const double sine = std::sin(x);
  return sine * sine;
}

double squared_xi(Count chargers) {
  return 6.0 * static_cast<double>(chargers) - 4.0;
}

}  // namespace

double single_cell_energy(double time) {
  return squared_sine(time);
}

double one_thermal_charger_energy(double p0, double time) {
  const double ideal = 2.0 * squared_sine(std::sqrt(2.0) * time);
  return ideal - p0 * (ideal - squared_sine(2.0 * time) / 2.0);
}

std::array<double, 3> two_cell_populations(Count chargers, double time) {
  const double xi2 = squared_xi(chargers);
  const double angle = std::sqrt(xi2) * time;
  const double c1 =
      -2.0 * std::sqrt(2.0 * (xi2 + 4.0) * (xi2 - 2.0)) / (3.0 * xi2) * squared_sine(angle / 2);
  const double c2 = std::sqrt((xi2 + 4.0) / (6.0 * xi2)) * std::sin(angle);
  const double c4 = ((xi2 + 4.0) * std::cos(angle) + 2.0 * (xi2 - 2.0)) / (3.0 * xi2);
  return {c4 * c4, 2.0 * c2 * c2, c1 * c1};
}

Estimate two_cell_largest_energy(Count chargers) {
  const Estimate n = exactly(static_cast<double>(chargers));
  const Estimate divisor = exactly(3.0) * n - exactly(2.0);
  return exactly(16.0) * n * (n - exactly(1.0)) / (divisor * divisor);
}

Estimate two_cell_largest_energy_in_xi(Count chargers) {
  const Estimate xi2 = exactly(squared_xi(chargers));
  const Estimate xi4 = xi2 * xi2;
  return exactly(16.0) * (xi4 + exactly(2.0) * xi2 - exactly(8.0)) / (exactly(9.0) * xi4);
}

Estimate two_cell_peak_time(Count chargers) {
  const Estimate pi{std::acos(-1.0), 4 * unit_roundoff};
  return pi / square_root(exactly(squared_xi(chargers)));
}

}  // namespace leyden
