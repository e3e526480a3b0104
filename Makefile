# Two commands: `make reproduce` and `make test`. Both set up a bare Debian 12 machine by themselves.
BUILD ?= build
JOBS ?= $(shell nproc)
OUT ?= out
CMAKE_ARGS ?=

.PHONY: all build test test-asan test-tsan test-mutants reproduce deps-build deps-test deps-figures format clean

all: build

deps-build:
	@tools/install-deps build
deps-test:
	@tools/install-deps build test
deps-figures:
	@tools/install-deps build figures

# build/bin/leyden
build: deps-build
	@cmake -S . -B $(BUILD) -DCMAKE_BUILD_TYPE=Release -DLEYDEN_BUILD_TESTS=OFF $(CMAKE_ARGS)
	@cmake --build $(BUILD) --parallel $(JOBS) --target leyden_cli

# Release build, the whole suite.
test: deps-test build
	@cmake -S . -B $(BUILD) -DLEYDEN_BUILD_TESTS=ON $(CMAKE_ARGS)
	@cmake --build $(BUILD) --parallel $(JOBS)
	@ctest --test-dir $(BUILD) --output-on-failure --parallel $(JOBS)

# The same suite under AddressSanitizer with UndefinedBehaviorSanitizer, and under ThreadSanitizer.
# OpenBLAS comes without instrumentation, so its own threads would be reported as races: it gets one.
# Physics sweeps that only repeat covered code at length are left out (label slow).
test-asan: deps-test
	@cmake -S . -B $(BUILD)/asan -DCMAKE_BUILD_TYPE=RelWithDebInfo -DLEYDEN_SANITIZE=address -DLEYDEN_BUILD_TESTS=ON $(CMAKE_ARGS)
	@cmake --build $(BUILD)/asan --parallel $(JOBS)
	@ctest --test-dir $(BUILD)/asan --output-on-failure --parallel $(JOBS) --label-exclude slow
test-tsan: deps-test
	@cmake -S . -B $(BUILD)/tsan -DCMAKE_BUILD_TYPE=RelWithDebInfo -DLEYDEN_SANITIZE=thread -DLEYDEN_BUILD_TESTS=ON $(CMAKE_ARGS)
	@cmake --build $(BUILD)/tsan --parallel $(JOBS)
	@OPENBLAS_NUM_THREADS=1 ctest --test-dir $(BUILD)/tsan --output-on-failure --parallel $(JOBS) --label-exclude slow

# Planted single-line faults: does the suite notice each? Report in build/mutants/report.md.
test-mutants: deps-test
	@tools/mutation-check $(MUTANTS)

# Every figure and every printed number of the paper, into out/.
reproduce: deps-figures build
	@$(BUILD)/bin/leyden reproduce all --out $(OUT)

format:
	@git ls-files '*.cpp' '*.hpp' | xargs clang-format -i

clean:
	@rm -rf $(BUILD) $(OUT)
