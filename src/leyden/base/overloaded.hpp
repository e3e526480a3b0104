// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace leyden {

/// One visitor for std::visit from several lambdas.
template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;  // clang 14 does not deduce it

}  // namespace leyden
