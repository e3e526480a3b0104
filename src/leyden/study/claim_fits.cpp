// SPDX-License-Identifier: Apache-2.0
// Numbers that several sizes of the battery decide together: exponents and straight lines.
#include <fmt/format.h>

#include <cmath>
#include <cstddef>

#include "leyden/base/errors.hpp"
#include "leyden/study/claim_estimate.hpp"
#include "leyden/study/claim_quantity.hpp"

namespace leyden {
namespace {

using Estimates = std::vector<Estimate>;

Estimate mean(const Estimates& x) {
  Estimate sum;
  for (const Estimate& value : x) sum = sum + value;
  return sum / exactly(static_cast<double>(x.size()));
}

/// Σ (x - cx)(y - cy)
Estimate moment(const Estimates& x, const Estimate& cx, const Estimates& y, const Estimate& cy) {
  Estimate sum;
  for (std::size_t i = 0; i < x.size(); ++i) sum = sum + (x[i] - cx) * (y[i] - cy);
  return sum;
}

/// y = offset + slope x
struct Line {
  Estimate slope;
  Estimate offset;
};

Line least_squares(const Estimates& x, const Estimates& y) {
  const Estimate cx = mean(x);
  const Estimate cy = mean(y);
  const Estimate slope = moment(x, cx, y, cy) / moment(x, cx, x, cx);
  return {slope, cy - slope * cx};
}

/// The points (E_max, P_max/√N) of Fig. 3 for the cells of the fit.
struct Landscape {
  Estimates energies;
  Estimates powers;
};

void require_points(const FitOptions& fit, std::size_t least, const char* what) {
  if (fit.cells.size() >= least) return;
  throw InvalidInput(fmt::format("{} over {} numbers of cells", what, fit.cells.size()),
                     fmt::format("at least {}", least), "list them under fit_cells");
}

Landscape landscape(const Subject& subject, const FitOptions& fit, Runs& runs) {
  require_points(fit, 2, "a line");
  Landscape points;
  for (const Count cells : fit.cells) {
    points.energies.push_back(energy_at(subject, cells, fit.first_peak, runs));
    points.powers.push_back(normalized_power_at(subject, cells, runs));
  }
  return points;
}

Estimate slope(const Subject& subject, const FitOptions& fit, Runs& runs) {
  const Landscape points = landscape(subject, fit, runs);
  return least_squares(points.energies, points.powers).slope;
}

Estimate slope_through_origin(const Subject& subject, const FitOptions& fit, Runs& runs) {
  const Landscape points = landscape(subject, fit, runs);
  const Estimate zero;
  return moment(points.energies, zero, points.powers, zero) /
         moment(points.energies, zero, points.energies, zero);
}

Estimate inverse_slope(const Subject& subject, const FitOptions& fit, Runs& runs) {
  const Landscape points = landscape(subject, fit, runs);
  return least_squares(points.powers, points.energies).slope;
}

/// How far the points lie from the line of γ = 0 in the direction of the power, as parts of the
/// largest power on that line.
Estimates line_distances(const Subject& subject, const FitOptions& fit, Runs& runs) {
  Subject isotropic = subject;
  isotropic.set("anisotropy", "0");
  const Landscape reference = landscape(isotropic, fit, runs);
  const Line line = least_squares(reference.energies, reference.powers);
  const Landscape points = landscape(subject, fit, runs);
  Estimate scale;
  for (const Estimate& power : reference.powers) scale = larger(scale, power);
  Estimates distances;
  for (std::size_t i = 0; i < fit.cells.size(); ++i) {
    const Estimate on_the_line = line.offset + line.slope * points.energies[i];
    distances.push_back(magnitude(points.powers[i] - on_the_line) / scale);
  }
  return distances;
}

Estimate line_distance(const Subject& subject, const FitOptions& fit, Runs& runs) {
  Estimate farthest;
  for (const Estimate& distance : line_distances(subject, fit, runs)) {
    farthest = larger(farthest, distance);
  }
  return farthest;
}

Estimate end_distance(const Subject& subject, const FitOptions& fit, Runs& runs) {
  return line_distances(subject, fit, runs).back();
}

Estimate local_slope(const Subject& subject, Count cells, Runs& runs) {
  if (cells < 2 || !subject.scales_with_cells()) {
    throw InvalidInput(fmt::format("beta with {} cells", cells), "cells >= 2 and chargers_per_cell",
                       "give both");
  }
  return local_exponent(cells, advantage_at(subject, cells - 1, runs),
                        advantage_at(subject, cells + 1, runs));
}

Estimate beta(const Subject& subject, const FitOptions&, Runs& runs) {
  return local_slope(subject, subject.cells(), runs);
}

Estimate beta_from_one(const Subject& subject, const FitOptions&, Runs& runs) {
  const auto cells = static_cast<double>(subject.cells());
  return logarithm(advantage_at(subject, subject.cells(), runs)) / logarithm(exactly(cells));
}

Estimate beta_fit(const Subject& subject, const FitOptions& fit, Runs& runs) {
  require_points(fit, 2, "a power law");
  Estimates sizes;
  Estimates advantages;
  for (const Count cells : fit.cells) {
    sizes.push_back(logarithm(exactly(static_cast<double>(cells))));
    advantages.push_back(logarithm(advantage_at(subject, cells, runs)));
  }
  return least_squares(sizes, advantages).slope;
}

/// β extrapolated to M → ∞ from three sizes in geometric progression, with β = β∞ - c/(d + ln M):
/// the approach of a power that grows like M²/ln M. Eliminating c and d leaves
/// β∞ = [2 β1 β3 - β2 (β1 + β3)] / (β1 + β3 - 2 β2).
Estimate beta_asymptote(const Subject& subject, const FitOptions& fit, Runs& runs) {
  require_points(fit, 3, "an extrapolation");
  const Count a = fit.cells[0];
  const Count b = fit.cells[1];
  const Count c = fit.cells[2];
  if (fit.cells.size() != 3 || a * c != b * b || a >= b) {
    throw InvalidInput("beta_asymptote", "three numbers of cells in geometric progression",
                       "give fit_cells such as [100, 1000, 10000]");
  }
  const Estimate b1 = local_slope(subject, a, runs);
  const Estimate b2 = local_slope(subject, b, runs);
  const Estimate b3 = local_slope(subject, c, runs);
  const Estimate two = exactly(2.0);
  return (two * b1 * b3 - b2 * (b1 + b3)) / (b1 + b3 - two * b2);
}

}  // namespace

std::vector<Quantity> fit_quantities() {
  return {
      {"beta", "local exponent ln[η(M+1)/η(M-1)] / ln[(M+1)/(M-1)] (paper Eq. 11)", false, beta},
      {"beta_from_one", "exponent of the chord from M = 1, ln η / ln M", false, beta_from_one},
      {"beta_fit", "least-squares slope of ln η against ln M", true, beta_fit},
      {"beta_asymptote", "local exponents extrapolated to M → ∞", true, beta_asymptote},
      {"slope", "least-squares slope of P_max/√N against E_max, with an offset", true, slope},
      {"slope_through_origin", "the same without an offset", true, slope_through_origin},
      {"inverse_slope", "least-squares slope of E_max against P_max/√N, with an offset", true,
       inverse_slope},
      {"line_distance", "farthest point from the line of γ = 0, as a part of its largest power",
       true, line_distance},
      {"end_distance", "the same for the last point", true, end_distance},
  };
}

}  // namespace leyden
