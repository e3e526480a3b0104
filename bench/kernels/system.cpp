// SPDX-License-Identifier: Apache-2.0
#include "system.hpp"

#include <cmath>

namespace bench {
namespace {

leyden::Charging ideal(leyden::Count cells, double anisotropy, double detuning) {
  leyden::Charging charging;
  charging.cells = cells;
  charging.chargers = cells;
  charging.anisotropy = anisotropy;
  charging.detuning = detuning;
  return charging;
}

}  // namespace

System::System(leyden::Count cells, double anisotropy, double detuning)
    : charging(ideal(cells, anisotropy, detuning)), protocol(leyden::make_protocol(charging)) {
  const leyden::Block& block = protocol.blocks.front();
  const leyden::Label start = protocol.start.front().components.front().label;
  const leyden::Space space = leyden::reachable_space(block, protocol.terms, start);
  hamiltonian = leyden::make_hamiltonian(space, block, protocol, start, true);
}

leyden::State<double> System::state() const {
  const leyden::Count size = hamiltonian->dimension();
  leyden::State<double> psi;
  psi.re = leyden::PaddedVector<double>(size);
  if (!hamiltonian->rotated()) psi.im = leyden::PaddedVector<double>(size);
  const double amplitude = 1.0 / std::sqrt(static_cast<double>(size));
  for (leyden::Count i = 0; i < size; ++i) {
    psi.re[i] = amplitude * std::cos(static_cast<double>(i));
    if (!psi.im.empty()) psi.im[i] = amplitude * std::sin(static_cast<double>(i));
  }
  return psi;
}

}  // namespace bench
