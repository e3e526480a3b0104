// SPDX-License-Identifier: Apache-2.0
// 4. Entanglement while it charges
//
// Battery and charger are pure together, so the entropy of one, its linear entropy and the
// negativity all measure how entangled the two are: most on the way, little when the charge is
// full. Two cells of the battery share nothing meanwhile: a mixture of Dicke states as broad as
// these has no pairwise concurrence, the entanglement is with the charger.
#include <algorithm>

#include "csv_file.hpp"

int main(int argc, char** argv) {
  leyden::Charging charging;
  charging.cells = 6;
  charging.chargers = 12;

  examples::CsvFile file(argc, argv, "04_entanglement",
                         "gt,energy,entropy,linear_entropy,negativity,purity,concurrence");
  double most = 0.0;
  for (const auto& row : examples::curves(
           charging, "battery_energy,entropy,linear_entropy,negativity,purity,concurrence",
           examples::times(1.2, 401))) {
    file.row(row);
    most = std::max(most, row[2]);
  }
  std::printf("the entropy reaches %.6f nat, of at most ln 7 = %.6f\n", most, std::log(7.0));
}
