PYTHON ?= python3
BIN := .venv/bin
HOST ?= 127.0.0.1
PORT ?= 8000
LINTS := lint-python lint-types lint-floors lint-templates lint-static lint-container lint-deploy

.PHONY: help setup serve opensearch test test-collection test-heavy test-hardness lint $(LINTS) bench bench-collection citations wheels sbom audit lock

help:
	@echo 'make serve  set up, ingest data/, serve on http://$(HOST):$(PORT)'
	@echo 'make test   set up, run every check and the quick tests'
	@echo 'make test-collection  the tests of the large collection, where it is (JUEYI_CORPUS)'
	@echo 'make test-heavy  the tests that take long: texts set anew in many shapes, real servers, browsers and clients, pages before other judges'
	@echo 'make test-hardness  a server under attack; as it is measured, with JUEYI_HARDNESS=full'
	@echo 'make bench  measure ingest, pages and search; search on the large collection where it is (JUEYI_CORPUS)'
	@echo 'make bench-collection  measure the large collection (JUEYI_CORPUS)'
	@echo 'make citations  references against the links of the large collection (JUEYI_CORPUS), gains and losses'
	@echo 'make wheels  what the test of the installed wheel installs, into var/wheels (tests/heavy/test_installed.py)'
	@echo 'make opensearch  the servers of OpenSearch that tests start, into var/opensearch (needs Maven and a JDK)'
	@echo 'make sbom   the bill of materials of what runs, in CycloneDX, into var/sbom.json'
	@echo 'make audit  known vulnerabilities in what runs, where their data can be had'
	@echo 'make lock   renew the locked versions from pyproject.toml and package.json (needs uv and npm)'

# Scripts and styles are checked by a tool that npm installs; nothing else needs it, so nothing else waits for it.
setup: .venv/.ready $(if $(shell command -v npm),node_modules/.ready)

.venv/.locked: requirements/build.txt requirements/dev.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 …")'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/build.txt
	$(BIN)/python -m pip install --quiet --require-hashes --no-build-isolation -r requirements/dev.txt
	touch $@

.venv/.ready: .venv/.locked pyproject.toml
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

node_modules/.ready: package.json package-lock.json .npmrc
	@command -v npm >/dev/null || { echo 'npm is needed to check scripts and styles: install Node.js with npm (Debian: apt-get install npm)' >&2; exit 1; }
	npm ci --loglevel=error
	touch $@

# The generator of clients wants another Typer than the command does, so it lives apart.
.venv-client/.ready: .venv/.locked requirements/openapi-client.txt
	$(PYTHON) -m venv --clear .venv-client
	.venv-client/bin/python -m pip install --quiet --require-hashes -r requirements/openapi-client.txt
	touch $@

# The judges of pages weigh as much as everything else, and only a heavy test asks them.
tests/heavy/pages/.ready: tests/heavy/pages/package.json tests/heavy/pages/package-lock.json
	cd tests/heavy/pages && npm ci --loglevel=error
	touch $@

# The auditors want other versions than the program does, so they live apart.
.venv-audit/.ready: .venv/.locked requirements/audit.txt
	$(PYTHON) -m venv --clear .venv-audit
	.venv-audit/bin/python -m pip install --quiet --require-hashes -r requirements/audit.txt
	touch $@

serve: setup
	$(BIN)/jueyi ingest data || test $$? -eq 1 # a refused text keeps nobody from reading the others
	$(BIN)/jueyi serve --host $(HOST) --port $(PORT)

PYTEST := $(BIN)/pytest --numprocesses auto

# What starts servers, browsers and other programs, beside what it tests.
REAL := tests/browser tests/clients tests/opensearch tests/postgresql tests/search/test_opensearch.py tests/search/test_opensearch_hostile.py

test: setup
	$(MAKE) --no-print-directory --jobs --output-sync=target lint
	$(PYTEST) $(addprefix --ignore ,tests/collection tests/heavy tests/hardness $(REAL))

# 5: no test was found, which is no failure where a part has none yet.
test-collection: setup
	$(PYTEST) tests/collection || test $$? -eq 5

test-heavy: setup
	$(PYTEST) tests/heavy $(REAL) || test $$? -eq 5

# One after the other: each takes all cores.
test-hardness: setup
	$(BIN)/pytest tests/hardness || test $$? -eq 5

lint: $(LINTS)

lint-python: .venv/.ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

lint-types: .venv/.ready
	$(BIN)/mypy

lint-floors: .venv/.ready
	$(BIN)/lint-imports

lint-templates: .venv/.ready
	$(BIN)/djlint --check --lint --quiet templates

# Biome looks through all folders, and fails where one comes or goes meanwhile.
lint-static: node_modules/.ready | .venv-audit/.ready
	node_modules/.bin/biome ci --error-on-warnings

lint-container: .venv/.ready
	$(BIN)/hadolint Dockerfile

# Units and nginx.conf are held by tests/deploy, where systemd and nginx are installed.
lint-deploy: .venv-audit/.ready
	.venv-audit/bin/check-jsonschema --quiet --builtin-schema vendor.compose-spec compose.yaml

bench: setup
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench_pages
	$(BIN)/python -m tests.bench_search
	$(BIN)/python -m tests.bench_compare

bench-collection: setup
	$(BIN)/python -m tests.bench_collection

citations: setup
	$(BIN)/python -m tests.citations

wheels: var/wheels/.ready

var/wheels/.ready: requirements/build.txt requirements/app.txt | setup
	rm -rf var/wheels
	$(BIN)/python -m pip download --quiet --require-hashes --no-deps --no-build-isolation --dest var/wheels \
		-r requirements/build.txt -r requirements/app.txt
	touch $@

opensearch: var/opensearch/.ready

# Jars by Maven, the same as ever: whoever changes a version writes what sha256sum prints to the lock.
var/opensearch/.ready: tests/opensearch/pom.xml tests/opensearch/jars.sha256 tests/opensearch/ClusterNode.java
	@command -v mvn >/dev/null && command -v javac >/dev/null || { echo 'Maven and a JDK are needed (Debian: apt-get install maven default-jdk-headless)' >&2; exit 1; }
	rm -rf var/opensearch
	mvn --quiet --batch-mode --file tests/opensearch/pom.xml dependency:copy-dependencies -DoutputDirectory='$(CURDIR)/var/opensearch/lib'
	cd var/opensearch/lib && export LC_ALL=C && sha256sum -- *.jar | diff '$(CURDIR)/tests/opensearch/jars.sha256' -
	javac -d var/opensearch/classes -cp 'var/opensearch/lib/*' tests/opensearch/ClusterNode.java
	touch $@

sbom: .venv/.ready .venv-audit/.ready
	.venv-audit/bin/python -m tests.sbom var/sbom.json

audit: .venv/.ready .venv-audit/.ready
	$(BIN)/python -m tests.vulnerabilities

LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

lock:
	printf 'editables\nhatchling>=1.27\nsetuptools>=77\nwheel\n' | $(LOCK) - -o requirements/build.txt
	$(LOCK) pyproject.toml -o requirements/app.txt
	$(LOCK) pyproject.toml --extra opensearch --extra postgresql --extra tantivy --group dev -c requirements/app.txt -o requirements/dev.txt
	printf 'tantivy\n' | $(LOCK) - -c requirements/dev.txt -o requirements/tantivy.txt
	printf 'opensearch-py\npsycopg[binary]\n' | $(LOCK) - -c requirements/dev.txt -o requirements/cluster.txt
	printf 'openapi-python-client\nruff\n' | $(LOCK) - -o requirements/openapi-client.txt
	printf 'check-jsonschema\ncyclonedx-bom[validation]\npip-audit\n' | $(LOCK) - -o requirements/audit.txt
	npm update --package-lock-only
	npm update --package-lock-only --prefix tests/heavy/pages
