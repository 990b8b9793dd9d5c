# `make site` and `make test` are all that a fresh checkout needs: each sets up .venv first.
# Only relative paths are used, so a checkout may lie in a folder with spaces in its name.

VENV := .venv
BIN := $(VENV)/bin

# More options for pytest (`make test PYTEST_ARGS="-k phone"`), for pip-compile
# (`make lock LOCK_ARGS=--upgrade`) and for the benchmark (`make bench SIZES="20x7 200x13"
# ROUNDS=3`; BENCH_ARGS has all others, see `benchmarks/bench.py --help`).
PYTEST_ARGS :=
LOCK_ARGS :=
SIZES :=
ROUNDS :=
BENCH_ARGS :=

# Releases that must stay out of the lock: they refuse a Python that pyproject.toml admits.
# pymdown-extensions 13 and soupsieve 3.0.2 want Python 3.11.5; Debian 12 has 3.11.2.
LOCK_LIMITS := 'pymdown-extensions<13' 'soupsieve<3.0.2'

# The Python to set up with: PYTHON where it is given, or the first fit one on the PATH.
export PYTHON

# Debian's Python has no ensurepip, and so makes no usable environment, until python3-venv is
# there: hence the import.
define find_python
set -e; \
if [ -n "$$PYTHON" ]; then set -- "$$PYTHON"; \
else set -- python3 python3.14 python3.13 python3.12 python3.11; fi; \
python=; \
for candidate; do \
  if "$$candidate" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' \
    2>/dev/null; then python=$$candidate; break; fi; \
done; \
if [ -z "$$python" ]; then \
  echo "No Python 3.11 or newer with venv among: $$*. Install one (on Debian also python3-venv)," \
    "or name one: make PYTHON=/path/to/python" >&2; \
  exit 1; \
fi
endef

.PHONY: help
help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

.PHONY: site
site: $(VENV)/.installed ## build the site in every language
	@$(BIN)/leaflets build

.PHONY: serve
serve: $(VENV)/.installed ## build the site and show it on this machine
	@$(BIN)/leaflets serve

# Every check runs even when an earlier one failed, so that one run tells everything.
# tools.py says itself what is missing; the tests that need it then skip, or fail where CI=true.
.PHONY: test
test: $(VENV)/.installed ## lint, check the types and run the tests
	@status=0; \
	$(BIN)/ruff check || status=1; \
	$(BIN)/ruff format --check || status=1; \
	$(BIN)/mypy || status=1; \
	$(BIN)/python .ci/tools.py msgfmt msgcat pango >/dev/null || true; \
	LEAFLETS_BROWSER=$$($(BIN)/python .ci/tools.py browser) || true; \
	export LEAFLETS_BROWSER; \
	$(BIN)/pytest -n auto $(PYTEST_ARGS) || status=1; \
	exit $$status

.PHONY: bench
bench: $(VENV)/.installed ## measure against other generators; needs a quiet machine
	@$(BIN)/python benchmarks/bench.py $(if $(SIZES),--sizes $(SIZES)) \
	  $(if $(ROUNDS),--rounds $(ROUNDS)) $(BENCH_ARGS)

# pip-compile keeps the versions already locked unless pyproject.toml or --upgrade moves them.
# A release's hashes are listed anew each time: files may have been added to it since.
.PHONY: lock
lock: ## write requirements.lock anew from pyproject.toml
	@$(find_python); \
	work=$$(mktemp -d); \
	trap 'rm -rf "$$work"' EXIT; \
	"$$python" -m venv "$$work/venv"; \
	"$$work/venv/bin/python" -m pip install -qq --disable-pip-version-check 'pip-tools>=7.5,<8'; \
	if [ -e requirements.lock ]; then cp requirements.lock "$$work/requirements.lock"; fi; \
	"$$work/venv/bin/pip-compile" --quiet --generate-hashes --no-reuse-hashes --extra test \
	  --all-build-deps --allow-unsafe --strip-extras --no-emit-options --no-header $(LOCK_ARGS) \
	  $(foreach limit,$(LOCK_LIMITS),--upgrade-package $(limit)) \
	  --output-file "$$work/requirements.lock" pyproject.toml; \
	{ echo "# Made from pyproject.toml by 'make lock' (pip-compile --generate-hashes)."; \
	  cat "$$work/requirements.lock"; } > requirements.lock.new; \
	mv requirements.lock.new requirements.lock

.PHONY: clean
clean: ## remove what was built and every cache
	@rm -rf site dist .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find . \( -path ./.git -o -path ./$(VENV) \) -prune \
	  -o -type d -name __pycache__ -prune -exec rm -rf {} +

.PHONY: distclean
distclean: clean ## the same, and the virtual environment
	@rm -rf $(VENV)

# The environment is made from nothing, so that it holds what is locked and no leftovers. Wheels
# only: building a source release would fetch its build tools, which nothing here has locked.
$(VENV)/.locked: requirements.lock
	@$(find_python); \
	echo "Setting up $(VENV) with $$("$$python" --version) ..."; \
	"$$python" -m venv --clear $(VENV); \
	$(BIN)/python -m pip install -qq --disable-pip-version-check --only-binary :all: \
	  --require-hashes --requirement requirements.lock
	@touch $@

# A step of its own: a change of pyproject.toml alone takes a second, not a new environment.
$(VENV)/.installed: $(VENV)/.locked pyproject.toml
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation \
	  --editable .
	@touch $@
