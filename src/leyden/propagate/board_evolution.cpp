// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/board_evolution.hpp"

#include <cmath>
#include <utility>

namespace leyden {
namespace {

std::vector<Label> labels_of(const State<double>& start, const Checkerboard& board) {
  std::vector<Label> labels;
  for (Count i = 0; i < start.re.size(); ++i) {
    if (start.re[i] != 0.0) labels.push_back(board.label(i));
  }
  return labels;
}

const CheckerboardHamiltonian<double>& checkerboard(const Hamiltonian<double>& hamiltonian) {
  return dynamic_cast<const CheckerboardHamiltonian<double>&>(hamiltonian);
}

/// The spectrum of a folded board lies symmetrically about zero, and so must the interval.
SpectralInterval centered(const SpectralInterval& interval, bool at_zero) {
  return at_zero ? SpectralInterval{0.0, interval.radius + std::abs(interval.center)} : interval;
}

}  // namespace

BoardEvolution::BoardEvolution(std::unique_ptr<Hamiltonian<double>> hamiltonian,
                               const State<double>& start, Count excitations,
                               const std::optional<SpectralInterval>& bounds,
                               const SeriesMemory& memory)
    : SectorEvolution<double>(std::move(hamiltonian), start, excitations, Cut{}) {
  const std::vector<Label> labels = labels_of(start, checkerboard(this->hamiltonian()).board());
  const bool fold = can_fold(checkerboard(this->hamiltonian()), labels);
  const SpectralInterval interval =
      centered(bounds.value_or(spectral_interval(this->hamiltonian())), fold);
  subtract_from_diagonal(interval.center);
  const CheckerboardHamiltonian<double>& h = checkerboard(this->hamiltonian());
  const double parity = fold && labels.front()[0] % 2 != 0 ? -1.0 : 1.0;
  layout_.emplace(h, interval.radius, fold, parity, memory);
  PlacedState first = ChebyshevBases::nothing_on(*layout_);
  first.error.rounding = start_error();
  layout_->board().lay_out(start.re, parity, Layout::elements(first.re));
  const SeriesRounding rounding{interval.radius, h.local_rounding(), h.summation_rounding(),
                                h.diagonal_error()};
  bases_.emplace(*layout_, rounding, memory, std::move(first));
}

bool BoardEvolution::can_fold(const CheckerboardHamiltonian<double>& hamiltonian,
                              const std::vector<Label>& start) {
  return start.size() == 1 && start[0][0] + start[0][1] == hamiltonian.board().rows() - 1 &&
         Board::is_antisymmetric(hamiltonian);
}

double BoardEvolution::bytes(double states, bool folded, const SeriesMemory& memory) {
  const double vector = 16 * states * (folded ? 0.5 : 1.0);
  return 16 * states + ChebyshevBases::bytes(vector, true, memory);
}

Sample BoardEvolution::sample_of(PlacedState& state) const {
  const BoardMoments m = measure(layout_->board(), Layout::elements(state));
  return sample({m.norm, m.mean, m.square}, 2.0 * m.current, state.time, state.error);
}

Sample BoardEvolution::evaluate(double time) {
  return sample_of(bases_->reach(time));
}

Sample BoardEvolution::advance(double time) {
  return sample_of(bases_->advance(time));
}

std::vector<Sample> BoardEvolution::follow(const std::vector<double>& times) {
  std::vector<Sample> samples(times.size());
  bases_->follow(times, [&](std::size_t i, PlacedState& state) { samples[i] = sample_of(state); });
  return samples;
}

State<double> BoardEvolution::unfolded(PlacedState& state) const {
  State<double> psi{PaddedVector<double>(dimension()), PaddedVector<double>(dimension())};
  const double parity = layout_->parity();
  layout_->board().take_back(Layout::elements(state.re), parity, psi.re);
  layout_->board().take_back(Layout::elements(state.im), -parity, psi.im);
  return psi;
}

double BoardEvolution::curvature(double time) {
  PaddedVector<double> first(dimension());
  PaddedVector<double> second(dimension());
  return curvature_of(unfolded(bases_->reach(time)), first, second);
}

Populations BoardEvolution::populations(double time) {
  PlacedState& state = bases_->reach(time);
  return populations_of(unfolded(state), state.error);
}

Amplitudes BoardEvolution::amplitudes(double time) {
  PlacedState& state = bases_->reach(time);
  return amplitudes_of(unfolded(state), state.error);
}

}  // namespace leyden
