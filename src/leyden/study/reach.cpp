// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/reach.hpp"

#include <fmt/format.h>

#include "leyden/base/errors.hpp"
#include "leyden/base/floating_point.hpp"
#include "leyden/propagate/evolution.hpp"
#include "leyden/study/parse.hpp"

namespace leyden {
namespace {

void require_fraction(double fraction) {
  if (fraction > 0.0 && fraction <= 1.0) return;
  throw InvalidInput(fmt::format("reach = {}", fraction), "above 0 and at most 1",
                     "choose a fraction of E_max");
}

}  // namespace

double parse_fraction(const std::string& text) {
  const double fraction = parse_number("reach", text);
  require_fraction(fraction);
  return fraction;
}

Passage reach(const ChargeRequest& request, const ChargeResult& result, double fraction,
              const Progress& progress) {
  const FloatingPointScope default_environment;
  validate(request);
  require_fraction(fraction);
  const auto evolution =
      evolve(make_protocol(request.charging, result.method.fock_cutoff.value_or(0)),
             {Propagator::automatic, result.method.arithmetic});
  return first_passage(*evolution, result.peaks.energy, fraction, progress);
}

}  // namespace leyden
