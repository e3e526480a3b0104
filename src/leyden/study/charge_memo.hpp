// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "leyden/study/charge.hpp"

namespace leyden {

/// Everything that the answer to a request depends on. The window of one that asks for no energies
/// is nothing to it.
std::string key_of(const ChargeRequest& request, bool with_energies);

/// Answers that were given before are given again: for figures and claims that share runs. May be
/// asked from several threads; two that ask the same at the same time both compute it.
class ChargeMemo {
 public:
  /// As `leyden::charge`.
  ChargeResult charge(const ChargeRequest& request, const Progress& progress = {});

  /// As `leyden::charge_power`.
  ChargeResult charge_power(const ChargeRequest& request, const Progress& progress = {});

  Count size() const;

 private:
  template <class Compute>
  ChargeResult recall(std::string key, const Compute& compute);

  mutable std::mutex mutex_;
  std::map<std::string, ChargeResult> answers_;
};

}  // namespace leyden
