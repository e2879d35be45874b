"""From the address to a text that can be read, in a real Chromium: what a new visitor waits."""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
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
    count = parser.parse_args().visitors
    browser_path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not browser_path:
        sys.exit("No Chromium: install one, or name it in the variable CHROMIUM.")
    try:
        with served() as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
            seconds = [_wait(browser, server.host) for _ in range(count)]
            browser.close()
    except Failure as failure:
        sys.exit(str(failure))
    print(
        f"{CHARACTERS} characters on Write, {count} visitors without anything in their caches: "
        f"the first {seconds[0]:.2f} s, median {statistics.median(seconds):.2f} s, "
        f"slowest {max(seconds):.2f} s"
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
