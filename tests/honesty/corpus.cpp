// SPDX-License-Identifier: Apache-2.0
#include "corpus.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

#include "protocol.hpp"
#include "support/dice.hpp"
#include "system.hpp"
#include "truth.hpp"

namespace honesty {
namespace {

using leyden::Dice;

/// What is asked, and in which basis the oracle answers.
struct Question {
  Protocol protocol;
  double window = 1;
  std::optional<double> tolerance;
  bool in_product_space = false;
};

int whole(Dice& dice, int low, int high) {
  return static_cast<int>(dice.whole(low, high));
}

/// Uniform within octaves, all octaves alike: close to uniform in the logarithm, and without a
/// function of the mathematical library, which would depend on the platform.
double log_uniform(Dice& dice, double low, double high) {
  int octaves = 0;
  for (double end = low; end < high; end *= 2) ++octaves;
  for (;;) {
    double value = low * dice.uniform(1, 2);
    for (int i = whole(dice, 0, octaves - 1); i > 0; --i) value *= 2;
    if (value <= high) return value;
  }
}

double either_sign(Dice& dice, double value) {
  return dice.chance(0.5) ? value : -value;
}

std::vector<double> distribution(Dice& dice, int size) {
  std::vector<double> p;
  double sum = 0;
  for (int i = 0; i < size; ++i) {
    p.push_back(dice.chance(0.4) ? 0.0 : dice.uniform(0, 1));
    sum += p.back();
  }
  if (sum == 0) {
    p[0] = 1;
    return p;
  }
  for (double& value : p) value /= sum;
  return p;
}

double anisotropy(Dice& dice) {
  if (dice.chance(0.45)) return 0;
  if (dice.chance(0.2)) return 1;
  if (dice.chance(0.15)) return log_uniform(dice, 1e-6, 1e-2);
  return dice.uniform(0, 1);
}

/// Cells and charger spins or photons. Without pairs a chain is all there is to propagate.
void draw_sizes(Dice& dice, Protocol& protocol) {
  const bool chain = protocol.anisotropy == 0;
  const double kind = dice.uniform(0, 1);
  const int most = kind < 0.6 ? 5 : kind < 0.9 ? (chain ? 20 : 8) : (chain ? 60 : 12);
  const int most_here = needs_cutoff(protocol) ? 4 : most;
  protocol.cells = whole(dice, 1, most_here);
  protocol.chargers = whole(dice, 1, most_here);
  if (dice.chance(0.15)) protocol.chargers = protocol.cells;
  if (dice.chance(0.03)) protocol.cells = 0;
  if (dice.chance(0.03)) protocol.chargers = 0;
}

Start draw_start(Dice& dice, const Protocol& protocol) {
  using Kind = Start::Kind;
  Start start;
  const int m = protocol.cells;
  const int n = protocol.chargers;
  const double kind = dice.uniform(0, 1);
  const bool spins = protocol.charger == Charger::spins;
  if (kind < 0.4) return start;
  if (kind < 0.6 && protocol.charger != Charger::limit) {
    start.kind = Kind::dicke;
    start.cells = dice.chance(0.3) ? 0 : whole(dice, 0, m);
    start.chargers = whole(dice, 0, spins ? n : n + 1);
  } else if (kind < 0.75 && m <= 12) {
    start.kind = Kind::battery_mixture;
    start.probabilities = distribution(dice, m + 1);
  } else if (kind < 0.88 && spins && n <= 8) {
    start.kind = Kind::charger_mixture;
    start.probabilities = distribution(dice, n + 1);
  } else if (spins && n <= 8) {
    start.kind = Kind::thermal_charger;
    start.count = dice.chance(0.4) ? n : whole(dice, 0, n);
    start.population = dice.chance(0.1) ? 0.0 : dice.chance(0.1) ? 1.0 : dice.uniform(0, 1);
  }
  return start;
}

Question draw(Dice& dice) {
  Question question;
  Protocol& protocol = question.protocol;
  const double charger = dice.uniform(0, 1);
  protocol.charger = charger < 0.72   ? Charger::spins
                     : charger < 0.87 ? Charger::cavity
                                      : Charger::limit;
  const bool spins = protocol.charger == Charger::spins;
  protocol.anisotropy = anisotropy(dice);
  draw_sizes(dice, protocol);
  protocol.coupling = log_uniform(dice, 0.02, needs_cutoff(protocol) ? 1 : 2);
  if (dice.chance(0.2)) protocol.coupling = 0.1;
  if (dice.chance(0.4)) protocol.detuning = either_sign(dice, log_uniform(dice, 1e-4, 0.5));
  if (spins && dice.chance(0.4)) {
    protocol.crosstalk = either_sign(dice, log_uniform(dice, 1e-2, 5));
  }
  if (dice.chance(0.4)) protocol.battery_crosstalk = either_sign(dice, log_uniform(dice, 1e-2, 5));
  question.in_product_space = spins && dice.chance(0.08);
  if (question.in_product_space) {
    constexpr int most = 3;
    protocol.cells = std::clamp(protocol.cells, 1, most);
    protocol.chargers = std::clamp(protocol.chargers, 1, most);
  }
  protocol.start = draw_start(dice, protocol);
  question.window = log_uniform(dice, 0.05, 30);
  if (!dice.chance(0.3)) question.tolerance = log_uniform(dice, 1e-13, 1e-3);
  return question;
}

/// The answer, with the window shortened until it can be paid for.
Truth answer(Question& question) {
  constexpr double shortest_window = 0.02;
  const double budget = needs_cutoff(question.protocol) ? 5e7 : 2e7;
  for (;;) {
    try {
      const System system = question.in_product_space
                                ? product_system(question.protocol)
                                : converged_system(question.protocol, question.window, budget);
      return truth(system, question.window, budget);
    } catch (const TooLong&) {
      question.window *= 0.625;
      if (question.window < shortest_window) throw;
    }
  }
}

std::string shortest(double x) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), x).ptr;
  return {buffer.data(), end};
}

std::string joined(const std::vector<double>& values) {
  std::string text;
  for (const double value : values) text += (text.empty() ? "" : ",") + shortest(value);
  return text;
}

std::string text_of(const Start& start) {
  switch (start.kind) {
    case Start::Kind::ideal:
      break;
    case Start::Kind::dicke:
      return "dicke:" + std::to_string(start.cells) + "," + std::to_string(start.chargers);
    case Start::Kind::charger_mixture:
      return "charger-mixture:" + joined(start.probabilities);
    case Start::Kind::battery_mixture:
      return "battery-mixture:" + joined(start.probabilities);
    case Start::Kind::thermal_charger:
      return "thermal-charger:" + shortest(start.population) + "," + std::to_string(start.count);
  }
  return "ideal";
}

std::string flags(const Question& question) {
  const Protocol& protocol = question.protocol;
  std::string text = "--cells " + std::to_string(protocol.cells);
  if (protocol.charger == Charger::limit) {
    text += " --charger limit";
  } else {
    if (protocol.charger == Charger::cavity) text += " --charger cavity";
    text += " --chargers " + std::to_string(protocol.chargers);
  }
  const auto add = [&text](const char* name, double value) {
    if (value != 0) text += std::string(" --") + name + " " + shortest(value);
  };
  add("anisotropy", protocol.anisotropy);
  add("coupling", protocol.coupling);
  add("detuning", protocol.detuning);
  add("crosstalk", protocol.crosstalk);
  add("battery-crosstalk", protocol.battery_crosstalk);
  if (protocol.start.kind != Start::Kind::ideal) text += " --start " + text_of(protocol.start);
  add("window", question.window);
  if (question.tolerance) add("tolerance", *question.tolerance);
  return text;
}

std::string text_of(const FirstPeak& first) {
  switch (first.status) {
    case FirstPeak::Status::there:
      return to_text(first.value);
    case FirstPeak::Status::none:
      return "none";
    case FirstPeak::Status::ambiguous:
      break;
  }
  return "-";
}

std::string line(const Question& question, const Truth& truth) {
  std::string energies;
  std::string slopes;
  for (const Point& point : truth.points) {
    energies += (energies.empty() ? " E=" : ",") + to_text(point.energy);
    slopes += (slopes.empty() ? " dE=" : ",") + to_text(point.slope);
  }
  return flags(question) + " : E_max=" + to_text(truth.largest_energy) +
         " E_first=" + text_of(truth.first) +
         " P_max=" + (truth.largest_power ? to_text(*truth.largest_power) : "-") + energies +
         slopes;
}

}  // namespace

std::string corpus_line(std::uint64_t index) {
  constexpr std::uint64_t first_seed = 20240914000000;
  Dice dice(first_seed + index);
  for (;;) {
    Question question = draw(dice);
    try {
      const Truth truth = answer(question);
      return line(question, truth);
    } catch (const Undecided&) {
      // Another one.
    }
  }
}

}  // namespace honesty
