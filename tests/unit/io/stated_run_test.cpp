// SPDX-License-Identifier: Apache-2.0
#include "leyden/io/stated_run.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "leyden/base/errors.hpp"
#include "leyden/io/charge_json.hpp"

namespace leyden {
namespace {

std::string answer(const ChargeRequest& request) {
  return charge_json(request, charge(request));
}

ChargeRequest some_request() {
  ChargeRequest request;
  request.charging.cells = 3;
  request.charging.chargers = 4;
  request.charging.anisotropy = 0.1;
  request.charging.coupling = 1.0 / 3.0;
  request.charging.detuning = -0.2;
  request.charging.crosstalk = 0.7;
  request.charging.battery_crosstalk = 1e-5;
  request.charging.start = ChargerMixture{{0.5, 0.25, 0.25, 0, 0}};
  request.window = 1.7;
  return request;
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), by);
}

void expect_refused(const std::string& text, const std::string& mentions) {
  try {
    parse_stated_run(text, "run.json");
    FAIL() << "accepted: " << mentions;
  } catch (const InvalidInput& complaint) {
    const std::string message = complaint.what();
    EXPECT_EQ(message.find("run.json"), 0u) << message;
    EXPECT_NE(message.find(mentions), std::string::npos) << message;
    EXPECT_EQ(message.find('\n'), std::string::npos);
  }
}

TEST(StatedRun, ReadsBackWhatWasWrittenToTheLastBit) {
  const ChargeRequest request = some_request();
  const ChargeResult result = charge(request);
  const StatedRun run = parse_stated_run(charge_json(request, result), "run.json");
  EXPECT_EQ(run.request.charging.cells, 3);
  EXPECT_EQ(run.request.charging.chargers, 4);
  EXPECT_EQ(run.request.charging.anisotropy, 0.1);
  EXPECT_EQ(run.request.charging.coupling, 1.0 / 3.0);
  EXPECT_EQ(run.request.charging.detuning, -0.2);
  EXPECT_EQ(run.request.charging.crosstalk, 0.7);
  EXPECT_EQ(run.request.charging.battery_crosstalk, 1e-5);
  EXPECT_EQ(run.request.charging.start, request.charging.start);
  EXPECT_EQ(run.request.window, 1.7);
  EXPECT_EQ(run.energy.value, result.peaks.energy.value);
  EXPECT_EQ(run.energy.error, result.peaks.energy.error);
  EXPECT_EQ(run.power.time, result.peaks.power.time);
  EXPECT_EQ(run.power.time_error, result.peaks.power.time_error);
  EXPECT_EQ(run.first.has_value(), result.peaks.first.has_value());
  EXPECT_EQ(run.advantage.value, result.advantage.value);
  EXPECT_FALSE(run.fock_cutoff.has_value());
}

TEST(StatedRun, ReadsTheLimitAndItsCutoff) {
  ChargeRequest request;
  request.charging.charger = Charger::limit;
  request.charging.chargers = 0;
  request.charging.cells = 2;
  request.charging.anisotropy = 0.5;
  request.window = 0.5;
  const StatedRun run = parse_stated_run(answer(request), "run.json");
  EXPECT_EQ(run.request.charging.charger, Charger::limit);
  EXPECT_GT(run.fock_cutoff.value(), 4);
}

TEST(StatedRun, RefusesWhatIsNoAnswer) {
  const std::string good = answer(some_request());
  for (const char* text : {"", "{", "[]", "null", "3", "{\"schema\": 1}{", "\xff\xfe"}) {
    expect_refused(text, "JSON object");
  }
  expect_refused("{}", "schema");
  expect_refused(replaced(good, "\"schema\": 1", "\"schema\": 2"), "schema");
  expect_refused(replaced(good, "\"cells\": 3", "\"cells\": -3"), "cells");
  expect_refused(replaced(good, "\"cells\": 3", "\"cells\": null"), "cells");
  expect_refused(replaced(good, "\"cells\": 3", "\"sells\": 3"), "sells");
  expect_refused(replaced(good, "\"cells\": 3,", ""), "cells");
  expect_refused(replaced(good, "\"E_max\"", "\"E_min\""), "E_max");
  expect_refused(replaced(good, "\"gt\": 1.7", "\"gt\": \"long\""), "window.gt");
  expect_refused(replaced(good, "\"error\": ", "\"error\": -"), "error");
  expect_refused(std::string(17 << 20, ' '), "16 MiB");
  std::string deep = R"({"schema": 1, "protocol": {"cells": )";
  deep += std::string(100'000, '[') + std::string(100'000, ']') + "}}";
  expect_refused(deep, "a list");
}

TEST(StatedRun, ReadsAFileOrSaysThatItCannot) {
  const std::string path = testing::TempDir() + "stated_run_test.json";
  std::ofstream(path) << answer(some_request());
  EXPECT_EQ(read_stated_run(path).request.charging.cells, 3);
  std::remove(path.c_str());
  EXPECT_THROW(read_stated_run(path), FileError);
}

}  // namespace
}  // namespace leyden
