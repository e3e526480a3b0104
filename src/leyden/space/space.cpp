// SPDX-License-Identifier: Apache-2.0
#include "leyden/space/space.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "leyden/base/errors.hpp"

namespace leyden {
namespace {

/// The shifts that act, each once and upwards.
std::vector<Shift> acting_shifts(const Block& block, const std::vector<Term>& terms) {
  std::vector<Shift> shifts;
  for (const Term& term : terms) {
    if (term.coefficient == 0.0) continue;
    bool fits = true;
    for (std::size_t i = 0; i < block.size(); ++i) {
      fits = fits && std::abs(term.shift[i]) < block[i].levels();
    }
    const Shift shift = upwards(term.shift);
    const bool known = std::find(shifts.begin(), shifts.end(), shift) != shifts.end();
    if (fits && !known) shifts.push_back(shift);
  }
  return shifts;
}

constexpr Shift exchange{+1, -1};
constexpr Shift pair{+1, +1};

bool is_checkerboard(const Block& block, const std::vector<Shift>& shifts) {
  const auto has = [&](const Shift& shift) {
    return std::find(shifts.begin(), shifts.end(), shift) != shifts.end();
  };
  return block.size() == 2 && shifts.size() == 2 && has(exchange) && has(pair);
}

/// On a board of two by two each colour is a chain of its own: one cell and one charger spin.
Space checkerboard_or_chain(const Block& block, const Label& start) {
  const bool two_by_two = block[0].levels() == 2 && block[1].levels() == 2;
  if (!two_by_two) return Checkerboard(block, start);
  return Chain(block, start[0] == start[1] ? pair : exchange, start);
}

}  // namespace

Space reachable_space(const Block& block, const std::vector<Term>& terms, const Label& start) {
  if (!contains(block, start)) {
    throw InvalidInput(fmt::format("start ({}, {}, {})", start[0], start[1], start[2]),
                       "levels that the ladders have", "start on the ladders");
  }
  const std::vector<Shift> shifts = acting_shifts(block, terms);
  if (shifts.empty()) return Chain(block, Shift{}, start);
  if (shifts.size() == 1) return Chain(block, shifts.front(), start);
  if (is_checkerboard(block, shifts)) return checkerboard_or_chain(block, start);
  return Lattice(block, terms, start);
}

Count dimension(const Space& space) {
  return std::visit([](const auto& s) { return s.dimension(); }, space);
}

Label label(const Space& space, Count index) {
  return std::visit([index](const auto& s) { return s.label(index); }, space);
}

std::optional<Count> index(const Space& space, const Label& label) {
  return std::visit([&label](const auto& s) { return s.index(label); }, space);
}

std::string name(const Space& space) {
  if (std::holds_alternative<Chain>(space)) return "chain";
  return std::holds_alternative<Checkerboard>(space) ? "checkerboard" : "lattice";
}

}  // namespace leyden
