// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/order_sums.hpp"

#include <algorithm>

// This file is compiled once for each level of vector instructions.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "leyden/operators/order_sums.cpp"
#include <hwy/cache_control.h>
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "leyden/base/kernel_lanes-inl.hpp"
#include "leyden/base/kernel_levels.hpp"

HWY_BEFORE_NAMESPACE();
namespace leyden::HWY_NAMESPACE {

/// A stretch of a few vectors stays in the first cache while all sums take from it.
constexpr Count stretch = 64;
constexpr int few = 24;

/// Real vectors on their way into the real or the imaginary parts of a group: (-i)^j is in the
/// choice of the part and in the sign of its coefficients.
struct Part {
  Part() {}            // nothing is read that was not written
  int count = 0;       ///< of sources
  int targets = 0;     ///< of them
  bool first = false;  ///< the sources are in no cache yet
  std::array<const double*, few> source;
  std::array<double, few * OrderSums::most> coefficients;
  std::array<double*, OrderSums::most> target;

  void take(const double* from, const double* factors, double sign) {
    const auto at = static_cast<std::size_t>(count++);
    source[at] = from;
    for (std::size_t q = 0; q < OrderSums::most; ++q) {
      coefficients[at * OrderSums::most + q] = sign * factors[q];
    }
  }
};

/// What a pass keeps in registers: `kCount` sums on so many vectors of columns. There are too many
/// streams for the hardware to fetch ahead; what the next columns need is asked for at `kFetch`.
template <std::size_t kCount, std::size_t kWide, bool kFetch>
HWY_INLINE void add_to_columns(const Part& part, Count to, Count from) {
  constexpr auto w = static_cast<std::size_t>(width);
  Vector sum[kCount * kWide];
  for (std::size_t q = 0; q < kCount; ++q) {
    for (std::size_t i = 0; i < kWide; ++i) {
      sum[q * kWide + i] = load(part.target[q] + to + i * w);
    }
  }
  const double* c = part.coefficients.data();
  const double* const* source = part.source.data();
  const double* const* const end = source + part.count;
  for (; source != end; ++source, c += OrderSums::most) {
    const double* at = *source + from;
    if constexpr (kFetch) hwy::Prefetch(at + kWide * w);
    Vector x[kWide];
    for (std::size_t i = 0; i < kWide; ++i) x[i] = load(at + i * w);
    for (std::size_t q = 0; q < kCount; ++q) {
      const Vector factor = all(c[q]);
      for (std::size_t i = 0; i < kWide; ++i) {
        sum[q * kWide + i] = hn::Add(sum[q * kWide + i], times(factor, x[i]));
      }
    }
  }
  for (std::size_t q = 0; q < kCount; ++q) {
    for (std::size_t i = 0; i < kWide; ++i) {
      hn::StoreU(sum[q * kWide + i], Lanes(), part.target[q] + to + i * w);
    }
  }
}

template <std::size_t kCount, bool kFetch>
HWY_INLINE void add(const Part& part, Count to, Count from, Count size) {
  // As many running sums as hide how long an addition takes.
  constexpr std::size_t wide = 8 / kCount;
  Count x = 0;
  for (; x + static_cast<Count>(wide) * width <= size; x += static_cast<Count>(wide) * width) {
    add_to_columns<kCount, wide, kFetch>(part, to + x, from + x);
  }
  for (; x < size; x += width) add_to_columns<kCount, 1, kFetch>(part, to + x, from + x);
}

template <bool kFetch>
HWY_INLINE void add_counted(const Part& part, Count to, Count from, Count size) {
  if (part.count == 0) return;
  switch (part.targets) {
    case 1:
      return add<1, kFetch>(part, to, from, size);
    case 2:
      return add<2, kFetch>(part, to, from, size);
    case 3:
      return add<3, kFetch>(part, to, from, size);
    default:
      return add<4, kFetch>(part, to, from, size);
  }
}

/// What the orders from `begin` to `end` - 1 give to the real and the imaginary parts of a group.
/// `vectors` begin with order `first`.
void fill(Part& re, Part& im, const OrderSums& group, const SplitVector* vectors, int first,
          int begin, int end) {
  re.targets = im.targets = group.count;
  for (std::size_t q = 0; q < OrderSums::most; ++q) {
    re.target[q] = group.targets[q].re;
    im.target[q] = group.targets[q].im;
  }
  for (int j = begin; j < end; ++j) {
    const SplitVector& v = vectors[j - first];
    const double* c = group.coefficients.data() + (j - first) * OrderSums::most;
    const bool odd = j % 2 != 0;
    if (group.orders == Orders::all && odd) {
      if (v.im != nullptr) re.take(v.im, c, 1.0);
      im.take(v.re, c, -1.0);
    } else if (group.orders == Orders::all || odd == (group.orders == Orders::odd)) {
      re.take(v.re, c, 1.0);
      if (v.im != nullptr) im.take(v.im, c, 1.0);
    }
  }
}

/// All that goes into the sums, a few orders after the other.
std::vector<Part> parts_of(const std::vector<OrderSums>& sums, const SplitVector* vectors,
                           int first) {
  int last = first;
  for (const OrderSums& group : sums) last = std::max(last, group.last);
  const auto passes = static_cast<std::size_t>((last - first + few - 1) / few);
  std::vector<Part> parts(2 * passes * sums.size());
  std::size_t part = 0;
  for (int j = first; j < last; j += few) {
    bool even_are_near = false, odd_are_near = false;
    for (const OrderSums& group : sums) {
      Part& re = parts[part++];
      Part& im = parts[part++];
      fill(re, im, group, vectors, first, j, std::min(j + few, group.last));
      const bool taken = group.last > j;
      const bool even = taken && group.orders != Orders::odd;
      const bool odd = taken && group.orders != Orders::even;
      re.first = im.first = (even && !even_are_near) || (odd && !odd_are_near);
      even_are_near = even_are_near || even;
      odd_are_near = odd_are_near || odd;
    }
  }
  return parts;
}

void add_all(Count begin, Count size, const SplitVector* vectors, int first,
             const std::vector<OrderSums>& sums) {
  const std::vector<Part> parts = parts_of(sums, vectors, first);
  for (Count from = 0; from < size; from += stretch) {
    const Count here = std::min(stretch, size - from);
    for (const Part& part : parts) {
      if (part.count == 0) continue;
      if (part.first) {
        add_counted<true>(part, begin + from, from, here);
      } else {
        add_counted<false>(part, begin + from, from, here);
      }
    }
  }
}

}  // namespace leyden::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace leyden {

LEYDEN_KERNEL_LEVELS(add_all);

void add_orders(Count begin, Count size, const SplitVector* vectors, int first,
                const std::vector<OrderSums>& sums) {
  add_all_levels()(begin, size, vectors, first, sums);
}

}  // namespace leyden
#endif
