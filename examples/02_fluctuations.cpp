// SPDX-License-Identifier: Apache-2.0
// 2. Energies, their balance and their fluctuations
//
// Without conservation of quanta (anisotropy 1 at strong coupling) switching the coupling on and
// off costs work: what the battery gains is not what the charger loses. The five energies add up to
// a constant, and the balance is zero within its radius at every time. The battery's energy is also
// uncertain; its signal-to-noise ratio is best where the charge is nearly full.
#include <algorithm>

#include "csv_file.hpp"

int main(int argc, char** argv) {
  leyden::Charging charging;
  charging.cells = 4;
  charging.chargers = 8;
  charging.anisotropy = 1.0;
  charging.coupling = 0.5;

  examples::CsvFile file(argc, argv, "02_fluctuations",
                         "gt,battery,charger,interaction,switching_work,battery_variance,"
                         "charger_variance,signal_to_noise,balance");
  double worst = 0.0;
  for (const auto& row :
       examples::curves(charging,
                        "battery_energy,charger_energy,interaction_energy,switching_work,"
                        "battery_variance,charger_variance,signal_to_noise,energy_balance",
                        examples::times(2.0, 401))) {
    file.row(row);
    worst = std::max(worst, std::abs(row.back()));
  }
  std::printf("the balance closes to %.0e omega0\n", worst);
}
