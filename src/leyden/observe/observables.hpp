// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "leyden/observe/energies.hpp"
#include "leyden/observe/ergotropy.hpp"

namespace leyden {

/// One time of a charging process, looked at from every side. What several observables need is
/// computed once, when it is first asked for.
class Snapshot {
 public:
  /// `initial` are the energies at gt = 0.
  Snapshot(JointState state, const Energies& initial)
      : state_(std::move(state)), initial_(initial) {}

  const JointState& state() const { return state_; }
  const Energies& initial() const { return initial_; }
  const Energies& energies();

  const Spectrum& spectrum();
  const Spectrum& dephased_spectrum();
  const Reachable& reachable();
  const Reachable& reachable_dephased();
  const Reachable& reachable_within_spin();

  /// A field does work: energies have no balance, and bounds by the spread of H do not hold.
  bool is_driven() const { return leyden::is_driven(*state_.protocol); }

  /// One branch, one total spin of the charger: |ψ><ψ|.
  bool is_pure() const { return state_.start->branches.size() == 1; }

 private:
  JointState state_;
  const Energies& initial_;
  std::optional<Energies> energies_;
  std::optional<Spectrum> spectrum_, dephased_spectrum_;
  std::optional<Reachable> reachable_, reachable_dephased_, reachable_within_spin_;
};

/// What can be asked of a snapshot. Nothing where it is not defined: the negativity of a mixture,
/// the concurrence of one cell.
struct Observable {
  std::string_view name;  ///< "ergotropy"; "ergotropy_of" is followed by :m
  std::string_view unit;
  std::string_view help;
  std::optional<Estimate> (*of)(Snapshot&, Count parameter);
  bool has_parameter = false;
};

/// All of them, in the order in which they are shown.
const std::vector<Observable>& observables();

/// An observable and its parameter.
struct Wanted {
  const Observable* observable = nullptr;
  Count parameter = 0;
  std::string name() const;
};

}  // namespace leyden
