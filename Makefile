# make lab       JupyterLab with the notebooks
# make report    the notebooks as pages to read, in build/report
# make site      the corpus as pages to explore without Python, in build/site
# make docs      the pages of help and reference, in build/docs
# make students  the notebooks without results and answers, to work with, in build/students
# make test      every check and every test
# Needs Python 3.11 or later (make PYTHON=python3.12 ... to name one) and, once, a network.

PYTHON ?= python3
VENV := .venv
READY := $(VENV)/ready
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
PY := $(BIN)/python
# JupyterLab refuses to run as root unless told to; nobody else needs telling.
ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)
OLD := "Python 3.11 or later is needed: make PYTHON=python3.12 ..."
ANNOUNCEMENTS := @jupyterlab/apputils-extension:announcements

.PHONY: lab report site docs students check test notebooks nightly matrix bench lock clean

lab: $(READY)
	$(BIN)/jupyter lab $(ROOT) --ServerApp.root_dir=. notebooks/00_start_here.ipynb

report: $(READY)
	$(PY) -m analysis report

site: $(READY)
	$(PY) -m analysis site build/site

docs: $(READY)
	$(PY) -m sphinx -W -n -q docs build/docs
	@echo "build/docs/index.html is written; open it in a browser"

students: $(READY)
	$(PY) -m jupyter nbconvert --log-level WARN --config docs/teaching/students.py --to notebook \
	  --output-dir build/students notebooks/*.ipynb
	@echo "build/students is written"

check: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(PY) -m analysis check

# First the tests, a process for a file, then each notebook run in place, every cell held to its stored
# output.
test: check
	$(PY) -m pytest -n auto --benchmark-disable
	$(PY) -m pytest -o addopts= -n auto --nbval --nbval-current-env notebooks/*.ipynb

# Run every notebook and save its outputs: what the tests compare. Read the changes before you commit.
notebooks: $(READY)
	$(PY) -m analysis refresh notebooks/*.ipynb

# What takes too long for every day: writers killed at every step; every mutation of the corpus, sixty
# of them of facts drawn by chance; 130,000 generated inputs for the parser and the readers of files, 64,000 of them valid files
# broken; then how time and memory grow over 250 patterns.
nightly: $(READY)
	$(PY) -m pytest -m nightly -n auto
	$(PY) -m pytest tests/parsing/test_any_text.py tests/reading/texts/test_any_bytes.py \
	  --hypothesis-profile=nightly -o faulthandler_timeout=600
	$(PY) -m tests.benchmarks.growth

# What a reader waits for, beside the run before; then how all grows, into the tables of docs/speed.md.
bench: $(READY)
	$(PY) -m pytest tests/benchmarks -m "" --benchmark-only --benchmark-autosave --benchmark-compare
	-$(PY) -m tests.benchmarks.scale --write
	$(PY) -m tests.benchmarks.stored --write
	$(PY) -m tests.benchmarks.stream --write
	$(PY) -m tests.benchmarks.classroom --write
	$(PY) -m tests.benchmarks.peers

lock: $(READY)
	$(PY) -m pip install -qq --disable-pip-version-check uv
	$(BIN)/uv pip compile pyproject.toml --extra test --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --upgrade --quiet -o requirements.lock

clean:
	rm -rf build dist .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .benchmarks
	find analysis tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The exact packages of the lock, each held to its hash, then the kit itself, editable. The lock is whole,
# so nothing is to be resolved; modules are compiled when they are first used, which takes half as long.
# JupyterLab would ask about news at its first start and look for it on the network: not here.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit($(OLD) if sys.version_info < (3, 11) else 0)'
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install -qq --disable-pip-version-check --no-deps --no-compile --require-hashes \
	  -r requirements.lock
	$(PY) -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/jupyter labextension disable --level=sys_prefix $(ANNOUNCEMENTS)
	touch $@

# Lowest and newest versions of what draws and counts, with each Python at hand.
matrix:
	.ci/matrix
