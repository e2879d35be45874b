#!/usr/bin/env bash
# Prints the path of an nginx for the tests of deploy/ and installs Debian's where there is none.
# The variable NGINX names one of your own.
set -euo pipefail

print_installed() {
    local name path
    # Debian keeps it where only root's PATH leads.
    for name in "${NGINX:-}" nginx /usr/sbin/nginx; do
        [ -n "$name" ] || continue
        if path=$(command -v "$name") && "$path" -v >/dev/null 2>&1; then
            echo "$path"
            exit 0
        fi
    done
}

print_installed
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing nginx for the tests of deploy/ …" >&2
    if apt-get update >/dev/null 2>&1; then
        apt-get install --yes --no-install-recommends nginx-light >/dev/null 2>&1 || true
        # Debian starts it as a service; the tests start their own.
        service nginx stop >/dev/null 2>&1 || true
    fi
    hash -r
    print_installed
fi
echo "No nginx was found and none could be installed: install it (Debian: nginx-light, macOS: brew install nginx), then run make test again." >&2
exit 1
