// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/joint_evolution.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <map>
#include <tuple>

#include "leyden/model/charging.hpp"
#include "support/dice.hpp"

namespace leyden {
namespace {

using Amplitude = std::complex<double>;

/// All amplitudes of the first branch by block, label and copy.
std::map<std::tuple<std::size_t, Label, std::size_t>, Amplitude> branch_of(
    const JointState& state) {
  std::map<std::tuple<std::size_t, Label, std::size_t>, Amplitude> result;
  for (const SectorPart& part : state.start->branches.front().parts) {
    const Sector& sector = state.start->sectors[part.sector];
    for (Count i = 0; i < dimension(sector.space); ++i) {
      result[{sector.block, label(sector.space, i), part.copy}] +=
          part.amplitude * state.sectors[part.sector].values[static_cast<std::size_t>(i)];
    }
  }
  return result;
}

double distance(const JointState& a, const JointState& b) {
  const auto x = branch_of(a);
  const auto y = branch_of(b);
  double sum = 0.0;
  for (const auto& [key, value] : x) sum += std::norm(value - y.at(key));
  return std::sqrt(sum);
}

Charging spins(Count cells, Count chargers) {
  Charging charging;
  charging.cells = cells;
  charging.chargers = chargers;
  return charging;
}

TEST(JointEvolution, EveryRouteGivesTheSameStateWithItsPhases) {
  Dice dice(5);
  for (int i = 0; i < 40; ++i) {
    Charging c = spins(dice.whole(1, 6), dice.whole(1, 6));
    if (dice.chance(0.5)) c.anisotropy = dice.uniform(0.0, 1.0);
    if (dice.chance(0.3)) c.detuning = dice.uniform(-0.5, 0.5);
    if (dice.chance(0.3)) c.battery_crosstalk = dice.uniform(-2.0, 2.0);
    if (dice.chance(0.5)) c.start = DickeStart{dice.whole(0, c.cells), dice.whole(0, c.chargers)};
    const Protocol protocol = make_protocol(c, 0, Copies::resolved);
    JointEvolution automatic(protocol);
    JointEvolution chebyshev(protocol, Propagator::chebyshev);
    JointEvolution spectral(protocol, Propagator::spectral);
    JointEvolution wide(protocol, {Propagator::automatic, Arithmetic::double_double});
    for (const double time : {0.0, 0.7, 3.1}) {
      const JointState state = automatic.at(time);
      for (JointEvolution* other : {&chebyshev, &spectral, &wide}) {
        const JointState theirs = other->at(time);
        EXPECT_TRUE(distance(state, theirs) <=
                    state.branch_error(0) + theirs.branch_error(0) + 1e-14)
            << i << " at " << time << ": " << distance(state, theirs);
      }
    }
  }
}

/// i dψ/dt = Hψ across sectors, with the phases that each of them left out.
TEST(JointEvolution, ASuperpositionOfSectorsObeysTheWholeHamiltonian) {
  for (const double anisotropy : {0.0, 0.4}) {
    Charging c = spins(3, 3);
    c.anisotropy = anisotropy;
    c.detuning = 0.2;
    c.crosstalk = 0.7;
    c.battery_crosstalk = -0.4;
    Protocol protocol = make_protocol(c);
    protocol.start = {{1.0, {{0.6, 0, {0, 3, 0}}, {0.8, 0, {0, 2, 0}}}}};
    JointEvolution evolution(protocol);
    constexpr double time = 1.3;
    constexpr double step = 1e-4;
    const auto before = branch_of(evolution.at(time - step));
    const auto now = branch_of(evolution.at(time));
    const auto after = branch_of(evolution.at(time + step));
    const Block& block = protocol.blocks[0];
    const double first = static_cast<double>(absolute_energy(block, {0, 3, 0}, c.coupling));
    for (const auto& [key, value] : now) {
      const Label& at = std::get<1>(key);
      Amplitude h_psi =
          (static_cast<double>(absolute_energy(block, at, c.coupling)) - first) * value;
      for (const Term& term : protocol.terms) {
        for (const int sign : {+1, -1}) {
          const Label to = shifted(at, term.shift, sign);
          if (!contains(block, to)) continue;
          const double element =
              term.coefficient * transition_element(block, sign > 0 ? at : to, term.shift);
          const auto found = now.find({0, to, 0});
          if (found != now.end()) h_psi += element * found->second;
        }
      }
      const Amplitude slope = (after.at(key) - before.at(key)) / (2 * step);
      EXPECT_TRUE(std::abs(slope + Amplitude(0, 1) * h_psi) < 1e-4)
          << at[0] << "," << at[1] << ": " << slope << " instead of " << -Amplitude(0, 1) * h_psi;
    }
  }
}

TEST(JointEvolution, APhaseThatNobodyCanKnowPutsTheStateInDoubt) {
  Charging c = spins(1, 2);
  c.coupling = 1e-20;
  Protocol protocol = make_protocol(c);
  protocol.start = {{1.0, {{0.6, 0, {0, 2, 0}}, {0.8, 0, {0, 1, 0}}}}};
  JointEvolution evolution(protocol);
  EXPECT_TRUE(evolution.at(1.0).error() >= 1.0);
}

}  // namespace
}  // namespace leyden
