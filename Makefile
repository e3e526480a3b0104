# Two commands: `make reproduce` and `make test`. Both set up a bare Debian 12 machine by themselves.
BUILD ?= build
JOBS ?= $(shell nproc)
OUT ?= out
CMAKE_ARGS ?=

.PHONY: all build test test-peers example-figures test-deep test-asan test-tsan test-bits test-mutants test-instructions bench bench-build bench-peers bench-pages reproduce scale-deep deps-build deps-test deps-bits deps-figures deps-bench deps-counting deps-cross deps-peers cross-compile format clean

all: build

deps-build:
	@tools/install-deps build
deps-test:
	@tools/install-deps build test
deps-bits:
	@tools/install-deps build clang
deps-figures:
	@tools/install-deps build figures
deps-bench:
	@tools/install-deps build bench
deps-counting:
	@tools/install-deps build counting
deps-cross:
	@tools/install-deps cross
deps-peers:
	@tools/install-deps build bench peers

# build/bin/leyden
build: deps-build
	@cmake -S . -B $(BUILD) -DCMAKE_BUILD_TYPE=Release -DLEYDEN_BUILD_TESTS=OFF $(CMAKE_ARGS)
	@cmake --build $(BUILD) --parallel $(JOBS) --target leyden_cli

# Release build, the whole suite.
test: deps-test build
	@cmake -S . -B $(BUILD) -DLEYDEN_BUILD_TESTS=ON $(CMAKE_ARGS)
	@cmake --build $(BUILD) --parallel $(JOBS)
	@ctest --test-dir $(BUILD) --output-on-failure --parallel $(JOBS)

# The honesty test on ten thousand protocols instead of the frozen first thousand, which have to come
# out the same again. Takes some ten minutes on two processors.
test-deep: deps-test
	@cmake -S . -B $(BUILD) -DLEYDEN_BUILD_TESTS=ON $(CMAKE_ARGS)
	@cmake --build $(BUILD) --parallel $(JOBS) --target honesty honesty_corpus honesty_self_check
	@$(BUILD)/bin/honesty_self_check --gtest_brief=1
	@$(BUILD)/bin/honesty_corpus --count 10000 --out $(BUILD)/honesty_corpus.txt
	@head -n 1000 $(BUILD)/honesty_corpus.txt | cmp - tests/honesty/corpus.txt
	@HONESTY_CORPUS=$(BUILD)/honesty_corpus.txt $(BUILD)/bin/honesty

# The same suite under AddressSanitizer with UndefinedBehaviorSanitizer, and what starts threads under
# ThreadSanitizer.
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

# The same bits in every instruction set, from g++ and from clang, from -O3 and from -O1.
test-bits: deps-bits build
	@cmake -S . -B $(BUILD)/clang -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER=clang++-14 -DLEYDEN_BUILD_TESTS=OFF $(CMAKE_ARGS)
	@cmake --build $(BUILD)/clang --parallel $(JOBS) --target leyden_cli
	@cmake -S . -B $(BUILD)/O1 -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS_RELEASE="-O1 -DNDEBUG" -DLEYDEN_BUILD_TESTS=OFF $(CMAKE_ARGS)
	@cmake --build $(BUILD)/O1 --parallel $(JOBS) --target leyden_cli
	@tests/bits/compare $(BUILD)
	@tests/bits/compare $(BUILD) $(BUILD)/clang
	@tests/bits/compare $(BUILD) $(BUILD)/O1

# Ten million cells, certified, and three decades of the law of large batteries beside exact runs.
scale-deep: build
	@$(BUILD)/bin/leyden scale --from 10000000 --to 10000000 --points 1
	@$(BUILD)/bin/leyden scale --from 1000 --to 1000000 --points 4
	@$(BUILD)/bin/leyden scale --law --from 1000 --to 10000000 --points 5

# The tables of the numbered examples, and their figures in docs/figures/examples.
example-figures: deps-figures
	@tools/install-deps build test
	@cmake -S . -B $(BUILD) -DLEYDEN_BUILD_TESTS=ON $(CMAKE_ARGS)
	@cmake --build $(BUILD) --parallel $(JOBS) --target examples
	@mkdir -p $(BUILD)/examples
	@for example in $(BUILD)/bin/example_*; do $$example $(BUILD)/examples; done
	@/usr/bin/python3 python/figures/examples.py $(BUILD)/examples docs/figures/examples

# QuTiP on cavities with Fock, coherent, thermal and squeezed light: every column, to 1e-7; and on cells in a
# classical field, to 1e-8.
test-peers: deps-peers build
	@/usr/bin/python3 tests/peers/cavity_starts.py $(BUILD)/bin/leyden
	@/usr/bin/python3 tests/peers/driven_cells.py $(BUILD)/bin/leyden

# Planted single-line faults: does the suite notice each? Report in build/mutants/report.md.
test-mutants: deps-test
	@tools/mutation-check $(MUTANTS)

# Instructions of three reference jobs, within 2 % of those in bench/instructions.toml;
# WRITE=--write notes them anew.
test-instructions: deps-counting build
	@bench/counting/instructions $(BUILD) $(WRITE)

# The engine for ARM and WebAssembly: compiled, not run.
cross-compile: deps-cross
	@tools/cross-compile $(BUILD)/cross

# The kernels against the roofline of this machine, a table; BENCH="--benchmark_filter=apply".
bench: bench-build
	@bench/plain/validate $(BUILD)/bin
	@$(BUILD)/bin/kernels $(BENCH)
bench-build: deps-bench build
	@cmake -S . -B $(BUILD) -DLEYDEN_BUILD_BENCH=ON $(CMAKE_ARGS)
	@cmake --build $(BUILD) --parallel $(JOBS) --target kernels plain_chebyshev curve_driver

# QuTiP, SciPy and a plain propagation on the same tasks, medians of interleaved rounds; the last two
# tasks take minutes: PEERS="--tasks abc".
bench-peers: deps-peers bench-build
	@bench/peers/compare $(BUILD) $(PEERS)

# Measures anew what docs/guide shows, all of it into bench/data, and redraws figures and tables.
# LIMIT: most seconds of one run of the scaling; LARGEST: largest M of the exponent.
LIMIT ?= 60
LARGEST ?= 32000
bench-pages: deps-peers deps-figures bench-build
	@bench/peers/compare $(BUILD) --csv bench/data/peers.csv $(PEERS)
	@bench/scaling $(BUILD) --limit $(LIMIT)
	@bench/exponent $(BUILD) --largest $(LARGEST)
	@bench/pages

# Every figure and every printed number of the paper, into out/.
reproduce: deps-figures build
	@$(BUILD)/bin/leyden reproduce all --out $(OUT)

format:
	@git ls-files '*.cpp' '*.hpp' | xargs clang-format -i

clean:
	@rm -rf $(BUILD) $(OUT)
