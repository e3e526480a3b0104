// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

namespace leyden {

/// The text of a file, cut one byte after `most_bytes`: enough to refuse what is too long.
/// Throws FileError when it cannot be read.
std::string read_text_file(const std::string& path, std::size_t most_bytes);

}  // namespace leyden
