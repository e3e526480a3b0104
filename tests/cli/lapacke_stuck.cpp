// SPDX-License-Identifier: Apache-2.0
// A liblapacke.so.3 whose eigensolvers never converge.

extern "C" int LAPACKE_dstevr() {
  return 1;
}

extern "C" int LAPACKE_dsyevr() {
  return 1;
}
