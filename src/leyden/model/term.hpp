// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>
#include <cstddef>

#include "leyden/base/types.hpp"
#include "leyden/numerics/double_double.hpp"

namespace leyden {

/// Most ladders a protocol may join.
inline constexpr std::size_t most_ladders = 3;

/// One level per ladder; unused ladders stay at level 0.
using Label = std::array<Count, most_ladders>;

/// How many levels a term moves each ladder.
using Shift = std::array<int, most_ladders>;

/// strength · e^{-i frequency gt} Π_i R_i^{shift_i} + hermitian conjugate, in units of g: R^s
/// raises s times, a negative s lowers. exchange (+1,-1), pair (+1,+1), Lipkin-Meshkov-Glick (+2),
/// two-photon (+1,-2), drive (+1).
struct Term {
  double coefficient = 0.0;
  Shift shift{};
  Count root_divisor =
      1;  ///< its square root divides the coefficient, in the arithmetic of the run
  DoubleDouble frequency = 0.0;  ///< with which it turns [g]; 0 where H does not depend on time
};

inline bool turns(const Term& term) {
  return !(term.frequency == DoubleDouble(0.0)) && term.coefficient != 0.0;
}

template <class Real = double>
Real strength(const Term& term) {
  using std::sqrt;
  if (term.root_divisor == 1) return Real(term.coefficient);
  return Real(term.coefficient) / sqrt(Real(term.root_divisor));
}

/// The same edge read upwards: the first ladder that moves, moves up. A term and its conjugate are
/// one.
inline Shift upwards(Shift shift) {
  for (const int step : shift) {
    if (step > 0) break;
    if (step == 0) continue;
    for (int& component : shift) component = -component;
    break;
  }
  return shift;
}

/// Level after the shift, ladder by ladder.
inline Label shifted(const Label& label, const Shift& shift, Count times = 1) {
  Label result = label;
  for (std::size_t i = 0; i < most_ladders; ++i) result[i] += times * shift[i];
  return result;
}

}  // namespace leyden
