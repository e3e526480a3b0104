// SPDX-License-Identifier: Apache-2.0
#include "leyden/model/photon_statistics.hpp"

#include <algorithm>
#include <cmath>

#include "leyden/base/errors.hpp"

namespace leyden {
namespace {

constexpr long double left_out = 0x1p-110L;

/// Keeps what matters of probabilities with `ratio(i)` = p(i+1)/p(i), falling from some i on, and
/// normalises them. p(0) may be far from the largest.
template <class Ratio>
std::vector<long double> distribution(const Ratio& ratio, Count mode) {
  std::vector<long double> up{1.0L};
  for (Count i = mode; up.back() > left_out * left_out; ++i) up.push_back(up.back() * ratio(i));
  std::vector<long double> all;
  long double weight = 1.0L;
  for (Count i = mode; i > 0 && weight > left_out * left_out; --i) {
    weight /= ratio(i - 1);
    all.push_back(weight);
  }
  all.resize(static_cast<std::size_t>(mode), 0.0L);
  std::reverse(all.begin(), all.end());
  all.insert(all.end(), up.begin(), up.end());
  // From the far ends on, until they hold too much.
  long double excited = 0.0L;
  for (std::size_t i = 1; i < all.size(); ++i) excited += all[i];
  long double tail = 0.0L;
  while (all.size() > 1 && tail + all.back() <= left_out / 2 * excited) {
    tail += all.back();
    all.pop_back();
  }
  long double head = 0.0L;
  for (long double& p : all) {
    if (head + p > left_out / 2 * excited) break;
    head += p;
    p = 0.0L;
  }
  long double sum = 0.0L;
  for (const long double p : all) sum += p;
  for (long double& p : all) p /= sum;
  return all;
}

}  // namespace

std::vector<FockWeight> coherent_light(double mean) {
  const auto n = [&](Count i) {
    return static_cast<long double>(mean) / static_cast<long double>(i + 1);
  };
  const auto p = distribution(n, static_cast<Count>(std::floor(mean)));
  std::vector<FockWeight> result;
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (p[i] > 0.0L) {
      result.push_back({static_cast<Count>(i), static_cast<double>(std::sqrt(p[i]))});
    }
  }
  return result;
}

std::vector<FockWeight> thermal_light(double mean) {
  const long double ratio = mean / (1.0L + mean);
  const auto p = distribution([&](Count) { return ratio; }, 0);
  std::vector<FockWeight> result;
  for (std::size_t i = 0; i < p.size(); ++i) {
    result.push_back({static_cast<Count>(i), static_cast<double>(p[i])});
  }
  return result;
}

std::vector<FockWeight> squeezed_light(double mean) {
  const long double tanh_squared = mean / (1.0L + mean);
  const auto p = distribution(
      [&](Count m) {
        return tanh_squared * static_cast<long double>(2 * m + 1) /
               static_cast<long double>(2 * m + 2);
      },
      0);
  std::vector<FockWeight> result;
  for (std::size_t m = 0; m < p.size(); ++m) {
    const auto amplitude = static_cast<double>(std::sqrt(p[m]));
    result.push_back({static_cast<Count>(2 * m), m % 2 == 0 ? amplitude : -amplitude});
  }
  return result;
}

std::vector<FockWeight> fock_weights(const LightStart& start) {
  switch (start.light) {
    case Light::coherent:
      return coherent_light(start.mean_photons);
    case Light::thermal:
      return thermal_light(start.mean_photons);
    case Light::squeezed:
      return squeezed_light(start.mean_photons);
  }
  throw InternalError("an unknown kind of light");
}

}  // namespace leyden
