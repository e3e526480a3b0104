// SPDX-License-Identifier: Apache-2.0
#include "leyden/io/text_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

#include "leyden/base/errors.hpp"

namespace leyden {

std::string read_text_file(const std::string& path, std::size_t most_bytes) {
  const auto fail = [&] {
    return FileError(
        fmt::format("cannot read '{}': {}", path, std::generic_category().message(errno)));
  };
  const auto close = [](std::FILE* file) { std::fclose(file); };
  const std::unique_ptr<std::FILE, decltype(close)> file(std::fopen(path.c_str(), "rb"), close);
  if (!file) throw fail();
  std::string text;
  std::array<char, 65536> buffer{};
  while (text.size() <= most_bytes) {
    const std::size_t wanted = std::min(buffer.size(), most_bytes + 1 - text.size());
    const std::size_t got = std::fread(buffer.data(), 1, wanted, file.get());
    text.append(buffer.data(), got);
    if (got < wanted) break;
  }
  if (std::ferror(file.get()) != 0) throw fail();
  return text;
}

}  // namespace leyden
