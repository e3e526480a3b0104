// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/chebyshev_bases.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "leyden/base/errors.hpp"
#include "leyden/numerics/rounding.hpp"

namespace leyden {
namespace {

using namespace chebyshev_bound;

/// Length RΔ of the steps between bases. Longer ones take fewer products per time, shorter ones
/// fewer terms per output.
constexpr double usual_step = 50.0;

/// How much of the radius the terms left out of a series may be.
constexpr double truncation_share = 0x1p-9;

/// How much of it what leaves the states that are kept may be.
constexpr double outflow_share = 0.25;

/// |c_j| <= 2 max |J_1|.
constexpr double largest_coefficient = 1.17;

/// How much larger a radius may become by going back from a later base.
constexpr double tolerated_growth = 1.1;

/// Orders that are raised before they are added to what is wanted: many enough to be worth a pass,
/// few enough to be in the second cache still, up to some hundred cells.
constexpr int orders_at_once = 24;

/// How many of so many bytes there is room for.
std::size_t room(double bytes, double each, double least, double most) {
  return static_cast<std::size_t>(std::clamp(bytes / each, least, most));
}

/// What of `SeriesMemory` vectors of so many bytes, re and im together, leave room for.
struct Room {
  Room(const SeriesMemory& memory, double vector, bool can_sweep)
      : vectors(can_sweep && vector > memory.cache ? 4 : room(memory.vectors, vector, 4, 256)),
        outputs(room(memory.outputs, vector, 2, 64)),
        in_cache(room(2 * memory.cache, vector, 4, 256)) {}
  std::size_t vectors;
  std::size_t outputs;
  std::size_t in_cache;
};

}  // namespace

ChebyshevBases::ChebyshevBases(Layout& layout, const SeriesRounding& rounding,
                               const SeriesMemory& memory, PlacedState start)
    : layout_(layout), rounding_(rounding), anchor_(std::move(start)) {
  target_ = nothing_on(layout_);
  copy(anchor_, target_);
  base_ = nothing_on(layout_);
  zero_ = layout_.vector();
  const Room room(memory, 16.0 * static_cast<double>(zero_.size()), layout_.is_swept());
  most_vectors_ = room.vectors;
  most_outputs_ = room.outputs;
  most_in_cache_ = room.in_cache;
  keeps_all_ = most_vectors_ >= chebyshev_series(usual_step).coefficients.size();
  set_base(anchor_);
}

double ChebyshevBases::bytes(double vector, bool can_sweep, const SeriesMemory& memory) {
  // As many as there is room for, which is never more than for real numbers of them.
  const auto most = [&](double bytes, double least, double count) {
    return std::clamp(bytes, least * vector, count * vector);
  };
  const bool swept = can_sweep && vector > memory.cache;
  // Beside vectors and outputs: base, anchor, target, and a vector of zeros, which is real.
  return 3.5 * vector + (swept ? 4 * vector : most(memory.vectors, 4, 256)) +
         most(memory.outputs, 2, 64);
}

PlacedState ChebyshevBases::nothing_on(const Layout& layout) {
  PlacedState nothing;
  nothing.re = layout.vector();
  nothing.im = layout.vector();
  return nothing;
}

void ChebyshevBases::copy(const PlacedState& from, PlacedState& to) {
  const auto all = [](const AlignedArray& a, AlignedArray& b) {
    std::copy(a.data(), a.data() + a.size(), b.data());
  };
  all(from.re, to.re);
  all(from.im, to.im);
  to.time = from.time;
  to.error = from.error;
  to.real = from.real;
}

double ChebyshevBases::tau_between(double from, double to) const {
  return rounding_.radius * std::abs(to - from);
}

/// What the products of a way of length τ make of the radius of a state: nearly all of it.
double ChebyshevBases::error_after(const PlacedState& from, double tau) const {
  return from.error.rounding +
         unit_roundoff * tau * (rounding_.growth * rounding_.local + coefficient_rounding);
}

void ChebyshevBases::set_base(const PlacedState& state) {
  copy(state, base_);
  forget_vectors();
}

void ChebyshevBases::forget_vectors() {
  lowest_ = 0;
  highest_ = -1;
  outflow_ = 0.0;
}

/// The vectors from the base on, as far as `last` or as there is room for.
void ChebyshevBases::raise(int last) {
  const auto slot = [&](int order) { return static_cast<std::size_t>(order - lowest_); };
  const std::size_t wanted = layout_.is_swept() ? most_vectors_ : std::min(slot(last) + 1, room_);
  while (vectors_.size() < wanted) {
    re_.push_back(layout_.vector());
    im_.push_back(layout_.vector());
    vectors_.push_back({Layout::elements(re_.back()), Layout::elements(im_.back())});
  }
  last = std::min(last, lowest_ + static_cast<int>(room_) - 1);
  const auto vector = [&](int order) {
    const SplitVector& v = vectors_[slot(order)];
    return base_.real ? SplitVector{v.re, nullptr} : v;
  };
  if (highest_ < 0) {
    const Count size = base_.re.size();
    std::copy(base_.re.data(), base_.re.data() + size, vectors_[0].re - Layout::margin);
    if (!base_.real) {
      std::copy(base_.im.data(), base_.im.data() + size, vectors_[0].im - Layout::margin);
    }
    highest_ = 0;
    outflow_ = layout_.outflow(vector(0));
  }
  const int first = highest_ + 1;
  for (int order = first; order <= last; ++order) {
    const SplitVector before = order > 1 ? vector(order - 2) : SplitVector{};
    layout_.raise(order, vector(order - 1), before, vector(order));
    outflow_ += largest_coefficient * layout_.outflow(vector(order));
  }
  highest_ = std::max(highest_, last);
}

/// Keeps the last two vectors, from which the next ones follow.
void ChebyshevBases::drop_lower() {
  const auto count = static_cast<std::size_t>(highest_ - lowest_ + 1);
  std::swap(vectors_[0], vectors_[count - 2]);
  std::swap(vectors_[1], vectors_[count - 1]);
  lowest_ = highest_ - 1;
}

/// Vectors that will not be asked for again take turns in memory that stays in the cache.
void ChebyshevBases::compute(std::vector<WantedState> all, Keep keep) {
  room_ = keep == Keep::vectors ? most_vectors_ : std::min(most_vectors_, most_in_cache_);
  std::erase_if(all, [&](const WantedState& wanted) {
    if (rounding_.radius * wanted.distance != 0.0) return false;
    copy(base_, *wanted.target);
    wanted.target->time = wanted.time;
    return true;
  });
  if (all.empty()) return;
  join_opposites(all, base_.time, target_);
  std::size_t terms = 0;
  for (WantedState& wanted : all) {
    const double tau = rounding_.radius * wanted.distance;
    // What later states inherit counts against this step alone.
    const double inherited = wanted.target == &target_ ? base_.error.rounding : 0.0;
    const double small = (error_after(base_, tau) - inherited) * truncation_share;
    wanted.series = signed_series(tau, std::max(small, unit_roundoff / 8), wanted.forwards);
    terms = std::max(terms, wanted.series.coefficients.size());
    for (PlacedState* target : {wanted.target, wanted.opposite}) {
      if (target == nullptr) continue;
      std::fill_n(target->re.data(), target->re.size(), 0.0);
      std::fill_n(target->im.data(), target->im.size(), 0.0);
    }
  }
  if (lowest_ > 0) forget_vectors();
  const int last = static_cast<int>(terms) - 1;
  if (layout_.is_swept()) {
    sweep_to(last, all);
  } else {
    raise_to(last, all);
  }
  require_bounded(last);
  require_kept();
  const auto finish = [&](const WantedState& wanted, PlacedState& state, double time) {
    state.real = false;
    state.time = time;
    state.error = error_at(wanted, time);
  };
  for (WantedState& wanted : all) {
    finish(wanted, *wanted.target, wanted.time);
    if (wanted.opposite == nullptr) continue;
    part_opposites(wanted);
    finish(wanted, *wanted.opposite, wanted.opposite_time);
  }
}

/// The error of a state at `time` that was formed with the series of `wanted`.
StateError ChebyshevBases::error_at(const WantedState& wanted, double time) const {
  const double distance = std::abs(time - base_.time);
  // Two halves are added at the end.
  const auto additions =
      static_cast<double>(wanted.series.coefficients.size() + (wanted.opposite != nullptr ? 1 : 0));
  StateError error;
  error.rounding = error_after(base_, rounding_.radius * wanted.distance) +
                   distance * rounding_.diagonal + wanted.series.truncation +
                   wanted.series.rounding +
                   rounding_.radius * std::abs(distance - wanted.distance) +
                   unit_roundoff * accumulation_rounding * additions;
  error.leaked =
      base_.error.leaked +
      rounded_up(distance * (outflow_ + wanted.series.truncation * layout_.most_outflow()));
  return error;
}

/// All vectors are kept, as far as there is room, for other times.
void ChebyshevBases::raise_to(int last, std::vector<WantedState>& all) {
  int added = -1;
  while (added < last) {
    const bool full = highest_ - lowest_ + 1 >= static_cast<int>(room_);
    if (full && added == highest_) drop_lower();
    raise(std::min(last, added + orders_at_once));
    const int until = std::min(last, highest_);
    add(all, added + 1, until + 1);
    added = until;
  }
}

/// None is kept but those from which the next ones follow.
void ChebyshevBases::sweep_to(int last, std::vector<WantedState>& all) {
  forget_vectors();
  raise(1);
  add(all, 0, std::min(last, 1) + 1);
  for (int order = 2; order <= last;) {
    const int count = std::min(Layout::sweep_depth, last - order + 1);
    std::array<SplitVector, 4> v{};
    for (std::size_t i = 0; i < v.size(); ++i) {
      v[i] = {vectors_[i].re, base_.real ? nullptr : vectors_[i].im};
    }
    layout_.sweep({v[0], v[1]}, {v[2], v[3]}, order, count, sums_of(all, order, order + count));
    std::swap(vectors_[0], vectors_[count > 1 ? 2 : 1]);
    std::swap(vectors_[1], vectors_[3]);
    order += count;
    highest_ = order - 1;
    lowest_ = highest_ - 1;
  }
}

/// Adds the orders from `first` to `last` - 1 to all that are wanted.
void ChebyshevBases::add(std::vector<WantedState>& all, int first, int last) {
  std::vector<SplitVector> vectors(vectors_.begin() + (first - lowest_),
                                   vectors_.begin() + (last - lowest_));
  if (base_.real) {
    for (SplitVector& v : vectors) v.im = nullptr;
  }
  add_orders(0, layout_.size(), vectors.data(), first, sums_of(all, first, last));
}

/// The alarm of docs/theory/chebyshev, Section 6: on the spectrum no T_j is longer than its start.
void ChebyshevBases::require_bounded(int order) {
  const auto n = static_cast<double>(order + 1);
  const double rounding = unit_roundoff * (n * n * rounding_.local + rounding_.summation);
  const double start = 1.0 + base_.error.rounding;
  const double most = start * start + 4 * rounding;
  for (int j = std::max(order - 1, 0); j <= order; ++j) {
    SplitVector v = vectors_[static_cast<std::size_t>(j - lowest_)];
    if (base_.real) v.im = Layout::elements(zero_);
    if (layout_.norm(v) <= most) continue;
    throw InternalError("a Chebyshev vector outgrew its start: the spectral bound does not hold");
  }
}

void ChebyshevBases::require_kept() const {
  const double rounding = unit_roundoff * rounding_.radius *
                          (rounding_.growth * rounding_.local + coefficient_rounding);
  if (!(outflow_ <= outflow_share * rounding)) throw Outgrown();
}

/// Moves the base by equal steps until `time` is no further than the longest one.
void ChebyshevBases::approach(double time) {
  const double begin = base_.time;
  const double steps = std::ceil(tau_between(begin, time) / (longest_step * (1 - 1e-9)));
  if (!(steps <= most_steps)) {
    throw Unreachable("the window is too long: its propagation would not end; shorten it");
  }
  for (double i = 1; i < steps; ++i) {
    target_.time = NAN;  // until it is whole
    const double next = begin + (time - begin) * (i / steps);
    compute({WantedState(base_.time, next, target_)}, Keep::nothing);
    set_base(target_);
  }
}

PlacedState& ChebyshevBases::reach(double time) {
  if (target_.time == time) return target_;
  const double from_base = tau_between(base_.time, time);
  const double from_anchor = tau_between(anchor_.time, time);
  // From a base whose vectors could not be kept all of them are raised again.
  const double far = keeps_all_ ? usual_step : std::min(usual_step, from_anchor);
  const bool base_will_do =
      from_base <= far &&
      error_after(base_, from_base) <= tolerated_growth * error_after(anchor_, from_anchor);
  if (!base_will_do && base_.time != anchor_.time) set_base(anchor_);
  approach(time);
  target_.time = NAN;
  compute({WantedState(base_.time, time, target_)}, Keep::vectors);
  return target_;
}

PlacedState& ChebyshevBases::advance(double time) {
  reach(time);
  std::swap(anchor_, target_);
  return anchor_;
}

void ChebyshevBases::follow(const std::vector<double>& times,
                            const std::function<void(std::size_t, PlacedState&)>& hand_over) {
  std::vector<std::size_t> now;   // to be taken from this base
  std::vector<std::size_t> late;  // and from the next one, backwards
  if (base_.time != anchor_.time) set_base(anchor_);
  const auto from_base = [&](std::size_t i) { return tau_between(base_.time, times[i]); };
  const auto take = [&] {
    while (outputs_.size() < now.size()) outputs_.push_back(nothing_on(layout_));
    std::vector<WantedState> all;
    for (std::size_t i = 0; i < now.size(); ++i) {
      all.emplace_back(base_.time, times[now[i]], outputs_[i]);
    }
    return all;
  };
  const auto note = [&] {
    for (std::size_t i = 0; i < now.size(); ++i) hand_over(now[i], outputs_[i]);
    now.clear();
  };
  for (std::size_t begin = 0; begin < times.size();) {
    now.swap(late);
    std::size_t end = begin;
    while (end < times.size() && from_base(end) <= usual_step &&
           now.size() + (end - begin) < most_outputs_) {
      ++end;
    }
    if (end == begin) {
      compute(take(), Keep::nothing);
      note();
      approach(times[begin]);
      end = begin + 1;
    }
    const std::size_t next = end - 1;
    for (std::size_t i = begin; i < next; ++i) {
      const double forwards = from_base(i);
      const double backwards = tau_between(times[i], times[next]);
      const bool later = end < times.size() && backwards < forwards &&
                         error_after(base_, from_base(next) + backwards) <=
                             tolerated_growth * error_after(base_, forwards);
      (later ? late : now).push_back(i);
    }
    std::vector<WantedState> all = take();
    target_.time = NAN;
    all.emplace_back(base_.time, times[next], target_);
    compute(std::move(all), Keep::nothing);
    note();
    hand_over(next, target_);
    std::swap(anchor_, target_);
    set_base(anchor_);
    begin = end;
  }
}

}  // namespace leyden
