// SPDX-License-Identifier: Apache-2.0
#include "console.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

#include "leyden/base/errors.hpp"

namespace leyden::app {
namespace {

volatile std::sig_atomic_t interrupted = 0;

extern "C" void on_interrupt(int) {
  if (interrupted != 0) _exit(130);
  interrupted = 1;
}

std::string time_left(double seconds) {
  const auto whole = static_cast<long>(std::min(seconds, 1e8));
  if (whole < 100) return fmt::format("{} s", whole);
  if (whole < 6000) return fmt::format("{} min", (whole + 30) / 60);
  return fmt::format("{} h", (whole + 1800) / 3600);
}

}  // namespace

Console::Console(bool quiet)
    : draws_(!quiet && isatty(STDERR_FILENO) != 0),
      begin_(std::chrono::steady_clock::now()),
      last_(begin_) {}

Console::~Console() {
  clear();
}

void Console::clear() {
  if (!drawn_) return;
  std::fputs("\r\033[K", stderr);
  std::fflush(stderr);
  drawn_ = false;
}

Progress Console::progress(std::string what) {
  begin_ = last_ = std::chrono::steady_clock::now();
  return [this, what = std::move(what)](double fraction) {
    if (interrupted != 0) throw Cancelled();
    if (draws_) show(what, fraction);
  };
}

void Console::show(const std::string& what, double fraction) {
  using Seconds = std::chrono::duration<double>;
  const auto now = std::chrono::steady_clock::now();
  const double elapsed = Seconds(now - begin_).count();
  if (elapsed < 1.0 || Seconds(now - last_).count() < 0.1) return;
  last_ = now;
  const double left = fraction > 0.0 ? elapsed * (1.0 - fraction) / fraction : 0.0;
  fmt::print(stderr, "\r\033[K{} {:3.0f} %  about {} left", what, 100.0 * fraction,
             time_left(left));
  std::fflush(stderr);
  drawn_ = true;
}

bool stdout_is_terminal() {
  return isatty(STDOUT_FILENO) != 0;
}

int terminal_width() {
  winsize size{};
  const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 80;
}

void print(std::string_view text) {
  const bool written =
      std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (!written) throw FileError(fmt::format("standard output: {}", std::strerror(errno)));
}

void catch_interrupts() {
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  sigaction(SIGINT, &action, nullptr);
}

}  // namespace leyden::app
