// SPDX-License-Identifier: Apache-2.0
#include "leyden/base/executor.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

#include "leyden/base/errors.hpp"

namespace leyden {
namespace {

std::vector<std::unique_ptr<Executor>> every_executor() {
  std::vector<std::unique_ptr<Executor>> executors;
  executors.push_back(serial_executor());
  for (const unsigned threads : {0u, 1u, 2u, 3u, 7u}) executors.push_back(thread_executor(threads));
  return executors;
}

TEST(Executor, RunsEveryJobExactlyOnce) {
  for (const auto& executor : every_executor()) {
    for (const Count count : {Count{0}, Count{1}, Count{2}, Count{6}, Count{1000}}) {
      std::vector<std::atomic<int>> runs(static_cast<std::size_t>(count));
      executor->run(count, [&](Count job) { ++runs.at(static_cast<std::size_t>(job)); });
      for (const auto& times : runs) EXPECT_EQ(times, 1);
    }
  }
}

TEST(Executor, MayBeUsedAgain) {
  for (const auto& executor : every_executor()) {
    std::atomic<Count> sum{0};
    for (int round = 0; round < 3; ++round) executor->run(10, [&](Count job) { sum += job; });
    EXPECT_EQ(sum, 3 * 45);
  }
}

TEST(Executor, RunsWithinAndBesideRuns) {
  for (const auto& executor : every_executor()) {
    std::atomic<Count> sum{0};
    executor->run(
        5, [&](Count outer) { executor->run(7, [&](Count inner) { sum += 10 * outer + inner; }); });
    EXPECT_EQ(sum, 7 * 100 + 5 * 21);
    std::vector<std::thread> users;
    sum = 0;
    for (int user = 0; user < 4; ++user) {
      users.emplace_back([&] {
        for (int round = 0; round < 50; ++round) executor->run(9, [&](Count job) { sum += job; });
      });
    }
    for (std::thread& user : users) user.join();
    EXPECT_EQ(sum, 4 * 50 * 36);
  }
}

TEST(Executor, HelpsWithAsManyThreadsAsItHas) {
  const auto executor = thread_executor(3);
  for (int round = 0; round < 20; ++round) {
    std::atomic<int> present{0};
    // Each job waits for the two others: fewer than three threads would never end.
    executor->run(3, [&](Count) {
      ++present;
      while (present < 3) std::this_thread::yield();
    });
    EXPECT_EQ(present, 3);
  }
}

TEST(Executor, PassesTheExceptionOnWithItsTypeAndText) {
  for (const auto& executor : every_executor()) {
    try {
      executor->run(50, [](Count job) {
        if (job == 20) throw Unreachable("job 20");
      });
      FAIL() << "nothing was thrown";
    } catch (const Unreachable& failure) {
      EXPECT_STREQ(failure.what(), "job 20");
    }
  }
}

TEST(Executor, DropsTheJobsThatHadNotBegunWhenOneFailed) {
  for (const auto& executor : every_executor()) {
    std::atomic<int> begun{0};
    const auto job = [&](Count) {
      ++begun;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      throw Cancelled();
    };
    EXPECT_THROW(executor->run(10000, job), Cancelled);
    // Each of at most max(7, processors) threads may have begun one job, and one more before it
    // sees the failure of another.
    EXPECT_LE(begun, 2 * static_cast<int>(std::max(7u, std::thread::hardware_concurrency())));
    begun = 0;
    executor->run(3, [&](Count) { ++begun; });
    EXPECT_EQ(begun, 3) << "an executor survives a failed run";
  }
}

TEST(Executor, WaitsForRunningJobsBeforeItPassesTheExceptionOn) {
  std::atomic<bool> second_running{false};
  std::atomic<bool> second_ended{false};
  const auto executor = thread_executor(2);
  EXPECT_THROW(executor->run(2,
                             [&](Count job) {
                               if (job == 0) {
                                 while (!second_running) std::this_thread::yield();
                                 throw Cancelled();
                               }
                               second_running = true;
                               std::this_thread::sleep_for(std::chrono::milliseconds(20));
                               second_ended = true;
                             }),
               Cancelled);
  EXPECT_TRUE(second_ended);
}

TEST(Executor, ThreadsReallyRunSideBySide) {
  for (const int threads : {2, 3, 7}) {
    // Every job waits until all have begun: fewer threads would never finish.
    std::atomic<int> begun{0};
    thread_executor(static_cast<unsigned>(threads))->run(threads, [&](Count) {
      ++begun;
      const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
      while (begun < threads && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::yield();
      }
      EXPECT_EQ(begun, threads);
    });
  }
}

TEST(Executor, SerialJobsRunInOrder) {
  std::vector<Count> order;
  serial_executor()->run(5, [&](Count job) { order.push_back(job); });
  EXPECT_EQ(order, (std::vector<Count>{0, 1, 2, 3, 4}));
}

TEST(Executor, OneThreadRunsOnTheCallingThread) {
  const auto caller = std::this_thread::get_id();
  for (const auto& executor : {serial_executor, +[] { return thread_executor(1); }}) {
    executor()->run(3, [&](Count) { EXPECT_EQ(std::this_thread::get_id(), caller); });
  }
}

}  // namespace
}  // namespace leyden
