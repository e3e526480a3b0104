// SPDX-License-Identifier: Apache-2.0
// 6. Collective advantage, compared fairly
//
// Is a collective battery faster than M single ones because it is collective, or because its
// Hamiltonian is larger? The same battery at
//     equal coupling of each cell to the charger    eta
//     equal spread of H1 in the start
//     equal largest eigenvalue of H1
// and, for a cavity, with g/sqrt(M) in place of g. Name the one you use: the exponents differ.
#include "leyden/study/normalised_advantage.hpp"

#include "csv_file.hpp"

int main(int argc, char** argv) {
  examples::CsvFile file(argc, argv, "06_fair_comparison",
                         "cells,equal_coupling,equal_spread,equal_norm,cavity,cavity_sqrt_cells");
  for (const leyden::Count cells : {1, 2, 3, 5, 8, 12, 20, 32, 50, 80, 120, 200}) {
    leyden::ChargeRequest request;
    request.charging.cells = cells;
    request.charging.chargers = cells;
    const auto equal = leyden::normalised_advantages(request, leyden::charge_power(request),
                                                     leyden::parse_normalisations("all"));
    const double eta = equal[0].value->value;
    const double spread = equal[1].value->value;
    const double norm = equal[2].value->value;
    request.charging.charger = leyden::Charger::cavity;
    const double cavity = leyden::charge_power(request).advantage.value;
    request.charging.coupling_scale = leyden::CouplingScale::sqrt_cells;
    const double scaled = leyden::charge_power(request).advantage.value;
    file.row({static_cast<double>(cells), eta, spread, norm, cavity, scaled});
    if (cells == 200) {
      std::printf("200 cells: eta %.4f; equal spread %.4f, equal norm %.4f; cavity %.4f, %.4f\n",
                  eta, spread, norm, cavity, scaled);
    }
  }
}
