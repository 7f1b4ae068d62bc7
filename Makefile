# What a person runs is what CI runs. `make` alone lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# Bytecode is written, whatever is set here: every test that starts a bot would compile it anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help install tools demo test test-quick test-postgres test-bucket check bench lock clean

help:
	@echo "make install        .venv with the locked packages and xietiao in it"
	@echo "make demo           sandbox + bot + sample county on http://127.0.0.1:8080, no token, no network"
	@echo "make test           every test this machine can run"
	@echo "make test-quick     rules, forms, a conversation of each wing: for the work in between"
	@echo "make test-postgres  the tests on PostgreSQL, which has to be installed, not started"
	@echo "make test-bucket    the conversations with their evidence in a bucket"
	@echo "make check          style, types, import contracts"
	@echo "make bench          speed and memory, beside bare echoes"

install: $(BIN)/.installed

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null \
	  || { echo "This Python cannot make virtual environments; on Debian: apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(BIN)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q bot  # so that the first start is as quick as the second
	@touch $@

$(BIN)/.tools: requirements-test.lock $(BIN)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

tools: $(BIN)/.tools

demo: install
	@$(BIN)/python -m bot.sandbox

# Four workers on two cores: half of the time a test waits for the bot, or for its own clock. A
# browser beside other tests is a phone on a bad network: those come last, two at a time, each of
# which keeps one core busy half of the time.
test: $(BIN)/.tools
	$(BIN)/python -m pytest -n 4 -m "not browser"
	$(BIN)/python -m pytest -n 2 -m browser tests/browser

test-quick: $(BIN)/.tools
	$(BIN)/python -m pytest -n 2 -m quick

# Every county in PostgreSQL. The tests say themselves which of them would say the same again.
test-postgres: $(BIN)/.tools
	XIETIAO_TEST_DATABASE=postgres $(BIN)/python -m pytest -n 4 -m "not browser"

# Only conversations and what goes in and out meet the bucket; tests/storage tests it by itself.
test-bucket: $(BIN)/.tools
	XIETIAO_TEST_EVIDENCE=s3 $(BIN)/python -m pytest -n 3 -m "not browser" tests/handlers tests/transport tests/month

check: $(BIN)/.tools
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(BIN)/.tools
	$(BIN)/python -m benchmarks

# Resolves anew; uv is fetched for this alone. What the bot runs on is what the tests ran on.
RESOLVE := $(VENV)/lock/bin/uv pip compile --quiet --universal --generate-hashes \
  --python-version 3.11 --no-emit-index-url --no-header --no-annotate
lock:
	$(PYTHON) -m venv $(VENV)/lock && $(VENV)/lock/bin/pip install --quiet uv
	$(RESOLVE) requirements-test.in -o requirements-test.lock
	$(RESOLVE) -c requirements-test.lock requirements.in requirements-postgres.in requirements-s3.in \
	  requirements-reading.in \
	  -o requirements.lock

clean:
	rm -rf $(VENV) var build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
