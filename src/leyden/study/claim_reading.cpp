// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/claim_reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "leyden/base/errors.hpp"
#include "leyden/study/claim_estimate.hpp"

namespace leyden {
namespace {

Estimate compared(Comparison comparison, const Estimate& value, const Estimate& counterpart) {
  switch (comparison) {
    case Comparison::ratio:
      return value / counterpart;
    case Comparison::excess:
      return (value - counterpart) / counterpart;
    case Comparison::difference:
      return value - counterpart;
    case Comparison::none:
      return value;
  }
  throw InternalError("an unknown comparison");
}

Subject counterpart(Subject subject, const Family& against) {
  for (const Setting& setting : against) subject.set(setting.key, setting.values.at(0));
  return subject;
}

/// The family with the setting to step along last, so that its values are neighbours, and taken
/// out of the labels.
struct Steps {
  Family rest;
  Setting along;
};

Steps steps_of(const Part& part) {
  Steps steps{part.family, {}};
  const auto found =
      std::find_if(steps.rest.begin(), steps.rest.end(),
                   [&](const Setting& setting) { return setting.key == part.along; });
  if (found == steps.rest.end() || found->values.size() < 2) {
    throw InvalidInput(fmt::format("along '{}'", part.along),
                       "a key of the reading that has several values", "give it a list");
  }
  steps.along = *found;
  steps.rest.erase(found);
  return steps;
}

class PartItems {
 public:
  PartItems(const Part& part, Runs& runs) : part_(part), runs_(runs) {}

  std::vector<Item> take() {
    for (const Quantity* quantity : part_.quantities) {
      part_.along.empty() ? add_values(*quantity) : add_steps(*quantity);
    }
    return std::move(items_);
  }

 private:
  Estimate value(const Quantity& quantity, const Subject& subject) {
    const Estimate own = quantity.measure(subject, part_.fit, runs_);
    if (part_.comparison == Comparison::none) return own;
    return compared(part_.comparison, own,
                    quantity.measure(counterpart(subject, part_.against), part_.fit, runs_));
  }

  void add(const Quantity& quantity, const Estimate& value, std::string at) {
    if (part_.quantities.size() > 1) {
      at = fmt::format("{}{}{}", quantity.name, at.empty() ? "" : ", ", at);
    }
    items_.push_back({value, std::move(at)});
  }

  void add_values(const Quantity& quantity) {
    for (const Member& member : members(part_.family)) {
      add(quantity, value(quantity, member.subject), member.label);
    }
  }

  void add_steps(const Quantity& quantity) {
    const Steps steps = steps_of(part_);
    const std::string symbol = symbol_of(steps.along.key);
    for (Member& member : members(steps.rest)) {
      Estimate last;
      for (std::size_t i = 0; i < steps.along.values.size(); ++i) {
        member.subject.set(steps.along.key, steps.along.values[i]);
        const Estimate next = value(quantity, member.subject);
        if (i > 0) {
          const Estimate change = next - last;
          const bool relative = part_.comparison == Comparison::none;
          add(quantity, relative ? change / magnitude(last) : change,
              fmt::format("{}{}{} {} → {}", member.label, member.label.empty() ? "" : ", ", symbol,
                          steps.along.values[i - 1], steps.along.values[i]));
        }
        last = next;
      }
    }
  }

  const Part& part_;
  Runs& runs_;
  std::vector<Item> items_;
};

}  // namespace

std::vector<Item> items(const Reading& reading, double scale, Runs& runs) {
  std::vector<Item> all;
  for (const Part& part : reading.parts) {
    for (Item& item : PartItems(part, runs).take()) {
      if (scale != 1.0) item.value = item.value * exactly(scale);
      all.push_back(std::move(item));
    }
  }
  return all;
}

void validate(const Reading& reading) {
  if (reading.parts.empty()) {
    throw InvalidInput(fmt::format("reading '{}' without a quantity", reading.name), "at least one",
                       "say what it computes");
  }
  for (const Part& part : reading.parts) {
    const auto require = [&](const Subject& subject) {
      validate(subject.request(part.fit.cells.empty() ? subject.cells() : part.fit.cells.front()));
    };
    for (const Member& member : members(part.family)) {
      require(member.subject);
      if (part.comparison != Comparison::none) require(counterpart(member.subject, part.against));
    }
  }
  // A dry run finds what only the quantities know: too few points, keys that do not fit.
  Runs plan;
  items(reading, 1.0, plan);
}

}  // namespace leyden
