// SPDX-License-Identifier: Apache-2.0
#include "leyden/base/executor.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "leyden/base/floating_point.hpp"

namespace leyden {
namespace {

class SerialExecutor final : public Executor {
 public:
  void run(Count count, const std::function<void(Count)>& job) override {
    const FloatingPointScope default_environment;
    for (Count index = 0; index < count; ++index) job(index);
  }
};

/// Its threads are started when they are first of use, and sleep between runs.
class ThreadExecutor final : public Executor {
 public:
  explicit ThreadExecutor(unsigned threads)
      : threads_(threads > 0 ? threads : std::max(1u, std::thread::hardware_concurrency())) {}

  ThreadExecutor(const ThreadExecutor&) = delete;
  ThreadExecutor& operator=(const ThreadExecutor&) = delete;

  ~ThreadExecutor() override {
    {
      const std::lock_guard lock(mutex_);
      ending_ = true;
    }
    wake_.notify_all();
    for (std::thread& helper : helpers_) helper.join();
  }

  void run(Count count, const std::function<void(Count)>& job) override {
    std::atomic<Count> next{0};
    std::exception_ptr first_failure;
    std::mutex failure_mutex;
    const std::function<void()> work = [&] {
      const FloatingPointScope default_environment;
      for (Count index = next++; index < count; index = next++) {
        try {
          job(index);
        } catch (...) {
          const std::lock_guard lock(failure_mutex);
          if (!first_failure) first_failure = std::current_exception();
          next = count;
        }
      }
    };
    // A run from within a job, or beside another one, has the calling thread alone.
    std::unique_lock turn(turn_, std::try_to_lock);
    if (turn.owns_lock()) {
      share(work, std::min<Count>(threads_, count) - 1);
    } else {
      work();
    }
    if (first_failure) std::rethrow_exception(first_failure);
  }

 private:
  /// Calls `work` here and on up to `helpers` threads; returns when all calls have ended.
  void share(const std::function<void()>& work, Count helpers) {
    {
      const std::lock_guard lock(mutex_);
      while (static_cast<Count>(helpers_.size()) < helpers)
        helpers_.emplace_back([this] { help(); });
      work_ = &work;
      open_ = helpers;
    }
    if (helpers > 0) wake_.notify_all();
    work();
    std::unique_lock lock(mutex_);
    open_ = 0;  // who has not come by now finds nothing left to do
    done_.wait(lock, [this] { return busy_ == 0; });
  }

  void help() {
    std::unique_lock lock(mutex_);
    for (;;) {
      wake_.wait(lock, [this] { return ending_ || open_ > 0; });
      if (ending_) return;
      --open_;
      ++busy_;
      const std::function<void()>& work = *work_;
      lock.unlock();
      work();
      lock.lock();
      if (--busy_ == 0) done_.notify_one();
    }
  }

  unsigned threads_;
  std::mutex turn_;  ///< held by the run that has the helpers

  std::mutex mutex_;  ///< guards what follows
  std::condition_variable wake_;
  std::condition_variable done_;
  std::vector<std::thread> helpers_;
  const std::function<void()>* work_ = nullptr;
  Count open_ = 0;  ///< helpers that may still join
  Count busy_ = 0;
  bool ending_ = false;
};

}  // namespace

std::unique_ptr<Executor> serial_executor() {
  return std::make_unique<SerialExecutor>();
}

std::unique_ptr<Executor> thread_executor(unsigned threads) {
  return std::make_unique<ThreadExecutor>(threads);
}

}  // namespace leyden
