// SPDX-License-Identifier: Apache-2.0
#include "leyden/io/atomic_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "leyden/base/errors.hpp"

namespace leyden {
namespace {

constexpr std::size_t buffer_size = std::size_t{1} << 16;

/// The folder in which `path` lies.
std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

/// True for the names of files that are open already: another process may be writing to them too.
bool is_open_already(const std::string& path) {
  return path == "/dev/stdout" || path == "/dev/stderr" || path.rfind("/dev/fd/", 0) == 0 ||
         path.rfind("/proc/", 0) == 0;
}

/// `path` with links resolved; itself where nothing is there yet.
std::string behind_links(const std::string& path) {
  if (is_open_already(path)) return path;
  std::error_code failed;
  const auto real = std::filesystem::canonical(path, failed);
  return failed ? path : real.string();
}

const char* remedy_for(int reason) {
  switch (reason) {
    case ENOENT:
    case ENOTDIR:
      return "; create the folder first";
    case EACCES:
    case EPERM:
    case EROFS:
      return "; choose a place where you may write";
    case ENOSPC:
    case EDQUOT:
      return "; free some space or choose another place";
    case EISDIR:
      return "; name a file";
    default:
      return "";
  }
}

}  // namespace

AtomicFile::AtomicFile(const std::string& path) : path_(path), target_(behind_links(path)) {
  struct stat status {};
  const bool exists = ::stat(target_.c_str(), &status) == 0;
  if (!exists && errno != ENOENT) fail(errno);
  if (exists && S_ISDIR(status.st_mode)) fail(EISDIR);
  if (exists && ::access(target_.c_str(), W_OK) != 0) fail(errno);
  if (exists && (!S_ISREG(status.st_mode) || is_open_already(target_))) {
    descriptor_ = ::open(target_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    if (descriptor_ < 0) fail(errno);
    return;
  }
  open_temporary(exists ? status.st_mode & 07777U : 0666U, exists);
}

AtomicFile::~AtomicFile() {
  discard();
}

void AtomicFile::open_temporary(unsigned mode, bool keep_mode) {
  static std::atomic<unsigned> next{0};
  if (target_.empty() || target_.back() == '/') fail(target_.empty() ? ENOENT : EISDIR);
  const std::string folder = folder_of(target_);
  do {
    temporary_ = fmt::format("{}/.leyden-{}-{}.tmp", folder, ::getpid(), next++);
    descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  } while (descriptor_ < 0 && errno == EEXIST);
  if (descriptor_ < 0) {
    const int reason = errno;
    temporary_.clear();
    fail(reason);
  }
  // The process's mask is for new files, not for one that already has its permissions.
  if (keep_mode && ::fchmod(descriptor_, mode) != 0) fail(errno);
}

void AtomicFile::write(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() >= buffer_size) flush();
}

void AtomicFile::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(errno);
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
}

void AtomicFile::commit() {
  if (descriptor_ < 0) throw InternalError("a file committed twice");
  flush();
  const bool replaces = !temporary_.empty();
  if (replaces && ::fsync(descriptor_) != 0) fail(errno);
  const int descriptor = std::exchange(descriptor_, -1);
  if (::close(descriptor) != 0) fail(errno);
  if (!replaces) return;
  if (::rename(temporary_.c_str(), target_.c_str()) != 0) fail(errno);
  temporary_.clear();
  // The new name survives a power cut only when the folder is on the disk too. Some file systems
  // cannot promise that; the file is whole all the same.
  const int folder = ::open(folder_of(target_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;
  ::fsync(folder);
  ::close(folder);
}

void AtomicFile::fail(int reason) {
  discard();
  throw FileError(fmt::format("cannot write '{}': {}{}", path_,
                              std::generic_category().message(reason), remedy_for(reason)));
}

void AtomicFile::discard() noexcept {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
  temporary_.clear();
}

void write_file(const std::string& path, std::string_view text) {
  AtomicFile file(path);
  file.write(text);
  file.commit();
}

}  // namespace leyden
