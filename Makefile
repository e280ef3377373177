# `make` alone lists what there is. Everything is set up in .venv on first use.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
# The theme prints nine lines about its end of support on every build; README.md has them in one paragraph.
export NO_MKDOCS_2_WARNING := 1
# Two builds of one commit are the same byte for byte: their only date is that of the commit.
COMMITTED := $(shell git log -1 --format=%ct 2>/dev/null)
ifneq ($(COMMITTED),)
export SOURCE_DATE_EPOCH ?= $(COMMITTED)
endif

.DEFAULT_GOAL := help
.PHONY: help new serve check explain build offline compress test lint bench bench-search bench-paint annotate overdue links format guide lock clean

help: ## List these commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /\1\t/' | while IFS="$$(printf '\t')" read -r name doc; do printf '  make %-13s %s\n' "$$name" "$$doc"; done

serve: $(VENV)/site.done ## Show the site at http://localhost:8000 and show it anew at every change
	-$(RUN) scripts/check.py
	@$(RUN) -c "import socket, sys; sys.exit('Port 8000 is in use. Stop the other preview with Ctrl+C and try again.' if socket.socket().connect_ex(('127.0.0.1', 8000)) == 0 else 0)"
	$(RUN) -m mkdocs serve

new: $(VENV)/site.done ## Start a page: make new page=treatments/laser-for-x
	$(RUN) scripts/new_page.py "$(page)"

check: $(VENV)/site.done ## Check that every page covers what it must
	$(RUN) scripts/check.py

explain: $(VENV)/site.done ## Show what a rule refuses and what to write: make explain rule=no-help
	$(RUN) scripts/check.py --explain "$(rule)"

build: $(VENV)/site.done ## Build the site into site/
	$(RUN) -m mkdocs build

offline: build ## Pack the site into one zip that opens from a disk or a stick
	@$(RUN) scripts/offline.py

compress: $(VENV)/site.done ## Put compressed copies beside the built files, for nginx
	@$(RUN) scripts/compress.py

test: lint $(VENV)/dev.done ## Prove everything, in a real browser too
	$(RUN) tests/chromium.py
	$(RUN) -m pytest -n auto --dist worksteal

lint: $(VENV)/dev.done ## Check the style and the types of the code
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy

bench: $(VENV)/dev.done ## Measure check, build and preview against their peers; takes an hour
	$(RUN) bench/speed.py

bench-search: $(VENV)/dev.done ## Measure the search against the theme's own, with every miss
	$(RUN) bench/search.py

bench-paint: $(VENV)/dev.done ## Measure paint and weight against Starlight; needs node
	$(RUN) bench/paint.py

annotate: $(VENV)/site.done ## Check the pages, with annotations for a pull request
	$(RUN) scripts/check.py --format github

overdue: $(VENV)/site.done ## Name the pages that are due for their next check
	$(RUN) scripts/overdue.py

links: $(VENV)/dev.done build ## Look whether the sources on other websites still answer
	$(VENV)/bin/lychee --no-progress --include-fragments=none --max-retries 1 --exclude-path 404.html --root-dir "$(CURDIR)/site" --index-files index.html site

format: $(VENV)/dev.done ## Put the code into the house's style
	$(RUN) -m ruff check --fix .
	$(RUN) -m ruff format .

guide: $(VENV)/site.done ## Write the tables of CONTRIBUTING.md and the schema anew from the code
	$(RUN) scripts/contributor_tables.py
	$(RUN) scripts/schema.py

lock: $(VENV)/dev.done ## Lock the versions of pyproject.toml into requirements*.txt
	$(RUN) -m pip install --quiet uv==0.13.9
	$(RUN) -m uv pip compile --quiet --universal --python-version 3.11.5 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" -o requirements.txt pyproject.toml
	$(RUN) -m uv pip compile --quiet --universal --python-version 3.11.5 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" --group dev -c requirements.txt -o requirements-dev.txt pyproject.toml

clean: ## Delete everything that these commands made
	rm -rf $(VENV) .cache site laser-skin-guide.zip .site-new .site-old .hypothesis .pytest_cache .mypy_cache .ruff_cache

$(VENV)/site.done: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11, 5))' || { echo "This needs Python 3.11.5 or newer. Install it, then: make PYTHON=/path/to/python3"; exit 2; }
	@test -x $(RUN) || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python cannot make a virtual environment. On Debian: apt install python3-venv"; exit 2; }
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/dev.done: requirements-dev.txt $(VENV)/site.done
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
