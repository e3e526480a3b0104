// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>

#include "commands.hpp"
#include "console.hpp"
#include "leyden/base/errors.hpp"
#include "leyden/base/text.hpp"
#include "leyden/base/version.hpp"
#include "leyden/io/claims_toml.hpp"
#include "leyden/io/csv.hpp"
#include "leyden/io/study_toml.hpp"
#include "resources.hpp"

namespace leyden::app {
namespace {

namespace fs = std::filesystem;

constexpr std::array figures{"fig2", "fig3", "fig4", "fig5", "fig6", "fig7", "fig8", "fig9"};

/// Which figures, and whether the claims: the words of the command line, or everything.
struct Selection {
  std::vector<std::string> figures;
  bool claims = false;
  bool all = false;
};

Selection select(const std::vector<std::string>& words) {
  Selection selection;
  selection.all = words.empty();
  for (const std::string& word : words) {
    if (word == "all") {
      selection.all = true;
    } else if (word == "claims") {
      selection.claims = true;
    } else if (std::find(figures.begin(), figures.end(), word) != figures.end()) {
      selection.figures.push_back(word);
    } else {
      throw InvalidInput(fmt::format("reproduce '{}'", word),
                         joined(figures, ", ") + ", claims, all", "name what to reproduce");
    }
  }
  if (selection.all) {
    selection.figures.assign(figures.begin(), figures.end());
    selection.claims = true;
  }
  return selection;
}

void make_folder(const fs::path& folder) {
  std::error_code failure;
  fs::create_directories(folder, failure);
  if (failure) {
    throw FileError(
        fmt::format("cannot make the folder '{}': {}", folder.string(), failure.message()));
  }
}

void reproduce_figure(const std::string& name, const fs::path& out, Executor& executor,
                      ChargeMemo& memo, Console& console) {
  const fs::path folder = out / name;
  make_folder(folder);
  const Study study = read_study(resource("gallery/" + name + "/study.toml"));
  const std::string table = (folder / (name + ".csv")).string();
  AtomicFile file(table);
  CsvSink sink([&file](std::string_view text) { file.write(text); },
               {fmt::format("leyden {}", version), study.title});
  run(study, executor, sink, console.progress(name), &memo);
  file.commit();
  console.clear();
  run_python(resource("python/figures/plot.py"), {name, table, folder.string()});
  std::error_code ignored;
  fs::copy_file(resource("gallery/" + name + "/note.md"), folder / "note.md",
                fs::copy_options::overwrite_existing, ignored);
}

std::string claims_text(const std::vector<DecidedClaim>& claims) {
  std::string text = fmt::format("{:<11} {:<10} {:>14} {:>18} {:>9}  {}\n", "status", "where",
                                 "printed", "value", "± ", "statement");
  for (const DecidedClaim& decided : claims) {
    const Claim& claim = decided.claim;
    const Estimate value = decided.value();
    text += fmt::format("{:<11} {:<10} {:>14} {:>18.10g} {:>9.1e}  {}\n", to_text(decided.status),
                        claim.section, claim.printed.value_or(""), value.value, value.error,
                        claim.statement);
  }
  return text;
}

std::string counts_text(const std::vector<DecidedClaim>& claims) {
  std::map<ClaimStatus, int> counts;
  for (const DecidedClaim& decided : claims) ++counts[decided.status];
  std::string text = fmt::format("{} claims:", claims.size());
  for (const auto& [status, count] : counts) text += fmt::format(" {} {}", count, to_text(status));
  return text + "\n";
}

std::vector<DecidedClaim> reproduce_claims(const fs::path& out, Executor& executor,
                                           ChargeMemo& memo, Console& console) {
  const auto claims = read_claims_file(resource("gallery/claims.toml"));
  auto decided = decide(claims, executor, console.progress("claims"), &memo);
  console.clear();
  write_file((out / "claims.json").string(), claims_json(decided));
  write_file((out / "claims.toml").string(), claims_toml(decided));
  return decided;
}

}  // namespace

void run(const ReproduceCommand& command) {
  const Selection selection = select(command.what);
  if (command.format == Format::csv) {
    throw InvalidInput("--format csv", "text or json", "choose one");
  }
  const fs::path out = command.out;
  make_folder(out);
  Console console(command.quiet);
  const auto executor = thread_executor();
  ChargeMemo memo;  // figures and claims have many runs in common
  for (const std::string& name : selection.figures) {
    reproduce_figure(name, out, *executor, memo, console);
    if (command.format == Format::text)
      print(fmt::format("{}\n", (out / name / (name + ".pdf")).string()));
  }
  if (!selection.claims) return;
  const auto decided = reproduce_claims(out, *executor, memo, console);
  if (command.format == Format::json) {
    print(claims_json(decided));
  } else {
    if (!selection.all) print(claims_text(decided));
    print(counts_text(decided));
  }
  if (!selection.all) return;
  run_python(resource("python/figures/report.py"), {out.string()});
  if (command.format == Format::text) print(fmt::format("{}\n", (out / "report.html").string()));
}

}  // namespace leyden::app
