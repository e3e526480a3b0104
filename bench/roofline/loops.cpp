// SPDX-License-Identifier: Apache-2.0
// The loops of the roofline, compiled once for each instruction set: CMake passes the namespace
// ISA, the vector width in bytes and how many accumulators hide the latency. Whether a*b+c is one
// operation or two is the compiler flag of the variant. Nothing is included here, so that no inline
// function leaks out with instructions that another machine lacks.

namespace roofline::ISA {

/// y = h x - y: three streams read, one written back, nothing written that was not read.
void triad(const double* __restrict h, const double* __restrict x, double* __restrict y,
           long size) {
  for (long i = 0; i < size; ++i) y[i] = h[i] * x[i] - y[i];
}

/// y = 0.3 h + x, the triad of STREAM: two streams read and a third written, whose lines are
/// fetched before they are written to. Its size is that of all three.
void stream(const double* __restrict h, const double* __restrict x, double* __restrict y,
            long size) {
  for (long i = 0; i < size; ++i) y[i] = 0.3 * h[i] + x[i];
}

/// `rounds` times a = a b + c on independent accumulators. Returns their sum.
double multiply_add(long rounds) {
  using Vector = double __attribute__((vector_size(WIDTH)));
  constexpr int lanes = WIDTH / static_cast<int>(sizeof(double));
  Vector a[ACCUMULATORS];
  Vector b, c;
  for (int lane = 0; lane < lanes; ++lane) {
    b[lane] = 0.999;
    c[lane] = 1e-3;
    for (int i = 0; i < ACCUMULATORS; ++i) a[i][lane] = 0.5 + i;
  }
  for (long round = 0; round < rounds; ++round) {
#pragma GCC unroll 32
    for (int i = 0; i < ACCUMULATORS; ++i) a[i] = a[i] * b + c;
  }
  double sum = 0.0;
  for (int i = 0; i < ACCUMULATORS; ++i) {
    for (int lane = 0; lane < lanes; ++lane) sum += a[i][lane];
  }
  return sum;
}

extern const long flops_per_round = 2L * ACCUMULATORS * (WIDTH / 8);

}  // namespace roofline::ISA
