// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/parameters.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "leyden/base/errors.hpp"
#include "leyden/base/text.hpp"
#include "leyden/study/parse.hpp"

namespace leyden {
namespace {

Charger parse_charger(const std::string& text) {
  if (text == "spins") return Charger::spins;
  if (text == "cavity") return Charger::cavity;
  if (text == "limit") return Charger::limit;
  if (text == "lmg") return Charger::lmg;
  if (text == "drive") return Charger::drive;
  throw InvalidInput(fmt::format("charger = '{}'", text), "spins, cavity, limit, lmg or drive",
                     "choose one");
}

CouplingScale parse_coupling_scale(const std::string& text) {
  if (text == "fixed") return CouplingScale::fixed;
  if (text == "sqrt-cells") return CouplingScale::sqrt_cells;
  throw InvalidInput(fmt::format("coupling-scale = '{}'", text), "fixed or sqrt-cells",
                     "choose one");
}

}  // namespace

const std::vector<Parameter>& parameters() {
  using R = ChargeRequest;
  using T = const std::string;
  static const std::vector<Parameter> table{
      {"cells", "M", "", "a whole number >= 0", "", "battery cells",
       [](R& r, T& t) { r.charging.cells = parse_count("cells", t); }},
      {"chargers", "N", "", "a whole number >= 0", "",
       "charger spins, or photons in the cavity at the start (not needed with coherent light and "
       "the "
       "like)",
       [](R& r, T& t) { r.charging.chargers = parse_count("chargers", t); }},
      {"anisotropy", "γ", "", "0 to 1", "0", "anisotropy of the XY coupling; 0 is isotropic",
       [](R& r, T& t) { r.charging.anisotropy = parse_number("anisotropy", t); }},
      {"coupling", "g/ω0", "", "> 0", "0.1", "coupling of a cell to a charger spin",
       [](R& r, T& t) { r.charging.coupling = parse_number("coupling", t); }},
      {"detuning", "(ω_C-ω0)/ω0", "", "finite", "0",
       "detuning of the charger or the drive from the cells",
       [](R& r, T& t) { r.charging.detuning = parse_number("detuning", t); }},
      {"crosstalk", "g1/g", "", "finite", "0", "XY coupling among the charger spins",
       [](R& r, T& t) { r.charging.crosstalk = parse_number("crosstalk", t); }},
      {"battery-crosstalk", "g2/g", "", "finite", "0", "XY coupling among the cells",
       [](R& r, T& t) { r.charging.battery_crosstalk = parse_number("battery-crosstalk", t); }},
      {"charger", "", "", "spins | cavity | limit | lmg | drive", "spins",
       "what charges: spins, a cavity mode, the limit of infinitely many spins, the cells among "
       "themselves (Lipkin-Meshkov-Glick), or a classical field (γ = 0 circular, γ = 1 linear)",
       [](R& r, T& t) { r.charging.charger = parse_charger(t); }},
      {"coupling-scale", "", "", "fixed | sqrt-cells", "fixed",
       "a cell couples with g, or with g/sqrt(M)",
       [](R& r, T& t) { r.charging.coupling_scale = parse_coupling_scale(t); }},
      {"photons", "", "", "1 | 2", "1",
       "photons that a cell takes from a cavity at once; 2 at half the frequency",
       [](R& r, T& t) { r.charging.photons = parse_count("photons", t); }},
      {"start", "", "",
       "ideal | dicke:k,n | charger-mixture:p0,…,pN | battery-mixture:p0,…,pM | "
       "thermal-charger:p1[,count] | in a cavity coherent:n̄ | thermal:n̄ | squeezed:n̄",
       "ideal", "state at t = 0", [](R& r, T& t) { r.charging.start = parse_start(t); }},
      {"window", "gt", "1/g", "> 0", "2π", "stored energy is maximised over 0 <= gt <= window",
       [](R& r, T& t) { r.window = parse_number("window", t); }},
      {"tolerance", "ε", "", "> 0", "", "promise error <= ε max(1, value), or fail",
       [](R& r, T& t) { r.tolerance = parse_number("tolerance", t); }},
      {"points", "n", "", "2 to 100000000", "501", "points of the curve E(t), P(t)",
       [](R& r, T& t) { r.points = parse_count("points", t); }}};
  return table;
}

void assign(ChargeRequest& request, std::string_view name, const std::string& text) {
  const auto& table = parameters();
  const auto found = std::find_if(table.begin(), table.end(),
                                  [name](const Parameter& p) { return p.name == name; });
  if (found == table.end()) {
    std::vector<std::string_view> names;
    for (const Parameter& p : table) names.push_back(p.name);
    throw InvalidInput(fmt::format("parameter '{}'", name), joined(names, ", "),
                       "correct its name");
  }
  found->assign(request, text);
}

}  // namespace leyden
