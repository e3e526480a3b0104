// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>

#include "leyden/base/types.hpp"

namespace leyden {

/// Runs independent jobs. Results never depend on which executor runs them: a job writes only to
/// its own slot, and runs in the default floating-point environment.
class Executor {
 public:
  virtual ~Executor() = default;

  /// Calls job(0) … job(count - 1), each once, in any order; returns when all have ended. The first
  /// exception is passed on after the running jobs have ended; jobs not yet begun are dropped.
  virtual void run(Count count, const std::function<void(Count)>& job) = 0;
};

/// One job after the other on the calling thread.
std::unique_ptr<Executor> serial_executor();

/// A pool of `threads` threads, the calling one among them; 0 takes the machine's number of
/// processors. A run from within a job, or beside another run, is done by its calling thread alone.
std::unique_ptr<Executor> thread_executor(unsigned threads = 0);

}  // namespace leyden
