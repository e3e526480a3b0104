// SPDX-License-Identifier: Apache-2.0
#include "quad.hpp"

#include <cmath>
#include <stdexcept>

namespace honesty {
namespace {

constexpr int decimals = 30;

}  // namespace

Quad square_root(Quad x) {
  if (x == 0) return 0;
  // 53 bits from the hardware, then Newton doubles them twice.
  Quad root = std::sqrt(static_cast<double>(x));
  root = (root + x / root) / 2;
  return (root + x / root) / 2;
}

std::string to_text(Quad x) {
  if (!(magnitude(x) < 1e8)) throw std::invalid_argument("too large for fixed notation");
  Quad rest = magnitude(x);
  for (int i = 0; i < decimals; ++i) rest *= 10;
  rest += Quad(1) / 2;
  Quad unit = 1;
  while (unit * 10 <= rest) unit *= 10;
  std::string digits;
  for (; unit >= 1; unit /= 10) {
    int digit = static_cast<int>(rest / unit);
    // A quotient just below an integer may have been rounded up.
    if (static_cast<Quad>(digit) * unit > rest) --digit;
    digits += static_cast<char>('0' + digit);
    rest -= static_cast<Quad>(digit) * unit;
  }
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  const bool zero = digits.find_first_not_of('0') == std::string::npos;
  digits.insert(digits.size() - decimals, ".");
  return (x < 0 && !zero ? "-" : "") + digits;
}

Quad quad_from(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  Quad number = 0;
  Quad scale = 1;
  bool behind_point = false;
  bool any = false;
  for (const char c : text) {
    if (c == '.' && !behind_point) {
      behind_point = true;
    } else if (c >= '0' && c <= '9') {
      number = number * 10 + (c - '0');
      if (behind_point) scale *= 10;
      any = true;
    } else {
      any = false;
      break;
    }
  }
  if (!any) throw std::invalid_argument("not a decimal: '" + std::string(text) + "'");
  return (negative ? -number : number) / scale;
}

}  // namespace honesty
