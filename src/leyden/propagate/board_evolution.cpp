// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/board_evolution.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <thread>
#include <utility>

#include "leyden/base/errors.hpp"
#include "leyden/numerics/rounding.hpp"
#include "leyden/propagate/chebyshev_bound.hpp"

namespace leyden {
namespace {

using namespace chebyshev_bound;

/// Length RΔ of the steps between bases. Longer ones take fewer products per time, shorter ones
/// fewer terms per output.
constexpr double usual_step = 50.0;

/// How much of the radius the terms left out of a series may be.
constexpr double truncation_share = 0x1p-9;

/// How much larger a radius may become by going back from a later base.
constexpr double tolerated_growth = 1.1;

/// Orders that are raised before they are added to what is wanted: many enough to be worth a pass,
/// few enough to be in the second cache still, up to some hundred cells.
constexpr int orders_at_once = 24;

/// How many of so many bytes there is room for.
std::size_t room(double bytes, double each, double least, double most) {
  return static_cast<std::size_t>(std::clamp(bytes / each, least, most));
}

/// What of `BoardMemory` vectors of so many bytes, re and im together, leave room for.
struct Room {
  Room(const BoardMemory& memory, double vector)
      : swept(vector > memory.cache),
        vectors(swept ? 4 : room(memory.vectors, vector, 4, 256)),
        outputs(room(memory.outputs, vector, 2, 64)),
        in_cache(room(2 * memory.cache, vector, 4, 256)) {}
  bool swept;  ///< not one vector fits into the cache
  std::size_t vectors;
  std::size_t outputs;
  std::size_t in_cache;
};

std::vector<Label> labels_of(const State<double>& start, const Checkerboard& board) {
  std::vector<Label> labels;
  for (Count i = 0; i < start.re.size(); ++i) {
    if (start.re[i] != 0.0) labels.push_back(board.label(i));
  }
  return labels;
}

const CheckerboardHamiltonian<double>& checkerboard(const Hamiltonian<double>& hamiltonian) {
  return dynamic_cast<const CheckerboardHamiltonian<double>&>(hamiltonian);
}

/// The spectrum of a folded board lies symmetrically about zero, and so must the interval.
SpectralInterval centered(const SpectralInterval& interval, bool at_zero) {
  return at_zero ? SpectralInterval{0.0, interval.radius + std::abs(interval.center)} : interval;
}

}  // namespace

BoardEvolution::BoardEvolution(std::unique_ptr<Hamiltonian<double>> hamiltonian,
                               const State<double>& start, Count excitations,
                               const std::optional<SpectralInterval>& interval,
                               const BoardMemory& memory)
    : SectorEvolution<double>(std::move(hamiltonian), start, excitations, Cut{}) {
  const std::vector<Label> labels = labels_of(start, checkerboard(this->hamiltonian()).board());
  const bool fold = can_fold(checkerboard(this->hamiltonian()), labels);
  interval_ = centered(interval.value_or(spectral_interval(this->hamiltonian())), fold);
  subtract_from_diagonal(interval_.center);
  const CheckerboardHamiltonian<double>& h = checkerboard(this->hamiltonian());
  board_.emplace(h, interval_.radius, fold);
  if (fold) parity_ = labels.front()[0] % 2 == 0 ? 1.0 : -1.0;
  anchor_ = placed();
  anchor_.error.rounding = start_error();
  board_->lay_out(start.re, parity_, elements(anchor_.re));
  target_ = placed();
  copy(anchor_, target_);
  base_ = placed();
  zero_ = board_->vector();
  const Room room(memory, 16.0 * static_cast<double>(zero_.size()));
  most_vectors_ = room.vectors;
  most_outputs_ = room.outputs;
  most_in_cache_ = room.in_cache;
  if (room.swept) {
    const unsigned threads =
        memory.threads > 0 ? memory.threads : std::max(1u, std::thread::hardware_concurrency());
    sweeps_ = strips_of(*board_, threads);
    executor_ = thread_executor(threads);
  }
  set_base(anchor_);
}

bool BoardEvolution::can_fold(const CheckerboardHamiltonian<double>& hamiltonian,
                              const std::vector<Label>& start) {
  return start.size() == 1 && start[0][0] + start[0][1] == hamiltonian.board().rows() - 1 &&
         Board::is_antisymmetric(hamiltonian);
}

double BoardEvolution::bytes(double states, bool folded, const BoardMemory& memory) {
  const double vector = 16 * states * (folded ? 0.5 : 1.0);
  const Room room(memory, vector);
  // Beside vectors and outputs: base, anchor, target, and a vector of zeros, which is real.
  return 16 * states + vector * (3.5 + static_cast<double>(room.vectors + room.outputs));
}

double* BoardEvolution::elements(AlignedArray& array) {
  return array.data() + Board::margin;
}

BoardVector BoardEvolution::vector_of(Placed& state) {
  return {elements(state.re), elements(state.im)};
}

BoardEvolution::Placed BoardEvolution::placed() const {
  Placed nothing;
  nothing.re = board_->vector();
  nothing.im = board_->vector();
  return nothing;
}

void BoardEvolution::copy(const Placed& from, Placed& to) {
  const auto all = [](const AlignedArray& a, AlignedArray& b) {
    std::copy(a.data(), a.data() + a.size(), b.data());
  };
  all(from.re, to.re);
  all(from.im, to.im);
  to.time = from.time;
  to.error = from.error;
  to.real = from.real;
}

double BoardEvolution::tau_between(double from, double to) const {
  return interval_.radius * std::abs(to - from);
}

/// What the products of a way of length τ make of the radius of a state: nearly all of it.
double BoardEvolution::error_after(const Placed& from, double tau) const {
  return from.error.rounding +
         unit_roundoff * tau *
             (error_growth * hamiltonian().local_rounding() + coefficient_rounding);
}

void BoardEvolution::set_base(const Placed& state) {
  copy(state, base_);
  forget_vectors();
}

void BoardEvolution::forget_vectors() {
  lowest_ = 0;
  highest_ = -1;
}

/// The vectors from the base on, as far as `last` or as there is room for.
void BoardEvolution::raise(int last) {
  const auto slot = [&](int order) { return static_cast<std::size_t>(order - lowest_); };
  const std::size_t wanted = !sweeps_.empty() ? most_vectors_ : std::min(slot(last) + 1, room_);
  while (vectors_.size() < wanted) {
    re_.push_back(board_->vector());
    im_.push_back(board_->vector());
    vectors_.push_back({elements(re_.back()), elements(im_.back())});
  }
  last = std::min(last, lowest_ + static_cast<int>(room_) - 1);
  const auto vector = [&](int order) {
    const BoardVector& v = vectors_[slot(order)];
    return base_.real ? BoardVector{v.re, nullptr} : v;
  };
  if (highest_ < 0) {
    const Count size = base_.re.size();
    std::copy(base_.re.data(), base_.re.data() + size, vectors_[0].re - Board::margin);
    if (!base_.real) {
      std::copy(base_.im.data(), base_.im.data() + size, vectors_[0].im - Board::margin);
    }
    highest_ = 0;
  }
  const int first = highest_ + 1;
  for (int order = first; order <= last; ++order) {
    const BoardVector before = order > 1 ? vector(order - 2) : BoardVector{};
    const double parity = order % 2 == 0 ? parity_ : -parity_;
    raise_order(*board_, vector(order - 1), before, vector(order), parity);
  }
  highest_ = std::max(highest_, last);
}

/// Keeps the last two vectors, from which the next ones follow.
void BoardEvolution::drop_lower() {
  const auto count = static_cast<std::size_t>(highest_ - lowest_ + 1);
  std::swap(vectors_[0], vectors_[count - 2]);
  std::swap(vectors_[1], vectors_[count - 1]);
  lowest_ = highest_ - 1;
}

BoardEvolution::Wanted BoardEvolution::want(double time, Placed& target) const {
  Wanted wanted;
  wanted.target = &target;
  wanted.time = time;
  wanted.forwards = time >= base_.time;
  wanted.distance = std::abs(time - base_.time);
  wanted.tau = interval_.radius * wanted.distance;
  return wanted;
}

/// The series of τ, its coefficients with the signs of (-i)^j and of the direction.
ChebyshevSeries<double> BoardEvolution::series_for(const Wanted& wanted) const {
  // What later states inherit counts against this step alone.
  const double inherited = wanted.target == &target_ ? base_.error.rounding : 0.0;
  const double small = (error_after(base_, wanted.tau) - inherited) * truncation_share;
  ChebyshevSeries<double> series = chebyshev_series(wanted.tau, std::max(small, unit_roundoff / 8));
  // T_j(-X) = (-1)^j T_j(X), and (-i)^j without the i of odd orders is 1, 1, -1, -1, …
  auto& c = series.coefficients;
  for (std::size_t j = 0; j < c.size(); ++j) {
    const bool backwards = !wanted.forwards && j % 2 == 1;
    if ((j % 4 >= 2) != backwards) c[j] = -c[j];
  }
  return series;
}

/// Vectors that will not be asked for again take turns in memory that stays in the cache.
void BoardEvolution::compute(std::vector<Wanted>& all, Keep keep) {
  room_ = keep == Keep::vectors ? most_vectors_ : std::min(most_vectors_, most_in_cache_);
  std::erase_if(all, [&](const Wanted& wanted) {
    if (wanted.tau != 0.0) return false;
    copy(base_, *wanted.target);
    wanted.target->time = wanted.time;
    return true;
  });
  if (all.empty()) return;
  // Those of like length share a pass over the vectors.
  std::stable_sort(all.begin(), all.end(),
                   [](const Wanted& a, const Wanted& b) { return a.tau < b.tau; });
  join_opposites(all);
  std::size_t terms = 0;
  for (Wanted& wanted : all) {
    wanted.series = series_for(wanted);
    terms = std::max(terms, wanted.series.coefficients.size());
    for (Placed* target : {wanted.target, wanted.opposite}) {
      if (target == nullptr) continue;
      std::fill_n(target->re.data(), target->re.size(), 0.0);
      std::fill_n(target->im.data(), target->im.size(), 0.0);
    }
  }
  if (lowest_ > 0) forget_vectors();
  const int last = static_cast<int>(terms) - 1;
  if (!sweeps_.empty()) {
    sweep_to(last, all);
  } else {
    raise_to(last, all);
  }
  require_bounded(last);
  for (Wanted& wanted : all) {
    wanted.target->real = false;
    wanted.target->time = wanted.time;
    wanted.target->error = error_at(wanted, wanted.time);
    if (wanted.opposite != nullptr) part_opposites(wanted);
  }
}

/// Joins states at equal distances before and behind the base, as far as roundings of the times let
/// them be equal; first those that have an opposite, then those that do not, either in order.
void BoardEvolution::join_opposites(std::vector<Wanted>& all) const {
  std::vector<Wanted> joined;
  std::vector<Wanted> single;
  for (std::size_t i = 0; i < all.size(); ++i) {
    Wanted& here = all[i];
    const Wanted* next = i + 1 < all.size() ? &all[i + 1] : nullptr;
    const double blur = 8 * unit_roundoff * std::max(std::abs(here.time), std::abs(base_.time));
    // What later states inherit keeps its own distance and its own series.
    const bool inherited = here.target == &target_ || (next != nullptr && next->target == &target_);
    if (next == nullptr || inherited || next->forwards == here.forwards ||
        next->distance - here.distance > blur) {
      single.push_back(std::move(here));
      continue;
    }
    here.opposite = next->target;
    here.opposite_time = next->time;
    here.distance = here.distance + (next->distance - here.distance) / 2;
    here.tau = interval_.radius * here.distance;
    joined.push_back(std::move(here));
    ++i;
  }
  all = std::move(joined);
  std::move(single.begin(), single.end(), std::back_inserter(all));
}

/// From the sums of even and of odd orders to the states: A - iB, and A + iB on the other side.
void BoardEvolution::part_opposites(Wanted& wanted) const {
  Placed& here = *wanted.target;
  Placed& there = *wanted.opposite;
  for (Count i = 0; i < here.re.size(); ++i) {
    const double even_re = here.re[i], even_im = here.im[i];
    const double odd_re = there.re[i], odd_im = there.im[i];
    here.re[i] = even_re + odd_im;
    here.im[i] = even_im - odd_re;
    there.re[i] = even_re - odd_im;
    there.im[i] = even_im + odd_re;
  }
  there.real = false;
  there.time = wanted.opposite_time;
  there.error = error_at(wanted, there.time);
}

/// The error of a state at `time` that was formed with the series of `wanted`.
StateError BoardEvolution::error_at(const Wanted& wanted, double time) const {
  const double distance = std::abs(time - base_.time);
  // Two halves are added at the end.
  const auto additions =
      static_cast<double>(wanted.series.coefficients.size() + (wanted.opposite != nullptr ? 1 : 0));
  StateError error;
  error.rounding = error_after(base_, wanted.tau) + distance * hamiltonian().diagonal_error() +
                   wanted.series.truncation + wanted.series.rounding +
                   interval_.radius * std::abs(distance - wanted.distance) +
                   unit_roundoff * accumulation_rounding * additions;
  return error;
}

/// All vectors are kept, as far as there is room, for other times.
void BoardEvolution::raise_to(int last, std::vector<Wanted>& all) {
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
void BoardEvolution::sweep_to(int last, std::vector<Wanted>& all) {
  forget_vectors();
  raise(1);
  add(all, 0, std::min(last, 1) + 1);
  for (int order = 2; order <= last;) {
    const int count = std::min(BoardSweep::depth, last - order + 1);
    std::array<BoardVector, 4> v{};
    for (std::size_t i = 0; i < v.size(); ++i) {
      v[i] = {vectors_[i].re, base_.real ? nullptr : vectors_[i].im};
    }
    const std::vector<BoardSums> sums = sums_of(all, order, order + count);
    executor_->run(static_cast<Count>(sweeps_.size()), [&](Count strip) {
      sweeps_[static_cast<std::size_t>(strip)].run({v[0], v[1]}, {v[2], v[3]}, order, count,
                                                   parity_, sums);
    });
    std::swap(vectors_[0], vectors_[count > 1 ? 2 : 1]);
    std::swap(vectors_[1], vectors_[3]);
    order += count;
    highest_ = order - 1;
    lowest_ = highest_ - 1;
  }
}

/// Adds the orders from `first` to `last` - 1 to all that are wanted.
void BoardEvolution::add(std::vector<Wanted>& all, int first, int last) {
  std::vector<BoardVector> vectors(vectors_.begin() + (first - lowest_),
                                   vectors_.begin() + (last - lowest_));
  if (base_.real) {
    for (BoardVector& v : vectors) v.im = nullptr;
  }
  add_orders(0, zero_.size() - 2 * Board::margin, vectors.data(), first, sums_of(all, first, last));
}

/// What is wanted in groups, with the coefficients of the orders from `first` to `last` - 1.
std::vector<BoardSums> BoardEvolution::sums_of(std::vector<Wanted>& all, int first, int last) {
  constexpr std::size_t most = BoardSums::most;
  std::vector<BoardSums> groups;
  for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
    const bool joined = all[begin].opposite != nullptr;
    while (end < all.size() && end - begin < most && (all[end].opposite != nullptr) == joined) {
      ++end;
    }
    std::size_t longest = 0;
    for (std::size_t i = begin; i < end; ++i) {
      longest = std::max(longest, all[i].series.coefficients.size());
    }
    BoardSums group;
    group.last = std::min(last, static_cast<int>(longest));
    group.count = static_cast<int>(end - begin);
    if (group.last <= first) continue;
    group.coefficients.assign(static_cast<std::size_t>(group.last - first) * most, 0.0);
    for (std::size_t q = 0; q < end - begin; ++q) {
      group.targets[q] = vector_of(*all[begin + q].target);
      const auto& c = all[begin + q].series.coefficients;
      const auto until = std::min(c.size(), static_cast<std::size_t>(group.last));
      for (auto j = static_cast<std::size_t>(first); j < until; ++j) {
        group.coefficients[(j - static_cast<std::size_t>(first)) * most + q] = c[j];
      }
    }
    if (joined) {
      group.orders = Orders::odd;
      groups.push_back(group);
      for (std::size_t q = 0; q < end - begin; ++q) {
        groups.back().targets[q] = vector_of(*all[begin + q].opposite);
      }
      group.orders = Orders::even;
    }
    groups.push_back(std::move(group));
  }
  return groups;
}

/// The alarm of docs/theory/chebyshev, Section 6: on the spectrum no T_j is longer than its start.
void BoardEvolution::require_bounded(int order) {
  const auto n = static_cast<double>(order + 1);
  const double rounding =
      unit_roundoff * (n * n * hamiltonian().local_rounding() + hamiltonian().summation_rounding());
  const double start = 1.0 + base_.error.rounding;
  const double most = start * start + 4 * rounding;
  for (int j = std::max(order - 1, 0); j <= order; ++j) {
    BoardVector v = vectors_[static_cast<std::size_t>(j - lowest_)];
    if (base_.real) v.im = elements(zero_);
    if (measure(*board_, v).norm <= most) continue;
    throw InternalError("a Chebyshev vector outgrew its start: the spectral bound does not hold");
  }
}

/// Moves the base by equal steps until `time` is no further than the longest one.
void BoardEvolution::approach(double time) {
  const double begin = base_.time;
  const double steps = std::ceil(tau_between(begin, time) / (longest_step * (1 - 1e-9)));
  if (!(steps <= most_steps)) {
    throw Unreachable("the window is too long: its propagation would not end; shorten it");
  }
  for (double i = 1; i < steps; ++i) {
    target_.time = NAN;  // until it is whole
    std::vector<Wanted> one;
    one.push_back(want(begin + (time - begin) * (i / steps), target_));
    compute(one, Keep::nothing);
    set_base(target_);
  }
}

void BoardEvolution::reach(double time) {
  if (target_.time == time) return;
  const double from_base = tau_between(base_.time, time);
  const double from_anchor = tau_between(anchor_.time, time);
  const bool base_will_do =
      from_base <= usual_step &&
      error_after(base_, from_base) <= tolerated_growth * error_after(anchor_, from_anchor);
  if (!base_will_do && base_.time != anchor_.time) set_base(anchor_);
  approach(time);
  target_.time = NAN;
  std::vector<Wanted> one;
  one.push_back(want(time, target_));
  compute(one, Keep::vectors);
}

Sample BoardEvolution::sample_of(Placed& state) const {
  const BoardMoments m = measure(*board_, vector_of(state));
  return sample({m.norm, m.mean, m.square}, 2.0 * m.current, state.time, state.error);
}

Sample BoardEvolution::evaluate(double time) {
  reach(time);
  return sample_of(target_);
}

Sample BoardEvolution::advance(double time) {
  const Sample result = evaluate(time);
  std::swap(anchor_, target_);
  return result;
}

std::vector<Sample> BoardEvolution::follow(const std::vector<double>& times) {
  std::vector<Sample> samples(times.size());
  std::vector<std::size_t> now;   // samples to be taken from this base
  std::vector<std::size_t> late;  // and from the next one, backwards
  if (base_.time != anchor_.time) set_base(anchor_);
  const auto from_base = [&](std::size_t i) { return tau_between(base_.time, times[i]); };
  const auto take = [&] {
    while (outputs_.size() < now.size()) outputs_.push_back(placed());
    std::vector<Wanted> all;
    for (std::size_t i = 0; i < now.size(); ++i) all.push_back(want(times[now[i]], outputs_[i]));
    return all;
  };
  const auto note = [&] {
    for (std::size_t i = 0; i < now.size(); ++i) samples[now[i]] = sample_of(outputs_[i]);
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
      std::vector<Wanted> all = take();
      compute(all, Keep::nothing);
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
    std::vector<Wanted> all = take();
    target_.time = NAN;
    all.push_back(want(times[next], target_));
    compute(all, Keep::nothing);
    note();
    samples[next] = sample_of(target_);
    std::swap(anchor_, target_);
    set_base(anchor_);
    begin = end;
  }
  return samples;
}

State<double> BoardEvolution::unfolded(Placed& state) const {
  State<double> psi{PaddedVector<double>(dimension()), PaddedVector<double>(dimension())};
  board_->take_back(elements(state.re), parity_, psi.re);
  board_->take_back(elements(state.im), -parity_, psi.im);
  return psi;
}

double BoardEvolution::curvature(double time) {
  reach(time);
  PaddedVector<double> first(dimension());
  PaddedVector<double> second(dimension());
  return curvature_of(unfolded(target_), first, second);
}

Populations BoardEvolution::populations(double time) {
  reach(time);
  return populations_of(unfolded(target_), target_.error);
}

}  // namespace leyden
