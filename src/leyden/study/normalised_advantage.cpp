// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/normalised_advantage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "leyden/base/errors.hpp"
#include "leyden/base/floating_point.hpp"
#include "leyden/base/text.hpp"
#include "leyden/numerics/rounding.hpp"
#include "leyden/observe/interaction_size.hpp"
#include "leyden/propagate/sectors.hpp"

namespace leyden {
namespace {

constexpr std::array all{Normalisation::coupling, Normalisation::spread, Normalisation::norm};

Normalisation parse_normalisation(const std::string& text) {
  std::vector<std::string_view> names;
  for (const Normalisation one : all) {
    if (name(one) == text) return one;
    names.push_back(name(one));
  }
  throw InvalidInput(fmt::format("normalisation '{}'", text), joined(names, ", ") + " or all",
                     "choose from these");
}

/// Without a highest photon H1 has no largest eigenvalue.
bool is_bounded(const Charging& charging) {
  return !needs_cutoff(charging) && !sets_photons(charging.start);
}

/// Of H1 in units of g; nothing where it is without end or not known.
std::optional<Estimate> size_of(const Charging& charging, const Protocol& protocol,
                                Normalisation normalisation) {
  switch (normalisation) {
    case Normalisation::coupling:
      break;
    case Normalisation::spread:
      return interaction_spread(protocol);
    case Normalisation::norm:
      return is_bounded(charging) ? interaction_norm(protocol) : std::nullopt;
  }
  return Estimate{1.0, 0.0};
}

/// The same of the pairs.
double size_of_pairs(Count cells, Normalisation normalisation) {
  const auto m = static_cast<double>(cells);
  switch (normalisation) {
    case Normalisation::coupling:
      break;
    case Normalisation::spread:
      return std::sqrt(m);
    case Normalisation::norm:
      return m;
  }
  return 1.0;
}

/// g'/g. Nothing where H1 is zero or cannot be told from it.
std::optional<Estimate> rescaling(const Estimate& size, double pairs) {
  if (!(size.value > 2 * size.error)) return std::nullopt;
  const double ratio = pairs / size.value;
  // 1/(1 - x) - 1 <= 2x up to x = 1/2.
  const double relative = 2 * size.error / size.value + 4 * unit_roundoff;
  return Estimate{ratio, rounded_up(relative * ratio)};
}

/// True when the coupling alone sets the scale of energy, so that P_max in units of g ω0 does not
/// depend on it.
bool scales_with_coupling(const Protocol& protocol) {
  const std::vector<Sector> sectors = split_into_sectors(protocol);
  return std::all_of(sectors.begin(), sectors.end(), [&](const Sector& sector) {
    const Block& block = protocol.blocks[sector.block];
    const auto* chain = std::get_if<Chain>(&sector.space);
    return chain ? has_flat_diagonal(block, {{1.0, chain->shift()}})
                 : has_flat_diagonal(block, protocol.terms);
  });
}

/// g' in place of g. Crosstalk is part of the charger and of the battery and stays what it is;
/// where cells have no charger it charges them, and grows along.
Charging rescaled(Charging charging, double ratio) {
  charging.coupling *= ratio;
  charging.crosstalk /= ratio;
  if (charging.charger != Charger::lmg) charging.battery_crosstalk /= ratio;
  return charging;
}

/// Bounds ‖A - c‖ for all that is not H1, in units of g, on the ladders of the protocol.
double largest_deviation(const Protocol& protocol) {
  double largest = 0.0;
  for (const Block& block : protocol.blocks) {
    double sum = 0.0;
    for (const Ladder& ladder : block) {
      const auto top = static_cast<double>(ladder.top());
      sum += std::abs(ladder.frequency()) * top / 2 / protocol.coupling;
      sum += std::abs(ladder.interaction_energy(ladder.top() / 2)) / 2;
    }
    largest = std::max(largest, sum);
  }
  return largest;
}

/// The same for ‖(A - c) ψ(t)‖ where the charger has infinitely many levels, up to the time when
/// E/t is below `power` for good.
double largest_deviation_without_cut(const Charging& charging, double power) {
  if (!(power > 0.0)) return INFINITY;
  const auto cells = static_cast<double>(charging.cells);
  const double drive = (1 + charging.anisotropy) * (cells + 1) / 2;
  const double root =
      std::sqrt(static_cast<double>(highest_photon(charging)) + 1) + drive * cells / power;
  const double interaction = std::abs(charging.battery_crosstalk) * cells * cells / 4;
  return (cells / 2 + std::abs(1 + charging.detuning) * root * root) / charging.coupling +
         interaction;
}

/// P'_max [g' ω0], with what a g' that is off by the share `relative` may change.
Estimate power_at(const ChargeRequest& request, const Peak& known, double ratio, double relative,
                  const Progress& progress) {
  ChargeRequest other = request;
  other.charging = rescaled(request.charging, ratio);
  const Peak power = ratio == 1.0 ? known : charge_power(other, progress).peaks.power;
  const double deviation =
      needs_cutoff(other.charging)
          ? largest_deviation_without_cut(other.charging, power.value - power.error)
          : largest_deviation(make_protocol(other.charging));
  const auto cells = static_cast<double>(request.charging.cells);
  const double rounding = 8 * unit_roundoff;
  return {power.value, rounded_up(power.error + cells * (relative + rounding) * deviation)};
}

void require_tolerance(const ChargeRequest& request, Normalisation normalisation,
                       const Estimate& advantage) {
  if (!request.tolerance) return;
  const double allowed = *request.tolerance * std::max(1.0, std::abs(advantage.value));
  if (advantage.error <= allowed) return;
  throw Unreachable(fmt::format(
      "fixed_{} = {} is known to {:.2g} only, the tolerance asks for {:.2g}; raise the tolerance",
      name(normalisation), advantage.value, advantage.error, allowed));
}

std::optional<Estimate> advantage(const ChargeRequest& request, const ChargeResult& result,
                                  const Protocol& protocol, Normalisation normalisation,
                                  const Progress& progress) {
  const Charging& charging = request.charging;
  if (normalisation == Normalisation::coupling) return result.advantage;
  if (charging.charger == Charger::drive) {
    // Cells side by side in the same field have the same H1; in a weaker one it depends on when.
    if (charging.coupling_scale == CouplingScale::fixed) return result.advantage;
    return std::nullopt;
  }
  const auto size = size_of(charging, protocol, normalisation);
  if (!size) return std::nullopt;
  const auto ratio = rescaling(*size, size_of_pairs(charging.cells, normalisation));
  if (!ratio) return std::nullopt;
  Estimate plain = result.advantage;
  if (!scales_with_coupling(protocol)) {
    const double relative = ratio->error / ratio->value;
    plain = collective_advantage(
        power_at(request, result.peaks.power, ratio->value, relative, progress), charging.cells);
  }
  const double value = ratio->value * plain.value;
  const double error = rounded_up((ratio->value + ratio->error) * plain.error +
                                  ratio->error * std::abs(plain.value)) +
                       unit_roundoff * std::abs(value);
  if (!std::isfinite(error)) return std::nullopt;
  require_tolerance(request, normalisation, {value, error});
  return Estimate{value, error};
}

}  // namespace

std::string_view name(Normalisation normalisation) {
  switch (normalisation) {
    case Normalisation::coupling:
      break;
    case Normalisation::spread:
      return "spread";
    case Normalisation::norm:
      return "norm";
  }
  return "coupling";
}

std::vector<Normalisation> parse_normalisations(const std::string& text) {
  if (text == "all") return {all.begin(), all.end()};
  std::vector<Normalisation> result;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t comma = std::min(text.find(',', begin), text.size());
    const Normalisation one = parse_normalisation(text.substr(begin, comma - begin));
    if (std::find(result.begin(), result.end(), one) == result.end()) result.push_back(one);
    begin = comma + 1;
  }
  return result;
}

std::vector<NormalisedAdvantage> normalised_advantages(
    const ChargeRequest& request, const ChargeResult& result,
    const std::vector<Normalisation>& normalisations, const Progress& progress) {
  const FloatingPointScope default_environment;
  validate(request);
  const Protocol protocol = make_protocol(request.charging, result.method.fock_cutoff.value_or(0));
  std::vector<NormalisedAdvantage> advantages;
  for (const Normalisation one : normalisations) {
    advantages.push_back({one, advantage(request, result, protocol, one, progress)});
  }
  return advantages;
}

}  // namespace leyden
