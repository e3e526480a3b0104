// SPDX-License-Identifier: Apache-2.0
#include "leyden/base/memory.hpp"

#include <fmt/format.h>

#include <fstream>
#include <limits>
#include <string>

#include "leyden/base/errors.hpp"

namespace leyden {

double available_memory() {
  std::ifstream info("/proc/meminfo");
  std::string key;
  double kibibytes = 0.0;
  std::string unit;
  while (info >> key >> kibibytes && std::getline(info, unit)) {
    if (key == "MemAvailable:") return kibibytes * 1024.0;
  }
  return std::numeric_limits<double>::infinity();
}

void require_memory(double bytes, const std::string& what) {
  constexpr double gibibyte = 1024.0 * 1024.0 * 1024.0;
  const double available = available_memory();
  if (bytes <= available) return;
  throw InvalidInput(
      fmt::format("{} needs {:.3g} GiB", what, bytes / gibibyte),
      fmt::format("what fits in the {:.3g} GiB of memory now free", available / gibibyte),
      "take fewer cells or chargers");
}

}  // namespace leyden
