// SPDX-License-Identifier: Apache-2.0
// 8. A battery that charges itself: Lipkin-Meshkov-Glick
//
// No charger at all. At gt = 0 an all-to-all XY coupling among the cells is switched on; its
// anisotropic part makes pairs of excitations. The switching work pays for all that is stored: the
// balance says so at every time. Below a critical coupling nothing much happens.
#include <algorithm>
#include <cmath>

#include "csv_file.hpp"

int main(int argc, char** argv) {
  leyden::Charging charging;
  charging.charger = leyden::Charger::lmg;
  charging.cells = 40;
  charging.anisotropy = 1.0;

  examples::CsvFile file(argc, argv, "08_quench", "gt_cells,weak,medium,strong,ergotropy");
  const auto at = examples::times(12.0 / 40, 401);
  std::vector<std::vector<double>> table;
  for (const double t : at) table.push_back({t * 40});
  for (const double coupling : {0.3, 0.6, 3.0}) {
    charging.coupling = coupling / 40;
    const auto rows = examples::curves(charging, "battery_energy", at);
    for (std::size_t i = 0; i < at.size(); ++i) table[i].push_back(rows[i][1]);
  }
  const auto rows = examples::curves(charging, "ergotropy,energy_balance", at);
  double worst = 0.0;
  for (std::size_t i = 0; i < at.size(); ++i) {
    table[i].push_back(rows[i][1]);
    worst = std::max(worst, std::abs(rows[i][2]));
  }
  for (const auto& row : table) file.row(row);
  std::printf("the balance closes to %.0e omega0\n", worst);
}
