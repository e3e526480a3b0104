// SPDX-License-Identifier: Apache-2.0
#include <dlfcn.h>
#include <lapacke.h>

#include <string>

#include "leyden/base/errors.hpp"
#include "leyden/numerics/eigen.hpp"

namespace leyden {
namespace {

/// LAPACKE is loaded on first use and not linked: its BLAS alone takes longer to start than a whole
/// charging run.
class Lapack {
 public:
  static const Lapack& instance() {
    static const Lapack lapack;
    return lapack;
  }

  decltype(&LAPACKE_dstevr) dstevr = nullptr;
  decltype(&LAPACKE_dsyevr) dsyevr = nullptr;

 private:
  Lapack() {
    void* library = dlopen("liblapacke.so.3", RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) {
      throw Unreachable(std::string("LAPACK cannot be loaded (") + dlerror() +
                        "); install liblapacke");
    }
    dstevr = reinterpret_cast<decltype(dstevr)>(dlsym(library, "LAPACKE_dstevr"));
    dsyevr = reinterpret_cast<decltype(dsyevr)>(dlsym(library, "LAPACKE_dsyevr"));
    if (dstevr == nullptr || dsyevr == nullptr) {
      throw Unreachable("liblapacke.so.3 lacks dstevr or dsyevr; install Debian's liblapacke");
    }
  }
};

EigenSystem room_for(std::size_t n) {
  return {std::vector<double>(n), std::vector<double>(n * n)};
}

void require_success(lapack_int info) {
  if (info != 0) throw Unreachable("LAPACK did not converge, info " + std::to_string(info));
}

}  // namespace

EigenSystem eigen_tridiagonal(std::vector<double> diagonal, std::vector<double> off) {
  const auto n = static_cast<lapack_int>(diagonal.size());
  EigenSystem system = room_for(diagonal.size());
  std::vector<lapack_int> support(2 * diagonal.size());
  off.resize(diagonal.size());  // dstevr wants max(1, n - 1) entries
  lapack_int found = 0;
  require_success(Lapack::instance().dstevr(LAPACK_COL_MAJOR, 'V', 'A', n, diagonal.data(),
                                            off.data(), 0, 0, 0, 0, 0, &found, system.values.data(),
                                            system.vectors.data(), n, support.data()));
  return system;
}

EigenSystem eigen_symmetric(std::vector<double> matrix, int n) {
  EigenSystem system = room_for(static_cast<std::size_t>(n));
  std::vector<lapack_int> support(2 * static_cast<std::size_t>(n));
  lapack_int found = 0;
  require_success(Lapack::instance().dsyevr(LAPACK_COL_MAJOR, 'V', 'A', 'U', n, matrix.data(), n, 0,
                                            0, 0, 0, 0, &found, system.values.data(),
                                            system.vectors.data(), n, support.data()));
  return system;
}

}  // namespace leyden
