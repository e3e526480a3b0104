// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/coupling_board.hpp"

#include <algorithm>
#include <cmath>

#include "leyden/model/ladder.hpp"
#include "leyden/numerics/rounding.hpp"

namespace leyden {
namespace {

constexpr Count in_eights(Count n) {
  return (n + 7) / 8 * 8;
}

/// Twice the largest m' that row m keeps, m and m' given by twice their values.
Count reach(Count twice_m, Count chargers, double cut) {
  const Count parity = chargers % 2;
  if (twice_m == 0) return chargers;
  const double most = 4 * cut / static_cast<double>(twice_m);
  if (!(most < static_cast<double>(chargers))) return chargers;
  // The least |m'| is kept always: no row is empty.
  const auto whole = static_cast<Count>(std::max(0.0, most));
  return std::max(parity, whole - (whole + parity) % 2);
}

double weight(const SplitVector& v, Count i) {
  return v.re[i] * v.re[i] + (v.im != nullptr ? v.im[i] * v.im[i] : 0.0);
}

double frequencies(const CoupledSpins& spins) {
  return std::abs(spins.cell_frequency) * (static_cast<double>(spins.cells) + 1) / 2 +
         std::abs(spins.charger_frequency) * (static_cast<double>(spins.chargers) + 1) / 2;
}

}  // namespace

std::vector<long double> binomial_amplitudes(Count n, bool up) {
  std::vector<long double> amplitudes(static_cast<std::size_t>(n) + 1);
  const auto at = [&](Count i) -> long double& { return amplitudes[static_cast<std::size_t>(i)]; };
  // From the middle outwards, where they fall; then the sum of their squares is known to be 1.
  const Count middle = n / 2;
  at(middle) = 1.0L;
  for (Count i = middle; i < n; ++i) {
    at(i + 1) =
        at(i) * std::sqrt(static_cast<long double>(n - i) / static_cast<long double>(i + 1));
  }
  for (Count i = middle; i > 0; --i) {
    at(i - 1) =
        at(i) * std::sqrt(static_cast<long double>(i) / static_cast<long double>(n - i + 1));
  }
  long double squares = 0.0L;
  for (const long double a : amplitudes) squares += a * a;
  const long double factor = 1.0L / std::sqrt(squares);
  for (Count i = 0; i <= n; ++i) at(i) *= up || i % 2 == 0 ? factor : -factor;
  return amplitudes;
}

double CouplingBoard::states(const CoupledSpins& spins, double cut) {
  double half = 0.0;
  for (Count twice_m = spins.cells % 2; twice_m <= spins.cells; twice_m += 2) {
    const double row = static_cast<double>(reach(twice_m, spins.chargers, cut)) + 1;
    half += twice_m == 0 ? row / 2 : row;
  }
  return 2 * half;
}

double CouplingBoard::radius(const CoupledSpins& spins, double cut) {
  double widest = 0.0;
  for (Count twice_m = spins.cells % 2; twice_m <= spins.cells; twice_m += 2) {
    widest = std::max(widest, static_cast<double>(twice_m) *
                                  static_cast<double>(reach(twice_m, spins.chargers, cut)));
  }
  return rounded_up(std::abs(spins.coupling) * widest + frequencies(spins));
}

double CouplingBoard::most_size(const CoupledSpins& spins, double cut) {
  // Row 0 counts half in the states; each row is rounded up and stands apart by 8 or three steps,
  // which are N/2 in all; then the image and what is around it.
  const auto m = static_cast<double>(spins.cells);
  const auto n = static_cast<double>(spins.chargers);
  return states(spins, cut) / 2 + 15 * m + 4 * n + 128;
}

CouplingBoard::CouplingBoard(const CoupledSpins& spins, double cut)
    : spins_(spins), radius_(radius(spins, cut)), states_(states(spins, cut)) {
  const Count m = spins.cells;
  const Count n = spins.chargers;
  const Ladder cells = Ladder::spins(m);
  const Ladder charger = Ladder::spins(n);
  const long double alpha = radius_ > 0.0 ? 2.0L / radius_ : 0.0L;
  // A spin that starts downwards changes sign with every step of m.
  if (!spins.cells_up && m % 2 != 0) sign_ = -sign_;
  if (!spins.chargers_up && n % 2 != 0) sign_ = -sign_;
  for (Count twice_m = m % 2; twice_m <= m; twice_m += 2) {
    CouplingRow row;
    const Count most = reach(twice_m, n, cut);
    whole_ = whole_ && most == n;
    row.first = (n - most) / 2;
    row.length = most + 1;
    const Count level = (m + twice_m) / 2;
    // Zero beyond either end.
    const auto above = cells.raising<long double>(level);
    const auto below = cells.raising<long double>(level - 1);
    row.above = static_cast<double>(above);
    row.below = static_cast<double>(below);
    row.here = static_cast<double>(alpha * 2 * spins.coupling * static_cast<long double>(twice_m));
    row.raise = static_cast<double>(alpha * spins.cell_frequency / 2 * above);
    row.lower = static_cast<double>(alpha * spins.cell_frequency / 2 * below);
    row.weight = twice_m == 0 ? 1.0 : 2.0;
    rows_.push_back(row);
  }
  // The row below the lowest one is the image of the same row for odd numbers of cells, else of the
  // one above it.
  image_of_ = m % 2 != 0 || rows_.size() < 2 ? 0 : 1;
  const CouplingRow& original = rows_[static_cast<std::size_t>(image_of_)];
  image_length_ = original.length;
  const Count last = static_cast<Count>(rows_.size()) - 1;
  const auto first = [&](Count r) {
    return r < 0 ? original.first : rows_[static_cast<std::size_t>(r)].first;
  };
  const auto gap = [&](Count r) {  // between the rows r and r + 1
    const auto step = [&](Count i) {
      return i < -1 || i >= last ? Count{0} : std::abs(first(i + 1) - first(i));
    };
    return in_eights(std::max({Count{8}, step(r - 1), step(r), step(r + 1)}));
  };
  // Column c lies at c modulo 8 in every row, so that rows of unequal length are read in step.
  const auto place = [&](Count r, Count length) {
    const Count begin = size_ + first(r) % 8;
    size_ = in_eights(begin + length) + gap(r);
    return begin;
  };
  size_ = gap(-2);
  image_ = place(-1, image_length_);
  for (Count r = 0; r <= last; ++r) {
    CouplingRow& row = rows_[static_cast<std::size_t>(r)];
    row.begin = place(r, row.length);
  }
  for (Count r = 0; r <= last; ++r) {
    CouplingRow& row = rows_[static_cast<std::size_t>(r)];
    const auto column = [&](Count other) {
      const Count begin = other < 0 ? image_ : rows_[static_cast<std::size_t>(other)].begin;
      return begin + (row.first - first(other));
    };
    // Above the last row nothing follows: its factor is zero, and any readable row will do.
    row.up = r < last ? column(r + 1) : row.begin;
    row.down = column(r - 1);
  }
  for (auto* values : {&columns_.value, &columns_.left, &columns_.right}) {
    *values = AlignedArray(in_eights(n + 1) + 8);
  }
  for (Count c = 0; c <= n; ++c) {
    columns_.value[c] = static_cast<double>(2 * c - n) / 2;
    columns_.left[c] = static_cast<double>(alpha * spins.charger_frequency / 2 *
                                           charger.raising<long double>(c - 1));
    columns_.right[c] =
        static_cast<double>(alpha * spins.charger_frequency / 2 * charger.raising<long double>(c));
  }
}

void CouplingBoard::mirror(double* x) const {
  const double* original = x + rows_[static_cast<std::size_t>(image_of_)].begin;
  double* image = x + image_;
  for (Count j = 0; j < image_length_; ++j) image[j] = sign_ * original[image_length_ - 1 - j];
}

double CouplingBoard::lay_out_start(double* to) const {
  const std::vector<long double> cells = binomial_amplitudes(spins_.cells, spins_.cells_up);
  const std::vector<long double> chargers =
      binomial_amplitudes(spins_.chargers, spins_.chargers_up);
  // What column c and those further out hold, on either side.
  std::vector<long double> outside(chargers.size() + 1);
  for (std::size_t c = 0; c < chargers.size(); ++c) {
    outside[c + 1] = outside[c] + 2 * chargers[c] * chargers[c];
  }
  const Count lowest = (spins_.cells + spins_.cells % 2) / 2;
  long double missing = 0.0L;
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    const CouplingRow& row = rows_[r];
    const long double amplitude = cells[static_cast<std::size_t>(lowest) + r];
    missing += row.weight * amplitude * amplitude * outside[static_cast<std::size_t>(row.first)];
    for (Count j = 0; j < row.length; ++j) {
      to[row.begin + j] =
          static_cast<double>(amplitude * chargers[static_cast<std::size_t>(row.first + j)]);
    }
  }
  mirror(to);
  const double terms = static_cast<double>(spins_.cells + spins_.chargers) + 32;
  return rounded_up(std::sqrt(static_cast<double>(missing)) + unit_roundoff +
                    8 * terms * roundoff<long double>);
}

double CouplingBoard::beyond(std::size_t r, const SplitVector& v) const {
  const CouplingRow& longer = rows_[r - 1];
  double sum = 0.0;
  for (Count j = 0; j < rows_[r].first - longer.first; ++j) {
    sum += weight(v, longer.begin + j) + weight(v, longer.begin + longer.length - 1 - j);
  }
  return sum;
}

double CouplingBoard::outflow(const SplitVector& v) const {
  if (whole_) return 0.0;
  // A state outside is reached from the row beside it and from one end of its own at most, and
  // (a + b)² <= 2a² + 2b²; rows m < 0 double everything.
  double total = 0.0;
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    const CouplingRow& row = rows_[r];
    const double out = columns_.left[row.first];  // and to the right of the other end, as much
    total += out * out * (weight(v, row.begin) + weight(v, row.begin + row.length - 1));
    if (r > 0) total += row.lower * row.lower * beyond(r, v);
  }
  return rounded_up(radius_ / 2 * std::sqrt(4 * total));
}

double CouplingBoard::spilled(const SplitVector& v) const {
  if (whole_) return 0.0;
  double total = 0.0;
  for (std::size_t r = 1; r < rows_.size(); ++r) {
    total += rows_[r].below * rows_[r].below / 4 * beyond(r, v);
  }
  return 2 * total;
}

double CouplingBoard::most_outflow() const {
  return whole_ ? 0.0 : rounded_up(frequencies(spins_));
}

}  // namespace leyden
