// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/charge_memo.hpp"

#include <fmt/format.h>

#include <utility>

#include "leyden/study/parameters.hpp"

namespace leyden {

std::string key_of(const ChargeRequest& request, bool with_energies) {
  const Charging& c = request.charging;
  return fmt::format("{} {} {} {} {} {} {} {} {} {} {} {} {}", with_energies ? request.window : 0.0,
                     request.tolerance.value_or(0.0), c.cells, c.chargers, c.anisotropy, c.coupling,
                     c.detuning, c.crosstalk, c.battery_crosstalk, to_text(c.charger),
                     to_text(c.start), to_text(c.coupling_scale), c.photons);
}

template <class Compute>
ChargeResult ChargeMemo::recall(std::string key, const Compute& compute) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = answers_.find(key);
    if (found != answers_.end()) return found->second;
  }
  ChargeResult result = compute();
  const std::lock_guard lock(mutex_);
  answers_.emplace(std::move(key), result);
  return result;
}

ChargeResult ChargeMemo::charge(const ChargeRequest& request, const Progress& progress) {
  return recall("E " + key_of(request, true), [&] { return leyden::charge(request, progress); });
}

ChargeResult ChargeMemo::charge_power(const ChargeRequest& request, const Progress& progress) {
  return recall("P " + key_of(request, false),
                [&] { return leyden::charge_power(request, progress); });
}

Count ChargeMemo::size() const {
  const std::lock_guard lock(mutex_);
  return static_cast<Count>(answers_.size());
}

}  // namespace leyden
