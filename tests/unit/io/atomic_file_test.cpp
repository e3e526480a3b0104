// SPDX-License-Identifier: Apache-2.0
#include "leyden/io/atomic_file.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>

#include "leyden/base/errors.hpp"

namespace leyden {
namespace {

namespace fs = std::filesystem;

class AtomicFileTest : public testing::Test {
 protected:
  AtomicFileTest() {
    std::string name = (fs::temp_directory_path() / "leyden-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~AtomicFileTest() override {
    std::error_code ignored;
    fs::permissions(folder_, fs::perms::owner_all, ignored);
    fs::remove_all(folder_, ignored);
  }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  static std::string content(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  std::ptrdiff_t files() const {
    return std::distance(fs::directory_iterator(folder_), fs::directory_iterator{});
  }

  /// The message of the FileError that `action` throws, "" when it throws none.
  template <class Action>
  static std::string failure(const Action& action) {
    try {
      action();
    } catch (const FileError& error) {
      return error.what();
    }
    return "";
  }

  fs::path folder_;
};

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_F(AtomicFileTest, AppearsWholeAtTheCommitAndNotBefore) {
  AtomicFile file(path("a.csv"));
  file.write("one\n");
  file.write(std::string(1'000'000, 'x'));
  EXPECT_FALSE(fs::exists(path("a.csv")));
  file.commit();
  EXPECT_EQ(content(path("a.csv")), "one\n" + std::string(1'000'000, 'x'));
  EXPECT_EQ(files(), 1);
}

TEST_F(AtomicFileTest, WithoutACommitTheOldFileStays) {
  write_file(path("a"), "old");
  {
    AtomicFile file(path("a"));
    file.write(std::string(1'000'000, 'n'));
    EXPECT_EQ(files(), 2);
  }
  EXPECT_EQ(content(path("a")), "old");
  EXPECT_EQ(files(), 1);
}

TEST_F(AtomicFileTest, ReplacesAFileAndKeepsItsPermissions) {
  write_file(path("a"), "old and longer");
  fs::permissions(path("a"),
                  fs::perms::owner_read | fs::perms::owner_write | fs::perms::others_exec);
  write_file(path("a"), "new");
  EXPECT_EQ(content(path("a")), "new");
  EXPECT_EQ(fs::status(path("a")).permissions(),
            fs::perms::owner_read | fs::perms::owner_write | fs::perms::others_exec);
}

TEST_F(AtomicFileTest, ANewFileHasThePermissionsThatTheMaskLeaves) {
  const mode_t before = ::umask(027);
  write_file(path("a"), "");
  ::umask(before);
  EXPECT_EQ(static_cast<unsigned>(fs::status(path("a")).permissions()), 0640u);
}

TEST_F(AtomicFileTest, FollowsALinkInsteadOfReplacingIt) {
  fs::create_directory(path("real"));
  write_file(path("real/a"), "old");
  fs::create_symlink("real/a", path("link"));
  write_file(path("link"), "new");
  EXPECT_TRUE(fs::is_symlink(path("link")));
  EXPECT_EQ(content(path("real/a")), "new");
}

// A pipe stands for every device: were it replaced, no harm would be done.
TEST_F(AtomicFileTest, WritesToAPipeDirectlyAndLeavesItAPipe) {
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  std::string received;
  std::thread reader([&] { received = content(path("pipe")); });
  write_file(path("pipe"), "through");
  const bool still_a_pipe = fs::is_fifo(path("pipe"));
  if (!still_a_pipe) ::unlink(path("pipe").c_str());
  reader.join();
  EXPECT_TRUE(still_a_pipe);
  EXPECT_EQ(received, "through");
}

TEST_F(AtomicFileTest, SaysWhichFolderIsMissing) {
  const std::string missing = path("none/a.csv");
  const std::string text = failure([&] { write_file(missing, "x"); });
  EXPECT_TRUE(holds(text, missing)) << text;
  EXPECT_TRUE(holds(text, "No such file or directory")) << text;
  EXPECT_TRUE(holds(text, "create the folder")) << text;
  write_file(path("file"), "");
  EXPECT_TRUE(holds(failure([&] { write_file(path("file/a"), "x"); }), "Not a directory"));
}

TEST_F(AtomicFileTest, AFolderOrNothingIsNoFile) {
  EXPECT_TRUE(holds(failure([&] { write_file(folder_.string(), "x"); }), "Is a directory"));
  EXPECT_TRUE(holds(failure([&] { write_file(path("new/"), "x"); }), "Is a directory"));
  EXPECT_NE(failure([] { write_file("", "x"); }), "");
}

TEST_F(AtomicFileTest, SaysThatPermissionIsMissing) {
  if (::geteuid() == 0) GTEST_SKIP() << "the superuser may write everywhere";
  write_file(path("a"), "old");
  fs::permissions(path("a"), fs::perms::owner_read);
  EXPECT_TRUE(holds(failure([&] { write_file(path("a"), "x"); }), "Permission denied"));
  fs::permissions(folder_, fs::perms::owner_read | fs::perms::owner_exec);
  EXPECT_TRUE(holds(failure([&] { write_file(path("b"), "x"); }), "Permission denied"));
}

/// A limit on the size of files stands in for a full disk: writing fails half-way.
class SmallFiles {
 public:
  explicit SmallFiles(rlim_t bytes) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit small{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
    handler_ = std::signal(SIGXFSZ, SIG_IGN);
  }
  ~SmallFiles() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  SmallFiles(const SmallFiles&) = delete;
  SmallFiles& operator=(const SmallFiles&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int) = nullptr;
};

TEST_F(AtomicFileTest, AWriteThatFailsHalfWayLeavesNothingBehind) {
  write_file(path("a"), "old");
  {
    const SmallFiles limit(4096);
    AtomicFile file(path("a"));
    const std::string text = failure([&] { file.write(std::string(1'000'000, 'x')); });
    EXPECT_TRUE(holds(text, path("a")) && holds(text, "File too large")) << text;
    EXPECT_EQ(files(), 1);
    AtomicFile buffered(path("b"));
    buffered.write(std::string(5000, 'x'));
    EXPECT_NE(failure([&] { buffered.commit(); }), "");
  }
  EXPECT_EQ(content(path("a")), "old");
  EXPECT_EQ(files(), 1);
}

TEST_F(AtomicFileTest, TwoFilesOfOneFolderDoNotMeet) {
  AtomicFile first(path("a"));
  AtomicFile second(path("a"));
  first.write("first");
  second.write("second");
  second.commit();
  first.commit();
  EXPECT_EQ(content(path("a")), "first");
}

TEST_F(AtomicFileTest, IsCommittedOnce) {
  AtomicFile file(path("a"));
  file.commit();
  EXPECT_THROW(file.commit(), InternalError);
  EXPECT_EQ(content(path("a")), "");
}

}  // namespace
}  // namespace leyden
