// SPDX-License-Identifier: Apache-2.0
// A liblapacke.so.3 that has one of the two functions Leyden asks for.

extern "C" int LAPACKE_dstevr() {
  return 0;
}
