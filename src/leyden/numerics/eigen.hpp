// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace leyden {

/// All eigenvalues, ascending, and orthonormal eigenvectors, column by column.
struct EigenSystem {
  std::vector<double> values;
  std::vector<double> vectors;
};

/// Eigensystem of the real symmetric tridiagonal matrix with `diagonal` (n) and `off` (n - 1).
/// LAPACK dstevr, loaded when first called.
/// Throws Unreachable when LAPACK cannot be loaded or does not converge.
EigenSystem eigen_tridiagonal(std::vector<double> diagonal, std::vector<double> off);

/// Eigensystem of the real symmetric n x n `matrix`, column by column. LAPACK dsyevr.
/// Throws Unreachable as above.
EigenSystem eigen_symmetric(std::vector<double> matrix, int n);

}  // namespace leyden
