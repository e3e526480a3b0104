// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "leyden/operators/bounds.hpp"
#include "leyden/propagate/board_layout.hpp"
#include "leyden/propagate/chebyshev_bases.hpp"
#include "leyden/propagate/sector_evolution.hpp"

namespace leyden {

/// Chebyshev propagation on a checkerboard in double, docs/theory/chebyshev, with the vector
/// kernels of operators/board_kernels. Where H and the start are antisymmetric under the mirror of
/// `Board`, half of the states is propagated.
class BoardEvolution final : public SectorEvolution<double> {
 public:
  /// As `ChebyshevEvolution`, for a ladder that was not cut; `hamiltonian` is that of a
  /// checkerboard.
  BoardEvolution(std::unique_ptr<Hamiltonian<double>> hamiltonian, const State<double>& start,
                 Count excitations, const std::optional<SpectralInterval>& interval = std::nullopt,
                 const SeriesMemory& memory = {});

  double anchor() const override { return bases_->anchor(); }
  Sample evaluate(double time) override;
  Sample advance(double time) override;
  std::vector<Sample> follow(const std::vector<double>& times) override;
  double curvature(double time) override;
  Populations populations(double time) override;
  Amplitudes amplitudes(double time) override;
  std::string_view propagator() const override { return "chebyshev"; }

  bool folded() const { return layout_->board().folded(); }

  /// True where half of the board is propagated. `start` lists the labels of the start.
  static bool can_fold(const CheckerboardHamiltonian<double>& hamiltonian,
                       const std::vector<Label>& start);

  /// Bytes held for a whole board of `states` states, at most.
  static double bytes(double states, bool folded, const SeriesMemory& memory = {});

 private:
  Sample sample_of(PlacedState& state) const;
  State<double> unfolded(PlacedState& state) const;

  std::optional<BoardLayout> layout_;
  std::optional<ChebyshevBases> bases_;
};

}  // namespace leyden
