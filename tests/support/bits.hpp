// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <vector>

#include "leyden/study/charge.hpp"
#include "leyden/study/scaling.hpp"

namespace leyden {

/// Every number of a result as it lies in memory, so that equal means equal to the last bit and the
/// sign of zero counts.
class Bits {
 public:
  Bits& add(double value) {
    words_.push_back(std::bit_cast<std::uint64_t>(value));
    return *this;
  }
  Bits& add(Count value) {
    words_.push_back(static_cast<std::uint64_t>(value));
    return *this;
  }
  Bits& add(const Estimate& e) { return add(e.value).add(e.error); }
  Bits& add(const Peak& p) { return add(p.value).add(p.error).add(p.time).add(p.time_error); }
  Bits& add(const Sample& s) {
    return add(s.time).add(s.energy).add(s.energy_error).add(s.slope).add(s.slope_error);
  }
  Bits& add(const SearchRecord& r) { return add(Count{r.evaluations}).add(r.gap).add(r.horizon); }
  Bits& add(const ChargeResult& r) {
    add(r.peaks.energy).add(r.peaks.first).add(r.peaks.power);
    add(r.peaks.energy_record).add(r.peaks.power_record);
    return add(r.normalized_power)
        .add(r.advantage)
        .add(r.method.dimension)
        .add(r.method.fock_cutoff);
  }
  Bits& add(const ScalingPoint& p) {
    return add(p.cells).add(p.chargers).add(p.power).add(p.advantage).add(p.exponent);
  }
  Bits& add(const Bits& others) {
    words_.insert(words_.end(), others.words_.begin(), others.words_.end());
    return *this;
  }
  template <class T>
  Bits& add(const std::optional<T>& item) {
    add(Count{item.has_value()});
    return item ? add(*item) : *this;
  }
  template <class T>
  Bits& add(const std::vector<T>& items) {
    for (const T& item : items) add(item);
    return add(static_cast<Count>(items.size()));
  }

  bool operator==(const Bits&) const = default;

 private:
  std::vector<std::uint64_t> words_;
};

template <class T>
Bits bits_of(const T& result) {
  return Bits().add(result);
}

}  // namespace leyden
