// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "leyden/base/progress.hpp"
#include "leyden/observe/estimate.hpp"
#include "leyden/study/charge.hpp"

namespace leyden {

/// What collective and parallel charging have in common when they are compared. H1 is the coupling
/// of charger and cells; that of the parallel scheme is M pairs of one cell and one charger spin.
enum class Normalisation {
  coupling,  ///< g of each cell: η
  spread,    ///< ΔH1 in the start, sqrt(M) g of the pairs
  norm       ///< the largest |eigenvalue| of H1 on the space of the start, M g of the pairs
};

/// "coupling", "spread", "norm".
std::string_view name(Normalisation normalisation);

/// Reads a list "coupling,norm", or "all".
/// Throws InvalidInput when a name is none of these.
std::vector<Normalisation> parse_normalisations(const std::string& text);

/// The advantage that is left once g was rescaled to g', so that H1 is as large as that of the
/// pairs; nothing where its size is zero, without end, or not known.
struct NormalisedAdvantage {
  Normalisation normalisation = Normalisation::coupling;
  std::optional<Estimate> value;
};

/// η' = (g'/g) P'_max / (M p_max) [1], P'_max [g' ω0] of the process with g'.
/// Theory    docs/theory/advantage, Section 7
/// Equals    η g'/g where nothing but the coupling sets a scale of energy; else P'_max is a run of
///           its own, one for each normalisation
/// Throws    InvalidInput; Unreachable when such a run does not keep the tolerance
/// Example   M = N = 2: η = sqrt(2), at equal spread 1, at equal norm 1
std::vector<NormalisedAdvantage> normalised_advantages(
    const ChargeRequest& request, const ChargeResult& result,
    const std::vector<Normalisation>& normalisations, const Progress& progress = {});

}  // namespace leyden
