// SPDX-License-Identifier: Apache-2.0
// What every example needs and none is about: a file of columns.
#pragma once

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "leyden/study/observations.hpp"

namespace examples {

/// Columns of numbers in FOLDER/NAME.csv, FOLDER being the program's only argument.
class CsvFile {
 public:
  CsvFile(int argc, char** argv, const std::string& name, const std::string& header)
      : file_(std::filesystem::path(argc > 1 ? argv[1] : ".") / (name + ".csv")) {
    file_.precision(17);
    file_ << header << '\n';
    if (!file_)
      throw std::runtime_error("cannot write " + name + ".csv; name a folder that exists");
  }

  void row(const std::vector<double>& numbers) {
    for (std::size_t i = 0; i < numbers.size(); ++i) file_ << (i > 0 ? "," : "") << numbers[i];
    file_ << '\n';
    if (!file_) throw std::runtime_error("the disk is full");
  }

 private:
  std::ofstream file_;
};

/// `points` times from 0 to `end`, both included.
inline std::vector<double> times(double end, int points) {
  std::vector<double> result;
  for (int i = 0; i < points; ++i) result.push_back(end * i / (points - 1));
  return result;
}

/// Observables `names` of a protocol at these times, one row per time: gt first, then the values.
/// What is not defined at a time is NaN, and so a gap in a figure.
inline std::vector<std::vector<double>> curves(const leyden::Charging& charging,
                                               const std::string& names,
                                               const std::vector<double>& at) {
  leyden::ChargeRequest request;
  request.charging = charging;
  std::vector<std::vector<double>> rows;
  for (const auto& now : observe(request, leyden::parse_observables(names), at, std::nullopt)) {
    std::vector<double> row{now.time};
    for (const auto& value : now.values) row.push_back(value ? value->value : NAN);
    rows.push_back(row);
  }
  return rows;
}

}  // namespace examples
