// SPDX-License-Identifier: Apache-2.0
#include "leyden/observe/battery_state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numeric>
#include <set>
#include <utility>

#include "leyden/base/errors.hpp"
#include "leyden/base/memory.hpp"
#include "leyden/numerics/rounding.hpp"
#include "leyden/numerics/sums.hpp"

namespace leyden {
namespace {

/// A basis state of the battery: total spin, copy, excited cells.
using Row = std::array<Count, 3>;
/// Everything that is traced out, and whatever else must agree for two states to stay coherent.
using Column = std::array<Count, 6>;

struct Entry {
  Row row;
  Column column;
  std::complex<double> value;
  std::size_t row_index = 0;
  std::size_t column_index = 0;
  std::size_t group = 0;
};

/// For each block the first whose ladders from `first` to `last` are the same.
std::vector<Count> alike(const std::vector<Block>& blocks, std::size_t first, std::size_t last) {
  std::vector<Count> result;
  for (const Block& block : blocks) {
    const auto same = std::find_if(blocks.begin(), blocks.end(), [&](const Block& other) {
      const std::size_t end = std::min(last, block.size());
      return std::min(last, other.size()) == end &&
             std::equal(block.begin() + static_cast<std::ptrdiff_t>(first),
                        block.begin() + static_cast<std::ptrdiff_t>(end),
                        other.begin() + static_cast<std::ptrdiff_t>(first));
    });
    result.push_back(same - blocks.begin());
  }
  return result;
}

void restrict(Entry& entry, Coherences coherences) {
  switch (coherences) {
    case Coherences::all:
      break;
    case Coherences::within_energy:
      entry.column[4] = entry.row[2];
      break;
    case Coherences::within_spin:
      entry.column[4] = entry.row[0];
      entry.column[5] = std::exchange(entry.row[1], 0);
  }
}

std::vector<Entry> entries_of(const JointState& state, const std::vector<Count>& spin,
                              Coherences coherences) {
  const Protocol& protocol = *state.protocol;
  const std::vector<Count> charger = alike(protocol.blocks, 1, most_ladders);
  std::vector<Entry> entries;
  for (std::size_t b = 0; b < state.start->branches.size(); ++b) {
    const SplitBranch& branch = state.start->branches[b];
    const double root = std::sqrt(branch.probability);
    for (const SectorPart& part : branch.parts) {
      const Sector& sector = state.start->sectors[part.sector];
      const Ladder& cells = protocol.blocks[sector.block][0];
      const auto& values = state.sectors[part.sector].values;
      for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] == 0.0) continue;
        const Label at = label(sector.space, static_cast<Count>(i));
        Entry entry{{spin[sector.block], static_cast<Count>(part.copy), cells.excitations(at[0])},
                    {static_cast<Count>(b), charger[sector.block], at[1], at[2], 0, 0},
                    root * part.amplitude * values[i]};
        restrict(entry, coherences);
        entries.push_back(entry);
      }
    }
  }
  return entries;
}

/// Sorts by key and numbers the distinct ones; returns how many there are.
template <class Key>
std::size_t number(std::vector<Entry>& entries, Key Entry::*key, std::size_t Entry::*index) {
  std::stable_sort(entries.begin(), entries.end(),
                   [&](const Entry& a, const Entry& b) { return a.*key < b.*key; });
  std::size_t count = 0;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (i == 0 || entries[i - 1].*key < entries[i].*key) ++count;
    entries[i].*index = count - 1;
  }
  return count;
}

/// Sets of rows that share columns, directly or over others.
class Groups {
 public:
  explicit Groups(std::size_t size) : parent_(size) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }
  std::size_t find(std::size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void join(std::size_t a, std::size_t b) {
    a = find(a);
    b = find(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::size_t> parent_;
};

using Range = std::pair<std::vector<Entry>::const_iterator, std::vector<Entry>::const_iterator>;

BatteryLevel lone_level(const Range& range) {
  const auto begin = range.first;
  const double sum =
      lane_sum(range.second - begin, [&](Count i) { return std::norm(begin[i].value); });
  return {static_cast<std::size_t>(begin->row[0]), begin->row[2], sum};
}

/// Entries of one group, sorted by rows.
BatteryPiece piece_of(const Range& range) {
  const auto [begin, end] = range;
  BatteryPiece piece;
  piece.multiplet = static_cast<std::size_t>(begin->row[0]);
  std::vector<std::size_t> columns;
  for (auto entry = begin; entry != end; ++entry) {
    columns.push_back(entry->column_index);
    if (entry == begin || entry->row_index != (entry - 1)->row_index) {
      piece.excited.push_back(entry->row[2]);
    }
  }
  std::sort(columns.begin(), columns.end());
  columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
  const auto rows = static_cast<double>(piece.excited.size());
  const auto width = static_cast<double>(columns.size());
  // The matrix, its singular vectors, and what is formed to judge them.
  require_memory(16 * (6 * rows * width + 4 * std::pow(std::min(rows, width), 2)),
                 fmt::format("a battery state of {} levels and {} of the charger", rows, width));
  piece.factor = ComplexMatrix(static_cast<Count>(rows), static_cast<Count>(width));
  Count row = 0;
  for (auto entry = begin; entry != end; ++entry) {
    if (entry != begin && entry->row_index != (entry - 1)->row_index) ++row;
    const auto column = std::lower_bound(columns.begin(), columns.end(), entry->column_index);
    piece.factor.at(row, column - columns.begin()) += entry->value;
  }
  return piece;
}

/// 2S + 1 levels for every total spin and copy of the start.
double dimension_of(const JointState& state, const std::vector<Count>& spin) {
  std::set<std::pair<Count, std::size_t>> present;
  for (const SplitBranch& branch : state.start->branches) {
    for (const SectorPart& part : branch.parts) {
      present.insert({spin[state.start->sectors[part.sector].block], part.copy});
    }
  }
  double sum = 0.0;
  for (const auto& [block, copy] : present) {
    sum += static_cast<double>(state.protocol->blocks[static_cast<std::size_t>(block)][0].levels());
  }
  return sum;
}

/// Groups the entries, and what is known of all of them into `result`.
BatteryState in_pieces(std::vector<Entry> entries, BatteryState result) {
  const std::size_t columns = number(entries, &Entry::column, &Entry::column_index);
  const std::size_t rows = number(entries, &Entry::row, &Entry::row_index);
  Groups groups(rows);
  std::vector<std::size_t> seen(columns, rows);
  for (const Entry& entry : entries) {
    std::size_t& row = seen[entry.column_index];
    if (row != rows) groups.join(row, entry.row_index);
    row = entry.row_index;
  }
  for (Entry& entry : entries) entry.group = groups.find(entry.row_index);
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& a, const Entry& b) { return a.group < b.group; });
  std::ptrdiff_t longest = 0;
  for (auto begin = entries.cbegin(); begin != entries.cend();) {
    const auto end = std::find_if(begin, entries.cend(),
                                  [&](const Entry& entry) { return entry.group != begin->group; });
    if (begin->row_index == (end - 1)->row_index) {
      result.levels.push_back(lone_level({begin, end}));
      longest = std::max(longest, end - begin);
    } else {
      result.pieces.push_back(piece_of({begin, end}));
    }
    begin = end;
  }
  // A few roundings of each entry, and those of a level's sum.
  result.error += unit_roundoff * (16.0 + static_cast<double>(longest) / 8);
  result.error = rounded_up(result.error);
  return result;
}

/// C(k, a) of `state_of_cells`, the hypergeometric distribution square-rooted: for a from `first`
/// on.
struct Split {
  Count first = 0;
  std::vector<double> roots;
};

Split split_cells(Count cells, Count part, Count excited) {
  Split split;
  split.first = std::max<Count>(0, excited - (cells - part));
  const Count last = std::min(part, excited);
  // Ratios from the first on; the largest is not far from 1 and all are positive.
  double weight = 1.0;
  double sum = 0.0;
  for (Count a = split.first; a <= last; ++a) {
    split.roots.push_back(weight);
    sum += weight;
    weight *= static_cast<double>(part - a) / static_cast<double>(a + 1) *
              static_cast<double>(excited - a) /
              static_cast<double>(cells - part - excited + a + 1);
    if (sum > 1e200) {  // only for parts of thousands of cells
      for (double& root : split.roots) root *= 1e-200;
      sum *= 1e-200;
      weight *= 1e-200;
    }
  }
  for (double& root : split.roots) root = std::sqrt(root / sum);
  return split;
}

}  // namespace

BatteryState battery_state(const JointState& state, Coherences coherences) {
  BatteryState result;
  for (const Block& block : state.protocol->blocks) {
    const Ladder& cells = block[0];
    result.multiplets.push_back({cells.excitations(0), cells.excitations(cells.top())});
    result.cells = std::max(result.cells, cells.excitations(0) + cells.excitations(cells.top()));
  }
  const std::vector<Count> spin = alike(state.protocol->blocks, 0, 1);
  result.dimension = dimension_of(state, spin);
  result.error = state.error();
  return in_pieces(entries_of(state, spin, coherences), std::move(result));
}

bool is_symmetric(const JointState& state) {
  const auto& blocks = state.protocol->blocks;
  return std::all_of(blocks.begin(), blocks.end(),
                     [](const Block& block) { return block[0].excitations(0) == 0; });
}

BatteryState state_of_cells(const JointState& state, Count cells) {
  const Count all = state.protocol->blocks.front()[0].top();
  if (!is_symmetric(state) || cells < 0 || cells > all) {
    throw InternalError("a part of a battery that is not symmetric, or smaller");
  }
  const std::vector<Count> spin = alike(state.protocol->blocks, 0, 1);
  std::vector<Entry> entries;
  for (const Entry& whole : entries_of(state, spin, Coherences::all)) {
    const Split split = split_cells(all, cells, whole.row[2]);
    for (std::size_t i = 0; i < split.roots.size(); ++i) {
      Entry part = whole;
      const Count excited = split.first + static_cast<Count>(i);
      part.row = {0, 0, excited};
      part.column[5] = whole.row[2] - excited;
      part.value *= split.roots[i];
      entries.push_back(part);
    }
  }
  BatteryState result;
  result.cells = cells;
  result.multiplets.push_back({0, cells});
  result.dimension = static_cast<double>(cells + 1);
  result.error = state.error() + unit_roundoff * (8.0 * static_cast<double>(cells) + 8);
  return in_pieces(std::move(entries), std::move(result));
}

}  // namespace leyden
