// SPDX-License-Identifier: Apache-2.0
#include "resources.hpp"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "leyden/base/errors.hpp"

extern char** environ;

namespace leyden::app {
namespace {

namespace fs = std::filesystem;

/// Debian's Python has matplotlib; another one first on PATH may not.
std::string python() {
  return fs::exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
}

/// Everything a descriptor gives until its end.
std::string drain(int descriptor) {
  std::string text;
  std::array<char, 4096> part{};
  for (;;) {
    const ssize_t count = read(descriptor, part.data(), part.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return text;
    text.append(part.data(), static_cast<std::size_t>(count));
  }
}

std::string last_line(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  const std::size_t line = text.rfind('\n');
  return line == std::string::npos ? text : text.substr(line + 1);
}

}  // namespace

std::string resource(const std::string& relative) {
  std::error_code ignored;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
  for (const fs::path& root :
       {program.parent_path() / LEYDEN_SHARE_FROM_BIN, fs::path(LEYDEN_SOURCE_DIR)}) {
    if (fs::exists(root / relative, ignored)) return (root / relative).lexically_normal().string();
  }
  throw FileError(
      fmt::format("{}: neither installed beside the program nor in {}; install Leyden again",
                  relative, LEYDEN_SOURCE_DIR));
}

void run_python(const std::string& script, const std::vector<std::string>& arguments) {
  std::vector<std::string> words{python(), "-B", script};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);

  int pipe_ends[2];
  if (pipe(pipe_ends) != 0) throw Unreachable(fmt::format("pipe: {}", std::strerror(errno)));
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, pipe_ends[1], STDERR_FILENO);
  posix_spawn_file_actions_addclose(&actions, pipe_ends[0]);
  pid_t child = 0;
  const int failure = posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(pipe_ends[1]);
  const std::string errors = failure == 0 ? drain(pipe_ends[0]) : std::strerror(failure);
  close(pipe_ends[0]);
  int status = 0;
  if (failure == 0) waitpid(child, &status, 0);
  if (failure == 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
  throw Unreachable(
      fmt::format("{} did not finish: {}; figures need python3-matplotlib "
                  "(tools/install-deps figures)",
                  script, last_line(errors)));
}

}  // namespace leyden::app
