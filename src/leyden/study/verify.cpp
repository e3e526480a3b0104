// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "leyden/base/errors.hpp"
#include "leyden/base/floating_point.hpp"
#include "leyden/base/memory.hpp"
#include "leyden/numerics/rounding.hpp"
#include "leyden/observe/objective.hpp"

namespace leyden {
namespace {

/// Dense diagonalisation costs n³: about ten minutes at this size.
constexpr double most_states = 12'000;

void require_size(const ChargeRequest& request, Count cutoff) {
  const Plan needed = plan(make_protocol(request.charging, cutoff), Propagator::spectral);
  if (needed.dimension <= most_states && needed.bytes <= available_memory()) return;
  throw Unreachable(
      fmt::format("the second route takes the whole space; {:.6g} states need {:.3g} GiB and may "
                  "be {:g} at most",
                  needed.dimension, needed.bytes / 0x1p30, most_states));
}

class Verifier {
 public:
  Verifier(const StatedRun& stated, const Progress& progress) : stated_(stated) {
    ChargeRequest request = stated.request;
    request.tolerance.reset();
    const Count stated_cutoff = stated.fock_cutoff.value_or(0);
    const Count cutoff = stated_cutoff + stated_cutoff / 8;
    require_size(request, cutoff);
    result_ = charge_along(request, Propagator::spectral, cutoff, progress);
    evolution_ = evolve(make_protocol(request.charging, cutoff), Propagator::spectral);
    verification_.route =
        evolution_->propagator() == "magnus" ? "Magnus steps" : "full diagonalisation";
    verification_.dimension = result_.method.dimension;
  }

  Verification run() {
    const Peaks& peaks = result_.peaks;
    compare("E_max", stated_.energy, peaks.energy);
    compare_first();
    compare("P_max", stated_.power, peaks.power);
    compare("eta", stated_.advantage, result_.advantage);
    compare_normalized();
    check_method();
    check_gap("E_max", stated_.energy, stated_.energy_gap);
    check_gap("P_max", stated_.power, stated_.power_gap);
    check_time("E_max", stated_.energy, Objective::energy);
    if (stated_.first) {
      check_time("E_first", *stated_.first, Objective::energy);
      if (stated_.first->time == 0.0) contradict("E_first: {} is no local maximum", "gt = 0");
    }
    check_time("P_max", stated_.power, Objective::power);
    require_within_window("E_max", stated_.energy);
    if (stated_.first) require_within_window("E_first", *stated_.first);
    return std::move(verification_);
  }

 private:
  void compare(const char* what, const Estimate& stated, const Estimate& recomputed) {
    verification_.comparisons.push_back({what, stated, recomputed});
  }
  void compare(const char* what, const Peak& stated, const Peak& recomputed) {
    compare(what, Estimate{stated.value, stated.error},
            Estimate{recomputed.value, recomputed.error});
  }

  void compare_normalized() {
    // The file states no radius of its own for it: that of P_max, in the same proportion.
    const Peak& power = result_.peaks.power;
    const Estimate& normalized = result_.normalized_power;
    const double scale = power.value > 0.0 ? normalized.value / power.value : 1.0;
    compare("P_max normalized", {stated_.normalized_power, scale * stated_.power.error},
            normalized);
  }

  void check_method() {
    // With a cutoff the recomputed space is larger on purpose.
    const bool same_dimension =
        stated_.fock_cutoff || stated_.dimension == result_.method.dimension;
    if (stated_.space == result_.method.space && same_dimension) return;
    contradict("method: the file states a {} of {} states, the protocol has a {} of {}",
               stated_.space, stated_.dimension, result_.method.space, result_.method.dimension);
  }

  void check_gap(const char* what, const Peak& stated, double gap) {
    if (gap <= stated.error) return;
    contradict("{}: a gap of {:.2g} is more than the error {:.2g}", what, gap, stated.error);
  }

  /// One side's proof is needed before the other can be wrong: unproven first peaks may differ.
  void compare_first() {
    const auto& stated = stated_.first;
    const auto& recomputed = result_.peaks.first;
    if (stated && recomputed) {
      const bool same =
          std::abs(stated->time - recomputed->time) <= stated->time_error + recomputed->time_error;
      const bool both_proven = stated_.first_proven && result_.peaks.first_proven;
      if (same || both_proven) compare("E_first", *stated, *recomputed);
      return;
    }
    const auto certain = [](const Peak& peak) { return peak.time_error < peak.time; };
    if (stated && certain(*stated) && result_.peaks.first_proven) {
      contradict(
          "E_first: the file states {} at gt = {}, the second route proves that there is none",
          stated->value, stated->time);
    }
    if (recomputed && certain(*recomputed) && stated_.first_proven) {
      contradict("E_first: the file states none, the second route finds {} at gt = {}",
                 recomputed->value, recomputed->time);
    }
  }

  /// E(t), or E(t)/t, at the stated time against the stated value, and the slope on both sides.
  void check_time(const char* what, const Peak& stated, Objective objective) {
    if (stated.time == 0.0) {
      // Nothing was ever gained: E is zero there, and so is the power in the limit.
      verification_.comparisons.push_back(
          {fmt::format("{} at gt = 0", what), {stated.value, stated.error}, {0.0, 0.0}});
      return;
    }
    verification_.comparisons.push_back({fmt::format("{} at gt = {}", what, stated.time),
                                         {stated.value, stated.error},
                                         value_of(objective, evolution_->evaluate(stated.time))});
    // The slope certainly positive or negative: the maximum is on that side.
    const auto direction = [&](double time) {
      const Estimate ascent = ascent_of(objective, evolution_->evaluate(time));
      return ascent.value > ascent.error ? +1 : ascent.value < -ascent.error ? -1 : 0;
    };
    const bool whole_time = stated.time_error >= stated.time;
    const bool at_the_end = objective == Objective::energy && stated.time >= window();
    if (whole_time) return;
    const double before = stated.time - stated.time_error;
    const double after = stated.time + stated.time_error;
    if (direction(before) < 0) {
      contradict("{}: the slope is negative at gt = {} already", what, before);
    }
    if (!at_the_end && direction(after) > 0) {
      contradict("{}: the slope is still positive at gt = {}", what, after);
    }
  }

  void require_within_window(const char* what, const Peak& stated) {
    if (stated.time >= 0.0 && stated.time <= window()) return;
    contradict("{}: gt = {} lies outside of the window {}", what, stated.time, window());
  }

  double window() const { return stated_.request.window; }

  template <class... Parts>
  void contradict(fmt::format_string<Parts...> text, Parts&&... parts) {
    verification_.contradictions.push_back(fmt::format(text, std::forward<Parts>(parts)...));
  }

  const StatedRun& stated_;
  ChargeResult result_;
  std::unique_ptr<Evolution> evolution_;
  Verification verification_;
};

}  // namespace

StatedRun state(const ChargeRequest& request, const ChargeResult& result) {
  const Peaks& peaks = result.peaks;
  return {request,
          peaks.energy,
          peaks.first,
          peaks.power,
          result.normalized_power.value,
          result.advantage,
          peaks.first_proven,
          peaks.energy_record.gap,
          peaks.power_record.gap,
          result.method.space,
          result.method.dimension,
          result.method.fock_cutoff};
}

bool Comparison::agrees() const {
  return std::abs(stated.value - recomputed.value) <= stated.error + recomputed.error;
}

bool Verification::holds() const {
  return contradictions.empty() && std::all_of(comparisons.begin(), comparisons.end(),
                                               [](const Comparison& c) { return c.agrees(); });
}

Verification verify(const StatedRun& stated, const Progress& progress) {
  const FloatingPointScope default_environment;
  validate(stated.request);
  return Verifier(stated, progress).run();
}

}  // namespace leyden
