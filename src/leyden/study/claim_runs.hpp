// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "leyden/base/executor.hpp"
#include "leyden/study/charge_memo.hpp"

namespace leyden {

/// Charging runs that many readings share, each computed once.
///
/// It is asked twice. Before `compute` it writes down what it is asked for and answers with
/// placeholders; `compute` does all of it; afterwards it answers with the results. A reading is
/// evaluated once to say what it needs and once more for its value.
class Runs {
 public:
  /// As `charge` does: energies in the window, and powers.
  /// Throws Unreachable when that run could not keep its promise.
  const ChargeResult& energies(const ChargeRequest& request) { return answer(request, true); }

  /// As `charge_power` does; its energies are not to be used.
  const ChargeResult& powers(const ChargeRequest& request) { return answer(request, false); }

  /// The longest runs first. Runs that end in Unreachable are kept as such; everything else that a
  /// run throws is passed on.
  void compute(Executor& executor, ChargeMemo& memo, const Progress& progress = {});

  /// True until `compute`.
  bool planning() const { return planning_; }

  Count size() const { return static_cast<Count>(jobs_.size()); }

 private:
  struct Job {
    ChargeRequest request;
    bool with_energies = false;
    ChargeResult result;
    std::string trouble;
  };

  const ChargeResult& answer(const ChargeRequest& request, bool with_energies);

  std::map<std::string, Job> jobs_;
  bool planning_ = true;
};

}  // namespace leyden
