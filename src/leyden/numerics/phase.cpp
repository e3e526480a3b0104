// SPDX-License-Identifier: Apache-2.0
#include "leyden/numerics/phase.hpp"

#include <cstdint>

namespace leyden {
namespace {

// π/2 in three doubles.
constexpr double quarter_high = 0x1.921fb54442d18p+0;
constexpr double quarter_low = 0x1.1a62633145c07p-54;
constexpr double quarter_rest = -0x1.f1976b7ed8fbcp-110;

}  // namespace

Phase phase(DoubleDouble angle) {
  // Adding and taking away rounds to a whole number.
  constexpr double shift = 0x1.8p52;
  const double quarters = (angle.high() / quarter_high + shift) - shift;
  // The first product is exact and so is the difference of the high parts.
  const DoubleDouble rest = ((angle - DoubleDouble::product(quarters, quarter_high)) -
                             DoubleDouble::product(quarters, quarter_low)) -
                            DoubleDouble(quarters * quarter_rest);
  const double x = rest.high();
  const double y = rest.low();
  const double z = x * x;
  // Taylor series to x^17 and x^16, |x| <= π/4: what is left out is below 1e-17.
  const double s =
      z * (-1.0 / 6 +
           z * (1.0 / 120 +
                z * (-1.0 / 5040 + z * (1.0 / 362880 + z * (-1.0 / 39916800 +
                                                            z * (1.0 / 6227020800.0 +
                                                                 z * (-1.0 / 1307674368000.0 +
                                                                      z / 355687428096000.0)))))));
  const double c =
      z * z *
      (1.0 / 24 +
       z * (-1.0 / 720 +
            z * (1.0 / 40320 +
                 z * (-1.0 / 3628800 + z * (1.0 / 479001600.0 +
                                            z * (-1.0 / 87178291200.0 + z / 20922789888000.0))))));
  const double sin = x + (x * s + y * (1.0 - z / 2));
  const double most = 1.0 - z / 2;
  const double cos = most + (((1.0 - most) - z / 2) + (c - x * y));
  switch (static_cast<std::int64_t>(quarters) & 3) {
    case 0:
      return {cos, sin};
    case 1:
      return {-sin, cos};
    case 2:
      return {-cos, -sin};
    default:
      return {sin, -cos};
  }
}

}  // namespace leyden
