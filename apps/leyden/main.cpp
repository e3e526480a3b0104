// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <new>
#include <optional>

#include "commands.hpp"
#include "console.hpp"
#include "leyden/base/errors.hpp"
#include "leyden/base/instruction_set.hpp"
#include "leyden/base/text.hpp"
#include "leyden/base/version.hpp"
#include "leyden/study/parameters.hpp"
#include "leyden/study/parse.hpp"
#include "leyden/study/reach.hpp"

namespace leyden::app {
namespace {

constexpr int success = 0;
constexpr int failed_run = 1;
constexpr int bad_input = 2;
constexpr int interrupted = 130;

/// Texts of the flags that were given, in order.
using Given = std::vector<std::pair<std::string, std::string>>;

void add_flag(CLI::App& app, Given& given, const std::string& name, const std::string& help,
              const std::string& placeholder) {
  app.add_option_function<std::string>(
         "--" + name, [&given, name](const std::string& text) { given.emplace_back(name, text); },
         help)
      ->type_name(placeholder);
}

/// Flags for the rows of the parameter table, but for those in `except`.
void add_parameters(CLI::App& app, Given& given, const std::vector<std::string_view>& except = {}) {
  for (const Parameter& p : parameters()) {
    if (std::find(except.begin(), except.end(), p.name) != except.end()) continue;
    std::string help(p.symbol);
    if (!help.empty()) help += ", ";
    help += fmt::format("{} ({})", p.help, p.range);
    if (!p.fallback.empty()) help += fmt::format(" [{}]", p.fallback);
    add_flag(app, given, std::string(p.name), help, "VALUE");
  }
}

std::string available_instruction_sets() {
  std::vector<std::string_view> names;
  for (const InstructionSet level : instruction_sets()) names.push_back(name(level));
  return joined(names, " | ");
}

/// For a help text: several lines.
std::string observable_names() {
  std::string text;
  std::size_t line = 0;
  for (const Observable& o : observables()) {
    const std::string name = std::string(o.name) + (o.has_parameter ? ":m" : "");
    if (line + name.size() > 60) {
      text += ",\n";
      line = 0;
    } else if (!text.empty()) {
      text += ", ";
    }
    text += name;
    line += name.size() + 2;
  }
  return text;
}

/// Flags that every subcommand with an answer has.
struct Output {
  std::string format = "text";
  std::string out;
  bool quiet = false;
  std::optional<std::string> isa;

  void declare(CLI::App& app) {
    app.add_option("--format", format, "text | json | csv [text]")->type_name("FORMAT");
    app.add_option("--out", out, "write to this file instead of standard output")
        ->type_name("FILE");
    app.add_flag("--quiet", quiet, "no progress on standard error");
    app.add_option("--isa", isa,
                   fmt::format("vector instructions ({}) [{}]; no result depends on them",
                               available_instruction_sets(), name(active_instruction_set())))
        ->type_name("LEVEL");
  }

  /// Before anything is computed.
  void pin() const {
    if (isa) pin_instruction_set(parse_instruction_set(*isa));
  }
};

bool was_given(const Given& given, std::string_view name) {
  return std::any_of(given.begin(), given.end(),
                     [name](const auto& flag) { return flag.first == name; });
}

void require_flag(const Given& given, const char* name) {
  if (was_given(given, name)) return;
  throw InvalidInput(fmt::format("no --{}", name), fmt::format("--{} and a value", name), "add it");
}

/// Flags of `charge` that are no parameters of a run.
struct ChargeWishes {
  std::optional<std::string> observe;
  std::optional<std::string> normalise;
  std::optional<std::string> reach;

  void declare(CLI::App& app) {
    app.add_option("--observe", observe,
                   "further quantities at both peaks and along the curve: all, or a list of\n" +
                       observable_names())
        ->type_name("LIST");
    app.add_option("--normalise", normalise,
                   "advantages at equal size of the coupling H1: all, or a list of\n"
                   "coupling (g of each cell), spread (ΔH1 in the start),\n"
                   "norm (largest |eigenvalue| of H1)")
        ->type_name("LIST");
    app.add_option(
           "--reach", reach,
           "also the first gt at which this fraction of E_max is stored (above 0, at most 1)")
        ->type_name("F");
  }
};

ChargeCommand charge_command(const Given& given, const ChargeWishes& wishes, const Output& output) {
  output.pin();
  ChargeCommand command;
  for (const auto& [name, text] : given) assign(command.request, name, text);
  if (wishes.observe) command.observe = parse_observables(*wishes.observe);
  if (wishes.normalise) command.normalise = parse_normalisations(*wishes.normalise);
  if (wishes.reach) command.reach = parse_fraction(*wishes.reach);
  require_flag(given, "cells");
  Charging& charging = command.request.charging;
  if (charging.charger == Charger::limit || lacks_charger(charging.charger)) {
    if (was_given(given, "chargers")) {
      throw InvalidInput(fmt::format("--chargers with --charger {}", to_text(charging.charger)),
                         charging.charger == Charger::limit
                             ? "no --chargers, the limit has infinitely many"
                         : charging.charger == Charger::lmg
                             ? "no --chargers, the cells charge themselves"
                             : "no --chargers, a classical field has no number of photons",
                         "drop it");
    }
    charging.chargers = 0;
  } else if (sets_photons(charging.start)) {
    if (!was_given(given, "chargers")) charging.chargers = 0;
  } else {
    require_flag(given, "chargers");
  }
  command.curve = was_given(given, "points");
  command.format = parse_format(output.format);
  command.out = output.out;
  command.quiet = output.quiet;
  validate(command.request);
  return command;
}

ScaleCommand scale_command(const Given& given, bool law, const Output& output) {
  output.pin();
  ScaleCommand command;
  ChargeRequest model;
  for (const auto& [name, text] : given) {
    if (name == "from") {
      command.request.from = parse_count(name, text);
    } else if (name == "to") {
      command.request.to = parse_count(name, text);
    } else if (name == "points") {
      command.request.points = parse_count(name, text);
    } else if (name == "ratio") {
      command.request.ratio = parse_count(name, text);
    } else {
      assign(model, name, text);
    }
  }
  require_flag(given, "from");
  require_flag(given, "to");
  command.request.law = law;
  command.request.charging = model.charging;
  command.format = parse_format(output.format);
  command.out = output.out;
  command.quiet = output.quiet;
  return command;
}

/// CLI11 would only say that some subcommand is required.
void require_known_subcommand(const CLI::App& app, int argc, char** argv) {
  const std::string first = argc > 1 ? argv[1] : "";
  if (!first.empty() && first.front() == '-') return;
  std::vector<std::string> names;
  for (const CLI::App* subcommand : app.get_subcommands({}))
    names.push_back(subcommand->get_name());
  if (std::find(names.begin(), names.end(), first) != names.end()) return;
  throw InvalidInput(first.empty() ? "no subcommand" : fmt::format("subcommand '{}'", first),
                     joined(names, ", "), "see leyden --help");
}

int run(int argc, char** argv) {
  CLI::App app{
      "Leyden simulates quantum batteries: exact charging dynamics with an error radius on every "
      "number."};
  app.name("leyden");
  app.set_version_flag("--version", fmt::format("leyden {}", version));
  app.require_subcommand(1);
  app.get_formatter()->column_width(38);
  app.footer("Example: leyden charge --cells 10 --chargers 10");

  Given charge_flags;
  Output charge_output;
  CLI::App* charge =
      app.add_subcommand("charge", "charge one battery: stored energy, power, advantage");
  add_parameters(*charge, charge_flags);
  ChargeWishes wishes;
  wishes.declare(*charge);
  charge_output.declare(*charge);
  charge->footer(
      "With --points the curve (gt, E, P, dE, radius, observables and their radii) goes to --out "
      "and the answer to standard output.\n"
      "Units: energy ω0, time gt, power g ω0; g~ = sqrt(N) g takes the place of g for cavity and "
      "limit.\n"
      "Example: leyden charge --cells 10 --chargers 10 --anisotropy 0.2 --points 501 --out "
      "curve.csv");

  Given scale_flags;
  Output scale_output;
  CLI::App* scale =
      app.add_subcommand("scale", "power and collective advantage against the number of cells");
  add_flag(*scale, scale_flags, "from", "smallest number of cells (>= 1)", "A");
  add_flag(*scale, scale_flags, "to", "largest number of cells", "B");
  add_flag(*scale, scale_flags, "points", "sizes, logarithmically spaced [10]", "n");
  add_flag(*scale, scale_flags, "ratio", "charger spins per cell, a whole number [1]", "N/M");
  add_parameters(*scale, scale_flags,
                 {"cells", "chargers", "window", "points", "start", "tolerance"});
  bool law = false;
  scale->add_flag(
      "--law", law,
      "the law of large batteries instead of exact runs: any size from 100, N = M, γ = 0");
  scale_output.declare(*scale);
  scale->footer(
      "Examples: leyden scale --from 10 --to 1000 --points 5\n"
      "          leyden scale --law --from 1000 --to 1000000000000 --points 10");

  VerifyCommand verify_flags;
  CLI::App* verify = app.add_subcommand(
      "verify", "recompute an answer along a second route and compare the intervals");
  verify->add_option("file", verify_flags.file, "what charge --format json wrote")
      ->type_name("FILE")
      ->required();
  verify->add_flag("--quiet", verify_flags.quiet, "no progress on standard error");
  verify->footer(
      "Exit code 0 when all intervals meet, 1 with both intervals named when two are disjoint.\n"
      "Example: leyden charge --cells 10 --chargers 10 --format json --out ten.json\n"
      "         leyden verify ten.json");

  ReproduceCommand reproduce_flags;
  std::string reproduce_format = "text";
  CLI::App* reproduce =
      app.add_subcommand("reproduce", "every figure and every printed number of the paper");
  reproduce->add_option("what", reproduce_flags.what, "fig2 … fig9, claims, all [all]")
      ->type_name("");
  reproduce->add_option("--out", reproduce_flags.out, "folder for the results [out]")
      ->type_name("DIR");
  reproduce
      ->add_option("--format", reproduce_format,
                   "of the claims on standard output: text | json [text]")
      ->type_name("FORMAT");
  reproduce->add_flag("--quiet", reproduce_flags.quiet, "no progress on standard error");
  reproduce->footer("Example: leyden reproduce fig4 --out results");

  require_known_subcommand(app, argc, argv);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp& e) {
    print(app.help());
    return success;
  } catch (const CLI::CallForVersion& e) {
    print(std::string(e.what()) + "\n");
    return success;
  } catch (const CLI::ParseError& e) {
    throw InvalidInput(e.what(), "what 'leyden --help' lists", "correct the command line");
  }
  catch_interrupts();
  if (charge->parsed()) app::run(charge_command(charge_flags, wishes, charge_output));
  if (scale->parsed()) app::run(scale_command(scale_flags, law, scale_output));
  if (verify->parsed()) app::run(verify_flags);
  if (reproduce->parsed()) {
    reproduce_flags.format = parse_format(reproduce_format);
    app::run(reproduce_flags);
  }
  return success;
}

/// One line on stderr, whatever the message holds.
int report(const std::string& message, int code) {
  std::string line = "leyden: " + message;
  std::replace(line.begin(), line.end(), '\n', ' ');
  fmt::print(stderr, "{}\n", line);
  return code;
}

int guarded_run(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const InvalidInput& e) {
    return report(e.what(), bad_input);
  } catch (const Cancelled& e) {
    return report(e.what(), interrupted);
  } catch (const std::bad_alloc&) {
    return report("out of memory; take fewer cells or chargers", failed_run);
  } catch (const std::exception& e) {
    return report(e.what(), failed_run);
  }
}

}  // namespace
}  // namespace leyden::app

int main(int argc, char** argv) {
  return leyden::app::guarded_run(argc, argv);
}
