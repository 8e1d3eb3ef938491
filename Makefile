# Two commands are all a fresh machine needs: `make demo` and `make test`.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2
PARALLEL := -n $(WORKERS) --dist loadgroup --max-worker-restart 0

.PHONY: help demo test lint unit suite bench lock clean
help:
	@echo "make demo   a small synthetic city at http://localhost:8000, with a printed list of sign-ins"
	@echo "make test   style, types, layers and every test"
	@echo "make unit   the part without pages, database apps and browsers: law, rules, calendars, procedures, bulk"
	@echo "make bench  measurements against named yardsticks"
	@echo "make lock   pin the requirements anew (needs uv)"

demo: $(VENV)/base.stamp
	$(BIN)/gongbao demo

test: lint suite

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check -q .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: $(VENV)/dev.stamp
	$(BIN)/python -m pytest $(PARALLEL) tests/law tests/kernel tests/policies tests/bulk

suite: $(VENV)/dev.stamp
	$(BIN)/python -m pytest $(PARALLEL)

bench: $(VENV)/dev.stamp
	$(BIN)/python -m bench

$(VENV)/base.stamp: requirements/base.txt pyproject.toml | $(VENV)/python.stamp
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/base.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt pyproject.toml | $(VENV)/python.stamp
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/base.stamp

$(VENV)/python.stamp:
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 至 3.14 / Python 3.11 to 3.14 is needed"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
		{ echo "缺少 venv：Debian 上请安装 python3-venv / python3-venv is missing"; exit 1; }
	@$(PYTHON) -c 'import ssl, sys; sys.exit(ssl.OPENSSL_VERSION_INFO < (3,))' || \
		{ echo "需要 libcrypto 3 或更高 / libcrypto 3 or later is needed"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header requirements/base.in -o requirements/base.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -c requirements/base.txt requirements/dev.in -o requirements/dev.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -c requirements/base.txt requirements/bench.in -o requirements/bench.txt

clean:
	rm -rf $(VENV) build src/*.egg-info
