// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <functional>
#include <vector>

#include "leyden/propagate/chebyshev_bound.hpp"
#include "leyden/propagate/layout.hpp"
#include "leyden/propagate/wanted_states.hpp"

namespace leyden {

/// Bytes that a Chebyshev propagation may take for what it works with. No result depends on them
/// but through the times at which `follow` sets a new base.
struct SeriesMemory {
  double vectors = 48e6;  ///< for the vectors of one base
  double outputs = 32e6;  ///< for states that are formed from them at once
  double cache = 512e3;   ///< larger vectors are swept, if their layout can be
  unsigned threads = 0;   ///< for sweeps; 0 takes the machine's number of processors

  /// For each of `evolutions` that live at the same time.
  static SeriesMemory shared_by(std::size_t evolutions) {
    SeriesMemory memory;
    memory.vectors /= static_cast<double>(evolutions);
    memory.outputs /= static_cast<double>(evolutions);
    return memory;
  }
};

/// What the error bound of a series is made of, docs/theory/chebyshev, Sections 4 to 6.
struct SeriesRounding {
  double radius = 0.0;     ///< R, a bound on the norm of |H|
  double local = 0.0;      ///< of one order, in units of u
  double summation = 0.0;  ///< of sums like `Layout::norm`, in units of u
  double diagonal = 0.0;   ///< of diagonal elements, absolute
  double growth = chebyshev_bound::error_growth;
};

/// More left the states that are kept than the rounding of a step leaves in doubt.
class Outgrown final : public std::exception {
 public:
  const char* what() const noexcept override { return "the states kept do not hold the process"; }
};

/// States at many times from the Chebyshev vectors of a few, in double: docs/theory/chebyshev,
/// Section 10.
///
/// The vectors T_j ψ of one base state are kept as long as they are of use: states at several times
/// are sums of the same vectors, in either direction.
class ChebyshevBases {
 public:
  /// `start` stands on `layout`, which outlives this.
  ChebyshevBases(Layout& layout, const SeriesRounding& rounding, const SeriesMemory& memory,
                 PlacedState start);

  /// Where the process stands.
  double anchor() const { return anchor_.time; }

  /// The state at `time`; leaves the anchor. Valid until the next call.
  PlacedState& reach(double time);
  /// The same, and moves the anchor there.
  PlacedState& advance(double time);
  /// `advance` from one time to the next; hands over each state, by its place in `times`, but not
  /// in their order. Throws Outgrown, like the others, with the anchor somewhere on the way.
  void follow(const std::vector<double>& times,
              const std::function<void(std::size_t, PlacedState&)>& hand_over);

  /// A state of zeros on `layout`.
  static PlacedState nothing_on(const Layout& layout);

  /// Bytes held where a complex vector takes so many, at most.
  static double bytes(double vector, bool can_sweep, const SeriesMemory& memory);

 private:
  enum class Keep { nothing, vectors };

  static void copy(const PlacedState& from, PlacedState& to);
  double tau_between(double from, double to) const;
  double error_after(const PlacedState& from, double tau) const;

  void set_base(const PlacedState& state);
  void forget_vectors();
  void approach(double time);

  /// States no further from the base than the longest step.
  void compute(std::vector<WantedState> all, Keep keep);
  void raise_to(int last, std::vector<WantedState>& all);
  void sweep_to(int last, std::vector<WantedState>& all);
  void raise(int last);
  void drop_lower();
  void add(std::vector<WantedState>& all, int first, int last);
  StateError error_at(const WantedState& wanted, double time) const;
  void require_bounded(int order);
  void require_kept() const;

  Layout& layout_;
  SeriesRounding rounding_;
  std::size_t most_vectors_ = 0;
  std::size_t most_outputs_ = 0;
  std::size_t most_in_cache_ = 0;
  std::size_t room_ = 0;
  bool keeps_all_ = true;  ///< vectors of a usual step

  PlacedState base_;    ///< where the vectors begin
  PlacedState anchor_;  ///< where the process stands
  PlacedState target_;
  std::vector<PlacedState> outputs_;

  std::vector<AlignedArray> re_;
  std::vector<AlignedArray> im_;
  std::vector<SplitVector> vectors_;  ///< T_j of the base, j = lowest_ … highest_
  int lowest_ = 0;
  int highest_ = -1;
  double outflow_ = 0.0;  ///< bounds |Q H φ| of every state φ formed from this base
  AlignedArray zero_;
};

}  // namespace leyden
