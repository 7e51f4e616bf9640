# Everything that a person or CI runs. `make help` lists the targets.
SHELL := /bin/bash
SWIFT ?= swift
SAMPLE := Corpus/train/w1-01-rung-go-lon.txt
DIFFERENTIAL_PAIRS ?= 200000
FUZZ_RUNS ?= 50000
FUZZ_SEED ?= 0

.PHONY: help setup build demo test ci check-format format format-grammars bundle differential fuzz clean baseline

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | column -t -s $$'\t'

setup: ## Install what is missing on Debian or Ubuntu (sudo only when needed)
	@.ci/setup

build: setup ## Build the command in release mode
	$(SWIFT) build -c release --product boctach

demo: build ## Install, build, and extract the facts of a sample article
	$(SWIFT) run -c release --skip-build boctach extract $(SAMPLE)

test: setup ## Run all tests
	@.ci/bundle-grammars --check
	$(SWIFT) test

ci: ## What CI runs
	.ci/run

bundle: ## Write what is built into the binary: the list of grammar files, and the grammar compiled
	.ci/bundle-grammars
	$(SWIFT) build --product boctach
	$$($(SWIFT) build --show-bin-path)/boctach grammar compile --grammar Grammars/vi --record Corpus/train --output Sources/CGrammarBundle/bundled.cascade

check-format: ## Fail when a Swift file is not formatted
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

format: ## Format all Swift files
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests

format-grammars: ## Lay out the files of Grammars/vi (then: make bundle)
	$(SWIFT) build --product boctach
	$$($(SWIFT) build --show-bin-path)/boctach grammar format Grammars/vi

differential: ## The long run of the engine against the oracle (DIFFERENTIAL_PAIRS=200000)
	BOCTACH_DIFFERENTIAL_PAIRS=$(DIFFERENTIAL_PAIRS) $(SWIFT) test -c release -Xswiftc -enable-testing --filter DifferentialTests

fuzz: setup ## Fuzz tokenizer, decoder, readers, grammar parser and compiler for a while (FUZZ_RUNS=50000 FUZZ_SEED=1)
	$(MAKE) -C Tests/Fuzz RUNS=$(FUZZ_RUNS) SEED=$(FUZZ_SEED)

clean: ## Remove what was built
	rm -rf .build dist

baseline: build ## Record the scores of the bundled grammar on Corpus/dev, which CI holds
	$$($(SWIFT) build -c release --show-bin-path)/boctach evaluate Corpus/dev --write-baseline Benchmarks/baselines/corpus-dev.json

# --- Benchmarks -----------------------------------------------------------------------------------------------
.PHONY: bench bench-quick bench-stages bench-linearity bench-gate bench-gate-baseline bench-recipe challenge challenge-baseline compare-setup

BENCH := $(SWIFT) build -c release --package-path Benchmarks --product
BENCH_BIN = $$($(SWIFT) build -c release --package-path Benchmarks --show-bin-path)
WORKLOAD ?= Corpus/train,Corpus/dev
WORKLOAD_NAME ?= $(if $(findstring Corpus/train,$(WORKLOAD)),corpus,$(basename $(notdir $(WORKLOAD))))
SIZE ?= 10
THREADS ?= 1,2,4
ROUNDS ?= 5
RESULTS ?= Benchmarks/results
COMPARE_PYTHON := dist/compare/bin/python

bench: build ## Measure speed, latency, start-up, memory, allocations and growth beside ICU (WORKLOAD=folder THREADS=1,2 SIZE=10)
	$(BENCH) report
	mkdir -p dist/bench $(RESULTS)
	$(BENCH_BIN)/report --boctach "$$($(SWIFT) build -c release --show-bin-path)/boctach" --workload $(WORKLOAD) \
	  --name $(WORKLOAD_NAME) --size $(SIZE) --threads $(THREADS) --rounds $(ROUNDS) --scratch dist/bench \
	  --swift "$$($(SWIFT) --version 2>/dev/null | sed -n 's/.*\(Swift version [0-9.]*\).*/\1/p' | head -1)" \
	  $(if $(wildcard $(COMPARE_PYTHON)),--python $(COMPARE_PYTHON) --compare Benchmarks/Comparison/compare.py) \
	  --output $(RESULTS)/$(WORKLOAD_NAME)

bench-quick: ## The same in a minute or two, on 1 MB
	$(MAKE) bench SIZE=1 ROUNDS=2 RESULTS=dist/bench

compare-setup: ## Install spaCy and underthesea into dist/compare, so that `make bench` compares with them
	$(PYTHON) -m venv dist/compare
	dist/compare/bin/pip install -q -r Benchmarks/Comparison/requirements.txt

bench-stages: setup ## Measure single stages (time, throughput, memory, allocations) with ordo-one/benchmark
	cd Benchmarks && $(SWIFT) package --disable-sandbox benchmark --target Stages

bench-linearity: setup ## Time hostile grammars and texts at n and 2n, and a lexicon of a million entries
	$(BENCH) linearity
	$(BENCH_BIN)/linearity --workload Corpus/train,Corpus/dev

bench-gate: setup ## Fail when a stage needs more instructions than Benchmarks/baselines/instructions.tsv says
	.ci/bench-gate

bench-gate-baseline: setup ## Record the instruction counts
	.ci/bench-gate --write

bench-recipe: build ## Run the workflow for users' pull requests in a scratch repository
	.ci/bench-recipe

challenge: build ## Score the challenge set against Benchmarks/baselines/challenge.tsv
	.ci/challenge

challenge-baseline: build ## Record the result of the challenge set
	.ci/challenge --write-baseline

# --- The library for other languages: C ABI, Python wheel, example package ------------------------------------
.PHONY: lib install uninstall test-c wheel test-python test-spark test-example

PREFIX ?= /usr/local
LIBDIR ?= $(PREFIX)/lib
VERSION := $(shell sed -n 's/.*return "\([0-9.]*\)";.*/\1/p' Sources/CBocTach/status.c)
ABI := $(shell sed -n 's/^.define BOCTACH_ABI_VERSION \([0-9]*\)u.*/\1/p' Sources/CBocTach/include/boctach.h)
PACKAGING := Sources/CBocTach/Packaging
SWIFTC ?= swiftc
PYTHON ?= python3
SPARK_ARTICLES ?= Corpus/train

# Links the archive into the shared library $(1) with the ICU libraries $(2): Swift's own runtime inside, only the
# header's functions visible.
define link_library
	$(SWIFT) build -c release --static-swift-stdlib --product boctach-abi
	mkdir -p $(dir $(1))
	$(LD) -r --whole-archive .build/release/libboctach-abi.a -o .build/release/libboctach.o
	$(SWIFTC) -emit-library -static-stdlib .build/release/libboctach.o -o $(1) \
	  -Xlinker --version-script=$(PACKAGING)/boctach.map -Xlinker -soname=libboctach.so.$(ABI) \
	  -Xlinker --gc-sections -Xlinker --strip-all -Xlinker -z -Xlinker relro -Xlinker -z -Xlinker defs \
	  $(2)
endef

lib: setup ## Build dist/lib/libboctach.so, the library with a C interface
	$(call link_library,dist/lib/libboctach.so.$(VERSION),-licuuc -licudata)
	ln -sf libboctach.so.$(VERSION) dist/lib/libboctach.so.$(ABI)
	ln -sf libboctach.so.$(ABI) dist/lib/libboctach.so

install: ## Install the C library below PREFIX=/usr/local (DESTDIR for packagers); run `make lib` first
	install -d $(DESTDIR)$(LIBDIR)/pkgconfig $(DESTDIR)$(PREFIX)/include
	install -m 755 dist/lib/libboctach.so.$(VERSION) $(DESTDIR)$(LIBDIR)/
	ln -sf libboctach.so.$(VERSION) $(DESTDIR)$(LIBDIR)/libboctach.so.$(ABI)
	ln -sf libboctach.so.$(ABI) $(DESTDIR)$(LIBDIR)/libboctach.so
	install -m 644 Sources/CBocTach/include/boctach.h $(DESTDIR)$(PREFIX)/include/
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@LIBDIR@|$(LIBDIR)|' -e 's|@VERSION@|$(VERSION)|' $(PACKAGING)/boctach.pc.in \
	  > $(DESTDIR)$(LIBDIR)/pkgconfig/boctach.pc

uninstall: ## Remove what `make install` installed, with the same PREFIX and DESTDIR
	rm -f $(DESTDIR)$(LIBDIR)/libboctach.so $(DESTDIR)$(LIBDIR)/libboctach.so.$(ABI) \
	  $(DESTDIR)$(LIBDIR)/libboctach.so.$(VERSION) $(DESTDIR)$(PREFIX)/include/boctach.h \
	  $(DESTDIR)$(LIBDIR)/pkgconfig/boctach.pc

test-c: lib ## Install into a scratch folder and test the C interface, plain, sanitized, under valgrind
	Tests/CABI/run $(CURDIR)/dist/c-test

wheel: setup ## Build the Python wheel into dist
	$(call link_library,dist/python/boctach/lib/libboctach.so,-licuuc -licudata -Xlinker -rpath -Xlinker '$$ORIGIN')
	$(CC) -std=c11 -O2 -Wall -Wextra -Werror -fPIC -shared -s -ISources/CBocTach/include \
	  -o dist/python/boctach/lib/capsules.so Sources/Python/boctach/capsules.c
	Sources/Python/build-wheel dist/python dist

test-python: wheel ## Test the wheel in a fresh virtual environment, types too
	Sources/Python/test-wheel dist/python-test dist

test-spark: wheel build ## Test the Spark example in local mode against the command (SPARK_ARTICLES=Corpus/train)
	Sources/Python/test-spark dist/spark-test dist .build/release/boctach $(SPARK_ARTICLES)

test-example: setup ## Build and run a package outside of this one that uses the library
	.ci/test-example

# --- Documentation, interface, sizes ---------------------------------------------------------------------------
.PHONY: docs api api-update static sizes

docs: setup ## Build the documentation into dist/docs; warnings, undocumented symbols and dead links are errors
	.ci/docs

api: setup ## Fail when the public interface is not the recorded one or a symbol has no documentation
	.ci/public-api

api-update: setup ## Record the public interface as it is now
	.ci/public-api --update

static: setup ## Build dist/bin/boctach, a command that needs no shared library at all
	.ci/static-command

sizes: static lib wheel ## Print sizes and start-up times of static command, shared library and wheel
	.ci/sizes
