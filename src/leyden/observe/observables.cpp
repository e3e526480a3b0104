// SPDX-License-Identifier: Apache-2.0
#include "leyden/observe/observables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "leyden/numerics/rounding.hpp"
#include "leyden/observe/concurrence.hpp"
#include "leyden/observe/speed_limits.hpp"

namespace leyden {
namespace {

using Answer = std::optional<Estimate>;

Estimate operator+(const Estimate& a, const Estimate& b) {
  const double value = a.value + b.value;
  return {value, rounded_up(a.error + b.error + unit_roundoff * std::abs(value))};
}

Estimate operator-(const Estimate& a, const Estimate& b) {
  return a + Estimate{-b.value, b.error};
}

Estimate operator*(const Estimate& a, const Estimate& b) {
  const double value = a.value * b.value;
  return {value, rounded_up(std::abs(a.value) * b.error + std::abs(b.value) * a.error +
                            a.error * b.error + unit_roundoff * std::abs(value))};
}

/// Nothing where the denominator may be zero.
Answer quotient(const Estimate& a, const Estimate& b) {
  if (!(std::abs(b.value) > b.error)) return std::nullopt;
  const double value = a.value / b.value;
  const double error = (a.error + std::abs(value) * b.error) / (std::abs(b.value) - b.error);
  return Estimate{value, rounded_up(error + unit_roundoff * std::abs(value))};
}

/// Of a number that is not negative.
Estimate root(const Estimate& a) {
  const double value = std::sqrt(std::max(0.0, a.value));
  // |√x - √y| <= min(√|x-y|, |x-y|/√x)
  const double error =
      value > 0.0 ? std::min(std::sqrt(a.error), a.error / value) : std::sqrt(a.error);
  return {value, rounded_up(error + 2 * unit_roundoff * value)};
}

Estimate ergotropy(Snapshot& now) {
  return now.energies().battery - now.reachable().least;
}

Estimate incoherent_ergotropy(Snapshot& now) {
  return now.energies().battery - now.reachable_dephased().least;
}

Estimate total(const Energies& e) {
  return e.battery + e.charger + e.interaction + e.battery_crosstalk + e.charger_crosstalk;
}

}  // namespace

const Energies& Snapshot::energies() {
  if (!energies_) energies_ = leyden::energies(state_);
  return *energies_;
}

const Spectrum& Snapshot::spectrum() {
  if (!spectrum_) spectrum_ = leyden::spectrum(battery_state(state_, Coherences::all));
  return *spectrum_;
}

const Spectrum& Snapshot::dephased_spectrum() {
  if (!dephased_spectrum_) {
    dephased_spectrum_ = leyden::spectrum(battery_state(state_, Coherences::within_energy));
  }
  return *dephased_spectrum_;
}

const Reachable& Snapshot::reachable() {
  if (!reachable_) reachable_ = reachable_energy(spectrum());
  return *reachable_;
}

const Reachable& Snapshot::reachable_dephased() {
  if (!reachable_dephased_) reachable_dephased_ = reachable_energy(dephased_spectrum());
  return *reachable_dephased_;
}

const Reachable& Snapshot::reachable_within_spin() {
  if (!reachable_within_spin_) {
    // A symmetric battery has one total spin, and its spectrum is known.
    reachable_within_spin_ = reachable_energy_within_spin(
        is_symmetric(state_) ? spectrum()
                             : leyden::spectrum(battery_state(state_, Coherences::within_spin)));
  }
  return *reachable_within_spin_;
}

const std::vector<Observable>& observables() {
  static const std::vector<Observable> table{
      {"battery_energy", "ω0", "ω0 <k>, above the empty battery",
       [](Snapshot& s, Count) -> Answer { return s.energies().battery; }},
      {"charger_energy", "ω0", "ω_C <n>",
       [](Snapshot& s, Count) -> Answer { return s.energies().charger; }},
      {"interaction_energy", "ω0", "<H1>, what couples battery and charger",
       [](Snapshot& s, Count) -> Answer { return s.energies().interaction; }},
      {"battery_crosstalk_energy", "ω0", "energy of the coupling among the cells",
       [](Snapshot& s, Count) -> Answer { return s.energies().battery_crosstalk; }},
      {"charger_crosstalk_energy", "ω0", "energy of the coupling among the charger spins",
       [](Snapshot& s, Count) -> Answer { return s.energies().charger_crosstalk; }},
      {"energy_balance", "ω0", "change of all five together since gt = 0; zero within its error",
       [](Snapshot& s, Count) -> Answer {
         if (s.is_driven()) return std::nullopt;
         return total(s.energies()) - total(s.initial());
       }},
      {"drive_work", "ω0", "the same change where a field drives: the work it has done",
       [](Snapshot& s, Count) -> Answer {
         if (!s.is_driven()) return std::nullopt;
         return total(s.energies()) - total(s.initial());
       }},
      {"switching_work", "ω0",
       "<H1> at gt = 0 less <H1>: work of switching the coupling on and off",
       [](Snapshot& s, Count) -> Answer {
         return s.initial().interaction - s.energies().interaction;
       }},
      {"power", "g ω0", "instantaneous power dE/dt",
       [](Snapshot& s, Count) -> Answer { return s.energies().power; }},
      {"battery_variance", "ω0²", "variance of the battery's energy",
       [](Snapshot& s, Count) -> Answer { return s.energies().battery_variance; }},
      {"charger_variance", "ω0²", "variance of ω_C n",
       [](Snapshot& s, Count) -> Answer { return s.energies().charger_variance; }},
      {"interaction_variance", "ω0²", "variance of H1",
       [](Snapshot& s, Count) -> Answer { return s.energies().interaction_variance; }},
      {"signal_to_noise", "", "battery energy over its standard deviation",
       [](Snapshot& s, Count) -> Answer {
         return quotient(s.energies().battery, root(s.energies().battery_variance));
       }},
      {"charger_signal_to_noise", "", "charger energy over its standard deviation",
       [](Snapshot& s, Count) -> Answer {
         return quotient(s.energies().charger, root(s.energies().charger_variance));
       }},
      {"ergotropy", "ω0", "largest work of a unitary on the 2^M states",
       [](Snapshot& s, Count) -> Answer { return ergotropy(s); }},
      {"ergotropy_collective", "ω0", "the same by unitaries that keep every total spin",
       [](Snapshot& s, Count) -> Answer {
         return s.energies().battery - s.reachable_within_spin().least;
       }},
      {"ergotropy_incoherent", "ω0", "ergotropy after dephasing between energies",
       [](Snapshot& s, Count) -> Answer { return incoherent_ergotropy(s); }},
      {"ergotropy_coherent", "ω0", "ergotropy that the dephasing destroys",
       [](Snapshot& s, Count) -> Answer {
         return s.reachable_dephased().least - s.reachable().least;
       }},
      {"ergotropy_ratio", "", "ergotropy over battery energy",
       [](Snapshot& s, Count) -> Answer { return quotient(ergotropy(s), s.energies().battery); }},
      {"ergotropy_of", "ω0", "ergotropy of m of the cells alone",
       [](Snapshot& s, Count cells) -> Answer {
         if (!is_symmetric(s.state())) return std::nullopt;
         const Count all = s.state().protocol->blocks.front()[0].top();
         if (cells > all) return std::nullopt;
         const Estimate share{static_cast<double>(cells) / static_cast<double>(all), unit_roundoff};
         return s.energies().battery * share -
                reachable_energy(spectrum(state_of_cells(s.state(), cells))).least;
       },
       true},
      {"anti_ergotropy", "ω0", "largest energy that a unitary on the 2^M states adds",
       [](Snapshot& s, Count) -> Answer { return s.reachable().most - s.energies().battery; }},
      {"locked_energy", "ω0", "energy of the passive state: what no unitary extracts",
       [](Snapshot& s, Count) -> Answer { return s.reachable().least; }},
      {"capacity", "ω0", "ergotropy and anti-ergotropy together",
       [](Snapshot& s, Count) -> Answer { return s.reachable().most - s.reachable().least; }},
      {"entropy", "nat", "von Neumann entropy of the battery",
       [](Snapshot& s, Count) -> Answer { return entropy(s.spectrum()); }},
      {"linear_entropy", "", "1 - Tr ρ² of the battery",
       [](Snapshot& s, Count) -> Answer { return linear_entropy(s.spectrum()); }},
      {"purity", "", "Tr ρ² of the battery",
       [](Snapshot& s, Count) -> Answer { return purity(s.spectrum()); }},
      {"negativity", "", "of battery and charger, where their state is pure",
       [](Snapshot& s, Count) -> Answer {
         if (!s.is_pure()) return std::nullopt;
         return negativity(s.spectrum());
       }},
      {"coherence", "nat", "relative entropy of coherence between energies of the battery",
       [](Snapshot& s, Count) -> Answer {
         return entropy(s.dephased_spectrum()) - entropy(s.spectrum());
       }},
      {"concurrence", "", "Wootters' concurrence of two cells of a symmetric battery",
       [](Snapshot& s, Count) -> Answer {
         if (!is_symmetric(s.state()) || s.state().protocol->blocks.front()[0].top() < 2) {
           return std::nullopt;
         }
         return concurrence(state_of_cells(s.state(), 2));
       }},
      {"fisher_information", "g²",
       "Fisher information of the battery's energy distribution in time",
       [](Snapshot& s, Count) -> Answer { return s.energies().fisher_information; }},
      {"power_bound_fisher", "g ω0", "sqrt(variance times Fisher information) >= |power|",
       [](Snapshot& s, Count) -> Answer {
         return root(s.energies().battery_variance) * root(s.energies().fisher_information);
       }},
      {"power_bound_variance", "g ω0", "2 ΔH_B ΔH_1 >= |power|",
       [](Snapshot& s, Count) -> Answer {
         const double g = s.state().protocol->coupling;
         return root(s.energies().battery_variance) * root(s.energies().interaction_variance) *
                Estimate{2.0 / g, 2.0 / g * unit_roundoff};
       }},
      {"mandelstam_tamm", "1/g", "least time to turn a pure start this far, by ΔH",
       [](Snapshot& s, Count) -> Answer {
         if (!s.is_pure() || s.is_driven()) return std::nullopt;
         return mandelstam_tamm_time(s.state(), s.initial());
       }},
      {"margolus_levitin", "1/g", "the same by the mean energy above the lowest",
       [](Snapshot& s, Count) -> Answer {
         if (!s.is_pure() || s.is_driven()) return std::nullopt;
         return margolus_levitin_time(s.state(), s.initial());
       }}};
  return table;
}

std::string Wanted::name() const {
  return observable->has_parameter ? fmt::format("{}:{}", observable->name, parameter)
                                   : std::string(observable->name);
}

}  // namespace leyden
