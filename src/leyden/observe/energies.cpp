// SPDX-License-Identifier: Apache-2.0
#include "leyden/observe/energies.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <vector>

#include "leyden/numerics/phase.hpp"
#include "leyden/numerics/rounding.hpp"
#include "leyden/numerics/sums.hpp"

namespace leyden {
namespace {

using Complex = std::complex<double>;

/// <A - origin> and <(A - origin)²> over the whole mixture, and what they may be off.
struct Moments {
  double origin = 0.0;  ///< near the mean, so that no digits of the variance are lost
  double mean = 0.0;
  double square = 0.0;
  double blur = 0.0;
  double square_blur = 0.0;
};

/// Adds up sectors with their probabilities.
class Accumulator {
 public:
  explicit Accumulator(const JointState& state) : state_(state), protocol_(*state.protocol) {}

  /// Before the first `add`.
  void count_from(double battery, double charger) {
    battery_.origin = battery;
    charger_.origin = charger;
  }

  void add(double probability, std::size_t sector);
  Energies finish() const;

 private:
  struct Level {
    double probability = 0.0;
    double flow = 0.0;      ///< dp_k/d(gt)
    double exchange = 0.0;  ///< Σ |(H1 ψ)_i|² over the states with k excited cells
  };

  void add_interaction(double probability, std::size_t sector);
  static Estimate mean_of(const Moments& sum, double unit, double terms);
  static Estimate variance_of(const Moments& sum, double unit, double terms);
  Estimate fisher_information() const;

  const JointState& state_;
  const Protocol& protocol_;
  Moments battery_, charger_, battery_crosstalk_, charger_crosstalk_;
  Moments interaction_, total_;
  double power_ = 0.0;
  double power_blur_ = 0.0;
  double power_scale_ = 0.0;
  double power_rounding_ = 0.0;    ///< of H1 ψ, for each cell that k is away from its mean
  double largest_coupling_ = 0.0;  ///< bounds ‖H1‖ [g]
  double lowest_ = INFINITY;
  std::vector<Level> levels_;
  double states_ = 0.0;
  double distance_ = 0.0;  ///< Σ p δ²
};

/// H x for the diagonal and for the terms alone.
struct Applied {
  std::vector<Complex> interaction;  ///< H1 ψ
  std::vector<Complex> total;        ///< (H - E0) ψ
  double norm = 0.0;                 ///< bounds ‖H1‖ by the largest row sum
  double total_norm = 0.0;           ///< bounds ‖H - E0‖
  double lowest = 0.0;               ///< bounds its spectrum from below (Gershgorin)
};

double cell_energy(const Block& block, const Label& at) {
  return static_cast<double>(block[0].excitations(at[0]));
}

double charger_energy(const Block& block, const Label& at) {
  return static_cast<double>(block[1].excitations(at[1])) * block[1].frequency();
}

bool has_charger(const Block& block) {
  return block.size() > 1;
}

/// e^{-i frequency gt}
Complex phase_of(const Term& term, double time) {
  const DoubleDouble angle = term.frequency * DoubleDouble(time);
  // Beyond that no state has been computed but that of a battery without cells.
  if (!turns(term) || !(std::abs(angle.high()) <= largest_angle)) return 1.0;
  const Phase turned = phase(angle);
  return {turned.cos, -turned.sin};
}

/// Term by term rather than with a Hamiltonian of `operators`, which adds the diagonal: energies of
/// size ω0/g would leave their roundings in H1 ψ.
Applied apply(const Sector& sector, const Protocol& protocol, double time, DoubleDouble origin,
              const std::vector<Complex>& psi) {
  const Block& block = protocol.blocks[sector.block];
  Applied result;
  result.interaction.resize(psi.size());
  result.total.resize(psi.size());
  std::vector<double> rows(psi.size(), 0.0);
  std::vector<Complex> turned;
  for (const Term& term : protocol.terms) turned.push_back(phase_of(term, time));
  for (std::size_t i = 0; i < psi.size(); ++i) {
    const Label at = label(sector.space, static_cast<Count>(i));
    for (std::size_t t = 0; t < protocol.terms.size(); ++t) {
      const Term& term = protocol.terms[t];
      const Label to = shifted(at, term.shift);
      const auto place = contains(block, to) ? index(sector.space, to) : std::nullopt;
      if (!place) continue;
      const auto j = static_cast<std::size_t>(*place);
      const double element = strength(term) * transition_element(block, at, term.shift);
      result.interaction[j] += element * (turned[t] * psi[i]);
      result.interaction[i] += element * (std::conj(turned[t]) * psi[j]);
      rows[i] += std::abs(element);
      rows[j] += std::abs(element);
    }
  }
  for (std::size_t i = 0; i < psi.size(); ++i) {
    const Label at = label(sector.space, static_cast<Count>(i));
    const auto diagonal =
        static_cast<double>(absolute_energy(block, at, protocol.coupling) - origin);
    const double own = charges_itself(protocol) ? block[0].absolute_interaction_energy(at[0]) : 0.0;
    result.total[i] = result.interaction[i] + diagonal * psi[i];
    result.interaction[i] += own * psi[i];
    result.norm = std::max(result.norm, rows[i] + std::abs(own));
    // A few roundings of each element in a row.
    const double disc = diagonal - rows[i] - 32 * unit_roundoff * (std::abs(diagonal) + rows[i]);
    result.lowest = i == 0 ? disc : std::min(result.lowest, disc);
    result.total_norm = std::max(result.total_norm, rows[i] + std::abs(diagonal));
  }
  return result;
}

double squared_norm(const std::vector<Complex>& x) {
  return lane_sum(static_cast<Count>(x.size()),
                  [&](Count i) { return std::norm(x[static_cast<std::size_t>(i)]); });
}

Complex inner(const std::vector<Complex>& x, const std::vector<Complex>& y) {
  return lane_sum(static_cast<Count>(x.size()), [&](Count i) {
    const auto at = static_cast<std::size_t>(i);
    return std::conj(x[at]) * y[at];
  });
}

/// Adds <A> and <A²> of a state that is off by δ, ‖A‖ <= norm. `rounding` bounds the error of A ψ
/// as it was computed.
void add_moments(Moments& sum, double probability, double mean, double square, double norm,
                 double delta, double rounding) {
  const double length = std::sqrt(square);
  const double moved = norm * delta + rounding;
  sum.mean += probability * mean;
  sum.square += probability * square;
  sum.blur += probability * (delta * (2 * length + norm * delta) + rounding);
  sum.square_blur += probability * moved * (2 * length + moved);
}

/// Errors of H1 ψ and of H ψ: a few roundings in each term of a row, whatever cancels.
double row_rounding(double norm) {
  return 16 * unit_roundoff * norm;
}

void add_operator(Moments& sum, double probability, const std::vector<Complex>& psi,
                  const std::vector<Complex>& applied, double norm, double delta) {
  add_moments(sum, probability, inner(psi, applied).real(), squared_norm(applied), norm, delta,
              row_rounding(norm));
}

void add_diagonal(Moments& sum, double probability, const std::vector<double>& values,
                  const Amplitudes& psi) {
  const auto at = [](Count i) { return static_cast<std::size_t>(i); };
  const auto sum_of = [&](const auto& value) {
    return lane_sum(static_cast<Count>(values.size()),
                    [&](Count i) { return value(values[at(i)]) * std::norm(psi.values[at(i)]); });
  };
  double largest = 0.0;
  for (const double value : values) largest = std::max(largest, std::abs(value));
  add_moments(sum, probability, sum_of([](double v) { return v; }),
              sum_of([](double v) { return v * v; }), largest, psi.error, 0.0);
}

void Accumulator::add(double probability, std::size_t sector) {
  const Sector& where = state_.start->sectors[sector];
  const Amplitudes& psi = state_.sectors[sector];
  const Block& block = protocol_.blocks[where.block];
  const std::size_t n = psi.values.size();
  std::vector<double> cells(n), charger(n), cell_crosstalk(n), charger_crosstalk(n);
  for (std::size_t i = 0; i < n; ++i) {
    const Label at = label(where.space, static_cast<Count>(i));
    cells[i] = cell_energy(block, at) - battery_.origin;
    if (!charges_itself(protocol_)) cell_crosstalk[i] = block[0].absolute_interaction_energy(at[0]);
    if (!has_charger(block)) continue;
    charger[i] = charger_energy(block, at) - charger_.origin;
    charger_crosstalk[i] = block[1].absolute_interaction_energy(at[1]);
  }
  add_diagonal(battery_, probability, cells, psi);
  add_diagonal(charger_, probability, charger, psi);
  add_diagonal(battery_crosstalk_, probability, cell_crosstalk, psi);
  add_diagonal(charger_crosstalk_, probability, charger_crosstalk, psi);
  states_ = std::max(states_, static_cast<double>(n));
  distance_ += probability * psi.error * psi.error;
  add_interaction(probability, sector);
}

void Accumulator::add_interaction(double probability, std::size_t sector) {
  const Sector& where = state_.start->sectors[sector];
  const Amplitudes& psi = state_.sectors[sector];
  const Block& block = protocol_.blocks[where.block];
  const Sector& first = state_.start->sectors.front();
  const DoubleDouble origin =
      absolute_energy(protocol_.blocks[first.block], first.start.front().label, protocol_.coupling);
  const Applied applied = apply(where, protocol_, state_.time, origin, psi.values);
  add_operator(interaction_, probability, psi.values, applied.interaction, applied.norm, psi.error);
  add_operator(total_, probability, psi.values, applied.total, applied.total_norm, psi.error);
  lowest_ = std::min(lowest_, applied.lowest);
  largest_coupling_ = std::max(largest_coupling_, applied.norm);
  for (std::size_t i = 0; i < psi.values.size(); ++i) {
    const Label at = label(where.space, static_cast<Count>(i));
    const auto k = static_cast<std::size_t>(block[0].excitations(at[0]));
    if (k >= levels_.size()) levels_.resize(k + 1);
    Level& level = levels_[k];
    // d|ψ_i|²/dt = 2 Re ψ_i* (-i H ψ)_i, and the diagonal does nothing to it.
    const double flow = 2 * (std::conj(psi.values[i]) * applied.interaction[i]).imag();
    level.probability += probability * std::norm(psi.values[i]);
    level.flow += probability * flow;
    level.exchange += probability * std::norm(applied.interaction[i]);
    // All flows together are none, so k may be counted from anywhere.
    const double from_mean = static_cast<double>(k) - battery_.origin;
    power_ += probability * from_mean * flow;
    power_scale_ += probability * std::abs(from_mean * flow);
  }
  // dE/dt = <i[H1, k]>, and ‖[H1, k]‖ <= ‖H1‖ times the cells moved, the largest step of a term.
  double step = 0.0;
  for (const Term& term : protocol_.terms) {
    step = std::max(step, static_cast<double>(std::abs(term.shift[0])));
  }
  power_blur_ += probability * applied.norm * step * psi.error * (2 + psi.error);
  power_rounding_ = std::max(power_rounding_, 2 * row_rounding(applied.norm));
}

/// Roundings of a sum of so many terms of three factors.
double sum_rounding(double terms) {
  return unit_roundoff * (terms / 8 + 32);
}

Estimate Accumulator::mean_of(const Moments& sum, double unit, double terms) {
  const double rounding = sum_rounding(terms) * std::sqrt(sum.square);
  const double mean = unit * (sum.origin + sum.mean);
  return {mean, rounded_up(unit * (sum.blur + rounding) + 2 * unit_roundoff * std::abs(mean))};
}

Estimate Accumulator::variance_of(const Moments& sum, double unit, double terms) {
  const double variance = std::max(0.0, sum.square - sum.mean * sum.mean);
  const double rounding = sum_rounding(terms) * 4 * sum.square;
  const double blur = sum.square_blur + sum.blur * (2 * std::abs(sum.mean) + sum.blur);
  return {unit * unit * variance, rounded_up(unit * unit * (blur + rounding))};
}

/// Σ (dp)²/p = 4 Σ u_k², u_k = Im <ψ_k, (H1 ψ)_k> / ‖ψ_k‖, |u_k| <= ‖(H1 ψ)_k‖: moves with the
/// state, and is bounded where p_k itself is in doubt, docs/theory/observables (O.8).
Estimate Accumulator::fisher_information() const {
  const double delta = std::sqrt(distance_) + 24 * unit_roundoff;
  const double moved = largest_coupling_ * delta;
  Estimate result;
  for (const Level& level : levels_) {
    const double length = std::sqrt(level.probability);
    const double exchange = std::sqrt(level.exchange);
    const double most = exchange + moved;
    const double u = level.probability > 0.0 ? std::abs(level.flow) / (2 * length) : 0.0;
    const double doubt = length > 4 * delta ? moved + 4 * most * delta / length : 2 * most;
    result.value += 4 * u * u;
    result.error += 4 * std::min(doubt * (2 * u + doubt), most * most);
  }
  result.error =
      rounded_up(result.error +
                 sum_rounding(states_ + static_cast<double>(levels_.size())) * 4 * result.value);
  return result;
}

Energies Accumulator::finish() const {
  const double g = protocol_.coupling;
  const double terms = states_ + 8 * static_cast<double>(state_.start->sectors.size());
  Energies result;
  result.battery = mean_of(battery_, 1.0, terms);
  result.charger = mean_of(charger_, 1.0, terms);
  result.interaction = mean_of(interaction_, g, terms);
  result.battery_crosstalk = mean_of(battery_crosstalk_, g, terms);
  result.charger_crosstalk = mean_of(charger_crosstalk_, g, terms);
  result.battery_variance = variance_of(battery_, 1.0, terms);
  result.charger_variance = variance_of(charger_, 1.0, terms);
  result.interaction_variance = variance_of(interaction_, g, terms);
  result.total = mean_of(total_, g, terms);
  result.lowest = g * lowest_ - unit_roundoff * std::abs(g * lowest_);
  result.total_variance = variance_of(total_, g, terms);
  result.power = {power_, rounded_up(power_blur_ + sum_rounding(8 * terms) * power_scale_ +
                                     power_rounding_ * std::sqrt(battery_.square))};
  result.fisher_information = fisher_information();
  return result;
}

}  // namespace

Energies energies(const JointState& state) {
  std::vector<double> weights(state.start->sectors.size(), 0.0);
  for (const SplitBranch& branch : state.start->branches) {
    for (const SectorPart& part : branch.parts) {
      weights[part.sector] += branch.probability * part.amplitude * part.amplitude;
    }
  }
  Accumulator sums(state);
  double battery = 0.0;
  double charger = 0.0;
  for (std::size_t s = 0; s < weights.size(); ++s) {
    const Sector& sector = state.start->sectors[s];
    const Block& block = state.protocol->blocks[sector.block];
    for (std::size_t i = 0; i < state.sectors[s].values.size(); ++i) {
      const Label at = label(sector.space, static_cast<Count>(i));
      const double p = weights[s] * std::norm(state.sectors[s].values[i]);
      battery += p * cell_energy(block, at);
      if (has_charger(block)) charger += p * charger_energy(block, at);
    }
  }
  sums.count_from(battery, charger);
  for (std::size_t s = 0; s < weights.size(); ++s) {
    if (weights[s] > 0.0) sums.add(weights[s], s);
  }
  return sums.finish();
}

}  // namespace leyden
