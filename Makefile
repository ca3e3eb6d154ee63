# Needs Python 3.11 or newer, make and git; brings the rest itself. PYTHON=python3.12 takes another Python.

PYTHON ?= python3
VENV := .venv/bin/python
# Changes when the pinned packages, the Python or the place of the project change.
INSTALLED := .venv/installed-$(firstword $(shell { $(PYTHON) -V; pwd; cat requirements-dev.txt; } | cksum))

# Compiled once, not again in each of the many processes that the demo and the tests start.
unexport PYTHONDONTWRITEBYTECODE

TESTS := env DJANGO_SETTINGS_MODULE=tests.settings
PRODUCTION := env $$($(VENV) -m demo.environment)

define prove
	@echo '== $(1)'
	@$(2) || { echo 'Failed: $(1)'; exit 1; }
endef

.NOTPARALLEL:
.PHONY: help demo test lint unit bench audit requirements clean ready

help: ## Show what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 16

demo: $(INSTALLED) ## Run the whole portal here, with made-up people: http://localhost:8000/ or the next free PORT
	@$(PYTHON) -m demo.system demo
	@exec $(VENV) -m demo.run

test: ready lint unit ## Prove everything; CI runs this and nothing else

lint: ready ## Style, types, layers, settings and migrations
	$(call prove,ruff check,$(VENV) -m ruff check --quiet .)
	$(call prove,ruff format,$(VENV) -m ruff format --quiet --check .)
	$(call prove,import-linter,.venv/bin/lint-imports --no-cache)
	$(call prove,mypy,$(VENV) -m mypy .)
	$(call prove,vulture,$(VENV) -m vulture)
	$(call prove,manage.py check,$(TESTS) $(VENV) manage.py check)
	$(call prove,manage.py check --deploy,$(PRODUCTION) $(VENV) manage.py check --deploy --fail-level WARNING)
	$(call prove,manage.py makemigrations --check,$(TESTS) $(VENV) -W ignore manage.py makemigrations --check)

unit: ready ## Tests, in the browser too
	$(call prove,pytest,$(VENV) -m demo.embedded run .local/test $(VENV) -m pytest -n 2)

bench: $(INSTALLED) ## Benchmarks, each beside its limit and its peer
	@$(PYTHON) -m demo.system demo
	@$(VENV) -m demo.messages
	@$(PRODUCTION) $(VENV) -m demo.embedded run .local/bench $(VENV) -m bench

audit: $(INSTALLED) ## Known leaks in pinned packages, and pins past their term (docs/dependencies.md); asks PyPI
	$(call prove,pins of the last 30 days,test -n "$$(git log -1 --since='30 days ago' --format=%h -- requirements.txt)")
	$(call prove,pip-audit (“not found on PyPI”: its list of leaks could not be asked and nothing was checked),$(VENV) -m uv tool run --quiet pip-audit@2.10.1 --strict --disable-pip --require-hashes -r requirements-dev.txt)

requirements: $(INSTALLED) ## Pin again what requirements.in and requirements-dev.in ask for
	@for name in requirements requirements-dev; do \
	  $(VENV) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --custom-compile-command 'make requirements' \
	    $$name.in --output-file $$name.txt || exit 1; \
	done

clean: ## Stop what still runs and remove what was made here, the demo's data too
	@for state in demo test bench; do test ! -x $(VENV) || $(VENV) -m demo.embedded remove .local/$$state; done
	@rm -rf .local .venv

ready: $(INSTALLED)
	@$(PYTHON) -m demo.system test

$(INSTALLED):
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m demo.system venv
	@echo 'Installing Python packages, once …'
	@$(PYTHON) -m venv .venv
	@$(VENV) -m pip install -qq --disable-pip-version-check --no-deps --no-compile --require-hashes -r requirements-dev.txt
	@rm -f .venv/installed-*
	@touch $@
