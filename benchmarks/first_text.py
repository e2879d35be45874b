"""From the address to a text that can be read, in a real Chromium: what a new visitor waits.

With --fresh from the server's start on, on a machine that has no machine code yet.

    python -m benchmarks.first_text [--visitors 5] [--fresh]
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time

from playwright.sync_api import Browser, sync_playwright

from benchmarks.server import Failure, served

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
CHARACTERS = 100  # of one of the two texts
READABLE = f"""() => [...document.querySelectorAll("*")].some(
  (e) => e.shadowRoot?.querySelector(".written")?.textContent.length > {CHARACTERS})"""


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=5, help="one after another (default 5)")
    parser.add_argument("--fresh", action="store_true", help="a machine's first start")
    arguments = parser.parse_args()
    browser_path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not browser_path:
        sys.exit("No Chromium: install one, or name it in the variable CHROMIUM.")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
            if arguments.fresh:
                _first_start(browser)
            else:
                _visitors(browser, arguments.visitors)
            browser.close()
    except Failure as failure:
        sys.exit(str(failure))


def _visitors(browser: Browser, count: int) -> None:
    with served() as server:
        seconds = [_wait(browser, server.host) for _ in range(count)]
    print(
        f"{CHARACTERS} characters on Write, {count} visitors without anything in their caches: "
        f"the first {seconds[0]:.2f} s, median {statistics.median(seconds):.2f} s, "
        f"slowest {max(seconds):.2f} s"
    )


def _first_start(browser: Browser) -> None:
    began = time.perf_counter()
    with (
        tempfile.TemporaryDirectory() as folder,
        served({"NUMBA_CACHE_DIR": folder}, compiled=False) as server,
    ):
        ready = time.perf_counter() - began
        _wait(browser, server.host)
        text = time.perf_counter() - began
        server.wait_until_ready()
        compiled = time.perf_counter() - began
    print(
        f"A machine's first start: it can write after {ready:.2f} s, a visitor has {CHARACTERS} "
        f"characters on Write after {text:.2f} s, the machine code is there after {compiled:.1f} s"
    )


def _wait(browser: Browser, host: str) -> float:
    """Seconds until a visitor with an empty cache can read."""
    with browser.new_context() as context:
        page = context.new_page()
        began = time.perf_counter()
        page.goto(f"http://{host}/write")
        page.wait_for_function(READABLE, timeout=60_000, polling=10)
        return time.perf_counter() - began


if __name__ == "__main__":
    main()
