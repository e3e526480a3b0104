// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>

#include "leyden/base/types.hpp"

namespace leyden {

/// Doubles that begin at a cache line and are zero at first. Memory that is never written is never
/// taken from the system.
class AlignedArray {
 public:
  AlignedArray() = default;
  explicit AlignedArray(Count size)
      : memory_(std::calloc(static_cast<std::size_t>(size) + line, sizeof(double))), size_(size) {
    if (!memory_) throw std::bad_alloc();
    const auto address = reinterpret_cast<std::uintptr_t>(memory_.get());
    constexpr std::uintptr_t bytes = line * sizeof(double);
    begin_ = reinterpret_cast<double*>((address + bytes - 1) / bytes * bytes);
  }

  Count size() const { return size_; }
  double* data() { return begin_; }
  const double* data() const { return begin_; }
  double& operator[](Count i) { return begin_[i]; }
  double operator[](Count i) const { return begin_[i]; }

 private:
  static constexpr std::size_t line = 8;
  struct Free {
    void operator()(void* memory) const { std::free(memory); }
  };
  std::unique_ptr<void, Free> memory_;
  double* begin_ = nullptr;
  Count size_ = 0;
};

}  // namespace leyden
