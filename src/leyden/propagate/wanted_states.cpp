// SPDX-License-Identifier: Apache-2.0
#include "leyden/propagate/wanted_states.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "leyden/numerics/rounding.hpp"
#include "leyden/propagate/layout.hpp"

namespace leyden {

WantedState::WantedState(double base_time, double at, PlacedState& to)
    : target(&to), time(at), forwards(at >= base_time), distance(std::abs(at - base_time)) {}

void join_opposites(std::vector<WantedState>& all, double base_time, const PlacedState& alone) {
  // Those of like length share a pass over the vectors.
  std::stable_sort(all.begin(), all.end(), [](const WantedState& a, const WantedState& b) {
    return a.distance < b.distance;
  });
  std::vector<WantedState> joined;
  std::vector<WantedState> single;
  for (std::size_t i = 0; i < all.size(); ++i) {
    WantedState& here = all[i];
    const WantedState* next = i + 1 < all.size() ? &all[i + 1] : nullptr;
    const double blur = 8 * unit_roundoff * std::max(std::abs(here.time), std::abs(base_time));
    const bool inherited = here.target == &alone || (next != nullptr && next->target == &alone);
    if (next == nullptr || inherited || next->forwards == here.forwards ||
        next->distance - here.distance > blur) {
      single.push_back(std::move(here));
      continue;
    }
    here.opposite = next->target;
    here.opposite_time = next->time;
    here.distance = here.distance + (next->distance - here.distance) / 2;
    joined.push_back(std::move(here));
    ++i;
  }
  all = std::move(joined);
  std::move(single.begin(), single.end(), std::back_inserter(all));
}

void part_opposites(WantedState& wanted) {
  PlacedState& here = *wanted.target;
  PlacedState& there = *wanted.opposite;
  for (Count i = 0; i < here.re.size(); ++i) {
    const double even_re = here.re[i], even_im = here.im[i];
    const double odd_re = there.re[i], odd_im = there.im[i];
    here.re[i] = even_re + odd_im;
    here.im[i] = even_im - odd_re;
    there.re[i] = even_re - odd_im;
    there.im[i] = even_im + odd_re;
  }
}

ChebyshevSeries<double> signed_series(double tau, double negligible, bool forwards) {
  ChebyshevSeries<double> series = chebyshev_series(tau, negligible);
  // T_j(-X) = (-1)^j T_j(X), and (-i)^j without the i of odd orders is 1, 1, -1, -1, …
  auto& c = series.coefficients;
  for (std::size_t j = 0; j < c.size(); ++j) {
    const bool backwards = !forwards && j % 2 == 1;
    if ((j % 4 >= 2) != backwards) c[j] = -c[j];
  }
  return series;
}

std::vector<OrderSums> sums_of(std::vector<WantedState>& all, int first, int last) {
  constexpr std::size_t most = OrderSums::most;
  std::vector<OrderSums> groups;
  for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
    const bool joined = all[begin].opposite != nullptr;
    while (end < all.size() && end - begin < most && (all[end].opposite != nullptr) == joined) {
      ++end;
    }
    std::size_t longest = 0;
    for (std::size_t i = begin; i < end; ++i) {
      longest = std::max(longest, all[i].series.coefficients.size());
    }
    OrderSums group;
    group.last = std::min(last, static_cast<int>(longest));
    group.count = static_cast<int>(end - begin);
    if (group.last <= first) continue;
    group.coefficients.assign(static_cast<std::size_t>(group.last - first) * most, 0.0);
    for (std::size_t q = 0; q < end - begin; ++q) {
      group.targets[q] = Layout::elements(*all[begin + q].target);
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
        groups.back().targets[q] = Layout::elements(*all[begin + q].opposite);
      }
      group.orders = Orders::even;
    }
    groups.push_back(std::move(group));
  }
  return groups;
}

}  // namespace leyden
