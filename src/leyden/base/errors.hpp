// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>

namespace leyden {

/// Root of everything Leyden throws on purpose.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The caller's mistake. The message says what came, what is allowed and what to do.
class InvalidInput : public Error {
 public:
  InvalidInput(const std::string& came, const std::string& allowed, const std::string& remedy)
      : Error(came + ": allowed is " + allowed + "; " + remedy) {}
  /// The same complaint with the place where it arose in front.
  InvalidInput(const std::string& place, const InvalidInput& complaint)
      : Error(place + ": " + complaint.what()) {}
};

/// A correct request that this run cannot answer as promised (accuracy out of reach, output
/// refused).
class Unreachable : public Error {
 public:
  using Error::Error;
};

/// A file that could not be read or written; nothing was left half-written.
class FileError : public Error {
 public:
  using Error::Error;
};

/// The user asked to stop.
class Cancelled : public Error {
 public:
  Cancelled() : Error("cancelled") {}
};

/// A bug in Leyden: an invariant that no input may break is broken.
class InternalError : public Error {
 public:
  explicit InternalError(const std::string& what)
      : Error("internal error: " + what + "; please report it with the command that shows it") {}
};

}  // namespace leyden
