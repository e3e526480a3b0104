// SPDX-License-Identifier: Apache-2.0
// Times one computation inside the process, through the public interface of the library: a curve of
// E and P, or the certified P_max of one size. Prints the result, and on standard error one line
// for each repetition: seconds on the clock, and of processors.
#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <exception>
#include <leyden/study/charge.hpp>

namespace {

/// Of all threads together.
double processor_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

void print(const std::vector<leyden::Sample>& curve) {
  std::puts("gt,E,P,dE,radius");
  for (const leyden::Sample& s : curve) {
    std::printf("%.17g,%.17g,%.17g,%.17g,%.3g\n", s.time, s.energy,
                s.time > 0.0 ? s.energy / s.time : 0.0, s.slope, s.energy_error);
  }
}

void print(const leyden::ChargeResult& result) {
  const leyden::Peak& power = result.peaks.power;
  std::printf("P_max,gt,error,gt_error\n%.17g,%.17g,%.3g,%.3g\n", power.value, power.time,
              power.error, power.time_error);
}

/// Runs `compute` as often as asked, and prints the last result.
template <class Compute>
void time(int repeat, const Compute& compute) {
  for (int i = 0; i < repeat; ++i) {
    const double begin_processor = processor_seconds();
    const auto begin = std::chrono::steady_clock::now();
    const auto result = compute();
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
    std::fprintf(stderr, "seconds,%.6g,%.6g\n", elapsed.count(),
                 processor_seconds() - begin_processor);
    if (i + 1 == repeat) print(result);
  }
}

}  // namespace

int main(int argc, char** argv) {
  leyden::ChargeRequest request;
  bool power = false;
  int repeat = 1;
  CLI::App app("Times a curve or a P_max inside the process");
  app.add_option("--cells", request.charging.cells);
  app.add_option("--chargers", request.charging.chargers);
  app.add_option("--anisotropy", request.charging.anisotropy);
  app.add_option("--coupling", request.charging.coupling);
  app.add_option("--window", request.window, "gt");
  app.add_option("--points", request.points);
  app.add_flag("--power", power, "P_max over all t instead of a curve");
  app.add_option("--repeat", repeat, "runs in this process")->check(CLI::Range(1, 1'000'000));
  CLI11_PARSE(app, argc, argv);
  try {
    if (power) {
      time(repeat, [&] { return leyden::charge_power(request); });
    } else {
      time(repeat, [&] { return leyden::charging_curve(request, {}); });
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "curve_driver: %s\n", error.what());
    return 1;
  }
}
