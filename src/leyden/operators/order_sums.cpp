// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/order_sums.hpp"

#include <algorithm>

// This file is compiled once for each level of vector instructions.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "leyden/operators/order_sums.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "leyden/base/kernel_lanes-inl.hpp"
#include "leyden/base/kernel_levels.hpp"

HWY_BEFORE_NAMESPACE();
namespace leyden::HWY_NAMESPACE {

/// Orders from `first` to `last` - 1 on the way into the sums of a group.
struct Pass {
  const SplitVector* vectors;
  int first;
  int last;
  const double* coefficients;
  const SplitVector* targets;
};

/// What a pass keeps in registers: `count` sums on so many vectors of columns. Each `step`-th order
/// is taken; where that is every second one, all of them are alike.
template <std::size_t kCount, std::size_t kWide, bool kComplex, int kStep>
HWY_INLINE void add_to_columns(const Pass& pass, Count to, Count from) {
  constexpr auto w = static_cast<std::size_t>(width);
  Vector re[kCount * kWide];
  Vector im[kCount * kWide];
  for (std::size_t q = 0; q < kCount; ++q) {
    for (std::size_t i = 0; i < kWide; ++i) {
      re[q * kWide + i] = load(pass.targets[q].re + to + i * w);
      im[q * kWide + i] = load(pass.targets[q].im + to + i * w);
    }
  }
  const double* c = pass.coefficients;
  const SplitVector* v = pass.vectors;
  for (int j = pass.first; j < pass.last; j += kStep, v += kStep, c += kStep * OrderSums::most) {
    const bool turned = kStep == 1 && j % 2 != 0;
    for (std::size_t i = 0; i < kWide; ++i) {
      const Vector a = load(v->re + from + i * w);
      const Vector b = kComplex ? load(v->im + from + i * w) : a;
      for (std::size_t q = 0; q < kCount; ++q) {
        const Vector factor = all(c[q]);
        Vector& to_re = re[q * kWide + i];
        Vector& to_im = im[q * kWide + i];
        if constexpr (kComplex) {
          to_re = hn::Add(to_re, times(factor, turned ? b : a));
          to_im = turned ? hn::Sub(to_im, times(factor, a)) : hn::Add(to_im, times(factor, b));
        } else {
          if (turned) {
            to_im = hn::Sub(to_im, times(factor, a));
          } else {
            to_re = hn::Add(to_re, times(factor, a));
          }
        }
      }
    }
  }
  for (std::size_t q = 0; q < kCount; ++q) {
    for (std::size_t i = 0; i < kWide; ++i) {
      hn::StoreU(re[q * kWide + i], Lanes(), pass.targets[q].re + to + i * w);
      hn::StoreU(im[q * kWide + i], Lanes(), pass.targets[q].im + to + i * w);
    }
  }
}

template <std::size_t kCount, bool kComplex, int kStep>
HWY_INLINE void add(const Pass& pass, Count to, Count from, Count size) {
  // As many running sums as hide how long an addition takes.
  constexpr std::size_t wide = 4 / kCount;
  Count x = 0;
  for (; x + static_cast<Count>(wide) * width <= size; x += static_cast<Count>(wide) * width) {
    add_to_columns<kCount, wide, kComplex, kStep>(pass, to + x, from + x);
  }
  for (; x < size; x += width) {
    add_to_columns<kCount, 1, kComplex, kStep>(pass, to + x, from + x);
  }
}

template <bool kComplex, int kStep>
HWY_INLINE void add_counted(const Pass& pass, int count, Count to, Count from, Count size) {
  switch (count) {
    case 1:
      return add<1, kComplex, kStep>(pass, to, from, size);
    case 2:
      return add<2, kComplex, kStep>(pass, to, from, size);
    case 3:
      return add<3, kComplex, kStep>(pass, to, from, size);
    default:
      return add<4, kComplex, kStep>(pass, to, from, size);
  }
}

template <bool kComplex>
HWY_INLINE void add_group(const OrderSums& group, Pass pass, Count to, Count from, Count size) {
  if (group.orders == Orders::all) {
    return add_counted<kComplex, 1>(pass, group.count, to, from, size);
  }
  if ((pass.first % 2 != 0) != (group.orders == Orders::odd)) {
    ++pass.first;
    ++pass.vectors;
    pass.coefficients += OrderSums::most;
  }
  add_counted<kComplex, 2>(pass, group.count, to, from, size);
}

void add_all(Count begin, Count size, const SplitVector* vectors, int first,
             const std::vector<OrderSums>& sums) {
  // A stretch of a few vectors stays in the first cache while all sums take from it.
  constexpr Count stretch = 64;
  constexpr int few = 24;
  const bool complex = vectors->im != nullptr;
  int last = first;
  for (const OrderSums& group : sums) last = std::max(last, group.last);
  for (Count from = 0; from < size; from += stretch) {
    const Count here = std::min(stretch, size - from);
    for (int j = first; j < last; j += few) {
      const int passed = j - first;
      for (const OrderSums& group : sums) {
        if (group.last <= j) continue;
        const Pass pass{vectors + passed, j, std::min(j + few, group.last),
                        group.coefficients.data() + passed * OrderSums::most, group.targets.data()};
        if (complex) {
          add_group<true>(group, pass, begin + from, from, here);
        } else {
          add_group<false>(group, pass, begin + from, from, here);
        }
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
