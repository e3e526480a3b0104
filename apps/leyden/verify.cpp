// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/verify.hpp"

#include <fmt/format.h>

#include "commands.hpp"
#include "console.hpp"
#include "leyden/base/errors.hpp"
#include "leyden/base/text.hpp"
#include "leyden/io/stated_run.hpp"

namespace leyden::app {
namespace {

std::string interval(const Estimate& estimate) {
  return fmt::format("{} ± {}", digits(estimate.value, estimate.error),
                     radius(estimate.value, estimate.error));
}

/// What speaks against the file, each with both intervals.
std::vector<std::string> objections(const Verification& verification) {
  std::vector<std::string> list = verification.contradictions;
  for (const Comparison& c : verification.comparisons) {
    if (c.agrees()) continue;
    list.push_back(fmt::format("{}: the file states {} ± {:.1e}, {} gives {} ± {:.1e}, disjoint",
                               c.what, c.stated.value, c.stated.error, verification.route,
                               c.recomputed.value, c.recomputed.error));
  }
  return list;
}

std::string table_text(const std::string& file, const Verification& verification) {
  std::string text = fmt::format("{} holds: recomputed by {} of {} states\n\n", file,
                                 verification.route, verification.dimension);
  text += fmt::format("  {:<38} {:<32} {}\n", "", "stated", "recomputed");
  for (const Comparison& c : verification.comparisons) {
    text += fmt::format("  {:<38} {:<32} {}\n", c.what, interval(c.stated), interval(c.recomputed));
  }
  return text;
}

}  // namespace

void run(const VerifyCommand& command) {
  const StatedRun stated = read_stated_run(command.file);
  Console console(command.quiet);
  const Verification verification = verify(stated, console.progress("verifying"));
  console.clear();
  if (!verification.holds()) {
    throw Unreachable(
        fmt::format("{} does not hold: {}", command.file, joined(objections(verification), "; ")));
  }
  print(table_text(command.file, verification));
}

}  // namespace leyden::app
