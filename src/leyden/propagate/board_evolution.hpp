// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "leyden/base/executor.hpp"
#include "leyden/numerics/bessel.hpp"
#include "leyden/operators/board.hpp"
#include "leyden/operators/board_kernels.hpp"
#include "leyden/operators/bounds.hpp"
#include "leyden/propagate/board_sweep.hpp"
#include "leyden/propagate/sector_evolution.hpp"

namespace leyden {

/// Bytes that a `BoardEvolution` may take for what it works with. No result depends on them but
/// through the times at which `follow` sets a new base.
struct BoardMemory {
  double vectors = 48e6;  ///< for the vectors of one base
  double outputs = 32e6;  ///< for states that are formed from them at once
  double cache = 512e3;   ///< boards larger than this are swept, row by row
  unsigned threads = 0;   ///< for sweeps; 0 takes the machine's number of processors

  /// For each of `evolutions` that live at the same time.
  static BoardMemory shared_by(std::size_t evolutions) {
    BoardMemory memory;
    memory.vectors /= static_cast<double>(evolutions);
    memory.outputs /= static_cast<double>(evolutions);
    return memory;
  }
};

/// Chebyshev propagation on a checkerboard in double, docs/theory/chebyshev, with the vector
/// kernels of operators/board_kernels.
///
/// The vectors T_j ψ of one base state are kept as long as they are of use: states at several times
/// are sums of the same vectors, in either direction. Where H and the start are antisymmetric under
/// the mirror of `Board`, half of the states is propagated.
class BoardEvolution final : public SectorEvolution<double> {
 public:
  /// As `ChebyshevEvolution`, for a ladder that was not cut; `hamiltonian` is that of a
  /// checkerboard.
  BoardEvolution(std::unique_ptr<Hamiltonian<double>> hamiltonian, const State<double>& start,
                 Count excitations, const std::optional<SpectralInterval>& interval = std::nullopt,
                 const BoardMemory& memory = {});

  double anchor() const override { return anchor_.time; }
  Sample evaluate(double time) override;
  Sample advance(double time) override;
  std::vector<Sample> follow(const std::vector<double>& times) override;
  double curvature(double time) override;
  Populations populations(double time) override;
  std::string_view propagator() const override { return "chebyshev"; }

  bool folded() const { return board_->folded(); }

  /// True where half of the board is propagated. `start` lists the labels of the start.
  static bool can_fold(const CheckerboardHamiltonian<double>& hamiltonian,
                       const std::vector<Label>& start);

  /// Bytes held for a whole board of `states` states, at most.
  static double bytes(double states, bool folded, const BoardMemory& memory = {});

 private:
  /// A state, where it stands in time, and how far from the true one it may be.
  struct Placed {
    AlignedArray re;
    AlignedArray im;
    double time = 0.0;
    StateError error;
    bool real = true;  ///< no imaginary part
  };

  /// One state that is wanted, and the series that gives it.
  struct Wanted {
    Placed* target = nullptr;
    double time = 0.0;
    bool forwards = true;
    double distance = 0.0;  ///< |Δ| from the base, with an opposite the mean of both
    double tau = 0.0;       ///< R |Δ|
    /// The state at the same distance on the other side, if it is wanted too. Until both are whole,
    /// `target` is the sum of the even orders and `opposite` that of the odd ones.
    Placed* opposite = nullptr;
    double opposite_time = 0.0;
    /// Its coefficients carry the signs of (-i)^j and of the direction, without the i of odd
    /// orders.
    ChebyshevSeries<double> series;
  };

  Placed placed() const;
  static void copy(const Placed& from, Placed& to);
  static double* elements(AlignedArray& array);
  static BoardVector vector_of(Placed& state);
  double tau_between(double from, double to) const;
  double error_after(const Placed& from, double tau) const;

  void set_base(const Placed& state);
  void forget_vectors();
  void approach(double time);
  /// The state at `time`, in target_.
  void reach(double time);

  Wanted want(double time, Placed& target) const;
  ChebyshevSeries<double> series_for(const Wanted& wanted) const;
  /// States no further from the base than the longest step.
  enum class Keep { nothing, vectors };
  void compute(std::vector<Wanted>& all, Keep keep);
  void raise_to(int last, std::vector<Wanted>& all);
  void sweep_to(int last, std::vector<Wanted>& all);
  void raise(int last);
  void drop_lower();
  void add(std::vector<Wanted>& all, int first, int last);
  static std::vector<BoardSums> sums_of(std::vector<Wanted>& all, int first, int last);
  void join_opposites(std::vector<Wanted>& all) const;
  void part_opposites(Wanted& wanted) const;
  StateError error_at(const Wanted& wanted, double time) const;
  void require_bounded(int order);
  Sample sample_of(Placed& state) const;
  State<double> unfolded(Placed& state) const;

  SpectralInterval interval_;
  double parity_ = 1.0;  ///< of the real part of the state under the mirror, where folded
  std::optional<Board> board_;
  std::size_t most_vectors_ = 0;
  std::size_t most_outputs_ = 0;
  std::size_t most_in_cache_ = 0;
  std::size_t room_ = 0;

  Placed base_;    ///< where the vectors begin
  Placed anchor_;  ///< where the process stands
  Placed target_;
  std::vector<Placed> outputs_;

  std::vector<AlignedArray> re_;
  std::vector<AlignedArray> im_;
  std::vector<BoardVector> vectors_;  ///< T_j of the base, j = lowest_ … highest_
  int lowest_ = 0;
  int highest_ = -1;
  AlignedArray zero_;
  std::vector<BoardSweep> sweeps_;  ///< over a board that does not fit into the cache
  std::unique_ptr<Executor> executor_;
};

}  // namespace leyden
