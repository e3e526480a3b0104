// SPDX-License-Identifier: Apache-2.0
// Every radius against the truth: random protocols whose answers an oracle in quadruple precision
// has written down. HONESTY_CORPUS names another corpus than the frozen one.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "honesty/quad.hpp"
#include "honesty/system.hpp"
#include "honesty/truth.hpp"
#include "leyden/base/errors.hpp"
#include "leyden/base/executor.hpp"
#include "leyden/study/charge.hpp"
#include "leyden/study/parameters.hpp"

namespace leyden {
namespace {

using honesty::Quad;

/// Share of the requests with a tolerance that may be refused as out of reach.
constexpr double refusals_allowed = 0.02;

/// A radius is of use when it is not much larger than the error: the median of their ratio.
constexpr double median_allowed = 1e5;

/// A case takes milliseconds; the longest, a power that takes 250 000 samples in double-double to
/// settle, 50 seconds, and five times that without optimisation. This one has gone astray.
constexpr std::chrono::seconds patience{900};

/// One case of the corpus.
struct Case {
  std::string command;  ///< flags of `leyden charge`
  ChargeRequest request;
  std::map<std::string, std::string> truth;

  /// One number of a list; nothing where the oracle has none.
  std::optional<Quad> number(const std::string& name, std::size_t index = 0) const {
    std::istringstream list(truth.at(name));
    std::string text;
    for (std::size_t i = 0; i <= index; ++i) std::getline(list, text, ',');
    if (text == "-" || text == "none") return {};
    return honesty::quad_from(text);
  }
};

Case parse(const std::string& line) {
  Case result;
  std::istringstream words(line);
  std::string word;
  while (words >> word && word != ":") {
    std::string value;
    words >> value;
    result.command += word + " " + value + " ";
    assign(result.request, word.substr(2), value);
  }
  while (words >> word) {
    const std::size_t equals = word.find('=');
    result.truth[word.substr(0, equals)] = word.substr(equals + 1);
  }
  return result;
}

std::vector<Case> corpus() {
  const char* other = std::getenv("HONESTY_CORPUS");
  const std::string path = other != nullptr ? other : LEYDEN_HONESTY_CORPUS;
  std::ifstream file(path);
  if (!file) throw std::runtime_error("no corpus at " + path);
  std::vector<Case> cases;
  for (std::string line; std::getline(file, line);) cases.push_back(parse(line));
  return cases;
}

enum Quantity { e_max, e_first, p_max, eta, energy, slope, quantities };
constexpr std::array<const char*, quantities> names{"E_max", "E_first", "P_max",
                                                    "eta",   "E(t)",    "dE/dt"};

/// One printed number held against the truth.
struct Judgement {
  Quantity quantity;
  double value;
  double radius;
  double error;  ///< true one

  bool holds() const { return error <= radius; }  // false for NaN

  /// How much larger the radius is than the error, which counts as half an ulp of the value at
  /// least.
  double ratio() const {
    const double scale = value != 0.0 ? std::abs(value) : 1.0;
    return radius / std::max(error, scale * std::numeric_limits<double>::epsilon() / 4);
  }
};

/// All that is said about one case.
struct Verdict {
  std::vector<Judgement> judgements;
  std::vector<std::string> complaints;
  bool refused = false;
};

class Judge {
 public:
  explicit Judge(const Case& asked) : case_(asked) {}

  Verdict verdict() {
    ChargeRequest request = case_.request;
    request.points = 5;
    const Answer answer = ask(request);
    const Peaks& peaks = answer.result.peaks;
    judge(e_max, peaks.energy.value, peaks.energy.error, *case_.number("E_max"));
    judge_first(peaks.first);
    if (const auto truth = case_.number("P_max")) {
      judge(p_max, peaks.power.value, peaks.power.error, *truth);
      const Estimate& advantage = answer.result.advantage;
      const auto cells = static_cast<Quad>(request.charging.cells);
      judge(eta, advantage.value, advantage.error,
            cells > 0 ? *truth / (cells * parallel_power()) : Quad(0), false);
    }
    for (std::size_t i = 0; i < 3; ++i) {
      const Sample& sample = answer.curve.at(i + 1);
      if (sample.time != request.window * (static_cast<double>(i + 1) / 4)) {
        complain(fmt::format("sample {} of the curve is at gt = {}", i + 1, sample.time));
      }
      judge(energy, sample.energy, sample.energy_error, *case_.number("E", i));
      judge(slope, sample.slope, sample.slope_error, *case_.number("dE", i), false);
    }
    return std::move(verdict_);
  }

 private:
  struct Answer {
    ChargeResult result;
    std::vector<Sample> curve;
  };

  /// Of one cell and one charger spin.
  static Quad parallel_power() {
    static const Quad power =
        *honesty::truth(honesty::collective_system(honesty::Protocol{}), 2, 1e6).largest_power;
    return power;
  }

  /// What is refused with a tolerance still has to be right without.
  Answer ask(ChargeRequest& request) {
    const auto both = [&request] {
      const auto deadline = std::chrono::steady_clock::now() + patience;
      const Progress watch = [deadline](double) {
        if (std::chrono::steady_clock::now() > deadline) throw Cancelled();
      };
      Answer answer{charge(request, watch), {}};
      answer.curve = charging_curve(request, answer.result.method.fock_cutoff, watch);
      return answer;
    };
    try {
      return both();
    } catch (const Unreachable&) {
      if (!request.tolerance) throw;
      verdict_.refused = true;
      request.tolerance.reset();
      return both();
    }
  }

  void judge_first(const std::optional<Peak>& first) {
    const std::string& truth = case_.truth.at("E_first");
    if (truth == "-") return;
    if (first.has_value() != (truth != "none")) {
      complain("E_first: truth is " + truth + ", found " +
               (first ? fmt::format("{} at gt = {}", first->value, first->time) : "none"));
    } else if (first) {
      judge(e_first, first->value, first->error, *case_.number("E_first"));
    }
  }

  void judge(Quantity quantity, double value, double radius, Quad truth, bool promised = true) {
    const Judgement judgement{quantity, value, radius,
                              static_cast<double>(honesty::magnitude(value - truth))};
    verdict_.judgements.push_back(judgement);
    if (!judgement.holds()) {
      complain(fmt::format("{} = {} ± {}, truth {}: off by {}", names[quantity], value, radius,
                           honesty::to_text(truth), judgement.error));
    }
    const auto& tolerance = case_.request.tolerance;
    if (!tolerance || verdict_.refused || !promised) return;
    if (!(radius <= *tolerance * std::max(1.0, std::abs(value)))) {
      complain(fmt::format("{} = {} ± {} breaks the tolerance", names[quantity], value, radius));
    }
  }

  void complain(const std::string& what) { verdict_.complaints.push_back(what); }

  const Case& case_;
  Verdict verdict_;
};

double median(std::vector<double>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

TEST(Honesty, NoRadiusIsTooSmallAndMostAreOfUse) {
  const std::vector<Case> cases = corpus();
  std::vector<Verdict> verdicts(cases.size());
  thread_executor()->run(static_cast<Count>(cases.size()), [&](Count job) {
    const auto i = static_cast<std::size_t>(job);
    try {
      verdicts[i] = Judge(cases[i]).verdict();
    } catch (const Cancelled&) {
      verdicts[i].complaints.push_back("no answer in reasonable time");
    } catch (const std::exception& error) {
      verdicts[i].complaints.push_back(error.what());
    }
  });

  long complaints = 0;
  long with_tolerance = 0;
  long refused = 0;
  std::array<std::vector<double>, quantities> ratios;
  std::array<double, quantities> closest{};
  for (std::size_t i = 0; i < cases.size(); ++i) {
    with_tolerance += cases[i].request.tolerance ? 1 : 0;
    refused += verdicts[i].refused ? 1 : 0;
    for (const Judgement& judgement : verdicts[i].judgements) {
      ratios[judgement.quantity].push_back(judgement.ratio());
      if (judgement.radius > 0) {
        double& close = closest[judgement.quantity];
        close = std::max(close, judgement.error / judgement.radius);
      }
    }
    for (const std::string& complaint : verdicts[i].complaints) {
      ++complaints;
      constexpr long most_printed = 50;
      if (complaints > most_printed) continue;
      ADD_FAILURE() << "case " << i << ": leyden charge " << cases[i].command << "\n  "
                    << complaint;
    }
  }

  fmt::print("{} protocols, {} violations; {} of {} requests with a tolerance refused\n",
             cases.size(), complaints, refused, with_tolerance);
  fmt::print("radius / true error:  count   median     largest; largest true error / radius\n");
  for (std::size_t q = 0; q < quantities; ++q) {
    ASSERT_FALSE(ratios[q].empty()) << names[q];
    const double middle = median(ratios[q]);
    const double largest = *std::max_element(ratios[q].begin(), ratios[q].end());
    fmt::print("  {:<19}{:>6}   {:<9.3g}  {:<9.3g} {:.3g}\n", names[q], ratios[q].size(), middle,
               largest, closest[q]);
    EXPECT_LE(middle, median_allowed) << names[q];
  }
  EXPECT_EQ(complaints, 0);
  EXPECT_LE(static_cast<double>(refused), refusals_allowed * static_cast<double>(with_tolerance));
}

}  // namespace
}  // namespace leyden
