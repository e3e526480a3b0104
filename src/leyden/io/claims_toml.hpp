// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "leyden/study/claims.hpp"

namespace leyden {

/// The claims of a paper from TOML: a list [[claim]], each with a list [[claim.readings]].
///
///   claim     id, number, section, where, statement, printed | criterion, exact, unit, meaning,
///             open, why | why_reproduced, why_close, why_deviates
///   reading   name, counts, and either a part or a list `parts` of parts
///   part      quantity, the parameters of a charging run with underscores for dashes (one value, a
///             list, or { from, to, step }), relative_to | excess_over | minus = { parameters of
///             the counterpart }, along, fit_cells, fit_first_peak
///
/// Every claim and reading is validated. `source` names the text in messages.
/// Throws InvalidInput with the line.
std::vector<Claim> read_claims(std::string_view text, const std::string& source);

/// The same from a file. Throws FileError when it cannot be read.
std::vector<Claim> read_claims_file(const std::string& path);

/// Decided claims as a JSON list, numbers with round-trip digits, null for what is unknown.
std::string claims_json(const std::vector<DecidedClaim>& claims);

/// The same fields as TOML, a list [[claim]]; what is unknown is left out.
std::string claims_toml(const std::vector<DecidedClaim>& claims);

}  // namespace leyden
