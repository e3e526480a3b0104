// SPDX-License-Identifier: Apache-2.0
// What a good programmer would write first: Chebyshev propagation over the whole space, in double,
// with plain loops, no error radius and no proof. It shares no code with the engine, and is what
// the engine's speed is measured against.
#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <numbers>

#include "board.hpp"
#include "chain.hpp"
#include "power.hpp"

namespace {

/// Of all threads together.
double processor_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

struct Options {
  std::size_t cells = 10;
  std::size_t chargers = 10;
  double anisotropy = 0.0;
  double coupling = 0.1;
  double window = 2.0 * std::numbers::pi;
  std::size_t points = 501;
  bool power = false;
};

template <class Model>
void curve(const Model& model, const Options& options) {
  std::puts("gt,E,P");
  plain::Propagation<Model> now(model);
  const double step = options.window / static_cast<double>(options.points - 1);
  for (std::size_t i = 0; i < options.points; ++i) {
    if (i > 0) now.advance(step);
    const double time = static_cast<double>(i) * step;
    const double energy = now.energy();
    std::printf("%.17g,%.17g,%.17g\n", time, energy, i > 0 ? energy / time : 0.0);
  }
}

template <class Model>
void run(const Model& model, const Options& options) {
  if (!options.power) return curve(model, options);
  const double growth =
      std::sqrt(static_cast<double>(options.cells) * static_cast<double>(options.chargers));
  const plain::Maximum best = plain::largest_power(model, growth);
  std::printf("P_max,gt\n%.17g,%.17g\n", best.value, best.time);
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("A plain Chebyshev propagation, the baseline of the benchmarks");
  app.add_option("--cells", options.cells)->check(CLI::Range(1, 100'000'000));
  app.add_option("--chargers", options.chargers)->check(CLI::Range(1, 100'000'000));
  app.add_option("--anisotropy", options.anisotropy)->check(CLI::Range(0.0, 1.0));
  app.add_option("--coupling", options.coupling)->check(CLI::PositiveNumber);
  app.add_option("--window", options.window, "gt")->check(CLI::PositiveNumber);
  app.add_option("--points", options.points)->check(CLI::Range(2, 100'000'000));
  app.add_flag("--power", options.power, "P_max over all t instead of a curve");
  CLI11_PARSE(app, argc, argv);

  const double begin_processor = processor_seconds();
  const auto begin = std::chrono::steady_clock::now();
  if (options.anisotropy == 0.0) {
    const auto cells = static_cast<double>(options.cells);
    run(plain::Chain(cells, static_cast<double>(options.chargers)), options);
  } else {
    run(plain::Board(options.cells, options.chargers, options.anisotropy, options.coupling),
        options);
  }
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
  std::fprintf(stderr, "seconds,%.6g,%.6g\n", elapsed.count(),
               processor_seconds() - begin_processor);
}
