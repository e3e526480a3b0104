// SPDX-License-Identifier: Apache-2.0
// 13. How long it takes
//
// When is the battery half full, when to nine tenths? Not read from a grid: the answer is an
// interval that holds the first time, with a proof that none comes before it. A hundred cells are
// half full twenty times as fast as one, and the last percent takes each battery 6 % of the time.
#include <cstdio>

#include "csv_file.hpp"
#include "leyden/study/reach.hpp"

int main(int argc, char** argv) {
  examples::CsvFile file(argc, argv, "13_first_passage", "fraction,one,ten,hundred");
  std::vector<leyden::ChargeRequest> requests;
  std::vector<leyden::ChargeResult> results;
  for (const leyden::Count cells : {1, 10, 100}) {
    leyden::ChargeRequest request;
    request.charging.cells = cells;
    request.charging.chargers = cells;
    request.window = 1.6;
    requests.push_back(request);
    results.push_back(charge(request));
  }
  double widest = 0.0;
  for (int percent = 1; percent <= 99; ++percent) {
    std::vector<double> row{percent / 100.0};
    for (std::size_t i = 0; i < requests.size(); ++i) {
      const leyden::Passage passage = reach(requests[i], results[i], percent / 100.0);
      row.push_back(passage.time);
      widest = std::max(widest, passage.time_error);
    }
    file.row(row);
  }
  std::printf("every time is known to %.0e / g\n", widest);
}
