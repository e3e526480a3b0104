// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace leyden::app {

/// Path of a file of the gallery or of the figure scripts: beside the installed program in
/// share/leyden, or in the source tree this program was built from.
/// Throws FileError when it is in neither place.
std::string resource(const std::string& relative);

/// Runs a script with the system's Python and waits for it; its one line on stderr becomes the
/// message when it fails.
/// Throws Unreachable.
void run_python(const std::string& script, const std::vector<std::string>& arguments);

}  // namespace leyden::app
