#!/usr/bin/env bash
# Prints the path of a Node.js for what checks our scripts and installs Debian's where there is none.
# The variable NODE names one of your own. Whoever only runs the page needs none.
set -euo pipefail
LEAST=20

print_installed() {
    local name path version
    for name in "${NODE:-}" node nodejs; do
        [ -n "$name" ] || continue
        path=$(command -v "$name") && version=$("$path" --version 2>/dev/null) || continue
        version=${version#v}
        [ "${version%%.*}" -ge "$LEAST" ] 2>/dev/null || continue
        command -v "$(dirname "$path")/npm" npm >/dev/null || continue
        echo "$path"
        exit 0
    done
}

print_installed
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Node.js for the tests of our scripts …" >&2
    if apt-get update >/dev/null 2>&1; then
        apt-get install --yes --no-install-recommends nodejs npm >/dev/null 2>&1 || true
    fi
    hash -r
    print_installed
fi
echo "No Node.js $LEAST or later with npm was found and none could be installed: install it (nodejs.org), or name it: NODE=/path/to/node." >&2
exit 1
