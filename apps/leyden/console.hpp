// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "leyden/base/progress.hpp"

namespace leyden::app {

/// The terminal side of a run: progress on stderr, Ctrl-C.
class Console {
 public:
  explicit Console(bool quiet);
  ~Console();
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  /// A progress callback that draws a line with the time left, on a terminal and after a second,
  /// and throws Cancelled after Ctrl-C. May be called from several threads, one at a time.
  Progress progress(std::string what);

  /// Wipes the progress line.
  void clear();

 private:
  void show(const std::string& what, double fraction);

  bool draws_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point begin_;
  std::chrono::steady_clock::time_point last_;
};

/// True when stdout is a terminal.
bool stdout_is_terminal();

/// Columns of the terminal, 80 when unknown.
int terminal_width();

/// Writes to stdout; throws FileError when it cannot (a full disk, a closed pipe).
void print(std::string_view text);

/// Ctrl-C sets a flag that the progress callbacks read; a second one ends the process.
void catch_interrupts();

}  // namespace leyden::app
