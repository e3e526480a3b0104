// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/evolve_sector.hpp"

#include <cmath>
#include <complex>
#include <optional>
#include <type_traits>
#include <utility>

#include "leyden/base/errors.hpp"
#include "leyden/numerics/rounding.hpp"
#include "leyden/operators/chain_hamiltonian.hpp"
#include "leyden/operators/checkerboard_hamiltonian.hpp"
#include "leyden/operators/coupled_spins.hpp"
#include "leyden/operators/cut.hpp"
#include "leyden/operators/driven_chain.hpp"
#include "leyden/operators/hamiltonian.hpp"
#include "leyden/propagate/board_evolution.hpp"
#include "leyden/propagate/chebyshev.hpp"
#include "leyden/propagate/coupling_evolution.hpp"
#include "leyden/propagate/magnus.hpp"
#include "leyden/propagate/spectral.hpp"
#include "leyden/propagate/taylor.hpp"
#include "leyden/propagate/window_evolution.hpp"

namespace leyden {
namespace {

std::vector<Label> labels_of(const Sector& sector) {
  std::vector<Label> labels;
  for (const StartAmplitude& part : sector.start) labels.push_back(part.label);
  return labels;
}

/// Whether half of the board is enough. Answers no without a look at boards that no machine holds.
bool can_fold(const Sector& sector, const Checkerboard& board, const Protocol& protocol) {
  constexpr double largest = 1e12;
  if (board.rows() != board.columns() || board.approximate_dimension() > largest) return false;
  const CheckerboardHamiltonian<double> hamiltonian(board, protocol.blocks[sector.block], protocol,
                                                    sector.start.front().label);
  return BoardEvolution::can_fold(hamiltonian, labels_of(sector));
}

/// The sector as two coupled spins where their coupling's own basis takes less work than the board.
std::optional<CoupledSpins> in_coupling_basis(const Sector& sector, const Protocol& protocol,
                                              const Route& route) {
  if (route.propagator != Propagator::automatic ||
      route.arithmetic != Arithmetic::double_precision || sector.start.size() != 1) {
    return std::nullopt;
  }
  const auto* board = std::get_if<Checkerboard>(&sector.space);
  if (board == nullptr) return std::nullopt;
  std::optional<CoupledSpins> spins =
      coupled_spins(protocol.blocks[sector.block], protocol, sector.start.front().label);
  if (!spins || !CouplingEvolution::pays(*spins)) return std::nullopt;
  return spins;
}

template <class Real>
State<Real> start_of(const Sector& sector, const Hamiltonian<Real>& hamiltonian) {
  using std::sqrt;
  State<Real> psi;
  psi.re = PaddedVector<Real>(hamiltonian.dimension());
  if (!hamiltonian.rotated()) psi.im = PaddedVector<Real>(hamiltonian.dimension());
  Real squares = 0.0;
  for (const StartAmplitude& part : sector.start) squares += Real(part.amplitude) * part.amplitude;
  for (const StartAmplitude& part : sector.start) {
    const Count i = index(sector.space, part.label).value();
    psi.re[i] = sector.start.size() == 1 ? Real(1.0) : Real(part.amplitude) / sqrt(squares);
  }
  return psi;
}

/// Null where the sector is no chain with zero diagonal, or starts in too many of its eigenstates.
std::unique_ptr<StateEvolution> evolve_in_window(const Sector& sector, const Protocol& protocol) {
  const auto* chain = std::get_if<Chain>(&sector.space);
  if (chain == nullptr || chain->dimension() < 2 || sector.start.size() != 1) return nullptr;
  const Block& block = protocol.blocks[sector.block];
  const Label& start = sector.start.front().label;
  if (!has_flat_diagonal(block, {{1.0, chain->shift()}})) return nullptr;
  if (!find_cut(sector.space, block, protocol.terms, {start}).edge.empty()) return nullptr;
  const ChainHamiltonian<DoubleDouble> hamiltonian(*chain, block, protocol, start, true);
  return evolve_in_window(hamiltonian, chain->index(start).value(), block[0].excitations(start[0]));
}

/// In a field that turns: by Taylor series, or where a second route is asked for by Magnus.
std::unique_ptr<StateEvolution> evolve_driven(const Sector& sector, const Protocol& protocol,
                                              const Route& route) {
  if (route.arithmetic == Arithmetic::double_double) {
    throw Unreachable(
        "a battery in a field that turns is computed in double precision only; raise the "
        "tolerance");
  }
  const Block& block = protocol.blocks[sector.block];
  const auto* chain = std::get_if<Chain>(&sector.space);
  if (chain == nullptr) {
    throw InvalidInput("a term that turns beside others", "terms that climb one ladder together",
                       "drop one of the two");
  }
  if (!find_cut(sector.space, block, protocol.terms, labels_of(sector)).edge.empty()) {
    throw InvalidInput("a term that turns on a ladder that is cut", "ladders with both ends",
                       "drop one of the two");
  }
  const Label reference = sector.start.front().label;
  DrivenChain driven(*chain, block, protocol, reference);
  State<double> psi{PaddedVector<double>(chain->dimension()),
                    PaddedVector<double>(chain->dimension())};
  double squares = 0.0;
  for (const StartAmplitude& part : sector.start) squares += part.amplitude * part.amplitude;
  const bool single = sector.start.size() == 1;
  for (const StartAmplitude& part : sector.start) {
    psi.re[chain->index(part.label).value()] = single ? 1.0 : part.amplitude / std::sqrt(squares);
  }
  const double error =
      single ? 0.0 : (static_cast<double>(sector.start.size()) + 8) * unit_roundoff;
  const Count excitations = block[0].excitations(reference[0]);
  if (route.propagator == Propagator::spectral) {
    return std::make_unique<MagnusEvolution>(std::move(driven), std::move(psi), error, excitations);
  }
  return std::make_unique<TaylorEvolution>(std::move(driven), std::move(psi), error, excitations);
}

template <class Real>
std::unique_ptr<StateEvolution> evolve_in(const Sector& sector, const Protocol& protocol,
                                          Propagator propagator, const SeriesMemory& memory) {
  const Block& block = protocol.blocks[sector.block];
  const Label reference = sector.start.front().label;
  const bool rotate = propagator != Propagator::spectral && sector.start.size() == 1;
  if (propagator == Propagator::automatic && std::is_same_v<Real, double>) {
    if (auto window = evolve_in_window(sector, protocol)) return window;
  }
  auto hamiltonian = make_hamiltonian<Real>(sector.space, block, protocol, reference, rotate);
  State<Real> psi = start_of(sector, *hamiltonian);
  const Count excitations = block[0].excitations(reference[0]);
  Cut cut = find_cut(sector.space, block, protocol.terms, labels_of(sector));
  if constexpr (std::is_same_v<Real, double>) {
    if (propagator == Propagator::spectral) {
      return std::make_unique<SpectralEvolution>(std::move(hamiltonian), psi, excitations,
                                                 std::move(cut));
    }
    const bool whole = cut.edge.empty();
    if (std::holds_alternative<Checkerboard>(sector.space) && whole) {
      return std::make_unique<BoardEvolution>(std::move(hamiltonian), psi, excitations,
                                              std::nullopt, memory);
    }
  }
  return std::make_unique<ChebyshevEvolution<Real>>(std::move(hamiltonian), std::move(psi),
                                                    excitations, std::move(cut));
}

}  // namespace

double states(const Space& space) {
  if (const auto* board = std::get_if<Checkerboard>(&space)) return board->approximate_dimension();
  return static_cast<double>(dimension(space));
}

/// A window holds less than Chebyshev, which it may have to give way to.
double bytes(const Sector& sector, const Protocol& protocol, const Route& route,
             const SeriesMemory& memory) {
  const double n = states(sector.space);
  if (depends_on_time(protocol)) return TaylorEvolution::bytes(n);
  if (route.propagator == Propagator::spectral) return SpectralEvolution::bytes(n);
  if (route.arithmetic == Arithmetic::double_double) {
    return ChebyshevEvolution<DoubleDouble>::bytes(n);
  }
  if (const auto spins = in_coupling_basis(sector, protocol, route)) {
    return CouplingEvolution::bytes(*spins, memory);
  }
  if (const auto* board = std::get_if<Checkerboard>(&sector.space)) {
    return BoardEvolution::bytes(n, can_fold(sector, *board, protocol), memory);
  }
  return ChebyshevEvolution<double>::bytes(n);
}

double bytes_of_state(const Sector& sector, const Protocol& protocol, Route route,
                      const SeriesMemory& memory) {
  if (route.propagator == Propagator::automatic) route.propagator = Propagator::chebyshev;
  return bytes(sector, protocol, route, memory) +
         sizeof(std::complex<double>) * states(sector.space);
}

std::unique_ptr<StateEvolution> evolve_state(const Sector& sector, const Protocol& protocol,
                                             const Route& route, const SeriesMemory& memory) {
  if (depends_on_time(protocol)) return evolve_driven(sector, protocol, route);
  return route.arithmetic == Arithmetic::double_precision
             ? evolve_in<double>(sector, protocol, route.propagator, memory)
             : evolve_in<DoubleDouble>(sector, protocol, route.propagator, memory);
}

std::unique_ptr<Evolution> evolve_sector(const Sector& sector, const Protocol& protocol,
                                         const Route& route, const SeriesMemory& memory) {
  if (depends_on_time(protocol)) return evolve_driven(sector, protocol, route);
  if (const auto spins = in_coupling_basis(sector, protocol, route)) {
    return std::make_unique<CouplingEvolution>(*spins, memory);
  }
  return evolve_state(sector, protocol, route, memory);
}

}  // namespace leyden
