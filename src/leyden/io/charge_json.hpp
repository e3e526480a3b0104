// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "leyden/study/charge.hpp"
#include "leyden/study/normalised_advantage.hpp"
#include "leyden/study/observations.hpp"
#include "leyden/study/reach.hpp"
#include "leyden/study/scaling.hpp"

namespace leyden {

/// What may be asked of a charging run beyond its maxima.
struct ChargeExtras {
  std::optional<PeakObservations> observations;
  std::vector<NormalisedAdvantage> advantages;
  std::optional<Passage> passage;  ///< when a fraction of E_max is first reached
};

/// The answer of `leyden charge` as one JSON object with round-trip digits,
/// docs/formats/charge-json. Energies in ω0, power in g ω0, times gt; protocol keys are spelled
/// like the flags.
/// What was asked for beyond maxima and advantage is there when `extras` hold it; null where an
/// observable or an advantage is not defined.
std::string charge_json(const ChargeRequest& request, const ChargeResult& result,
                        const ChargeExtras& extras = {});

/// The table of `leyden scale` as a JSON list.
std::string scaling_json(const std::vector<ScalingPoint>& table);

}  // namespace leyden
