PYTHON ?= python3
BIN := .venv/bin
HOST ?= 127.0.0.1
PORT ?= 8000

.PHONY: help setup serve test lint bench bench-collection citations lock

help:
	@echo 'make serve  set up, ingest data/, serve on http://$(HOST):$(PORT)'
	@echo 'make test   set up, run every check and test'
	@echo 'make bench  measure ingest, pages and search; search on the large collection where it is (JUEYI_CORPUS)'
	@echo 'make bench-collection  measure the large collection (JUEYI_CORPUS)'
	@echo 'make citations  references against the links of the large collection (JUEYI_CORPUS), gains and losses'
	@echo 'make lock   renew the locked versions from pyproject.toml (needs uv)'

setup: .venv/.ready

.venv/.locked: requirements/build.txt requirements/dev.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 …")'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/build.txt
	$(BIN)/python -m pip install --quiet --require-hashes --no-build-isolation -r requirements/dev.txt
	touch $@

.venv/.ready: .venv/.locked pyproject.toml
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

serve: setup
	$(BIN)/jueyi ingest data || test $$? -eq 1 # a refused text keeps nobody from reading the others
	$(BIN)/jueyi serve --host $(HOST) --port $(PORT)

test: lint
	$(BIN)/pytest --numprocesses auto --dist loadgroup

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --check --lint --quiet templates
	$(BIN)/hadolint Dockerfile

bench: setup
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench_pages
	$(BIN)/python -m tests.bench_search
	$(BIN)/python -m tests.bench_compare

bench-collection: setup
	$(BIN)/python -m tests.bench_collection

citations: setup
	$(BIN)/python -m tests.citations

LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

lock:
	printf 'setuptools>=77\nwheel\n' | $(LOCK) - -o requirements/build.txt
	$(LOCK) pyproject.toml -o requirements/app.txt
	$(LOCK) pyproject.toml --extra tantivy --group dev -c requirements/app.txt -o requirements/dev.txt
