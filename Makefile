# make run: set up, then extract the facts of corpus/ into outputs/.  make test: set up, then the test suite.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: run test lint bench lock outputs clean
run: $(VENV)/ready
	$(BIN)/factx extract corpus -o outputs --restart

test: $(VENV)/ready
	$(BIN)/python -m pytest -n 2

lint: $(VENV)/ready
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/ready
	PEERS=$(PEERS) $(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/memory.py 20000
	$(BIN)/python benchmarks/cliffs.py

# The environment, made anew whenever the lock changes: every package by hash, the project itself on top.
$(VENV)/ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("factx needs Python 3.11 or newer: make PYTHON=python3.11 ..." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv --clear $(VENV)
	$(PIP) install --quiet "pip==26.3"
	$(PIP) install --quiet --require-hashes -r requirements.lock
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	touch $@

# Pins every dependency anew (needs uv).
lock:
	printf 'setuptools>=80\n' | uv pip compile pyproject.toml - --all-extras --universal --python-version 3.11 \
		--generate-hashes --no-header --no-annotate --quiet -o requirements.lock

clean:
	rm -rf $(VENV) build src/*.egg-info
