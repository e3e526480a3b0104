// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "leyden/study/charge.hpp"
#include "leyden/study/observations.hpp"
#include "leyden/study/reach.hpp"
#include "leyden/study/scaling.hpp"

namespace leyden {

/// The answer of `leyden charge` as one JSON object with round-trip digits,
/// docs/formats/charge-json. Energies in ω0, power in g ω0, times gt; protocol keys are spelled
/// like the flags.
/// With `observations` their values at both peaks; null where one is not defined. With `passage`
/// when a fraction of E_max is first reached.
std::string charge_json(const ChargeRequest& request, const ChargeResult& result,
                        const std::optional<PeakObservations>& observations = std::nullopt,
                        const std::optional<Passage>& passage = std::nullopt);

/// The table of `leyden scale` as a JSON list.
std::string scaling_json(const std::vector<ScalingPoint>& table);

}  // namespace leyden
