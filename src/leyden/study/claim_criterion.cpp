// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/claim_criterion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "leyden/base/errors.hpp"
#include "leyden/numerics/rounding.hpp"
#include "leyden/study/parse.hpp"

namespace leyden {
namespace {

using Kind = Criterion::Kind;

constexpr std::array<std::pair<const char*, Kind>, 6> kinds{{{"above", Kind::above},
                                                             {"below", Kind::below},
                                                             {"at_least", Kind::at_least},
                                                             {"at_most", Kind::at_most},
                                                             {"within", Kind::within},
                                                             {"between", Kind::between}}};

InvalidInput bad_criterion(const std::string& text) {
  return {fmt::format("criterion = '{}'", text),
          "positive, negative, above x, below x, at_least x, at_most x, within x (x > 0) or "
          "between x y (x < y)",
          "write one of these"};
}

std::vector<std::string> words(const std::string& text) {
  std::vector<std::string> result;
  std::size_t begin = text.find_first_not_of(' ');
  while (begin != std::string::npos) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    result.push_back(text.substr(begin, end - begin));
    begin = text.find_first_not_of(' ', end);
  }
  return result;
}

Judgement unknown() {
  return {false, false, false, std::numeric_limits<double>::infinity()};
}

/// Upper ends of what may be missed: value <= bound asks for value + error <= bound.
Judgement at_most(double bound, const Estimate& value, bool strict) {
  Judgement result;
  const double top = value.value + value.error;
  const double bottom = value.value - value.error;
  result.passes = strict ? top < bound : top <= bound;
  result.fails = strict ? bottom >= bound : bottom > bound;
  result.near = !strict && top <= bound + closeness * std::abs(bound);
  result.miss = top - bound;
  return result;
}

Judgement at_least(double bound, const Estimate& value, bool strict) {
  return at_most(-bound, {-value.value, value.error}, strict);
}

bool is_whole(const std::string& digits) {
  return !digits.empty() && digits.find_first_not_of("0123456789") == std::string::npos;
}

}  // namespace

Printed parse_printed(const std::string& text, bool exact) {
  const InvalidInput complaint(fmt::format("printed = '{}'", text),
                               "a decimal number such as 9.76, or a fraction such as 16/9",
                               "write it as the paper prints it, without its unit");
  const auto exactly = [](double value) {
    return Printed{value, 1e-9 * std::max(1.0, std::abs(value))};
  };
  const std::size_t slash = text.find('/');
  if (slash != std::string::npos) {
    const std::string above = text.substr(0, slash);
    const std::string below = text.substr(slash + 1);
    if (!is_whole(above) || !is_whole(below)) throw complaint;
    const double divisor = parse_number("printed", below);
    if (divisor == 0.0) throw complaint;
    return exactly(parse_number("printed", above) / divisor);
  }
  const std::string digits = text.substr(text.rfind('-', 0) == 0 ? 1 : 0);
  const std::size_t point = digits.find('.');
  const std::string decimals = point == std::string::npos ? "" : digits.substr(point + 1);
  if (!is_whole(digits.substr(0, point)) || (point != std::string::npos && !is_whole(decimals))) {
    throw complaint;
  }
  const double value = parse_number("printed", text);
  if (exact) return exactly(value);
  return {value, parse_number("printed", fmt::format("1e-{}", decimals.size()))};
}

Judgement judge(const Printed& printed, const Estimate& value) {
  const double distance = std::abs(value.value - printed.value);
  if (!std::isfinite(distance) || !(value.error >= 0.0)) return unknown();
  // 0.80 and 0.81 are one unit apart, their nearest doubles a little more.
  const double slack = 4 * unit_roundoff * (std::abs(printed.value) + std::abs(value.value));
  Judgement result;
  result.passes = distance + value.error <= printed.unit + slack;
  result.fails = distance - value.error > printed.unit + slack;
  result.near = distance + value.error <= closeness * std::abs(printed.value) + slack;
  result.miss = distance;
  return result;
}

Criterion parse_criterion(const std::string& text) {
  if (text == "positive") return {Kind::above, 0.0, 0.0};
  if (text == "negative") return {Kind::below, 0.0, 0.0};
  const auto parts = words(text);
  for (const auto& [name, kind] : kinds) {
    const std::size_t expected = kind == Kind::between ? 3 : 2;
    if (parts.empty() || parts[0] != name || parts.size() != expected) continue;
    Criterion criterion{kind, parse_number(name, parts[1]), 0.0};
    if (kind == Kind::between) criterion.upper = parse_number(name, parts[2]);
    const bool finite = std::isfinite(criterion.bound) && std::isfinite(criterion.upper);
    const bool empty = (kind == Kind::between && !(criterion.bound < criterion.upper)) ||
                       (kind == Kind::within && !(criterion.bound > 0.0));
    if (!finite || empty) break;
    return criterion;
  }
  throw bad_criterion(text);
}

std::string to_text(const Criterion& criterion) {
  for (const auto& [name, kind] : kinds) {
    if (kind != criterion.kind) continue;
    return kind == Kind::between ? fmt::format("{} {} {}", name, criterion.bound, criterion.upper)
                                 : fmt::format("{} {}", name, criterion.bound);
  }
  throw InternalError("an unknown criterion");
}

Judgement judge(const Criterion& criterion, const Estimate& value) {
  if (!std::isfinite(value.value) || !(value.error >= 0.0)) return unknown();
  const double bound = criterion.bound;
  switch (criterion.kind) {
    case Kind::above:
      return at_least(bound, value, true);
    case Kind::below:
      return at_most(bound, value, true);
    case Kind::at_least:
      return at_least(bound, value, false);
    case Kind::at_most:
      return at_most(bound, value, false);
    case Kind::within:
      return at_most(bound, {std::abs(value.value), value.error}, false);
    case Kind::between: {
      const Judgement low = at_least(bound, value, false);
      const Judgement high = at_most(criterion.upper, value, false);
      return {low.passes && high.passes, low.fails || high.fails, false,
              std::max(low.miss, high.miss)};
    }
  }
  throw InternalError("an unknown criterion");
}

}  // namespace leyden
