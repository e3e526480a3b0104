// SPDX-License-Identifier: Apache-2.0
// 11. Store and discharge
//
// A battery is charged until its certified maximum, uncoupled, kept, and coupled again. Uncoupled
// it keeps its energy, because nothing in H_B changes it; what may turn meanwhile are the phases
// between its states and those of the charger. Coupled again at resonance (no pairs, no detuning)
// all phases have stayed, and the charge goes on as if there had been no pause: to empty the
// battery at once the coupling has to change its sign, which runs the charge backwards.
#include <algorithm>

#include "csv_file.hpp"
#include "leyden/propagate/evolution.hpp"

int main(int argc, char** argv) {
  leyden::ChargeRequest request;
  request.charging.cells = 5;
  request.charging.chargers = 5;
  request.window = 2.0;
  const double full = leyden::charge(request).peaks.energy.time;
  const auto evolution = leyden::evolve(make_protocol(request.charging));

  examples::CsvFile file(argc, argv, "11_discharging", "gt,same_sign,other_sign");
  const double pause = 0.5;
  for (const double t : examples::times(2 * full + pause, 601)) {
    const double charged = std::min(t, full);
    const double after = std::max(0.0, t - full - pause);
    // exp(-iH1 after) exp(-iH1 charged) with either sign of the second H1.
    const double on = evolution->evaluate(charged + after).energy;
    const double back = evolution->evaluate(charged - after).energy;
    file.row({t, on, back});
  }
  std::printf("stored %.10f omega0 at gt = %.10f, %.1e left after running back\n",
              evolution->evaluate(full).energy, full, evolution->evaluate(full - full).energy);
}
