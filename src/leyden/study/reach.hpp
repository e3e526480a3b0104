// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "leyden/base/progress.hpp"
#include "leyden/observe/first_passage.hpp"
#include "leyden/study/charge.hpp"

namespace leyden {

/// A fraction of E_max.
/// Throws InvalidInput unless it is above 0 and at most 1.
double parse_fraction(const std::string& text);

/// The first gt at which the process of `request` stores `fraction` of E_max, 0 < fraction <= 1.
/// `result` as found by `charge`, whose arithmetic and Fock cutoff are taken.
/// Throws InvalidInput.
/// Equals    asin(sqrt(fraction)) for one cell and one charger spin
Passage reach(const ChargeRequest& request, const ChargeResult& result, double fraction,
              const Progress& progress = {});

}  // namespace leyden
