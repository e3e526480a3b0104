// SPDX-License-Identifier: Apache-2.0
// 7. Two photons at a time
//
// A cell takes two photons of half its energy: H1 = g (b² S_+ + h.c.). From 2M photons the stored
// energy grows like M, and the power like M², half a power more than with single photons. Crescente
// et al. (2020) state the same two laws for their two-photon Dicke battery.
#include <cmath>

#include "csv_file.hpp"

int main(int argc, char** argv) {
  examples::CsvFile file(argc, argv, "07_two_photons", "cells,one_P,two_P,one_E,two_E");
  double last = 0.0;
  for (const leyden::Count cells : {2, 4, 8, 16, 32, 64, 128, 256}) {
    leyden::ChargeRequest one;
    one.charging.charger = leyden::Charger::cavity;
    one.charging.cells = cells;
    one.charging.chargers = cells;
    leyden::ChargeRequest two = one;
    two.charging.photons = 2;
    two.charging.chargers = 2 * cells;
    // Up to the end of the first charge.
    const auto m = static_cast<double>(cells);
    one.window = 4.0 / std::sqrt(m);
    two.window = 6.0 / m;
    const auto a = leyden::charge(one).peaks;
    const auto b = leyden::charge(two).peaks;
    file.row({m, a.power.value, b.power.value, a.energy.value, b.energy.value});
    if (last > 0.0) {
      std::printf("M = %3lld: P_max %.4e g omega0, exponent %.3f\n", static_cast<long long>(cells),
                  b.power.value, std::log2(b.power.value / last));
    }
    last = b.power.value;
  }
}
