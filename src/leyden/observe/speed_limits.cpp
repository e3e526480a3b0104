// SPDX-License-Identifier: Apache-2.0
#include "leyden/observe/speed_limits.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "leyden/numerics/rounding.hpp"

namespace leyden {
namespace {

/// <ψ(0)|ψ(t)> of the one branch; sectors are orthogonal.
Estimate overlap(const JointState& state) {
  std::complex<double> sum = 0.0;
  double terms = 8.0;
  for (const SectorPart& part : state.start->branches.front().parts) {
    const Sector& sector = state.start->sectors[part.sector];
    double squares = 0.0;
    for (const StartAmplitude& start : sector.start) squares += start.amplitude * start.amplitude;
    // Of several amplitudes; one is taken as 1.
    const double norm = sector.start.size() > 1 ? std::sqrt(squares) : 1.0;
    std::complex<double> within = 0.0;
    for (const StartAmplitude& start : sector.start) {
      const auto i = static_cast<std::size_t>(index(sector.space, start.label).value());
      const double amplitude = sector.start.size() > 1 ? start.amplitude / norm : 1.0;
      within += amplitude * state.sectors[part.sector].values[i];
      terms += 1.0;
    }
    sum += part.amplitude * part.amplitude * within;
  }
  return {std::abs(sum), rounded_up(state.branch_error(0) + 4 * unit_roundoff * terms)};
}

}  // namespace

std::optional<Estimate> mandelstam_tamm_time(const JointState& state, const Energies& initial) {
  const double variance = initial.total_variance.value;
  const double doubt = initial.total_variance.error;
  if (!(variance > doubt)) return std::nullopt;
  const double g = state.protocol->coupling;
  const double spread = std::sqrt(variance) / g;
  const double spread_error = doubt / std::sqrt(variance) / g;
  const Estimate f = overlap(state);
  const double angle = std::acos(std::min(1.0, f.value));
  // arccos is steep at 1: |arccos x - arccos y| <= (π/√2) sqrt|x - y|.
  const double largest = std::min(1.0, f.value + f.error);
  const double steep = std::sqrt((1.0 - largest) * (1.0 + largest));
  const double rough = 2.3 * std::sqrt(f.error);
  const double angle_error = steep > 0.0 ? std::min(rough, f.error / steep) : rough;
  const double value = angle / spread;
  const double error = (angle_error + value * spread_error) / (spread - spread_error);
  return Estimate{value, rounded_up(error + 4 * unit_roundoff * value)};
}

std::optional<Estimate> margolus_levitin_time(const JointState& state, const Energies& initial) {
  if (state.cut) return std::nullopt;
  const double g = state.protocol->coupling;
  const double above = (initial.total.value - initial.lowest) / g;
  const double doubt = initial.total.error / g;
  if (!(above > doubt)) return std::nullopt;
  const double value = std::numbers::pi / (2 * above);
  return Estimate{value, rounded_up(value * doubt / (above - doubt) + 4 * unit_roundoff * value)};
}

}  // namespace leyden
