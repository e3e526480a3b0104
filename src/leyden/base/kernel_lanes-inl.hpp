// SPDX-License-Identifier: Apache-2.0

// To be included after <hwy/highway.h>, by files that are compiled once for each level of vector
// instructions: this one is read again for each of them.
#if defined(LEYDEN_KERNEL_LANES_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef LEYDEN_KERNEL_LANES_INL
#undef LEYDEN_KERNEL_LANES_INL
#else
#define LEYDEN_KERNEL_LANES_INL
#endif

#include "leyden/base/types.hpp"

HWY_BEFORE_NAMESPACE();
namespace leyden::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Lanes = hn::CappedTag<double, 8>;
using Vector = hn::Vec<Lanes>;

/// Numbers in a vector, a divisor of eight.
constexpr Count width = static_cast<Count>(hn::MaxLanes(Lanes()));
constexpr std::size_t vectors_in_eight = 8 / static_cast<std::size_t>(width);

HWY_INLINE Vector load(const double* from) {
  return hn::LoadU(Lanes(), from);
}
HWY_INLINE Vector times(Vector a, Vector b) {
  return hn::Mul(a, b);
}
HWY_INLINE Vector all(double value) {
  return hn::Set(Lanes(), value);
}

// Constructors are written out where vectors are members: those that a compiler writes are not of
// the level at hand, and on ARM cannot be inlined into it.

/// Eight running sums, whatever the width.
struct Eight {
  HWY_INLINE Eight() {
    for (Vector& p : part) p = hn::Zero(Lanes());
  }
  Vector part[vectors_in_eight];
  HWY_INLINE void add(const Eight& other, double factor) {
    for (std::size_t i = 0; i < vectors_in_eight; ++i) {
      part[i] = hn::Add(part[i], times(other.part[i], all(factor)));
    }
  }
  double total() const {
    HWY_ALIGN double s[8];
    for (std::size_t i = 0; i < vectors_in_eight; ++i) {
      hn::StoreU(part[i], Lanes(), s + i * static_cast<std::size_t>(width));
    }
    return ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]));
  }
};

}  // namespace leyden::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
