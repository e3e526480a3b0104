// SPDX-License-Identifier: Apache-2.0
// Writes the cases of the honesty test with the oracle's answers.
#include <atomic>
#include <cstdint>
#include <exception>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "corpus.hpp"

namespace {

struct Options {
  std::uint64_t from = 0;
  std::uint64_t count = 1000;
  std::string out;
};

Options parse(const std::vector<std::string>& arguments) {
  Options options;
  for (std::size_t i = 0; i < arguments.size(); i += 2) {
    const std::string& flag = arguments[i];
    if (i + 1 == arguments.size()) throw std::invalid_argument(flag + " without a value");
    const std::string& value = arguments[i + 1];
    if (flag == "--from") {
      options.from = std::stoull(value);
    } else if (flag == "--count") {
      options.count = std::stoull(value);
    } else if (flag == "--out") {
      options.out = value;
    } else {
      throw std::invalid_argument("unknown flag " + flag);
    }
  }
  return options;
}

std::vector<std::string> lines(const Options& options) {
  std::vector<std::string> result(options.count);
  std::atomic<std::uint64_t> next = 0;
  const auto work = [&] {
    for (std::uint64_t i = next++; i < options.count; i = next++) {
      result[i] = honesty::corpus_line(options.from + i);
    }
  };
  std::vector<std::jthread> threads;
  for (unsigned i = 1; i < std::thread::hardware_concurrency(); ++i) threads.emplace_back(work);
  work();
  return threads.clear(), result;
}

}  // namespace

int main(int argc, char** argv) try {
  const Options options = parse({argv + 1, argv + argc});
  std::ofstream file;
  if (!options.out.empty()) {
    file.open(options.out, std::ios::binary);
    if (!file) throw std::runtime_error("cannot write " + options.out);
  }
  std::ostream& out = options.out.empty() ? std::cout : file;
  for (const std::string& line : lines(options)) out << line << '\n';
  out.flush();
  if (!out) throw std::runtime_error("writing failed");
} catch (const std::exception& error) {
  std::cerr << "honesty_corpus: " << error.what()
            << "\nusage: honesty_corpus [--from INDEX] [--count N] [--out FILE]\n";
  return 1;
}
