// SPDX-License-Identifier: Apache-2.0
// A program of somebody else: finds Leyden where it was installed, and uses it.
#include <cmath>
#include <cstdio>

#include "leyden/io/charge_json.hpp"
#include "leyden/study/charge.hpp"

int main() {
  leyden::ChargeRequest request;
  request.charging.cells = 10;
  request.charging.chargers = 10;
  const leyden::ChargeResult result = leyden::charge(request);
  std::puts(leyden::charge_json(request, result).c_str());
  return std::abs(result.advantage.value - 4.03506214269) < 1e-10 ? 0 : 1;
}
