// SPDX-License-Identifier: Apache-2.0
// 6. Collective advantage, compared fairly
//
// Is a collective battery faster than M single ones because it is collective, or because its
// Hamiltonian is larger? Without pairs and detuning power is proportional to the coupling, so the
// advantage at equal means follows from the plain one:
//     equal coupling of each cell to the charger    eta
//     equal spread of H1 in the start               eta sqrt(M) / sqrt(M N)
//     equal largest eigenvalue of H1                eta M / |H1|, |H1| from the chain of the charge
// and, for a cavity, g/sqrt(M) in place of g. Name the one you use: the exponents differ.
#include <algorithm>
#include <cmath>

#include "csv_file.hpp"

namespace {

/// The largest eigenvalue of H1 on the states of the charge, in units of g: bisection with the
/// signs of the leading minors of (x - H1).
double largest_eigenvalue(leyden::Count cells, leyden::Count chargers) {
  leyden::Charging charging;
  charging.cells = cells;
  charging.chargers = chargers;
  const leyden::Protocol protocol = make_protocol(charging);
  std::vector<double> squares;
  for (leyden::Count k = 0; k < std::min(cells, chargers); ++k) {
    const double h = transition_element(protocol.blocks[0], {k, chargers - k, 0}, {+1, -1, 0});
    squares.push_back(h * h);
  }
  double low = 0.0;
  double high = 2.0 * static_cast<double>((cells + 1) * (chargers + 1));
  while (high - low > 1e-13 * high) {
    const double x = (low + high) / 2;
    double minor = x;
    bool above = minor > 0.0;
    for (const double square : squares) {
      minor = x - square / minor;
      above = above && minor > 0.0;
    }
    (above ? high : low) = x;
  }
  return high;
}

}  // namespace

int main(int argc, char** argv) {
  examples::CsvFile file(argc, argv, "06_fair_comparison",
                         "cells,equal_coupling,equal_spread,equal_norm,cavity,cavity_sqrt_cells");
  for (const leyden::Count cells : {1, 2, 3, 5, 8, 12, 20, 32, 50, 80, 120, 200}) {
    const auto m = static_cast<double>(cells);
    leyden::ChargeRequest request;
    request.charging.cells = cells;
    request.charging.chargers = cells;
    const double eta = leyden::charge_power(request).advantage.value;
    request.charging.charger = leyden::Charger::cavity;
    const double cavity = leyden::charge_power(request).advantage.value;
    request.charging.coupling_scale = leyden::CouplingScale::sqrt_cells;
    const double scaled = leyden::charge_power(request).advantage.value;
    file.row(
        {m, eta, eta / std::sqrt(m), eta * m / largest_eigenvalue(cells, cells), cavity, scaled});
    if (cells == 200) {
      std::printf("200 cells: eta %.4f; equal spread %.4f, equal norm %.4f; cavity %.4f, %.4f\n",
                  eta, eta / std::sqrt(m), eta * m / largest_eigenvalue(cells, cells), cavity,
                  scaled);
    }
  }
}
