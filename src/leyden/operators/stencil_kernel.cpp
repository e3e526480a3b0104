// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/stencil_kernel.hpp"

// This file is compiled once for each level of vector instructions.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "leyden/operators/stencil_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "leyden/base/kernel_levels.hpp"

HWY_BEFORE_NAMESPACE();
namespace leyden::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Products and sums one by one: no fused operation, so that every level rounds alike.
template <class D>
HWY_INLINE void stencil(D d, const StencilRow& row, Count j) {
  const auto left = hn::Add(hn::Mul(hn::Set(d, row.up_left), hn::LoadU(d, row.up + j - 1)),
                            hn::Mul(hn::Set(d, row.down_left), hn::LoadU(d, row.down + j - 1)));
  const auto right = hn::Add(hn::Mul(hn::Set(d, row.up_right), hn::LoadU(d, row.up + j)),
                             hn::Mul(hn::Set(d, row.down_right), hn::LoadU(d, row.down + j)));
  const auto level = hn::Add(hn::Set(d, row.row), hn::LoadU(d, row.diagonal + j));
  const auto diagonal = hn::Mul(hn::Set(d, row.alpha), hn::Mul(level, hn::LoadU(d, row.here + j)));
  const auto beside = hn::Add(hn::Mul(hn::LoadU(d, row.below + j), left),
                              hn::Mul(hn::LoadU(d, row.above + j), right));
  const auto product = hn::Add(diagonal, beside);
  const auto rest = hn::Mul(hn::Set(d, row.beta), hn::LoadU(d, row.out + j));
  hn::StoreU(hn::Add(product, rest), d, row.out + j);
}

void stencil_row(const StencilRow& row) {
  const hn::ScalableTag<double> wide;
  const hn::CappedTag<double, 1> single;
  const auto lanes = static_cast<Count>(hn::Lanes(wide));
  Count j = 0;
  for (; j + lanes <= row.length; j += lanes) stencil(wide, row, j);
  for (; j < row.length; ++j) stencil(single, row, j);
}

}  // namespace leyden::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace leyden {

LEYDEN_KERNEL_LEVELS(stencil_row);

void apply_stencil_row(const StencilRow& row) {
  stencil_row_levels()(row);
}

}  // namespace leyden
#endif
