// SPDX-License-Identifier: Apache-2.0
// 10. Crosstalk among the cells
//
// Cells that couple to each other hold energy that is not stored energy: the paper sets it aside.
// Here it is a column of its own and enters the balance. It detunes the first steps of the charge,
// and a strong crosstalk keeps the battery empty.
#include <algorithm>

#include "csv_file.hpp"

int main(int argc, char** argv) {
  leyden::Charging charging;
  charging.cells = 4;
  charging.chargers = 4;
  examples::CsvFile file(argc, argv, "10_self_charging", "gt,E_0,x_0,E_1,x_1,E_4,x_4,balance_4");
  const auto at = examples::times(2.0, 401);
  std::vector<std::vector<double>> table;
  for (const double t : at) table.push_back({t});
  for (const double g2 : {0.0, 1.0, 4.0}) {
    charging.battery_crosstalk = g2;
    std::string names = "battery_energy,battery_crosstalk_energy";
    if (g2 == 4.0) names += ",energy_balance";
    const auto rows = examples::curves(charging, names, at);
    for (std::size_t i = 0; i < at.size(); ++i) {
      table[i].insert(table[i].end(), rows[i].begin() + 1, rows[i].end());
    }
  }
  double most = 0.0;
  for (const auto& row : table) {
    file.row(row);
    most = std::max(most, row[6]);
  }
  std::printf("g2 = 4 g: up to %.4f omega0 in the crosstalk\n", most);
}
