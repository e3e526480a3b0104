// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "leyden/io/atomic_file.hpp"
#include "leyden/study/charge.hpp"
#include "leyden/study/normalised_advantage.hpp"
#include "leyden/study/observations.hpp"
#include "leyden/study/scaling.hpp"

namespace leyden::app {

enum class Format { text, json, csv };

/// Throws InvalidInput.
Format parse_format(const std::string& text);

struct ChargeCommand {
  ChargeRequest request;
  bool curve = false;  ///< --points was given
  std::vector<Wanted> observe;
  std::optional<double> reach;  ///< fraction of E_max
  std::vector<Normalisation> normalise;
  Format format = Format::text;
  std::string out;
  bool quiet = false;
};

struct ScaleCommand {
  ScalingRequest request;
  Format format = Format::text;
  std::string out;
  bool quiet = false;
};

struct VerifyCommand {
  std::string file;
  bool quiet = false;
};

struct ReproduceCommand {
  std::vector<std::string> what;  ///< fig2 … fig9, claims, all
  std::string out = "out";
  Format format = Format::text;
  bool quiet = false;
};

/// Each runs one subcommand; errors are thrown.
void run(const ChargeCommand& command);
void run(const ScaleCommand& command);
void run(const VerifyCommand& command);
void run(const ReproduceCommand& command);

/// Where an answer goes: a file, or stdout when `out` is empty. The file is opened before the work
/// begins, so that one that cannot be written costs nothing, and appears only when it is whole.
class Destination {
 public:
  explicit Destination(const std::string& out);
  void deliver(const std::string& text);

 private:
  std::optional<AtomicFile> file_;
};

/// A value with as many digits as its radius supports, at most 15 after the point.
std::string digits(double value, double error);

/// The radius that goes with those digits: rounded up, and with what the digits left out.
std::string radius(double value, double error, int decimals = 1);

}  // namespace leyden::app
