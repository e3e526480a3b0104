// SPDX-License-Identifier: Apache-2.0
// 9. A classical field
//
// A laser in place of a charger: the field is not changed by what it gives, and H depends on time.
// Circular light charges each cell by itself as one resonant charger spin would, E = sin²(gt).
// Linear light, 2 g cos(ωt) σx, has a second circular part that turns the other way: it wiggles
// with 2ω and, where g is no longer small beside ω0, moves the maximum. Together or one by one
// makes no difference, M cells are M times one cell at every time, until the cells couple to each
// other: then they are one spin with an uneven ladder, and the field falls out of step with it.
#include <algorithm>
#include <cmath>

#include "csv_file.hpp"

namespace {

leyden::Charging in_a_field(leyden::Count cells, double gamma, double coupling) {
  leyden::Charging charging;
  charging.charger = leyden::Charger::drive;
  charging.chargers = 0;
  charging.cells = cells;
  charging.anisotropy = gamma;
  charging.coupling = coupling;
  return charging;
}

double largest_power(const leyden::Charging& charging) {
  leyden::ChargeRequest request;
  request.charging = charging;
  return leyden::charge_power(request).peaks.power.value;
}

}  // namespace

int main(int argc, char** argv) {
  const auto at = examples::times(3.2, 401);
  std::vector<std::vector<double>> table;
  for (const double t : at) table.push_back({t});
  const auto add = [&](const leyden::Charging& charging, const char* name) {
    const auto rows = examples::curves(charging, name, at);
    const auto cells = static_cast<double>(charging.cells);
    for (std::size_t i = 0; i < at.size(); ++i) table[i].push_back(rows[i][1] / cells);
  };
  add(in_a_field(1, 0.0, 0.1), "battery_energy");
  add(in_a_field(1, 1.0, 0.1), "battery_energy");
  add(in_a_field(1, 1.0, 0.5), "battery_energy");
  add(in_a_field(1, 1.0, 0.5), "drive_work");
  for (const double crosstalk : {0.1, 0.3}) {
    leyden::Charging together = in_a_field(10, 1.0, 0.1);
    together.battery_crosstalk = crosstalk;
    add(together, "battery_energy");
  }
  examples::CsvFile file(argc, argv, "09_field",
                         "gt,circular,linear,strong,work,crosstalk_0.1,crosstalk_0.3");
  for (const auto& row : table) file.row(row);

  examples::CsvFile powers(argc, argv, "09_parallel_and_collective",
                           "cells,parallel,collective,crosstalk_0.1,crosstalk_minus_0.1");
  const double one = largest_power(in_a_field(1, 1.0, 0.1));
  double worst = 0.0;
  for (const leyden::Count cells : {1, 2, 3, 5, 8, 12, 20, 30}) {
    const auto m = static_cast<double>(cells);
    leyden::Charging together = in_a_field(cells, 1.0, 0.1);
    std::vector<double> row{m, one * m, largest_power(together)};
    worst = std::max(worst, std::abs(row[2] / row[1] - 1));
    for (const double crosstalk : {0.1, -0.1}) {
      together.battery_crosstalk = crosstalk;
      row.push_back(largest_power(together));
    }
    powers.row(row);
  }
  std::printf("together and one by one differ by %.0e\n", worst);
}
