# make app: set up, load the curated cases, open the app.   make test: set up, check, run every test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check

.PHONY: help setup app test check bench lock clean

help:
	@echo "make app    set up, load the curated cases, open the app in the browser"
	@echo "make test   set up, check the code, run every test"
	@echo "make check  ruff, mypy"
	@echo "make bench  measure speed and memory"
	@echo "make lock   write requirements.txt anew from pyproject.toml"

setup: $(VENV)/.ready

# uv is several times as fast; pip takes over where uv does not reach the registry that pip is set up for.
$(VENV)/.ready: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version)."; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV) || { echo "python3 cannot make a virtual environment; on Debian: apt install python3-venv"; exit 1; }
	@sed -n '/^uv==/,/[^\\]$$/p' requirements.txt >$(VENV)/uv.txt
	@$(PIP) --require-hashes -r $(VENV)/uv.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --compile-bytecode -r requirements.txt || $(PIP) --require-hashes -r requirements.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

app: setup
	$(BIN)/defendergraph load cases
	$(BIN)/defendergraph app

test: check
	$(BIN)/pytest -n auto --dist loadscope

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: setup
	$(BIN)/python -m tests.bench

lock: setup
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet -o requirements.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
