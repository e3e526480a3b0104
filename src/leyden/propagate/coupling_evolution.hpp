// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "leyden/operators/coupling_board.hpp"
#include "leyden/propagate/chebyshev_bases.hpp"
#include "leyden/propagate/evolution.hpp"

namespace leyden {

/// Chebyshev propagation at γ = 1 in the eigenstates of the coupling, docs/theory/coupling.
///
/// Energy is conserved, and the start holds little of a large coupling: states |m, m'> with
/// |m m'| <= C carry everything, C being some twenty times sqrt(MN), and the radius of H falls from
/// MN to some eighty times sqrt(MN). What leaves them is bounded on the way and part of every
/// radius; where it is more than roundings are, C grows and the process begins anew.
class CouplingEvolution final : public Evolution {
 public:
  explicit CouplingEvolution(const CoupledSpins& spins, const SeriesMemory& memory = {});
  /// The same from a given C on.
  CouplingEvolution(const CoupledSpins& spins, double cut, const SeriesMemory& memory);
  ~CouplingEvolution() override;

  double anchor() const override;
  Sample evaluate(double time) override;
  Sample advance(double time) override;
  std::vector<Sample> follow(const std::vector<double>& times) override;
  double curvature(double time) override;
  Populations populations(double time) override;
  EnergyBounds bounds() const override { return bounds_; }
  Count dimension() const override;
  std::string_view propagator() const override { return "coupling"; }

  /// C, as far as it has grown.
  double cut() const { return cut_; }

  /// The C that a process begins with.
  static double usual_cut(const CoupledSpins& spins);
  /// True where this takes clearly less work than the whole board, half of it if that can be
  /// folded.
  static bool pays(const CoupledSpins& spins);
  /// Bytes held, at most.
  static double bytes(const CoupledSpins& spins, const SeriesMemory& memory = {});

 private:
  struct Run;

  /// `action` on the run; from the beginning and with more states if these were too few.
  template <class Action>
  auto kept(Action action);
  Sample sample_of(PlacedState& state) const;

  CoupledSpins spins_;
  double cut_;
  SeriesMemory memory_;
  EnergyBounds bounds_;
  std::unique_ptr<Run> run_;
};

}  // namespace leyden
