// SPDX-License-Identifier: Apache-2.0
#include "roofline.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <map>
#include <utility>
#include <vector>

#define LEYDEN_DECLARE_LOOPS(isa)                                                      \
  namespace roofline::isa {                                                            \
  void triad(const double*, const double*, double*, long);                             \
  void stream(const double*, const double*, double*, long);                            \
  double multiply_add(long);                                                           \
  extern const long flops_per_round;                                                   \
  }                                                                                    \
  static const roofline::Loops isa##_loops {                                           \
#isa, &roofline::isa::triad, &roofline::isa::stream, &roofline::isa::multiply_add, \
        &roofline::isa::flops_per_round                                                \
  }

namespace roofline {
namespace {

struct Loops {
  const char* name;
  void (*triad)(const double*, const double*, double*, long);
  void (*stream)(const double*, const double*, double*, long);
  double (*multiply_add)(long);
  const long* flops_per_round;
};

}  // namespace
}  // namespace roofline

LEYDEN_DECLARE_LOOPS(baseline);
#ifdef LEYDEN_ROOFLINE_X86
LEYDEN_DECLARE_LOOPS(avx2);
LEYDEN_DECLARE_LOOPS(avx2_fma);
LEYDEN_DECLARE_LOOPS(avx512);
LEYDEN_DECLARE_LOOPS(avx512_fma);
#endif

namespace roofline {
namespace {

/// What this machine runs, the widest last.
std::vector<Loops> available(bool fused) {
  std::vector<Loops> loops{baseline_loops};
#ifdef LEYDEN_ROOFLINE_X86
  if (__builtin_cpu_supports("avx2")) {
    loops.push_back(avx2_loops);
    if (fused && __builtin_cpu_supports("fma")) loops.push_back(avx2_fma_loops);
  }
  if (__builtin_cpu_supports("avx512f")) {
    loops.push_back(avx512_loops);
    if (fused) loops.push_back(avx512_fma_loops);
  }
#else
  (void)fused;
#endif
  return loops;
}

/// Processor seconds of this process: other work on the machine does not count.
double now() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// Calls per second, the best of three tries of about 5 ms each.
template <class Call>
double best_rate(const Call& call) {
  call();
  long count = 1;
  for (;; count *= 2) {
    const double begin = now();
    for (long i = 0; i < count; ++i) call();
    if (now() - begin > 5e-3) break;
  }
  double best = 0.0;
  for (int attempt = 0; attempt < 3; ++attempt) {
    const double begin = now();
    for (long i = 0; i < count; ++i) call();
    best = std::max(best, static_cast<double>(count) / (now() - begin));
  }
  return best;
}

}  // namespace

double bandwidth(double working_set, Traffic traffic) {
  static std::map<std::pair<long, Traffic>, double> known;
  const long size = std::max(16L, static_cast<long>(working_set / 24.0));
  std::vector<double> h(static_cast<std::size_t>(size), 1.0), x = h, y = h;
  const bool in_place = traffic == Traffic::in_place;
  double best = 0.0;
  for (const Loops& loops : available(true)) {
    const auto loop = in_place ? loops.triad : loops.stream;
    const double rate = best_rate([&] { loop(h.data(), x.data(), y.data(), size); });
    best = std::max(best, rate * (in_place ? 32.0 : 24.0) * static_cast<double>(size));
  }
  double& result = known[{size, traffic}];
  return result = std::max(result, best);
}

double peak(bool fused) {
  static std::map<bool, double> known;
  double& result = known[fused];
  for (const Loops& loops : available(fused)) {
    constexpr long rounds = 1000;
    volatile double sink = 0.0;
    const double rate = best_rate([&] { sink = loops.multiply_add(rounds); });
    result = std::max(result, rate * static_cast<double>(rounds * *loops.flops_per_round));
  }
  return result;
}

std::string instruction_set() {
  return available(true).back().name;
}

}  // namespace roofline
