// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <utility>

#include "leyden/base/errors.hpp"
#include "leyden/base/memory.hpp"
#include "leyden/operators/hamiltonian.hpp"
#include "leyden/propagate/chebyshev.hpp"
#include "leyden/propagate/evolution.hpp"
#include "leyden/propagate/mixture.hpp"
#include "leyden/propagate/sectors.hpp"
#include "leyden/propagate/spectral.hpp"

namespace leyden {
namespace {

double states(const Space& space) {
  // In floating point: the count itself may not fit into 64 bits.
  if (const auto* board = std::get_if<Checkerboard>(&space)) return board->approximate_dimension();
  return static_cast<double>(dimension(space));
}

double bytes(const Space& space, Propagator propagator) {
  const double n = states(space);
  return propagator == Propagator::chebyshev ? ChebyshevEvolution::bytes(n)
                                             : SpectralEvolution::bytes(n);
}

Plan plan_sectors(const std::vector<Sector>& sectors, Propagator propagator) {
  Plan plan;
  for (const Sector& sector : sectors) {
    plan.dimension += states(sector.space);
    plan.bytes += bytes(sector.space, propagator);
  }
  plan.space = sectors.size() == 1 ? name(sectors.front().space) : "mixture";
  return plan;
}

std::unique_ptr<Evolution> evolve_sector(const Sector& sector, const Protocol& protocol,
                                         Propagator propagator) {
  const Block& block = protocol.blocks[sector.block];
  const Label reference = sector.start.front().label;
  const bool rotate = propagator == Propagator::chebyshev && sector.start.size() == 1;
  auto hamiltonian = make_hamiltonian(sector.space, block, protocol, reference, rotate);
  State<double> psi;
  psi.re = PaddedVector<double>(hamiltonian->dimension());
  if (!hamiltonian->rotated()) psi.im = PaddedVector<double>(hamiltonian->dimension());
  for (const StartAmplitude& part : sector.start) {
    psi.re[index(sector.space, part.label).value()] += part.amplitude;
  }
  const Count excitations = block[0].excitations(reference[0]);
  if (propagator == Propagator::spectral) {
    return std::make_unique<SpectralEvolution>(std::move(hamiltonian), psi, excitations);
  }
  return std::make_unique<ChebyshevEvolution>(std::move(hamiltonian), std::move(psi), excitations);
}

}  // namespace

Plan plan(const Protocol& protocol, Propagator propagator) {
  return plan_sectors(split_into_sectors(protocol), propagator);
}

std::unique_ptr<Evolution> evolve(const Protocol& protocol, Propagator propagator) {
  const std::vector<Sector> sectors = split_into_sectors(protocol);
  if (sectors.empty()) throw InternalError("a protocol without a start");
  const Plan needed = plan_sectors(sectors, propagator);
  require_memory(needed.bytes,
                 fmt::format("a {} of {:.6g} states", needed.space, needed.dimension));
  if (sectors.size() == 1) return evolve_sector(sectors.front(), protocol, propagator);
  std::vector<MixtureEvolution::Member> members;
  for (const Sector& sector : sectors) {
    members.push_back({sector.probability, evolve_sector(sector, protocol, propagator)});
  }
  return std::make_unique<MixtureEvolution>(std::move(members));
}

}  // namespace leyden
