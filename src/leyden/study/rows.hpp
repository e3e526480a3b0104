// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "leyden/propagate/evolution.hpp"
#include "leyden/study/charge.hpp"
#include "leyden/study/table.hpp"

namespace leyden {

/// The row of one protocol under `columns(StudyKind::values)`. Without `energy` the entries of
/// E_max and E_first stay empty; those of E_first do so where the window holds no first peak.
Row value_row(const std::string& series, const ChargeRequest& request, const ChargeResult& result,
              bool energy);

/// The row of one time under `columns(StudyKind::curves)`.
Row curve_row(const std::string& series, const ChargeRequest& request, const Sample& sample);

}  // namespace leyden
