// SPDX-License-Identifier: Apache-2.0
#include "leyden/base/executor.hpp"

#include <algorithm>
#include <atomic>
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

class ThreadExecutor final : public Executor {
 public:
  explicit ThreadExecutor(unsigned threads)
      : threads_(threads > 0 ? threads : std::max(1u, std::thread::hardware_concurrency())) {}

  void run(Count count, const std::function<void(Count)>& job) override {
    std::atomic<Count> next{0};
    std::exception_ptr first_failure;
    std::mutex failure_mutex;
    const auto work = [&] {
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
    std::vector<std::thread> helpers;
    const auto useful = std::min<Count>(threads_, count);
    for (Count i = 1; i < useful; ++i) helpers.emplace_back(work);
    work();
    for (auto& helper : helpers) helper.join();
    if (first_failure) std::rethrow_exception(first_failure);
  }

 private:
  unsigned threads_;
};

}  // namespace

std::unique_ptr<Executor> serial_executor() {
  return std::make_unique<SerialExecutor>();
}

std::unique_ptr<Executor> thread_executor(unsigned threads) {
  return std::make_unique<ThreadExecutor>(threads);
}

}  // namespace leyden
