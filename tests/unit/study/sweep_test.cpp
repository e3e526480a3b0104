// SPDX-License-Identifier: Apache-2.0
#include "leyden/study/sweep.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "leyden/base/errors.hpp"
#include "leyden/study/rows.hpp"

namespace leyden {
namespace {

ChargeRequest request(Count cells, Count chargers, double anisotropy = 0.0) {
  ChargeRequest r;
  r.charging.cells = cells;
  r.charging.chargers = chargers;
  r.charging.anisotropy = anisotropy;
  return r;
}

/// Cheap and expensive protocols in no order.
Study mixed_sizes() {
  Study study;
  study.series = {{"first", {request(2, 2), request(12, 12, 1.0), request(1, 3)}},
                  {"second", {request(30, 30), request(3, 2, 0.4), request(5, 5)}}};
  return study;
}

Study curves() {
  Study study;
  study.kind = StudyKind::curves;
  study.series = {{"one", {request(1, 1)}}, {"two", {request(2, 4)}}};
  for (Series& series : study.series) series.requests[0].points = 11;
  return study;
}

Table run_serially(const Study& study, const Progress& progress = {}) {
  Table table;
  const auto executor = serial_executor();
  run(study, *executor, table, progress);
  return table;
}

TEST(Sweep, TakesFromAMemoWhatItKnows) {
  const Study study = mixed_sizes();
  const Table alone = run_serially(study);
  ChargeMemo memo;
  for (int turn = 0; turn < 2; ++turn) {
    Table table;
    const auto executor = thread_executor(2);
    Count calls = 0;
    run(
        study, *executor, table, [&](double) { ++calls; }, &memo);
    EXPECT_EQ(table.rows(), alone.rows());
    EXPECT_EQ(memo.size(), 6);
    if (turn == 1) {
      EXPECT_EQ(calls, 6) << "one report when a run is done, none on the way";
    }
  }
  // Powers alone are another answer than powers with energies, and so is another window.
  ChargeRequest other = request(2, 2);
  memo.charge_power(other);
  other.window = 3.0;
  memo.charge_power(other);
  EXPECT_EQ(memo.size(), 7);
  memo.charge(other);
  EXPECT_EQ(memo.size(), 8);
}

TEST(Sweep, GivesTheSameRowsInTheSameOrderWhateverTheNumberOfThreads) {
  for (const Study& study : {mixed_sizes(), curves()}) {
    const Table serial = run_serially(study);
    for (const unsigned threads : {2u, 5u}) {
      Table parallel;
      const auto executor = thread_executor(threads);
      run(study, *executor, parallel);
      EXPECT_EQ(parallel.rows(), serial.rows());
    }
  }
}

TEST(Sweep, KeepsTheOrderOfTheStudyAlthoughTheExpensiveGoFirst) {
  const Table table = run_serially(mixed_sizes());
  ASSERT_EQ(table.rows().size(), 6u);
  std::vector<std::pair<std::string, double>> order;
  for (std::size_t i = 0; i < 6; ++i) {
    order.emplace_back(std::get<std::string>(table.at(i, "series")), table.number(i, "cells"));
  }
  const std::vector<std::pair<std::string, double>> wanted{
      {"first", 2}, {"first", 12}, {"first", 1}, {"second", 30}, {"second", 3}, {"second", 5}};
  EXPECT_EQ(order, wanted);
}

TEST(Sweep, ValuesAreThoseOfOneChargeEach) {
  const Study study = mixed_sizes();
  const Table table = run_serially(study);
  const ChargeRequest& asked = study.series[1].requests[1];
  const ChargeResult result = charge(asked);
  EXPECT_EQ(table.number(4, "anisotropy"), 0.4);
  EXPECT_EQ(table.number(4, "chargers"), 2.0);
  EXPECT_EQ(table.number(4, "window"), asked.window);
  EXPECT_EQ(table.number(4, "E_max"), result.peaks.energy.value);
  EXPECT_EQ(table.number(4, "E_max_error"), result.peaks.energy.error);
  EXPECT_EQ(table.number(4, "E_max_gt"), result.peaks.energy.time);
  EXPECT_EQ(table.number(4, "E_first"), result.peaks.first->value);
  EXPECT_EQ(table.number(4, "P_max"), result.peaks.power.value);
  EXPECT_EQ(table.number(4, "P_max_error"), result.peaks.power.error);
  EXPECT_EQ(table.number(4, "P_max_gt"), result.peaks.power.time);
  EXPECT_EQ(table.number(4, "P_max_normalized"), result.normalized_power.value);
  EXPECT_EQ(table.number(4, "eta"), result.advantage.value);
  EXPECT_EQ(table.number(4, "eta_error"), result.advantage.error);
}

TEST(Sweep, TheColumnsAreThoseOfTheFiles) {
  const auto names = [](StudyKind kind) {
    std::string all;
    for (const Column& column : columns(kind)) all += (all.empty() ? "" : ",") + column.name;
    return all;
  };
  EXPECT_EQ(
      names(StudyKind::values),
      "series,charger,cells,chargers,anisotropy,crosstalk,battery_crosstalk,start,window,E_max,"
      "E_max_error,E_max_gt,E_first,E_first_error,E_first_gt,P_max,P_max_error,P_max_gt,"
      "P_max_normalized,eta,eta_error,coupling,detuning,coupling_scale,photons");
  EXPECT_EQ(names(StudyKind::curves),
            "series,charger,cells,chargers,anisotropy,crosstalk,battery_crosstalk,start,gt,E,P,dE,"
            "radius,coupling,detuning,coupling_scale,photons");
}

TEST(Sweep, WithoutEnergyItsColumnsAreEmptyAndThePowerIsThere) {
  Study study;
  study.energy = false;
  study.series = {{"all", {request(4, 4)}}};
  study.series[0].requests[0].window = 1e12;  // which a search of the energy would never finish
  const Table table = run_serially(study);
  for (const char* column :
       {"E_max", "E_max_error", "E_max_gt", "E_first", "E_first_error", "E_first_gt"}) {
    EXPECT_EQ(table.at(0, column), Entry{}) << column;
  }
  EXPECT_NEAR(table.number(0, "P_max"), charge(request(4, 4)).peaks.power.value, 1e-9);
}

TEST(Sweep, EnergiesThatWereNotAskedForAreNotShown) {
  Table table;
  table.begin(columns(StudyKind::values));
  table.row(value_row("all", request(4, 4), charge(request(4, 4)), false));
  EXPECT_EQ(table.at(0, "E_max"), Entry{});
  EXPECT_EQ(table.at(0, "E_first"), Entry{});
}

TEST(Sweep, AFirstPeakOutsideTheWindowLeavesItsColumnsEmpty) {
  ChargeRequest short_window = request(1, 1);
  short_window.window = 1.0;  // the first peak of one cell is at π/2
  const Table table = run_serially({"", StudyKind::values, true, {{"all", {short_window}}}});
  EXPECT_EQ(table.at(0, "E_first"), Entry{});
  EXPECT_NEAR(table.number(0, "E_max"), std::pow(std::sin(1.0), 2), 1e-12);
}

TEST(Sweep, TheLimitHasNoNumberOfChargers) {
  ChargeRequest limit = request(3, 0);
  limit.charging.charger = Charger::limit;
  const Table table = run_serially({"", StudyKind::values, true, {{"all", {limit}}}});
  EXPECT_EQ(table.at(0, "chargers"), Entry{});
  EXPECT_EQ(table.at(0, "charger"), Entry{std::string("limit")});
}

TEST(Sweep, ACurveBeginsWithNoPowerAndHoldsBothEndsOfItsWindow) {
  const Table table = run_serially(curves());
  ASSERT_EQ(table.rows().size(), 22u);
  for (const std::size_t begin : {std::size_t{0}, std::size_t{11}}) {
    EXPECT_EQ(table.number(begin, "gt"), 0.0);
    EXPECT_EQ(table.number(begin, "E"), 0.0);
    EXPECT_EQ(table.number(begin, "P"), 0.0);
    EXPECT_EQ(table.number(begin + 10, "gt"), ChargeRequest{}.window);
  }
  // One cell and one charger: E = sin²(gt), dE/d(gt) = sin(2gt).
  for (std::size_t i = 1; i < 11; ++i) {
    const double t = table.number(i, "gt");
    const double energy = std::sin(t) * std::sin(t);
    const double radius = table.number(i, "radius");
    EXPECT_TRUE(std::abs(table.number(i, "E") - energy) <= radius + 1e-15) << t;
    EXPECT_NEAR(table.number(i, "P"), energy / t, 1e-13);
    EXPECT_NEAR(table.number(i, "dE"), std::sin(2 * t), 1e-12);
  }
}

TEST(Sweep, ACurveOfACavityWithoutConservedExcitationsFindsItsCutoff) {
  ChargeRequest dicke = request(1, 1, 1.0);
  dicke.charging.charger = Charger::cavity;
  dicke.window = 2.0;
  dicke.points = 3;
  const Table table = run_serially({"", StudyKind::curves, true, {{"all", {dicke}}}});
  const ChargeResult result = charge(dicke);
  const auto curve = charging_curve(dicke, result.method.fock_cutoff);
  ASSERT_EQ(table.rows().size(), 3u);
  EXPECT_EQ(table.number(2, "E"), curve[2].energy);
  EXPECT_GT(table.number(2, "E"), 0.0);
}

TEST(Sweep, ATableTooLargeForMemoryAtOnceKeepsItsOrder) {
  struct Watch final : Sink {
    void begin(const std::vector<Column>&) override {}
    void row(const Row& row) override {
      names.push_back(std::get<std::string>(row[0]).front());
      rows += 1;
    }
    std::string names;
    Count rows = 0;
  } watch;
  Study study = curves();
  study.series.push_back({"3", {request(1, 1)}});
  for (Series& series : study.series) series.requests[0].points = 60'000;
  study.series[0].name = "1";
  study.series[1].name = "2";
  const auto executor = thread_executor(2);
  run(study, *executor, watch);
  EXPECT_EQ(watch.rows, 180'000);
  EXPECT_TRUE(std::is_sorted(watch.names.begin(), watch.names.end()));
}

TEST(Sweep, ProgressGrowsFromZeroToOne) {
  Study study = mixed_sizes();
  // A search for a cutoff begins several times.
  ChargeRequest dicke = request(2, 2, 1.0);
  dicke.charging.charger = Charger::cavity;
  study.series[1].requests.push_back(dicke);
  std::vector<double> seen;
  Table table;
  const auto executor = thread_executor(3);
  run(study, *executor, table, [&](double fraction) { seen.push_back(fraction); });
  ASSERT_FALSE(seen.empty());
  EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
  EXPECT_GE(seen.front(), 0.0);
  EXPECT_LT(seen.front(), 0.5);
  EXPECT_NEAR(seen.back(), 1.0, 1e-12);
}

TEST(Sweep, IsCancelledByItsProgress) {
  for (const unsigned threads : {1u, 3u}) {
    int calls = 0;
    Table table;
    const auto executor = thread_executor(threads);
    const auto stop = [&](double) {
      if (++calls == 3) throw Cancelled();
    };
    EXPECT_THROW(run(mixed_sizes(), *executor, table, stop), Cancelled);
    EXPECT_EQ(calls, 3) << "nobody is asked again";
    EXPECT_TRUE(table.rows().empty());
  }
}

TEST(Sweep, ReportsTheFailureOfAProtocolAndNotTheStopOfTheOthers) {
  /// Runs every job and passes on the last failure.
  struct Stubborn final : Executor {
    void run(Count count, const std::function<void(Count)>& job) override {
      std::exception_ptr last;
      for (Count i = 0; i < count; ++i) {
        try {
          job(i);
        } catch (...) {
          last = std::current_exception();
        }
      }
      if (last) std::rethrow_exception(last);
    }
  } stubborn;
  Study study = mixed_sizes();
  study.series[1].requests[0].tolerance = 1e-300;
  Table table;
  EXPECT_THROW(run(study, stubborn, table), Unreachable);
  const auto executor = thread_executor(4);
  EXPECT_THROW(run(study, *executor, table), Unreachable);
}

TEST(Sweep, BeginsWithTheMostExpensiveProtocol) {
  Study study = mixed_sizes();
  study.series[0].requests[0].tolerance = 1e-300;
  study.series[0].requests[1].charging.coupling = -1.0;  // 12 cells, γ = 1
  EXPECT_THROW(run_serially(study), InvalidInput);
}

TEST(Sweep, ACurveKeepsItsPromisedToleranceOrFails) {
  Study study = curves();
  study.series[1].requests[0].tolerance = 1e-10;
  EXPECT_NO_THROW(run_serially(study));
  study.series[1].requests[0].tolerance = 1e-300;
  EXPECT_THROW(run_serially(study), Unreachable);
}

TEST(Sweep, WhatTheSinkThrowsEndsTheRun) {
  struct Full final : Sink {
    void begin(const std::vector<Column>&) override {}
    void row(const Row&) override { throw std::runtime_error("full"); }
  } full;
  const auto executor = thread_executor(2);
  EXPECT_THROW(run(mixed_sizes(), *executor, full), std::runtime_error);
}

TEST(Sweep, AStudyOfNothingIsATableOfNoRows) {
  const Table table = run_serially({});
  EXPECT_TRUE(table.rows().empty());
  EXPECT_EQ(table.columns().size(), columns(StudyKind::values).size());
}

}  // namespace
}  // namespace leyden
