// SPDX-License-Identifier: Apache-2.0
#include "leyden/model/ladder.hpp"

#include <fmt/format.h>

#include "leyden/base/errors.hpp"

namespace leyden {
namespace {

void require_size(Count size, const char* what) {
  if (size >= 0 && size < largest_count) return;
  throw InvalidInput(fmt::format("{} = {}", what, size), fmt::format("0 to {}", largest_count - 1),
                     "take a size in that range");
}

}  // namespace

Ladder Ladder::spins(Count n, double crosstalk, Count excited) {
  require_size(n, "number of spins");
  Ladder ladder(n + 1, {1, 1}, {n, -1});
  ladder.excited_ = excited;
  ladder.interaction_ = crosstalk;
  return ladder;
}

Ladder Ladder::cavity(Count highest) {
  require_size(highest, "highest Fock level");
  Ladder ladder(highest + 1, {1, 1}, {1, 0});
  ladder.cut_above_ = true;
  return ladder;
}

Ladder Ladder::large_charger(Count depth) {
  require_size(depth, "depth of the charger");
  Ladder ladder(depth + 1, {depth, -1}, {1, 0});
  ladder.cut_below_ = true;
  return ladder;
}

Ladder Ladder::detuned(double detuning) const {
  Ladder result = *this;
  result.detuning_ = detuning;
  return result;
}

Ladder Ladder::halved() const {
  Ladder result = *this;
  result.steps_ = 2;
  return result;
}

Ladder Ladder::co_rotating() const {
  Ladder result = *this;
  result.quanta_ = 0;
  return result;
}

Ladder Ladder::silent() const {
  Ladder result = detuned(-static_cast<double>(quanta_));
  result.interaction_ = 0.0;
  return result;
}

}  // namespace leyden
