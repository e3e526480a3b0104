// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <stdexcept>

#include "protocol.hpp"
#include "quad.hpp"
#include "system.hpp"

namespace honesty {

/// The oracle cannot decide a case, or not at a reasonable price.
class Undecided : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The window takes more than half of the budget.
class TooLong : public Undecided {
 public:
  using Undecided::Undecided;
};

/// The first local maximum of E after t = 0.
struct FirstPeak {
  enum class Status { there, none, ambiguous };
  Status status = Status::none;
  Quad value = 0;
};

/// E and dE/dt at one time.
struct Point {
  double time = 0;
  Quad energy = 0;
  Quad slope = 0;
};

/// What is true of one protocol, to 1e-25 or better. Energies in ω0, power in g ω0, times gt.
struct Truth {
  Quad largest_energy = 0;            ///< over 0 <= t <= window
  FirstPeak first;                    ///< in the window
  std::optional<Quad> largest_power;  ///< over all t > 0; empty when the search is too long
  std::array<Point, 3> points;        ///< at a quarter, half and three quarters of the window
};

/// Takes at most `budget` multiplications, the window at most half of it. Throws Undecided.
Truth truth(const System& system, double window, double budget);

/// The collective system with so high a Fock cutoff that it is invisible. Throws Undecided.
System converged_system(const Protocol& protocol, double window, double budget);

}  // namespace honesty
