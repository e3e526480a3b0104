// SPDX-License-Identifier: Apache-2.0
#include "terminal_plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace leyden::app {
namespace {

/// A grid of Braille cells, two dots wide and four high each.
class Canvas {
 public:
  Canvas(int columns, int rows)
      : columns_(columns), rows_(rows), dots_(static_cast<std::size_t>(columns * rows), 0) {}

  int width() const { return 2 * columns_; }
  int height() const { return 4 * rows_; }

  /// (0, 0) is the lower left corner.
  void set(int x, int y) {
    if (x < 0 || x >= width() || y < 0 || y >= height()) return;
    static constexpr int bits[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
    const int from_top = height() - 1 - y;
    dots_[static_cast<std::size_t>((from_top / 4) * columns_ + x / 2)] |= bits[from_top % 4][x % 2];
  }

  std::string row(int row) const {
    std::string text;
    for (int column = 0; column < columns_; ++column) {
      const int code = 0x2800 + dots_[static_cast<std::size_t>(row * columns_ + column)];
      text += static_cast<char>(0xE0 | (code >> 12));
      text += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
      text += static_cast<char>(0x80 | (code & 0x3F));
    }
    return text;
  }

 private:
  int columns_;
  int rows_;
  std::vector<int> dots_;
};

constexpr int plot_rows = 8;
constexpr int label_width = 9;

struct Panel {
  std::string title;
  std::function<double(const Sample&)> value;
};

std::vector<std::string> draw(const Panel& panel, const std::vector<Sample>& curve, int columns) {
  Canvas canvas(columns, plot_rows);
  double low = 0.0;
  double high = 0.0;
  for (const Sample& sample : curve) {
    low = std::min(low, panel.value(sample));
    high = std::max(high, panel.value(sample));
  }
  const double span = high > low ? high - low : 1.0;
  const double last = curve.back().time;
  int before = -1;
  for (std::size_t i = 0; i < curve.size(); ++i) {
    const auto x = static_cast<int>(std::lround(curve[i].time / last * (canvas.width() - 1)));
    const double height = (panel.value(curve[i]) - low) / span;
    const auto y = static_cast<int>(std::lround(height * (canvas.height() - 1)));
    const int from = before < 0 ? y : std::min(before, y);
    const int to = before < 0 ? y : std::max(before, y);
    for (int dot = from; dot <= to; ++dot) canvas.set(x, dot);
    before = y;
  }
  std::vector<std::string> lines{
      fmt::format("{:>{}} {:<{}}", "", label_width, panel.title, columns)};
  for (int row = 0; row < plot_rows; ++row) {
    const std::string label = row == 0               ? fmt::format("{:.4g}", high)
                              : row == plot_rows - 1 ? fmt::format("{:.4g}", low)
                                                     : "";
    lines.push_back(fmt::format("{:>{}} {}", label, label_width, canvas.row(row)));
  }
  const std::string end = fmt::format("gt = {:.4g}", last);
  lines.push_back(fmt::format("{:>{}} 0{:>{}}", "", label_width, end, columns - 1));
  return lines;
}

}  // namespace

std::string terminal_plot(const std::vector<Sample>& curve, int width) {
  const int columns = std::clamp((width - 2) / 2 - label_width - 1, 10, 60);
  const auto energy = draw({"E(t) [ω0]", [](const Sample& s) { return s.energy; }}, curve, columns);
  const auto power =
      draw({"P(t) [g ω0]", [](const Sample& s) { return s.time > 0.0 ? s.energy / s.time : 0.0; }},
           curve, columns);
  std::string text;
  for (std::size_t i = 0; i < energy.size(); ++i) text += energy[i] + "  " + power[i] + "\n";
  return text;
}

}  // namespace leyden::app
