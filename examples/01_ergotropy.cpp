// SPDX-License-Identifier: Apache-2.0
// 1. Ergotropy: how much of the stored energy comes out again?
//
// Ten cells are charged by ten spins with anisotropy 0.6. The battery ends up entangled with its
// charger, so its state is mixed and some of its energy is locked. How much depends on the unitary
// operations at hand: all of them on the 2^10 states, or only collective ones, which see the eleven
// Dicke states as eleven levels. Sorting eigenvalues against the wrong levels is the field's
// classic mistake, and at the first maximum of the power it costs a third of the work.
#include "csv_file.hpp"

int main(int argc, char** argv) {
  leyden::Charging charging;
  charging.cells = 10;
  charging.chargers = 10;
  charging.anisotropy = 0.6;

  examples::CsvFile file(argc, argv, "01_ergotropy",
                         "gt,energy,ergotropy,collective,incoherent,coherent,of_one,of_five");
  for (const auto& row :
       examples::curves(charging,
                        "battery_energy,ergotropy,ergotropy_collective,ergotropy_incoherent,"
                        "ergotropy_coherent,ergotropy_of:1,ergotropy_of:5",
                        examples::times(2.0, 401))) {
    file.row(row);
  }

  // The same at the certified maximum of the power, with radii.
  leyden::ChargeRequest request;
  request.charging = charging;
  const auto result = leyden::charge(request);
  const auto seen = leyden::observe_peaks(
      request, result,
      leyden::parse_observables("battery_energy,ergotropy,ergotropy_collective,locked_energy"));
  for (std::size_t i = 0; i < seen.wanted.size(); ++i) {
    const leyden::Estimate value = *seen.at_power_peak.values[i];
    std::printf("%-22s %.10f +- %.0e omega0 at P_max\n", seen.wanted[i].name().c_str(), value.value,
                value.error);
  }
}
