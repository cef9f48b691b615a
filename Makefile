# Two commands matter: `make run` opens the reader, `make test` runs everything CI runs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READER := $(VENV)/.reader
STAMP := $(VENV)/.installed
LATERAL_DATA ?= ../shared/data
export LATERAL_DATA
# Tests start many processes: without kept bytecode each of them would compile every module again.
unexport PYTHONDONTWRITEBYTECODE

# One more than cores: many tests wait for a process of their own, and another can use the time.
WORKERS = $(shell $(BIN)/python -c 'import os; print((os.cpu_count() or 1) + 1)')

.PHONY: run test lint bench evaluate fuzz screenshots clean install

run: $(READER)
	$(BIN)/lateral

install: $(STAMP)

# What tests need besides is two fifths of the time to install: nobody waits for it who wants to read.
$(READER): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(STAMP): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	touch $(READER) $@

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint
	$(BIN)/python -m slipcover -m pytest -n $(WORKERS) --dist worksteal

# With as many threads as the reader itself gives to products of numbers.
bench: $(STAMP)
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.bench

evaluate: $(STAMP)
	$(BIN)/python -m tests.evaluation

# The property tests, with many more examples each; FUZZ=500 for a long night.
FUZZ ?= 20
fuzz: $(STAMP)
	LATERAL_FUZZ=$(FUZZ) $(BIN)/pytest -n auto -m hypothesis

screenshots: $(STAMP)
	$(BIN)/python -m tests.screenshots

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .import_linter_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
