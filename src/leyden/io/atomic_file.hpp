// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace leyden {

/// A file that appears whole or not at all.
///
/// What is written goes to a temporary file in the same folder; `commit` puts it on the disk and in
/// the place of `path`, which keeps its permissions. Without a commit the temporary file is removed
/// and `path` is as it was. A link is followed; what is no regular file (a pipe, /dev/stdout) is
/// written to directly.
/// Every failure throws FileError with the path and the system's reason.
class AtomicFile {
 public:
  explicit AtomicFile(const std::string& path);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  void write(std::string_view text);
  void commit();

 private:
  void open_temporary(unsigned mode, bool keep_mode);
  void flush();
  [[noreturn]] void fail(int reason);
  void discard() noexcept;

  std::string path_;       ///< as the caller wrote it, for messages
  std::string target_;     ///< behind links
  std::string temporary_;  ///< "" while there is none
  std::string buffer_;
  int descriptor_ = -1;
};

/// Writes `text` to `path`, whole or not at all.
void write_file(const std::string& path, std::string_view text);

}  // namespace leyden
