# The developer's interface. Every target makes its own environment in .venv first, so that a fresh clone works.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared
READY := $(VENV)/.ready

.PHONY: score test check lowest newest soak format lint types serve teacher train measure gate engines bench load fuzz pictures clean

score: $(READY) ## set everything up, score the five example articles and compare them
	$(BIN)/scorer score seeds
	$(BIN)/scorer score seeds/003_search_filler.txt
	$(BIN)/scorer compare seeds/*.txt

test: $(READY) ## all tests; those that need ../shared or a browser say why where they skip
	sh tests/api/install_browser.sh
	$(BIN)/python -m pytest -ra

check: lint types test gate ## what CI runs

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(READY) ## mypy sees the package as it is installed: api, eval and models inside scorer
	rm -rf .cache/types && mkdir -p .cache/types/scorer
	ln -s $(CURDIR)/scorer/* .cache/types/scorer/
	for folder in api eval models; do ln -s $(CURDIR)/$$folder .cache/types/scorer/$$folder; done
	cd .cache/types && $(CURDIR)/$(BIN)/mypy --config-file $(CURDIR)/pyproject.toml -p scorer

serve: $(READY) ## the page, at http://127.0.0.1:8000/
	$(BIN)/scorer serve

teacher: $(READY) ## the transformer that teaches loaded wording and attribution, into the same environment: only training asks for it
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev,teacher]"

train: teacher ## fit every model again from the labelled data
	$(BIN)/scorer train --data $(SHARED)/data

measure: $(READY) ## every measured figure in docs/measured.md
	$(BIN)/python -m scorer.eval.gate.measure --shared $(SHARED)

gate: $(READY) ## the floors that no change may fall below
	$(BIN)/python -m scorer.eval.gate.check --shared $(SHARED)

$(READY): pyproject.toml constraints.txt setup.py $(wildcard native/*)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	touch $@

engines: $(READY) ## Ray, Spark, datatrove, DuckDB, polars, pandas, Dask into the same environment: their tests run where they are
	sh tests/engines/install_java.sh
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev,engines]"

bench: $(READY) ## speed, memory and start-up, as ratios, into docs/benchmarks.md
	$(BIN)/python bench/run.py

load: $(READY) ## sixteen clients on the service for a minute, on loopback
	$(BIN)/python bench/http_load.py

soak: $(READY) ## kills, damaged inputs and requests, overload for SECONDS (180), counted in docs/reliability.md
	$(BIN)/python bench/soak.py --seconds $(or $(SECONDS),180)

lowest: ## the tests with the lowest versions that pyproject.toml allows (TESTS=… for some of them)
	.ci/lowest $(TESTS)

newest: ## the tests with the newest versions of everything
	.ci/newest $(TESTS)

fuzz: $(READY) ## schemathesis over every endpoint, on loopback
	$(BIN)/python bench/http_fuzz.py

pictures: $(READY) ## first screens of the page, desktop, dark and phone, for every example article, into docs/images
	$(BIN)/python bench/screenshots.py

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache
