# Everything a newcomer needs. `make` lists what there is.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
.DEFAULT_GOAL := help
.PHONY: lock system help demo demo-reset test test-quick check bench mutants malformed install build clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: install build ## fill the model community and serve it on http://127.0.0.1:8000 (PORT=, DELEK_DATA=, STAGE=)
	$(BIN)/delek demo --port $(PORT) $(if $(STAGE),--stage $(STAGE))

demo-reset: install build ## the same, starting afresh
	$(BIN)/delek demo --port $(PORT) --reset $(if $(STAGE),--stage $(STAGE))

test: system install build ## everything: SQLite, PostgreSQL, a real browser
	$(BIN)/python tools/run_tests.py

test-quick: install build ## unit tests on SQLite
	$(BIN)/python -m pytest -q -n 2 -m "not browser and not faults"

check: install ## linters, types, contracts, catalogues
	$(BIN)/ruff check src tests bench tools
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python tools/check_tibetan.py

bench: install build ## benchmarks, one JSON object a line
	$(BIN)/python tools/with_postgresql.py $(BIN)/python -m bench

mutants: install build ## take away one permission check at a time: a test must notice (quality.md S1)
	$(BIN)/python tools/mutants.py

malformed: install build ## ten thousand broken requests to every route (quality.md S2)
	DELEK_REQUESTS=10000 $(BIN)/python -m pytest -q -n 2 tests/faults/test_malformed.py

install: .venv/installed node_modules/.installed

.venv/installed: requirements-dev.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

node_modules/.installed: package-lock.json
	npm ci --no-audit --no-fund --silent
	@touch $@

build: install ## styles, behaviours, faces for print, catalogues
	npm run --silent build
	$(BIN)/python tools/print_faces.py
	$(BIN)/python tools/catalogue.py compile

lock: install ## renew both locks after a change of pyproject.toml
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-strip-extras pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-strip-extras --extra dev pyproject.toml -o requirements-dev.txt

system:
	$(PYTHON) tools/system_packages.py

clean: ## remove what was built
	rm -rf .venv node_modules src/delek/static src/delek/faces
