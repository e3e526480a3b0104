// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace leyden {

/// A number and the radius that holds its true value.
struct Estimate {
  double value = 0.0;
  double error = 0.0;
};

}  // namespace leyden
