// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "brute_force.hpp"

namespace reference {

/// What battery theorists measure, each by its definition on density matrices in the full product
/// space: no ladders, no sectors, no multiplicities. Energies in omega0, times as gt.
using Observables = std::map<std::string, long double>;

/// Of the state at `time`. Names as in the engine; what is not defined is missing. Of `part` cells:
/// "ergotropy_of". The negativity comes from the partial transpose of the whole density matrix, so
/// it takes the cube of the dimension: only where `with_negativity` and the state is pure.
Observables observe(const Spins& model, const Mixture& start, double time, int part,
                    bool with_negativity);
Observables observe(const Cavity& model, const Mixture& start, double time, int part,
                    bool with_negativity);

/// Without a charger all elements between cells are the interaction.
Observables observe(const Quench& model, const Mixture& start, double time, int part,
                    bool with_negativity);

/// In the laboratory frame. The interaction is the field at `time`, its commutator the power, and
/// "switching_work" <H1(0)>_0 - <H1(t)>_t. "drive_work" is what the field has added to <H(t)> since
/// it was switched on. What presumes a constant H is missing.
Observables observe(const Drive& model, const Mixture& start, double time, int part,
                    bool with_negativity);

}  // namespace reference
