// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/rows.hpp"

#include "leyden/study/parameters.hpp"
#include "leyden/study/sweep.hpp"

namespace leyden {
namespace {

const std::vector<Column> protocol_columns{{"series", ""},
                                           {"charger", ""},
                                           {"cells", ""},
                                           {"chargers", ""},
                                           {"anisotropy", ""},
                                           {"crosstalk", "g"},
                                           {"battery_crosstalk", "g"},
                                           {"start", ""}};

const std::vector<Column> peak_columns{{"window", "1/g"},
                                       {"E_max", "ω0"},
                                       {"E_max_error", "ω0"},
                                       {"E_max_gt", "1/g"},
                                       {"E_first", "ω0"},
                                       {"E_first_error", "ω0"},
                                       {"E_first_gt", "1/g"},
                                       {"P_max", "g ω0"},
                                       {"P_max_error", "g ω0"},
                                       {"P_max_gt", "1/g"},
                                       {"P_max_normalized", "g ω0"},
                                       {"eta", ""},
                                       {"eta_error", ""}};

const std::vector<Column> sample_columns{
    {"gt", "1/g"}, {"E", "ω0"}, {"P", "g ω0"}, {"dE", "g ω0"}, {"radius", "ω0"}};

/// Last, so that what is seldom varied does not stand in the way of what is read.
const std::vector<Column> rare_columns{
    {"coupling", "ω0"}, {"detuning", "ω0"}, {"coupling_scale", ""}, {"photons", ""}};

Row protocol_row(const std::string& series, const ChargeRequest& request) {
  const Charging& c = request.charging;
  return {series,
          std::string(to_text(c.charger)),
          c.cells,
          counts_chargers(c) ? Entry{c.chargers} : Entry{},
          c.anisotropy,
          c.crosstalk,
          c.battery_crosstalk,
          to_text(c.start)};
}

void append(Row& row, const Row& more) {
  row.insert(row.end(), more.begin(), more.end());
}

void append_peak(Row& row, const Peak* peak) {
  if (peak == nullptr) {
    append(row, Row(3));
  } else {
    append(row, {peak->value, peak->error, peak->time});
  }
}

}  // namespace

std::vector<Column> columns(StudyKind kind) {
  std::vector<Column> all = protocol_columns;
  const auto& own = kind == StudyKind::values ? peak_columns : sample_columns;
  all.insert(all.end(), own.begin(), own.end());
  all.insert(all.end(), rare_columns.begin(), rare_columns.end());
  return all;
}

Row value_row(const std::string& series, const ChargeRequest& request, const ChargeResult& result,
              bool energy) {
  Row row = protocol_row(series, request);
  row.emplace_back(request.window);
  append_peak(row, energy ? &result.peaks.energy : nullptr);
  append_peak(row, energy && result.peaks.first ? &*result.peaks.first : nullptr);
  append_peak(row, &result.peaks.power);
  append(row, {result.normalized_power.value, result.advantage.value, result.advantage.error,
               request.charging.coupling, request.charging.detuning,
               std::string(to_text(request.charging.coupling_scale)), request.charging.photons});
  return row;
}

Row curve_row(const std::string& series, const ChargeRequest& request, const Sample& sample) {
  Row row = protocol_row(series, request);
  // E(0) = 0, so the power starts as the slope.
  const double power = sample.time > 0.0 ? sample.energy / sample.time : sample.slope;
  append(row, {sample.time, sample.energy, power, sample.slope, sample.energy_error,
               request.charging.coupling, request.charging.detuning,
               std::string(to_text(request.charging.coupling_scale)), request.charging.photons});
  return row;
}

}  // namespace leyden
