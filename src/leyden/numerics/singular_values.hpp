// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>
#include <vector>

#include "leyden/base/types.hpp"

namespace leyden {

/// A dense complex matrix, column by column.
struct ComplexMatrix {
  Count rows = 0;
  Count columns = 0;
  std::vector<std::complex<double>> values;

  ComplexMatrix() = default;
  ComplexMatrix(Count height, Count width)
      : rows(height), columns(width), values(static_cast<std::size_t>(height * width)) {}

  std::complex<double>& at(Count row, Count column) {
    return values[static_cast<std::size_t>(column * rows + row)];
  }
  const std::complex<double>& at(Count row, Count column) const {
    return values[static_cast<std::size_t>(column * rows + row)];
  }
};

/// Singular values σ_1 >= σ_2 >= …, as many as the smaller side of the matrix.
struct SingularValues {
  std::vector<double> values;
  double error = 0.0;  ///< bounds sqrt(Σ_i |σ_i - true σ_i|²)
};

/// Singular values by Eigen, judged afterwards: from A = UΣV† + R the error is at most
///     ‖R‖_F + (‖U†U - 1‖_F + ‖V†V - 1‖_F) ‖Σ‖_F (1 + …)
/// (Mirsky 1960), each norm taken from the matrices as they came back and widened by the rounding
/// of its own evaluation; nothing is believed of the solver. Cost: rows · columns · min(rows,
/// columns).
SingularValues singular_values(const ComplexMatrix& matrix);

}  // namespace leyden
