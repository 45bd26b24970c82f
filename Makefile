# Every task of a developer; `make help` lists them. All of them work in a new clone on a bare Debian or
# Ubuntu with git, make, python3 and python3-venv, and put what they make into .venv, or under the
# home of the program (THIRDOPTION_HOME, otherwise ~/.local/share/thirdoption).

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup assets demo test test-unit prove bench lint format types imports browser

BIN := .venv/bin
# Debian's own Python is built with optimizations, and half as fast again as one compiled without
PYTHON ?= $(shell for python in /usr/bin/python3 python3; do \
	$$python -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		&& { echo $$python; break; }; done)
# what .venv is made from: the lock, and the package's own part of pyproject.toml
LOCKED := $(shell { cat requirements.lock; sed '/^\[tool.ruff\]/,$$d' pyproject.toml; } | sha256sum | cut -c1-16)
STAMP := .venv/set-up-$(LOCKED)
# two at once on the same checkout wait for each other
ALONE := flock Makefile
# say nothing unless it goes wrong
quiet = out=$$($(1) 2>&1) || { printf '%s\n' "$$out"; exit 1; }
LOOK_FOR_BROWSER = [ -x "$${THIRDOPTION_BROWSER:-}" ] \
	|| { command -v chromium-headless-shell || command -v chromium || command -v google-chrome || ls -d ~/.cache/ms-playwright/chromium*; } >/dev/null 2>&1

help: ## list the tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(STAMP) ## make .venv from the lock file; quick when nothing changed

$(STAMP):
	@[ -n "$(PYTHON)" ] || { echo "Third Option needs Python 3.11 or newer, with venv: apt-get install" \
		"python3 python3-venv. python3 here is $$(python3 -V 2>&1)."; exit 1; }
	@$(ALONE) bash -euc '[ -e $(STAMP) ] && exit; \
		echo "Setting up .venv (once per lock file) ..."; \
		[ -x $(BIN)/pip ] || $(PYTHON) -m venv .venv; \
		$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock; \
		$(BIN)/pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .; \
		rm -f .venv/set-up-*; touch $(STAMP)'

assets: setup ## build the pages' CSS and JavaScript
	@$(ALONE) $(BIN)/thirdoption assets

demo: setup assets ## a made-up year in Fort Orange, N.Y. (made-up), served on this machine
	@$(BIN)/thirdoption demo

test: setup assets lint types imports browser ## everything that must hold: lint, types, imports, all tests
	@$(BIN)/pytest -q -n 2 --dist loadfile tests

test-unit: setup ## the quick tests only: no database, no browser
	@$(BIN)/pytest -q tests/unit tests/repository

prove: setup assets browser ## the long proofs; their output is kept in docs/evidence
	@$(BIN)/pytest -q -n 2 --dist worksteal -rP -m prove tests

bench: setup assets ## speed as ratios to frozen floors; ONLY=name runs one
	@ONLY="$(ONLY)" $(BIN)/python -m bench

picture: setup assets browser ## draw the pictures of README and docs again
	@PICTURE=1 $(BIN)/pytest -q tests/journeys/test_demo.py tests/journeys/test_line.py -k "picture or being_free"

lint: setup ## style, banned names, formatting
	@$(BIN)/ruff check -q .
	@$(BIN)/ruff format -q --check . || { $(BIN)/ruff format --check . ; echo "Run: make format"; exit 1; }

types: setup ## mypy; it reads the settings, so it gets a home and an address of its own, and connects to nothing
	@$(call quiet,THIRDOPTION_HOME=$(CURDIR)/.mypy_cache/home DATABASE_URL=postgresql://thirdoption_app@localhost/none \
		$(BIN)/mypy)

imports: setup ## the import order of tiers, words and audiences
	@$(call quiet,$(BIN)/lint-imports --no-logo)

format: setup ## format the code and mend what can be mended
	@$(BIN)/ruff format -q .
	@$(BIN)/ruff check -q --fix .

# Chromium without a window's own pages runs the suite in two thirds of the time; notices need the whole of it
browser: setup
	@command -v chromium >/dev/null && command -v chromium-headless-shell >/dev/null && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing Chromium for the tests in a browser ..."; \
		{ apt-get update; for part in chromium chromium-headless-shell; do \
			apt-get install -y --no-install-recommends $$part; done; } >/dev/null 2>&1 || true; \
	fi; \
	if $(LOOK_FOR_BROWSER); then exit 0; fi; \
	echo "The tests need a Chromium browser. Run this, then the same again:"; \
	if grep -qs '^ID=debian' /etc/os-release; then echo "  sudo apt-get install -y chromium-headless-shell"; \
	else echo "  $(BIN)/playwright install --with-deps chromium"; fi; exit 1
