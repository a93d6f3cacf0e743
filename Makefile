# make run: an environment of what it needs, then the facts of corpus/ into outputs/.
# make test: the rest of the environment, then the test suite.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: run test browser lint docs pictures bench lock clean
run: $(VENV)/ready
	test -f outputs/run.json || rm -f outputs/*.jsonl  # of the repository: without run.json factx does not know them
	$(BIN)/factx extract corpus -o outputs --restart

test: $(VENV)/test-ready
	$(BIN)/python -m pytest -n 2 -m "not browser"

# The pages in a real browser: needs a chromium (Debian: apt-get install chromium); skips and says so where there is none.
browser: $(VENV)/test-ready
	$(BIN)/python -m pytest tests/browser -m browser -rs

lint: $(VENV)/test-ready
	$(BIN)/ruff format --check src tests benchmarks docs training
	$(BIN)/ruff check src tests benchmarks docs training
	$(BIN)/mypy
	$(BIN)/lint-imports

# Makes what README and docs/ show anew: output of commands, tables of fields, scripts.
docs: $(VENV)/test-ready
	$(BIN)/python docs/update.py

# Draws docs/pictures/*.svg anew, of the scores of outputs/ and of the figures that benchmarks wrote into measured.json.
pictures: $(VENV)/test-ready
	mkdir -p build
	$(BIN)/factx report outputs --gold gold --measured benchmarks/measured.json --pictures docs/pictures -o build/report.html

bench: $(VENV)/ready
	PEERS=$(PEERS) $(BIN)/python benchmarks/speed.py --keep benchmarks/measured.json
	$(BIN)/python benchmarks/memory.py 20000
	$(BIN)/python benchmarks/cliffs.py

# What the main job needs, made anew whenever the lock changes: every package by hash, the project itself on top.
$(VENV)/ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("factx needs Python 3.11 or newer: make PYTHON=python3.11 ..." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv --clear $(VENV)
	$(PIP) install --quiet "pip==26.3"
	$(PIP) install --quiet --require-hashes -r requirements.lock
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	touch $@

# The rest: what tests, linters, more formats, databases, Ray and Spark need.
$(VENV)/test-ready: $(VENV)/ready requirements-test.lock
	$(PIP) install --quiet --require-hashes -r requirements.lock -r requirements-test.lock
	touch $@

# Pins every dependency anew (needs uv): first what the main job needs, then the rest beside it.
COMPILE = printf 'setuptools>=80\n' | uv pip compile pyproject.toml - --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --quiet
lock:
	$(COMPILE) -o requirements.lock
	$(COMPILE) --all-extras -c requirements.lock -o requirements-test.lock \
		$$(sed -nE 's/^([a-z0-9-]+)==[^;]*$$/--no-emit-package=\1/p' requirements.lock | sort -u)

clean:
	rm -rf $(VENV) build src/*.egg-info
