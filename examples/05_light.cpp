// SPDX-License-Identifier: Apache-2.0
// 5. Which light charges best?
//
// Eight cells in a cavity with eight photons on average: a Fock state, a laser pulse, thermal
// light, squeezed vacuum. The Fock state stores most, but what a coherent pulse stores comes out
// again almost whole, because it leaves the battery nearly pure; that was found by Andolina et al.
// (2019). A coherent pulse superposes sectors with different numbers of quanta: the energy may be
// added up over them, the ergotropy may not.
#include "csv_file.hpp"

int main(int argc, char** argv) {
  constexpr double photons = 8.0;
  std::vector<leyden::Charging> cavities(4);
  for (auto& cavity : cavities) {
    cavity.charger = leyden::Charger::cavity;
    cavity.cells = 8;
    cavity.chargers = 8;
  }
  cavities[1].start = leyden::LightStart{leyden::Light::coherent, photons};
  cavities[2].start = leyden::LightStart{leyden::Light::thermal, photons};
  cavities[3].start = leyden::LightStart{leyden::Light::squeezed, photons};

  examples::CsvFile file(argc, argv, "05_light",
                         "gt,fock_E,fock_W,coherent_E,coherent_W,thermal_E,thermal_W,squeezed_E,"
                         "squeezed_W");
  const auto at = examples::times(1.2, 241);
  std::vector<std::vector<double>> table(at.size());
  for (std::size_t i = 0; i < at.size(); ++i) table[i].push_back(at[i]);
  for (const auto& cavity : cavities) {
    const auto rows = examples::curves(cavity, "battery_energy,ergotropy", at);
    for (std::size_t i = 0; i < at.size(); ++i) {
      table[i].insert(table[i].end(), rows[i].begin() + 1, rows[i].end());
    }
  }
  for (const auto& row : table) file.row(row);

  const char* names[] = {"Fock", "coherent", "thermal", "squeezed"};
  for (std::size_t i = 0; i < cavities.size(); ++i) {
    leyden::ChargeRequest request;
    request.charging = cavities[i];
    const auto result = leyden::charge(request);
    const auto seen =
        leyden::observe_peaks(request, result, leyden::parse_observables("ergotropy_ratio"));
    std::printf("%-9s E_max %.6f, of which %.2f %% comes out; at P_max %.2f %%\n", names[i],
                result.peaks.energy.value, 100 * seen.at_energy_peak.values[0]->value,
                100 * seen.at_power_peak.values[0]->value);
  }
}
