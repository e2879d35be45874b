# make run     serve the page (PORT=8501 HOST=localhost)
# make test    all tests, a real browser included (ARGS="-k lstm" hands options to pytest)
# make check   lint, format, types, layers, also of the scripts
# make quick   make check, and the tests that say soonest what broke: for work in progress

PORT ?= 8501
HOST := localhost
BIN := .venv/bin
TORCH_FOR_CPU := https://download.pytorch.org/whl/cpu

# tests/test_quick.py holds this list to be current.
QUICK := tests/test_quick.py tests/test_documentation.py tests/test_sampling.py \
	tests/test_source.py tests/test_kept_links.py \
	tests/exhibits/home tests/exhibits/test_every_page.py \
	tests/exhibits/*/test_compute.py tests/widgets/*/test_compute.py \
	tests/artifacts tests/cells tests/configuration tests/data tests/dynamics tests/figures \
	tests/files tests/forecasting tests/javascript tests/knobs tests/music tests/networks tests/pictures \
	tests/reading tests/sounds tests/text tests/tokenizers tests/translation

.PHONY: run test check quick
.DELETE_ON_ERROR:

# One thread: with two, a step waits for the slower core and typing in the page stutters.
run: .venv/installed
	@exec env OMP_NUM_THREADS=1 $(BIN)/streamlit run streamlit_app.py \
		--server.port=$(PORT) --server.address=$(HOST)

# Machine code, beforehand; a server that has none makes it while it serves.
.venv/compiled: .venv/installed $(wildcard rnn_demo/engine/*.py rnn_demo/reading/*.py)
	@echo "Compiling (only when the engine has changed) …"
	@env OMP_NUM_THREADS=1 $(BIN)/python -m rnn_demo.reading.compile_ahead
	@touch $@

test: .venv/installed-dev
	@chromium=$$(tests/chromium.sh) && nginx=$$(tests/nginx.sh) && node=$$(tests/node.sh) || exit 1; \
	OMP_NUM_THREADS=1 CHROMIUM="$$chromium" NGINX="$$nginx" NODE="$$node" \
		$(BIN)/python -m pytest $(ARGS)

check: .venv/installed-dev node_modules/installed
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict
	$(BIN)/lint-imports --no-logo
	@$(WITH_NODE) node_modules/.bin/tsc
	@$(WITH_NODE) node_modules/.bin/biome lint --error-on-warnings

# CI=1: the same examples each time; make test looks for others.
quick: check
	@$(WITH_NODE) CI=1 OMP_NUM_THREADS=1 $(BIN)/python -m pytest -q -m "not slow" $(QUICK) $(ARGS)

# The files named "installed" stand for the packages: newer than the list means up to date.
# On Linux the registry's torch brings 2 GB for NVIDIA cards; without such a card the CPU build
# is tried first, and the registry's is taken where it cannot be had.
.venv/installed: requirements.txt | .venv/pyvenv.cfg
	@echo "Installing requirements.txt (only when it has changed) …"
	@if [ "$$(uname -s)" = Linux ] && ! command -v nvidia-smi >/dev/null; then \
		$(BIN)/python -m pip install --quiet --no-deps --retries 1 \
			--index-url $(TORCH_FOR_CPU) "$$(grep '^torch==' requirements.txt)" 2>/dev/null || true; \
	fi
	@$(BIN)/python -m pip install --quiet --requirement requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	@echo "Installing requirements-dev.txt (only when it has changed) …"
	@$(BIN)/python -m pip install --quiet --requirement requirements-dev.txt
	@touch $@

# Node.js checks the scripts; the page runs without it. npm's own scripts look for it in the PATH.
WITH_NODE = node=$$(tests/node.sh) && PATH="$$(dirname "$$node"):$$PATH"

node_modules/installed: package.json package-lock.json
	@echo "Installing package-lock.json (only when it has changed) …"
	@$(WITH_NODE) npm ci --no-audit --no-fund --silent
	@touch $@

.venv/pyvenv.cfg:
	@for python in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
		if $$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
			2>/dev/null; then \
			$$python -m venv .venv && exit 0; \
			rm -rf .venv; \
			echo "$$python cannot make .venv: install its venv module (Debian: python3-venv)." >&2; \
			exit 1; \
		fi; \
	done; \
	echo "Python 3.11, 3.12 or 3.13 is needed and none was found: install one, or name it: make PYTHON=/path/to/python3.12" >&2; \
	exit 1
