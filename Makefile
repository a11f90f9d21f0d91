# `make site` and `make test` do everything on a fresh machine, set-up included. Debian needs: $(DEBIAN)

PYTHON ?= python3
DEBIAN := apt-get install make python3 python3-venv
DEBIAN_TESTS := apt-get install chromium default-jre-headless npm nginx openssl openssh-client

venv := .venv
bin := $(venv)/bin
ready := $(venv)/.ready
tools := tests/browser/node_modules/.ready

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

.PHONY: help site test check accept audit bench clean

help:
	@echo 'make site     build the microsite of ./claims.yaml and ./seeds into ./site'
	@echo 'make test     all tests, and proof that ./site is what a fresh build gives'
	@echo 'make check    its quick part: style, types, and the claims themselves'
	@echo 'make accept   write what the program says now into the golden cases and the docs (then read the diff)'
	@echo 'make audit    scores by Lighthouse for the home page, a claim and a source'
	@echo 'make bench    build times beside Hugo, Eleventy, Pelican and MkDocs (minutes; needs npm)'
	@echo 'make clean    remove what make made, but for ./site'
	@echo 'On Debian all of it needs: $(DEBIAN)'
	@echo 'The tests take what PyPI and npm have where it lacks $(DEBIAN_TESTS:apt-get install %=%);'
	@echo 'those for which something is missing all the same are skipped, and say what'

site: $(ready)
	@$(bin)/verbatim build .

test: check $(tools)
	@$(bin)/python -m pytest --quiet -n auto --dist loadfile
	@fresh=$$(mktemp -d) && trap 'rm -rf "$$fresh"' EXIT && \
		$(bin)/verbatim build . --strict --out "$$fresh/site" && \
		{ diff -rq site "$$fresh/site" || { echo 'site/ is not what a fresh build gives: run make site'; exit 1; }; }
	@$(bin)/verbatim verify site

check: $(ready)
	@$(bin)/ruff check --quiet
	@$(bin)/ruff format --check --quiet || { echo 'run $(bin)/ruff format'; exit 1; }
	@$(bin)/mypy --no-error-summary
	@$(bin)/verbatim check . --strict

accept: $(ready)
	@$(bin)/python -m pytest --quiet tests/test_cases.py tests/test_docs.py --accept

audit: $(tools)
	@$(bin)/python -m pytest --quiet tests/browser/audit.py

bench: $(ready)
	@$(bin)/python -m benchmarks.run

clean:
	rm -rf $(venv) benchmarks/.work tests/browser/node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
	find generator tests -name __pycache__ -prune -exec rm -rf {} +

# The tools, in a folder of their own: made once, and again when pyproject.toml asks for others.
$(ready): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'verbatim needs Python 3.11 or later as $(PYTHON); another one: make PYTHON=python3.12 $(MAKECMDGOALS)'; exit 1; }
	@$(bin)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(venv) || \
		{ echo 'there is no venv for $(PYTHON); on Debian: $(DEBIAN)'; exit 1; }
	@echo 'installing what verbatim and its tests need into $(venv)'
	@$(bin)/python -m pip install --quiet 'pip>=25.1'
	@$(bin)/python -m pip install --quiet --editable . --group dev
	@touch $@

# The programs that the tests need; where one cannot be had, it is tried again the next time.
$(tools): tests/browser/package-lock.json tests/support/tools.py $(ready)
	@if $(bin)/python -m tests.support.tools; then touch $@; fi
