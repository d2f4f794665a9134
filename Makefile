# What can be done here. `make` alone lists it; everything happens in .venv, nothing is installed elsewhere.
PYTHON ?= python3
LANGUAGE := tg
VENV   := .venv
BIN    := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PIN    := $(BIN)/uv pip compile --quiet --universal --upgrade --python-version 3.11 --generate-hashes --no-annotate \
	--no-header --no-emit-index-url --no-emit-find-links pyproject.toml
SYSTEM ?= windows
STAMP  := $(VENV)/.installed
STAMP-DEV := $(VENV)/.installed-dev
STAMP-BENCH := $(VENV)/.installed-bench

.DEFAULT_GOAL := help
.PHONY: help setup run test soak check format demo lock words bench offline clean

help: ## list what can be done
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## make the environment: .venv with the program `ahd` in it

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Ahd needs Python 3.11 or newer. Name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Making the environment in $(VENV); the first time this takes a minute or two ..."
	@$(PYTHON) -m venv $(VENV)
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

$(STAMP-DEV): $(STAMP) requirements-dev.lock
	@echo "Adding what the tests need ..."
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $(STAMP-DEV)

$(STAMP-BENCH): $(STAMP-DEV) requirements-bench.lock
	@echo "Adding what the benchmarks measure against ..."
	@$(INSTALL) --require-hashes -r requirements-bench.lock
	@touch $(STAMP-BENCH)

run: $(STAMP) ## start the dashboard in the browser; the first start loads the sample workbooks
	@$(BIN)/ahd serve --with-sample --open

demo: $(STAMP) ## load the sample workbooks into the data folder
	@$(BIN)/ahd demo

test: $(STAMP-DEV) ## all tests, in the browser too
	@$(BIN)/python -m tests.browser.provide
	@$(BIN)/python -m tests.provide
	@$(BIN)/python -m pytest -n 2 --dist loadfile

soak: $(STAMP-DEV) ## kill programs at five hundred moments instead of fifty, let eight of them write for a minute
	@AHD_KILLS=500 AHD_SECONDS=60 AHD_MUTATIONS=200 $(BIN)/python -m pytest tests/attacks/test_killed.py \
		tests/attacks/test_many_at_once.py tests/attacks/test_03_parser_panics.py

check: $(STAMP-DEV) ## style, types, import floors, translations, the files for servers, weaknesses of packages
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m tracker.words.extract --check
	@$(BIN)/hadolint deploy/Dockerfile
	@$(BIN)/yamllint -d '{extends: default, rules: {line-length: {max: 126}, document-start: disable, braces: disable}}' deploy/compose.yaml
	@$(BIN)/python -m tests.audit

format: $(STAMP-DEV) ## put the code into its usual form
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

words: $(STAMP-DEV) ## bring new sentences into the catalogues
	@$(BIN)/python -m tracker.words.extract

lock: $(STAMP-DEV) ## pin all packages anew, with hashes and without addresses
	@$(INSTALL) uv
	@$(PIN) --group install --output-file requirements.lock
	@$(PIN) --group dev --output-file requirements-dev.lock
	@$(PIN) --group bench --output-file requirements-bench.lock

translate: $(STAMP) ## see the pages in a catalogue as it is translated: make translate LANGUAGE=tg
	@AHD_DATA_DIR=$${AHD_DATA_DIR:-build/translate} $(BIN)/ahd serve --with-sample --open \
		--catalogue tracker/words/catalogues/$(LANGUAGE).po

bench: $(STAMP-BENCH) ## how fast it is, against named baselines
	@$(BIN)/python -m bench

offline: $(STAMP) ## everything a computer without internet needs, in one zip (SYSTEM=windows|linux, PYTHON_THERE=3.12)
	@$(BIN)/python deploy/offline.py --system $(SYSTEM) $(if $(PYTHON_THERE),--python $(PYTHON_THERE))

clean: ## remove the environment and caches; the data in var/ stays
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
