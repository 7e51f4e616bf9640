# Everything that a person or CI runs. `make help` lists the targets.
SHELL := /bin/bash
SWIFT ?= swift
SAMPLE := Corpus/train/w1-01-rung-go-lon.txt
DIFFERENTIAL_PAIRS ?= 200000
FUZZ_RUNS ?= 50000

.PHONY: help setup build demo test ci check-format format bundle differential fuzz clean

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

bundle: ## Write the list of grammar files that are built into the binary
	.ci/bundle-grammars

check-format: ## Fail when a Swift file is not formatted
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

format: ## Format all Swift files
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests

differential: ## The long run of the engine against the oracle (DIFFERENTIAL_PAIRS=200000)
	BOCTACH_DIFFERENTIAL_PAIRS=$(DIFFERENTIAL_PAIRS) $(SWIFT) test -c release -Xswiftc -enable-testing --filter DifferentialTests

fuzz: setup ## Fuzz the readers, the decoder and the tokenizer for a while (FUZZ_RUNS=50000)
	$(MAKE) -C Tests/Fuzz RUNS=$(FUZZ_RUNS)

clean: ## Remove what was built
	rm -rf .build dist
