// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/coupling_evolution.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "leyden/base/errors.hpp"
#include "leyden/base/memory.hpp"
#include "leyden/numerics/rounding.hpp"
#include "leyden/operators/coupling_bounds.hpp"
#include "leyden/operators/coupling_kernels.hpp"
#include "leyden/operators/coupling_states.hpp"
#include "leyden/propagate/state_radius.hpp"

namespace leyden {
namespace {

/// Amplitudes of the start that are let go.
constexpr double negligible_amplitude = 1e-15;

/// By how much C grows where it was too small.
constexpr double growth = 1.25;

/// Of one order, docs/theory/coupling.
constexpr double local_rounding = 15.0;

class CouplingLayout final : public Layout {
 public:
  CouplingLayout(const CoupledSpins& spins, double cut) : board_(spins, cut) {}

  const CouplingBoard& board() const { return board_; }

  Count size() const override { return board_.size(); }
  void raise(int, const SplitVector& here, const SplitVector& before,
             const SplitVector& out) const override {
    raise_order(board_, here, before, out);
  }
  double norm(const SplitVector& psi) const override { return measure(board_, psi).norm; }
  double outflow(const SplitVector& v) const override { return board_.outflow(v); }
  double most_outflow() const override { return board_.most_outflow(); }

 private:
  CouplingBoard board_;
  static_assert(margin >= CouplingBoard::margin);
};

/// Of the sums in `measure`: eight lanes along a row, then the rows.
double summation_rounding(const CoupledSpins& spins) {
  return static_cast<double>(spins.chargers / 8 + spins.cells / 2) + 32.0;
}

double bytes_at(const CoupledSpins& spins, double cut, const SeriesMemory& memory) {
  const double size = CouplingBoard::most_size(spins, cut) + 2.0 * Layout::margin;
  return ChebyshevBases::bytes(16 * size, false, memory);
}

PlacedState start_on(const CouplingLayout& layout) {
  PlacedState first = ChebyshevBases::nothing_on(layout);
  first.error.rounding = layout.board().lay_out_start(Layout::elements(first.re));
  return first;
}

}  // namespace

/// What has to be made anew when C grows.
struct CouplingEvolution::Run {
  Run(const CoupledSpins& spins, double cut, const SeriesMemory& memory)
      : layout(spins, cut),
        bases(layout,
              {layout.board().radius(), local_rounding, summation_rounding(spins), 0.0,
               chebyshev_bound::error_growth_beyond_a_cut},
              memory, start_on(layout)) {}
  CouplingLayout layout;
  ChebyshevBases bases;
};

CouplingEvolution::CouplingEvolution(const CoupledSpins& spins, const SeriesMemory& memory)
    : CouplingEvolution(spins, usual_cut(spins), memory) {}

CouplingEvolution::CouplingEvolution(const CoupledSpins& spins, double cut,
                                     const SeriesMemory& memory)
    : spins_(spins), cut_(cut), memory_(memory) {
  bounds_.derivatives = derivative_bounds(spins_);
  bounds_.rise = spins_.cells_up ? 0.0 : static_cast<double>(spins_.cells);
  bounds_.fall = static_cast<double>(spins_.cells) - bounds_.rise;
  run_ = std::make_unique<Run>(spins_, cut_, memory_);
}

CouplingEvolution::~CouplingEvolution() = default;

template <class Action>
auto CouplingEvolution::kept(Action action) {
  const double anchor = run_->bases.anchor();
  while (true) {
    try {
      if (run_->bases.anchor() != anchor) run_->bases.advance(anchor);
      return action();
    } catch (const Outgrown&) {
      // A whole board has no outflow.
      if (run_->layout.board().is_whole()) throw InternalError("a whole space was left");
      const double cut = std::max(growth * cut_, 1.0);
      require_memory(bytes_at(spins_, cut, memory_), "the states of a strong coupling");
      run_ = std::make_unique<Run>(spins_, cut, memory_);
      cut_ = cut;
    }
  }
}

Sample CouplingEvolution::sample_of(PlacedState& state) const {
  const SplitVector psi = Layout::elements(state);
  const CouplingMoments m = measure(run_->layout.board(), psi);
  const double delta = state.error.rounding + state.error.leaked;
  const double summation = unit_roundoff * summation_rounding(spins_);
  require_unit_norm(m.norm - 1.0, delta, summation);
  const double spin = static_cast<double>(spins_.cells) / 2;
  const double mean = m.mean / m.norm;
  const double square = (m.square + run_->layout.board().spilled(psi)) / m.norm;
  const double variance = std::max(0.0, square - mean * mean) + 8 * summation * spin * spin;
  const double distance = normalised_distance(delta);
  const double range = 2 * spin;

  Sample sample;
  sample.time = state.time;
  sample.energy = mean + (spins_.cells_up ? -spin : spin);
  sample.slope = m.flow / m.norm;
  const double energy_error =
      expectation_blur(distance, variance, range) + rounded_up(4 * summation * spin);
  sample.energy_error = std::min(range, energy_error + unit_roundoff * range);
  sample.slope_error =
      rounded_up(bounds_.derivatives[0] *
                 (std::min(2.0, 2 * distance + distance * distance) + 4 * summation)) +
      unit_roundoff * std::abs(sample.slope);
  return sample;
}

Sample CouplingEvolution::evaluate(double time) {
  return kept([&] { return sample_of(run_->bases.reach(time)); });
}

Sample CouplingEvolution::advance(double time) {
  return kept([&] { return sample_of(run_->bases.advance(time)); });
}

std::vector<Sample> CouplingEvolution::follow(const std::vector<double>& times) {
  std::vector<Sample> samples(times.size());
  kept([&] {
    run_->bases.follow(times,
                       [&](std::size_t i, PlacedState& state) { samples[i] = sample_of(state); });
  });
  return samples;
}

double CouplingEvolution::curvature(double time) {
  return kept([&] {
    return leyden::curvature(run_->layout.board(), Layout::elements(run_->bases.reach(time)));
  });
}

Populations CouplingEvolution::populations(double time) {
  return kept([&] {
    PlacedState& state = run_->bases.reach(time);
    CellProbabilities found = cell_probabilities(run_->layout.board(), Layout::elements(state));
    const double delta = state.error.rounding + state.error.leaked;
    const double of_state = probability_blur(delta);
    found.values.insert(found.values.begin(), static_cast<std::size_t>(spins_.excited), 0.0);
    return Populations{std::move(found.values),
                       rounded_up(of_state + found.error * (1 + delta) * (1 + delta))};
  });
}

double CouplingEvolution::anchor() const {
  return run_->bases.anchor();
}

Count CouplingEvolution::dimension() const {
  return static_cast<Count>(run_->layout.board().states());
}

/// A start of binomial amplitudes holds e^(-2 |m m'| / sqrt(MN)) of a coupling 4 m m'; the energy
/// of both spins along z can turn into as much of it as lies between their ends.
double CouplingEvolution::usual_cut(const CoupledSpins& spins) {
  const auto m = static_cast<double>(spins.cells);
  const auto n = static_cast<double>(spins.chargers);
  const double start = std::sqrt(m * n) * std::log(1 / negligible_amplitude) / 2;
  const double turned =
      (m * std::abs(spins.cell_frequency) + n * std::abs(spins.charger_frequency)) / 8;
  return start + turned / std::max(std::abs(spins.coupling), 1e-300);
}

bool CouplingEvolution::pays(const CoupledSpins& spins) {
  // Rows of unequal length, a start that is known everywhere, and a C that may have to grow.
  constexpr double handicap = 2.0;
  // Of more cells no machine holds the states, and none should count their rows.
  constexpr Count most_cells = 10'000'000;
  if (spins.cells > most_cells) return false;
  const double cut = usual_cut(spins);
  const bool folded = spins.cells == spins.chargers && spins.cells_up != spins.chargers_up &&
                      spins.cell_frequency == spins.charger_frequency;
  const double board = (static_cast<double>(spins.cells) + 1) *
                       (static_cast<double>(spins.chargers) + 1) / (folded ? 4 : 2);
  return handicap * CouplingBoard::states(spins, cut) / 2 * CouplingBoard::radius(spins, cut) <
         board * CouplingBoard::radius(spins, std::numeric_limits<double>::infinity());
}

double CouplingEvolution::bytes(const CoupledSpins& spins, const SeriesMemory& memory) {
  return bytes_at(spins, usual_cut(spins), memory);
}

}  // namespace leyden
