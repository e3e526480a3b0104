// SPDX-License-Identifier: Apache-2.0
#include "leyden/numerics/singular_values.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

#include "leyden/base/errors.hpp"
#include "leyden/numerics/rounding.hpp"

namespace leyden {
namespace {

using Matrix = Eigen::MatrixXcd;

/// Rounding of an entry that is the sum of `terms` complex products, relative to the sum of their
/// magnitudes.
double product_rounding(Eigen::Index terms) {
  return 4 * unit_roundoff * (static_cast<double>(terms) + 4);
}

/// Bounds ‖U†U - 1‖_F.
double orthogonality_defect(const Matrix& u) {
  const double computed = (u.adjoint() * u - Matrix::Identity(u.cols(), u.cols())).norm();
  return computed + product_rounding(u.rows()) * u.squaredNorm();
}

template <class Solver>
SingularValues judged(const Eigen::Map<const Matrix>& a) {
  const Solver solver(a, Eigen::ComputeThinU | Eigen::ComputeThinV);
  const Eigen::VectorXd sigma = solver.singularValues();
  const Matrix& u = solver.matrixU();
  const Matrix& v = solver.matrixV();
  const double residual = (a - u * sigma.asDiagonal() * v.adjoint()).norm();
  const double defect_u = orthogonality_defect(u);
  const double defect_v = orthogonality_defect(v);
  // |U| Σ |V|† has a Frobenius norm of at most Σ σ ‖u‖ ‖v‖.
  const double widened =
      product_rounding(sigma.size()) * sigma.sum() * (1 + defect_u) * (1 + defect_v);
  const double turned = (defect_u + defect_v + defect_u * defect_v) * sigma.norm();
  SingularValues result;
  result.values.assign(sigma.data(), sigma.data() + sigma.size());
  std::sort(result.values.rbegin(), result.values.rend());
  result.error = rounded_up(residual + widened + turned);
  return result;
}

}  // namespace

SingularValues singular_values(const ComplexMatrix& matrix) {
  if (matrix.rows == 0 || matrix.columns == 0) return {};
  const Eigen::Map<const Matrix> a(matrix.values.data(), matrix.rows, matrix.columns);
  // Jacobi's rotations are slow, and never lose digits. Divide and conquer does so at times, where
  // many values vanish.
  constexpr Count small = 32;
  constexpr Count medium = 400;
  constexpr double usual = 1e-11;
  const Count size = std::min(matrix.rows, matrix.columns);
  if (size <= small) return judged<Eigen::JacobiSVD<Matrix>>(a);
  SingularValues result = judged<Eigen::BDCSVD<Matrix>>(a);
  const bool poor = !(result.error <= usual * a.norm());
  if (poor && size <= medium) result = judged<Eigen::JacobiSVD<Matrix>>(a);
  if (!(result.error <= 1e-3 * (1 + a.norm()))) {
    throw InternalError("singular values that do not give their matrix back");
  }
  return result;
}

}  // namespace leyden
