// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "leyden/study/verify.hpp"

namespace leyden {

/// Reads what `leyden charge --format json` wrote, docs/formats.
/// Throws FileError when the file cannot be read, InvalidInput, naming file and key, when it is no
/// such answer.
StatedRun read_stated_run(const std::string& path);

/// The same from the text itself; `source` names it in complaints.
StatedRun parse_stated_run(const std::string& text, const std::string& source);

}  // namespace leyden
