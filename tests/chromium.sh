#!/usr/bin/env bash
# Prints the path of a Chromium for the browser tests and installs one where there is none.
# The variable CHROMIUM names one of your own.
set -euo pipefail

print_installed() {
    local name path
    for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
        [ -n "$name" ] || continue
        # A name alone is not enough: Ubuntu's chromium-browser may only ask for a snap.
        if path=$(command -v "$name") && "$path" --version >/dev/null 2>&1; then
            echo "$path"
            exit 0
        fi
    done
}

print_playwrights() {
    .venv/bin/python - <<'PYTHON'
import subprocess
import sys

from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    path = playwright.chromium.executable_path
try:  # there, and with the libraries that it needs
    subprocess.run([path, "--version"], check=True, capture_output=True, timeout=60)
except (OSError, subprocess.SubprocessError):
    sys.exit(1)
print(path)
PYTHON
}

print_installed
print_playwrights && exit 0
echo "Installing Chromium for the browser tests …" >&2
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    if apt-get update >/dev/null 2>&1; then
        apt-get install --yes --no-install-recommends chromium >/dev/null 2>&1 || true
    fi
    hash -r
    print_installed
fi
libraries=$([ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && echo --with-deps || true)
if .venv/bin/python -m playwright install $libraries chromium >/dev/null 2>&1; then
    print_playwrights && exit 0
fi
echo "No Chromium was found and none could be installed: install chromium or google-chrome, then run make test again." >&2
exit 1
