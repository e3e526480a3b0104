// SPDX-License-Identifier: Apache-2.0
// 3. Bounds beside the truth
//
// How fast may a battery charge? |dE/dt| is bounded by the spreads of the two Hamiltonians, and
// more tightly by the spread of the battery's energy and the Fisher information of its distribution
// (Julia-Farre et al. 2020). The time passed is bounded from below by how far the state has turned
// (Mandelstam and Tamm).
#include <algorithm>

#include "csv_file.hpp"

int main(int argc, char** argv) {
  leyden::Charging charging;
  charging.cells = 8;
  charging.chargers = 8;
  charging.anisotropy = 0.6;

  examples::CsvFile file(argc, argv, "03_bounds",
                         "gt,power,fisher_bound,variance_bound,mandelstam_tamm");
  // From a little after 0 on: at the start empty levels make the Fisher information 0/0.
  auto at = examples::times(1.0, 401);
  at.erase(at.begin());
  double closest = 0.0;
  for (const auto& row : examples::curves(
           charging, "power,power_bound_fisher,power_bound_variance,mandelstam_tamm", at)) {
    file.row(row);
    closest = std::max(closest, row[1] / row[2]);
  }
  std::printf("the power comes to %.1f %% of its bound by the Fisher information\n", 100 * closest);
}
